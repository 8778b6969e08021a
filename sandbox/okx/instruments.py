"""What a candle can be cut from: a token in dollars, or a pair on the central exchange."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal

from sandbox.market import market
from sandbox.okx.assets import ASSETS, Asset
from sandbox.okx.listing import Token

# The exchange quotes to the cent, and its books are far deeper than the pools.
_CENT = Decimal("0.01")
_EXCHANGE_TURNOVER_USD = 900_000_000
_EXCHANGE = Context(prec=28)


@dataclass(frozen=True, slots=True)
class TokenInstrument:
    """A token's price in USD."""

    token: Token

    @property
    def name(self) -> str:
        return f"{self.token.chain.index}:{self.token.address}"

    @property
    def turnover_usd(self) -> int:
        return self.token.liquidity_usd // 2

    def price_at(self, at: int) -> Decimal:
        return market().price_at(self.token, at)

    def nudged_between(self, start: int, end: int) -> list[int]:
        return market().nudged_between(self.token.asset, start, end)


@dataclass(frozen=True, slots=True)
class ExchangePair:
    """A spot pair such as BTC-USDT: the price of one asset in the other."""

    base: Asset
    quote: Asset

    @property
    def name(self) -> str:
        return f"{self.base.symbol}-{self.quote.symbol}"

    @property
    def turnover_usd(self) -> int:
        return _EXCHANGE_TURNOVER_USD

    def price_at(self, at: int) -> Decimal:
        base, quote = (market().asset_price_at(asset, at) for asset in (self.base, self.quote))
        return _EXCHANGE.divide(base, quote).quantize(_CENT)

    def nudged_between(self, start: int, end: int) -> list[int]:
        return [at for asset in (self.base, self.quote) for at in market().nudged_between(asset, start, end)]


EXCHANGE_PAIRS: dict[str, ExchangePair] = {
    pair.name: pair for pair in (ExchangePair(ASSETS[base], ASSETS["USDT"]) for base in ("BTC", "ETH"))
}
