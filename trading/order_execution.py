"""Carrying out an order whose price is reached: what it would bring, and its swap, made once and for all.

Whether its price is reached and may be believed is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils import timezone

from esther_site.lib.errors import EstherError, TemporaryError
from trading.balances import balance_units
from trading.brackets import bracket_of
from trading.intake import share_of_balance
from trading.models import Order, Swap, Wallet
from trading.order_moves import claim_attempt, finish, give_up, link, try_later
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

MAX_ATTEMPTS: Final = 3
LEASE: Final = timedelta(seconds=45)  # for one attempt; afterwards another monitor takes over
RETRY: Final = timedelta(seconds=30)
_ALL: Final = Decimal(100)
_IN_PROGRESS: Final = (Swap.State.CONFIRMED, Swap.State.BOOKED)

Tell = Callable[[Order, str], None]  # called with "done", "retry" or "failed" in the transaction that stores it


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


def needs_consent(order: Order) -> bool:
    """Say whether the user is asked before the trade. Live trading, once there is any, begins here."""
    return order.wallet.kind != Wallet.Kind.PAPER and not order.is_automatic


def carry_out(order: Order, *, tell: Tell) -> Order:
    """Make the next attempt at a fired order, unless somebody else has it, and return the order as it is then.

    An attempt that was cut off is taken up where it stopped: what was booked is not booked again.
    """
    if claim_attempt(order, now=timezone.now(), lease=LEASE):
        claimed = _fresh(order)
        try:
            _trade(claimed)
        except EstherError as error:
            _note_failure(claimed, error.message, tell)
        else:
            _note_success(claimed, tell)
    return _fresh(order)


def _trade(order: Order) -> None:
    """Book the order's swap: that of an earlier attempt where one is under way, else a new one."""
    begun = order.swap
    if begun is None or begun.state not in _IN_PROGRESS:
        if order.attempts > MAX_ATTEMPTS:
            raise TemporaryError("Esther was interrupted each time it tried.")
        begun = _quoted(order)
    try:
        confirm_swap(order.user, begun.handle, pressed_by=f"order {order.handle}")
    except PriceMoved as moved:
        cancel_swap(order.user, moved.swap.handle)
        raise TemporaryError("The price moved by more than the slippage while it was being traded.") from moved


def _quoted(order: Order) -> Swap:
    """Return a fresh quote that belongs to the order: only that one can be confirmed for it."""
    swap = quote_swap(_request(order), origin=Swap.Origin.ORDER, bracket=bracket_of(order))
    if not link(order, swap):
        cancel_swap(order.user, swap.handle)
        raise TemporaryError("Another attempt is under way.")
    return swap


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
    if order.protects_id and balance_units(order.wallet, order.token_in) < order.units:
        return share_of_balance(order.wallet, order.token_in, _ALL)
    return order.units


def _note_success(order: Order, tell: Tell) -> None:
    with transaction.atomic():
        if finish(order, now=timezone.now()):
            tell(_fresh(order), "done")


def _note_failure(order: Order, reason: str, tell: Tell) -> None:
    """Note why an attempt failed; not noted when its swap is booked after all, or being booked by somebody else."""
    now = timezone.now()
    with transaction.atomic():
        if order.attempts >= MAX_ATTEMPTS:
            if give_up(order, reason=reason, now=now):
                tell(_fresh(order), "failed")
        elif try_later(order, reason=reason, until=now + RETRY) and order.attempts == 1:
            tell(_fresh(order), "retry")


def _fresh(order: Order) -> Order:
    related = ("user", "wallet", "token__chain", "currency__chain", "protects", "ended_by")
    return Order.objects.select_related(*related, "swap__gas_token", "swap__token_in", "swap__token_out").get(
        pk=order.pk
    )
