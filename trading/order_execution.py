"""Carrying out an order whose price is reached: what it would bring, and its swap, made once and for all.

Whether its price is reached and may be believed is decided elsewhere.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Final

from django.utils import timezone

from esther_site.lib.errors import EstherError, TemporaryError
from trading.balances import balance_units
from trading.brackets import bracket_of
from trading.intake import share_of_balance
from trading.live_switch import can_be_real
from trading.models import Order, Swap, Wallet
from trading.order_arming import needs_consent
from trading.order_moves import claim_attempt, link
from trading.order_outcomes import MAX_ATTEMPTS, RETRY, Tell, follow, fresh, note_begun, note_failure
from trading.order_swaps import Standing, standing_of
from trading.quoting import Offer, TradeRequest, allowed, effective_usd, make_offer
from trading.swaps import PriceMoved, cancel_swap, confirm_swap, quote_swap

__all__ = [
    "LEASE",
    "MAX_ATTEMPTS",
    "RETRY",
    "Tell",
    "carry_out",
    "floor_usd",
    "is_within_slippage",
    "needs_consent",
    "offer_for",
    "unit_price_usd",
]

LEASE: Final = timedelta(seconds=45)  # for one attempt; afterwards another monitor takes over
_ALL: Final = Decimal(100)
_TO_ATTEMPT: Final = (Standing.FREE, Standing.CONFIRMED)


def offer_for(order: Order) -> Offer:
    """Quote an order's real size now. Raises EstherError when there is no such trade, or a guardrail blocks it."""
    return allowed(make_offer(_request(order)))


def unit_price_usd(order: Order, offer: Offer) -> Decimal:
    """Return what one of the order's token costs or brings in an offer, the currency valued by its own price."""
    return effective_usd(offer, order.token)


def floor_usd(order: Order, trigger: Decimal) -> Decimal:
    """Return the worst price at which an order still is what its trigger promised: lowest of a sale, highest of a
    purchase.
    """
    slippage = order.slippage_percent / 100
    return trigger * (1 + slippage) if order.is_purchase else trigger * (1 - slippage)


def is_within_slippage(order: Order, offer: Offer, trigger: Decimal) -> bool:
    """Say whether an offer is no worse than the trigger by more than the order's slippage."""
    price, worst = unit_price_usd(order, offer), floor_usd(order, trigger)
    return price <= worst if order.is_purchase else price >= worst


def carry_out(order: Order, *, tell: Tell, agreed: Swap | None = None) -> Order:
    """Go on with a fired order, unless somebody else does, and return it as it is then.

    `agreed` is the quote that the user agreed to just now. An attempt that was cut off is taken up where it stopped:
    what was booked is not booked again, and what was sent is only looked at.
    """
    found = fresh(order)
    if standing_of(found) not in _TO_ATTEMPT:
        follow(found, tell=tell)
    elif claim_attempt(order, now=timezone.now(), lease=LEASE):
        _attempt(fresh(order), tell, agreed)
    return fresh(order)


def _attempt(order: Order, tell: Tell, agreed: Swap | None) -> None:
    try:
        _trade(order, agreed)
    except EstherError as error:
        note_failure(order, error.message, tell)
        return
    traded = fresh(order)
    if standing_of(traded) is Standing.UNDER_WAY:
        note_begun(order, tell)
    else:
        follow(traded, tell=tell)


def _trade(order: Order, agreed: Swap | None) -> None:
    """Confirm the order's swap: that of an earlier attempt where one is confirmed, else a new one."""
    begun = order.swap
    if begun is None or standing_of(order) is not Standing.CONFIRMED:
        if order.attempts > MAX_ATTEMPTS:
            raise TemporaryError("Esther was interrupted each time it tried.")
        if agreed is None and needs_consent(order):
            raise TemporaryError("It asks first, and nobody has agreed yet.")
        begun = _quoted(order, agreed)
    try:
        confirm_swap(order.user, begun.handle, pressed_by=f"order {order.handle}")
    except PriceMoved as moved:
        cancel_swap(order.user, moved.swap.handle)
        raise TemporaryError("The price moved by more than the slippage while it was being traded.") from moved


def _quoted(order: Order, agreed: Swap | None) -> Swap:
    """Return a fresh quote that belongs to the order: only that one can be confirmed for it."""
    swap = quote_swap(_request(order), origin=Swap.Origin.ORDER, bracket=bracket_of(order))
    reason = _why_another(order, swap, agreed)
    if not reason and agreed is not None:
        _hold_to(swap, agreed)
    if not reason and not link(order, swap):
        reason = "Another attempt is under way."
    if reason:
        cancel_swap(order.user, swap.handle)
        raise TemporaryError(reason)
    return swap


def _why_another(order: Order, swap: Swap, agreed: Swap | None) -> str:
    """Return why a quote is not what was agreed to: real instead of simulated, or the reverse, or worse."""
    is_live = can_be_real() and order.wallet.kind == Wallet.Kind.HOT
    expected = agreed.mode if agreed else Swap.Mode.LIVE if is_live else Swap.Mode.DRY_RUN
    if swap.mode != expected:
        return "Live trading was switched on or off at the same moment. Nothing was traded."
    if agreed and (
        swap.units_in > agreed.maximum_units_in
        or swap.expected_units_out < agreed.minimum_units_out
        or swap.slippage_percent > agreed.slippage_percent
    ):
        return "The price moved by more than the slippage since you agreed. Nothing was traded."
    return ""


def _hold_to(swap: Swap, agreed: Swap) -> None:
    """Let the bounds that the user agreed to hold for the order's own swap, where they are the narrower ones."""
    bounds = {
        "minimum_units_out": max(swap.minimum_units_out, agreed.minimum_units_out),
        "maximum_units_in": min(swap.maximum_units_in, agreed.maximum_units_in),
    }
    Swap.objects.filter(pk=swap.pk, state=Swap.State.QUOTED).update(**bounds)


def _request(order: Order) -> TradeRequest:
    return TradeRequest(
        user=order.user,
        wallet=order.wallet,
        token_in=order.token_in,
        token_out=order.token_out,
        asked=Swap.Exact(order.asked),
        units=_units(order),
        slippage_percent=order.slippage_percent,
    )


def _units(order: Order) -> int:
    """Return how much is traded now. Of what a purchase brought, that is what is left when some was spent since."""
    if order.units is None:
        return share_of_balance(order.wallet, order.token_in, order.share_percent or _ALL)
    if order.protects_id and balance_units(order.wallet, order.token_in) < order.units + _kept_for_gas(order):
        return share_of_balance(order.wallet, order.token_in, _ALL)
    return order.units


def _kept_for_gas(order: Order) -> int:
    """Return what a chain's own coin keeps for the gas of its sale; on paper dollars may pay that."""
    token = order.token_in
    if order.wallet.kind == Wallet.Kind.PAPER or not token.is_native:
        return 0
    return token.to_units(token.chain.gas_reserve)
