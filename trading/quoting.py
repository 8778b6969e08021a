"""From what a user asked for to exact numbers: which amounts go in, which come out, and what stands against it.

Nothing is stored here; `trading.swaps` does that.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_UP, Decimal

from django.conf import settings

from esther_site.lib.errors import UserError
from tokens.cross_chain import CrossQuote, get_cross_quote
from tokens.market import price_of
from tokens.models import Token
from tokens.quotes import Quote, SwapMode, get_quote
from trading.balances import balance_units, gas_payment
from trading.models import Swap, User, Wallet
from trading.policy import Level, Limits, Proposal, Verdict, judge
from trading.policy_numbers import Check, checks_of

__all__ = [
    "Offer",
    "TradeRequest",
    "allowed",
    "effective_usd",
    "keeps_promise",
    "make_offer",
    "offer_of",
    "user_slippage",
]

# How far the received amount of a solved quote may lie from the one asked for.
SOLVING_TOLERANCE = Decimal("0.005")
SOLVING_ROUNDS = 4


@dataclass(frozen=True, kw_only=True)
class TradeRequest:
    """A trade with its tokens known: spend exactly, or receive exactly, `units` base units."""

    user: User
    wallet: Wallet
    token_in: Token
    token_out: Token
    asked: Swap.Exact
    units: int
    slippage_percent: Decimal
    bridge_id: int | None = None  # between chains: the one bridge that may be taken, instead of the best

    @property
    def is_crossing(self) -> bool:
        """Whether what is bought arrives on another chain."""
        return self.token_in.chain_id != self.token_out.chain_id


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A quote for a request, with the bounds the user is asked to agree to."""

    request: TradeRequest
    quote: Quote
    exact: Swap.Exact
    maximum_units_in: int
    minimum_units_out: int
    gas: tuple[Token, int] | None
    verdicts: list[Verdict]
    checks: tuple[Check, ...] = ()  # every rule, with what it compared


def user_slippage(user: User) -> Decimal:
    """Return the user's slippage in percent, or the operator's default."""
    return user.slippage_percent or settings.DEFAULT_SLIPPAGE_PERCENT


def make_offer(request: TradeRequest) -> Offer:
    """Quote a request and judge it.

    Raises UserError when there is no such trade, TemporaryError when OKX cannot be asked now.
    """
    quote, exact = _quote(request)
    return offer_of(request, quote, exact=exact)


def offer_of(request: TradeRequest, quote: Quote, *, exact: Swap.Exact) -> Offer:
    """Judge a quote for a request, and set its bounds."""
    kept = 1 - request.slippage_percent / 100
    if exact == Swap.Exact.OUT:
        maximum_in = int((quote.units_in * (2 - kept)).to_integral_value(ROUND_UP))
        minimum_out = quote.units_out
    else:
        maximum_in = quote.units_in
        minimum_out = int(quote.units_out * kept)
    moves = {request.token_in.pk: -quote.units_in, request.token_out.pk: quote.units_out}
    gas = gas_payment(request.wallet, request.token_in.chain, quote.gas_usd, moves)
    proposal, limits = _proposal(request, quote, gas_is_covered=gas is not None), operator_limits()
    verdicts = judge(proposal, limits)
    return Offer(
        request=request,
        quote=quote,
        exact=exact,
        maximum_units_in=maximum_in,
        minimum_units_out=minimum_out,
        gas=gas,
        verdicts=verdicts,
        checks=checks_of(proposal, limits, verdicts),
    )


def allowed(offer: Offer) -> Offer:
    """Return an offer that no rule blocks. Raises UserError with the gravest reason for any other."""
    blocks = [verdict for verdict in offer.verdicts if verdict.level == Level.BLOCK]
    if blocks:
        raise UserError(blocks[0].reason)
    return offer


def effective_usd(offer: Offer, token: Token) -> Decimal:
    """Return what one `token` costs or brings in an offer, in USD: by the price of the token on the other side.

    Raises EstherError when that is not known.
    """
    quote = offer.quote
    amount_in, amount_out = quote.token_in.to_amount(quote.units_in), quote.token_out.to_amount(quote.units_out)
    if token.pk == quote.token_in.pk:
        return amount_out * (quote.price_out_usd or price_of(quote.token_out).usd) / amount_in
    return amount_in * (quote.price_in_usd or price_of(quote.token_in).usd) / amount_out


def keeps_promise(agreed: Swap, offer: Offer) -> bool:
    """Say whether an offer is within the bounds that were agreed to; live, also by the bridge that was agreed to."""
    quote = offer.quote
    if agreed.mode == Swap.Mode.LIVE and isinstance(quote, CrossQuote):
        bridge = (agreed.bridge_id, agreed.bridge_coin_units or 0)
        if quote.bridge_id != bridge[0] or quote.coin_fee_units > bridge[1]:
            return False
    return quote.units_out >= agreed.minimum_units_out and quote.units_in <= agreed.maximum_units_in


def operator_limits() -> Limits:
    """Return the bounds from the settings."""
    return Limits(
        slippage_ceiling=settings.MAX_SLIPPAGE_PERCENT,
        impact_warn=settings.IMPACT_WARN_PERCENT,
        impact_block=settings.IMPACT_BLOCK_PERCENT,
        token_tax=settings.MAX_TOKEN_TAX_PERCENT,
    )


def _proposal(request: TradeRequest, quote: Quote, *, gas_is_covered: bool) -> Proposal:
    tokens = (request.token_in, request.token_out)
    return Proposal(
        symbol_in=request.token_in.symbol,
        symbol_out=request.token_out.symbol,
        chain=request.token_in.chain.name,
        slippage_percent=request.slippage_percent,
        price_impact_percent=quote.price_impact_percent,
        honeypot_in=quote.honeypot_in,
        honeypot_out=quote.honeypot_out,
        tax_in_percent=quote.tax_in_percent,
        tax_out_percent=quote.tax_out_percent,
        unverified=tuple(token.symbol for token in tokens if not token.verified),
        units_in=quote.units_in,
        balance_units=balance_units(request.wallet, request.token_in),
        gas_is_covered=gas_is_covered,
        gas_usd=quote.gas_usd,
        is_crossing=request.is_crossing,
        is_out_untold=request.is_crossing and not request.token_out.verified,
    )


def _quote(request: TradeRequest) -> tuple[Quote, Swap.Exact]:
    if request.is_crossing:
        return _cross_quote(request), Swap.Exact.IN
    if request.asked == Swap.Exact.IN:
        return get_quote(request.token_in, request.token_out, request.units), Swap.Exact.IN
    # What the exactOut router is sent tells no tokens, so it could not be screened: a hot wallet solves instead.
    if request.token_in.chain.supports_exact_out and request.wallet.kind == Wallet.Kind.PAPER:
        try:
            quote = get_quote(request.token_in, request.token_out, request.units, mode=SwapMode.EXACT_OUT)
        except UserError:
            # Few pools answer exactOut; the same trade is often possible the other way round.
            return _solve(request), Swap.Exact.IN
        return quote, Swap.Exact.OUT
    return _solve(request), Swap.Exact.IN


def _cross_quote(request: TradeRequest) -> Quote:
    """Quote a trade between two chains: what arrives cannot be fixed."""
    given, wanted = request.token_in, request.token_out
    if request.asked == Swap.Exact.OUT:
        raise UserError(
            "Between chains you say what to spend, not what arrives, such as “swap 100 "
            f"{given.symbol} on {given.chain.name} to {wanted.symbol} on {wanted.chain.name}”."
        )
    return get_cross_quote(
        given, wanted, request.units, slippage_percent=request.slippage_percent, bridge_id=request.bridge_id
    )


def _solve(request: TradeRequest) -> Quote:
    """Find the input whose quoted output is the one asked for, within the tolerance."""
    units_in = _first_guess(request)
    for _ in range(SOLVING_ROUNDS):
        quote = get_quote(request.token_in, request.token_out, units_in)
        if abs(quote.units_out - request.units) <= request.units * SOLVING_TOLERANCE:
            return quote
        units_in = max(1, units_in * request.units // quote.units_out)
    raise UserError(
        f"I could not find an amount that buys what you asked for. Say what to spend instead, such as "
        f"“sell … {request.token_in.symbol} for {request.token_out.symbol}”."
    )


def _first_guess(request: TradeRequest) -> int:
    wanted_usd = request.token_out.to_amount(request.units) * price_of(request.token_out).usd
    return max(1, request.token_in.to_units(wanted_usd / price_of(request.token_in).usd))
