"""Quotes: what a trade would give now, and what it loses to the pools."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from sandbox.market import market, now_milliseconds
from sandbox.okx.chain_node import gas_price_on
from sandbox.okx.chain_swaps import route, units_received_on_chain
from sandbox.okx.chain_world import deployment_on
from sandbox.okx.chains import Chain
from sandbox.okx.envelope import OkxRefusal
from sandbox.okx.listing import Token, native_token, wrapped
from sandbox.okx.parameters import Parameters
from sandbox.okx.pool import InsufficientLiquidityError, Pool, units_received, units_to_spend

EXACT_IN, EXACT_OUT = "exactIn", "exactOut"
_GAS_BASE, _GAS_PER_HOP, _GAS_PER_HOP_ON_CHAIN = 95_000, 90_000, 130_000


@dataclass(frozen=True, slots=True)
class PricedToken:
    """A token and its USD price at the moment of the quote."""

    token: Token
    price: Decimal

    @property
    def pool(self) -> Pool:
        token = self.token
        return Pool.of(
            price=self.price, decimals=token.decimals, depth_usd=token.liquidity_usd, tax_rate=token.tax_rate
        )

    def worth_usd(self, units: int) -> Decimal:
        return Decimal(units).scaleb(-self.token.decimals) * self.price


@dataclass(frozen=True, slots=True)
class Quote:
    """A priced trade; `spent` and `received` are base units, `at` milliseconds since 1970."""

    source: PricedToken
    target: PricedToken
    spent: int
    received: int
    swap_mode: str
    at: int

    @property
    def chain(self) -> Chain:
        return self.source.token.chain

    @property
    def spent_usd(self) -> Decimal:
        return self.source.worth_usd(self.spent)

    @property
    def price_impact_percent(self) -> Decimal:
        """Return what the trade gains (or, below zero, loses) against the market price."""
        impact = (self.target.worth_usd(self.received) / self.spent_usd - 1) * 100
        return impact.quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def path(self) -> list[Token]:
        """Return the pools' tokens in order: two strangers meet through the wrapped native coin."""
        deployment = deployment_on(self.chain)
        if deployment:
            return route(deployment, self.source.token, self.target.token)
        middle = wrapped(native_token(self.chain))
        ends = [wrapped(self.source.token), wrapped(self.target.token)]
        is_direct = middle in ends or all(token.asset.is_stable for token in ends)
        return ends if is_direct else [ends[0], middle, ends[1]]

    @property
    def gas(self) -> int:
        per_hop = _GAS_PER_HOP_ON_CHAIN if deployment_on(self.chain) else _GAS_PER_HOP
        return _GAS_BASE + per_hop * (len(self.path) - 1)

    @property
    def network_fee_usd(self) -> Decimal:
        coins = Decimal(self.gas * gas_price_on(self.chain)).scaleb(-18)
        return coins * market().price_at(native_token(self.chain), self.at)


def take_quote(parameters: Parameters) -> Quote:
    """Quote the trade a request describes.

    Raises: OkxRefusal 50014, 51000, 82105, 82104, 82000, 82102 or 82112.
    """
    chain = parameters.chain()
    amount = parameters.units("amount")
    source, target = parameters.token("fromTokenAddress"), parameters.token("toTokenAddress")
    if source is target:
        raise OkxRefusal("51000", "toTokenAddress")
    if amount == 0:
        raise OkxRefusal("51000", "amount")
    quote = quote_at(now_milliseconds(), amount, source, target, swap_mode=_swap_mode(parameters, chain))
    _refuse_excessive_loss(quote, parameters.percent("priceImpactProtectionPercent", "90"))
    return quote


def _swap_mode(parameters: Parameters, chain: Chain) -> str:
    swap_mode = parameters.text("swapMode", EXACT_IN)
    if swap_mode == EXACT_IN or (swap_mode == EXACT_OUT and chain.supports_exact_out):
        return swap_mode
    raise OkxRefusal("51000", "swapMode")


def quote_at(at: int, amount: int, source: Token, target: Token, *, swap_mode: str = EXACT_IN) -> Quote:
    """Quote a trade as of a time in milliseconds since 1970.

    Raises: OkxRefusal 82000 or 82102.
    """
    paid, bought = (PricedToken(token, market().price_at(token, at)) for token in (source, target))
    try:
        spent, received = _traded(amount, paid, bought, swap_mode=swap_mode)
    except InsufficientLiquidityError as error:
        raise OkxRefusal("82000") from error
    if received == 0:
        raise OkxRefusal("82102", str(units_to_spend(1, paid.pool, bought.pool)))
    return Quote(paid, bought, spent, received, swap_mode, at)


def _traded(amount: int, source: PricedToken, target: PricedToken, *, swap_mode: str) -> tuple[int, int]:
    deployment = deployment_on(source.token.chain)
    if deployment and swap_mode == EXACT_OUT:  # no pool there takes it, as most pools of the real one do not
        raise InsufficientLiquidityError
    if wrapped(source.token) is wrapped(target.token):  # wrapping is one for one
        return amount, amount
    if deployment:
        return amount, units_received_on_chain(deployment, amount, source.token, target.token)
    if swap_mode == EXACT_OUT:
        return units_to_spend(amount, source.pool, target.pool), amount
    return amount, units_received(amount, source.pool, target.pool)


def _refuse_excessive_loss(quote: Quote, most_percent: Decimal) -> None:
    """Refuse a quote that loses more than allowed; a limit of 100 switches the protection off."""
    if most_percent < 100 and -quote.price_impact_percent > most_percent:
        raise OkxRefusal("82112", f"{most_percent}%")
