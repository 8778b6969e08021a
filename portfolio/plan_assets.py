"""What a plan has to work with: how much of each token a wallet holds on one chain, what that costs, and is to be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from esther_site.lib.errors import UserError
from portfolio.holdings import held_in
from portfolio.rebalancing import Position
from portfolio.targets import Target
from tokens.market import prices_of
from tokens.models import Chain, Token
from trading.balances import balance_units
from trading.models import Wallet
from trading.paper import cash_token

__all__ = ["Asset", "assets_for", "outside", "positions_of"]

_ZERO: Final = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Asset:
    """A token with what there is of it, and the part of the whole it should be."""

    token: Token
    units: int
    price_usd: Decimal
    percent: Decimal

    @property
    def value_usd(self) -> Decimal:
        return self.token.to_amount(self.units) * self.price_usd

    @property
    def kept_units(self) -> int:
        """What of a chain's own coin stays to pay gas."""
        return self.token.to_units(self.token.chain.gas_reserve) if self.token.is_native else 0

    @property
    def spendable_units(self) -> int:
        return max(0, self.units - self.kept_units)

    def position(self, *, cash: Token) -> Position:
        """Return the asset as the planner sees it."""
        return Position(
            key=self.token.pk,
            value_usd=self.value_usd,
            percent=self.percent,
            kept_usd=self.token.to_amount(self.kept_units) * self.price_usd,
            is_cash=self.token.pk == cash.pk,
        )


def assets_for(wallet: Wallet, targets: Sequence[Target], others: Iterable[Token] = ()) -> dict[int, Asset]:
    """Look at what a wallet holds of the targets, and of `others`, which are to be sold. The balances are of now.

    Raises UserError where a target has no price; another token without one is left alone.
    """
    wanted = {target.token: target.percent for target in targets} | dict.fromkeys(others, _ZERO)
    prices = prices_of(wanted)
    for target in targets:
        if target.token.pk not in prices:
            raise UserError(
                f"There is no price for {target.token.symbol} at the moment, so its part cannot be worked out. Try "
                "again in a minute, or leave it out."
            )
    return {
        token.pk: Asset(
            token=token, units=balance_units(wallet, token), price_usd=prices[token.pk].usd, percent=percent
        )
        for token, percent in wanted.items()
        if token.pk in prices
    }


def outside(wallet: Wallet, chain: Chain, targets: Sequence[Target]) -> list[Token]:
    """Return what a wallet holds on a chain beyond the targets, as its book or its last sync says."""
    named = {target.token.pk for target in targets}
    return [token for token in held_in([wallet]).units if token.chain_id == chain.pk and token.pk not in named]


def positions_of(assets: dict[int, Asset], chain: Chain) -> list[Position]:
    """Return assets as the planner sees them."""
    cash = cash_token(chain)
    return [asset.position(cash=cash) for asset in assets.values()]
