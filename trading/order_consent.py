"""A user's own word on an order: its trade quoted at the market now, and carried out when they agree to the numbers.

The quote is kept as what was agreed to; the trade itself is the order's, so that the others of its pair end with it.
"""

from __future__ import annotations

from typing import Final

from django.utils import timezone

from esther_site.lib.errors import UserError
from tokens.market import price_of
from trading.brackets import bracket_of
from trading.models import Order, Swap, User, Wallet
from trading.order_arming import held_back
from trading.order_execution import carry_out, offer_for
from trading.order_moves import fire, keep_waiting
from trading.orders import own_order
from trading.quoting import keeps_promise
from trading.swaps import PriceMoved, SwapClosed, cancel_swap, own_swap, quote_swap
from trading.two_factor import demand_code, needs_code

__all__ = ["carry_out_now", "keep_order_waiting", "quote_again", "quote_now"]

State = Order.State

_WAITING: Final = (State.ACTIVE, State.ASKING)


def quote_now(user: User, handle: str) -> Swap:
    """Quote the trade of an order that waits, to be agreed to within a minute.

    Raises UserError when the order is not the user's, does not wait, or its trade is impossible.
    """
    order = own_order(user, handle)
    if order.state not in _WAITING:
        raise UserError(_why_not(order))
    return _quoted(order, Swap.Origin.ORDER)


def quote_again(user: User, handle: str) -> Swap:
    """Quote the trade of an order that failed, as a trade of its own. Raises UserError for any other order."""
    order = own_order(user, handle)
    if order.state != State.FAILED:
        raise UserError(_why_not(order))
    return _quoted(order, Swap.Origin.CHAT)


def carry_out_now(user: User, handle: str, quote_handle: str, *, code: str = "") -> Order:
    """Carry an order out at the market, once, after the user agreed to its quote; return it as it is then.

    A live trade has only begun by then. Raises UserError when it cannot be done, CodeNeeded and WrongCode where a live
    trade asks for a code, PriceMoved when the trade would be worse than what was agreed to.
    """
    order = own_order(user, handle)
    if order.state not in _WAITING:
        raise UserError(_why_not(order))
    if reason := held_back(order):
        raise UserError(reason)
    _demand_code(user, quote_handle, code)
    agreed = _used_up(user, order, quote_handle)
    if not keeps_promise(agreed, offer_for(order)):
        raise PriceMoved(quote_now(user, handle))
    if not fire(order, usd=price_of(order.token).usd, now=timezone.now()):
        raise UserError(_why_not(own_order(user, handle)))
    bounds = None if order.wallet.kind == Wallet.Kind.PAPER else agreed
    return carry_out(order, tell=_told_in_the_chat, agreed=bounds)


def keep_order_waiting(user: User, handle: str) -> Order:
    """Let an order that asks wait for its price again. Raises UserError when it neither asks nor waits."""
    order = own_order(user, handle)
    keep_waiting(order)
    order = own_order(user, handle)
    if order.state != State.ACTIVE:
        raise UserError(_why_not(order))
    return order


def _quoted(order: Order, origin: Swap.Origin) -> Swap:
    return quote_swap(offer_for(order).request, origin=origin, bracket=bracket_of(order))


def _demand_code(user: User, quote_handle: str, code: str) -> None:
    """Ask for a code as for any live trade of this value; before the quote is used up, so that it is still there."""
    quoted = own_swap(user, quote_handle)
    is_open = quoted.mode == Swap.Mode.LIVE and quoted.state == Swap.State.QUOTED
    if is_open and needs_code(user, quoted.value_usd):
        demand_code(user, code)


def _used_up(user: User, order: Order, quote_handle: str) -> Swap:
    """Return the quote that was agreed to, which nobody can agree to again. Raises UserError when it is no such one."""
    try:
        agreed = cancel_swap(user, quote_handle)
    except SwapClosed:
        order.refresh_from_db(fields=["state", "waits_because"])
        still_waits = "This quote was used already, or is over. Press Trade now in /orders for a new one."
        raise UserError(still_waits if order.state in _WAITING else _why_not(order)) from None
    if agreed.expires_at <= timezone.now():
        raise UserError("This quote has expired. Nothing was traded: press Trade now in /orders for a new one.")
    if (agreed.token_in_id, agreed.token_out_id) != (order.token_in.pk, order.token_out.pk):
        raise UserError("This quote is not of that order. Nothing was traded: look at /orders.")
    if agreed.wallet_id != order.wallet_id:
        raise UserError("This quote is of another wallet. Nothing was traded: press Trade now in /orders.")
    return agreed


def _told_in_the_chat(_order: Order, _event: str) -> None:
    """Write no notification: whoever pressed the button sees what became of it."""


def _why_not(order: Order) -> str:
    return {
        State.ACTIVE: "This order still waits. Look at /orders.",
        State.ASKING: "This order waits for your answer. Look at /orders.",
        State.TRIGGERED: "This order is being carried out just now. Look at /orders in a minute.",
        State.PAUSED: "This order is paused. Resume it first: look at /orders.",
        State.DONE: "This order is already done. It will not be done twice.",
        State.FAILED: f"This order could not be carried out: {order.waits_because}",
        State.CANCELLED: "This order was cancelled. Nothing was traded.",
        State.EXPIRED: "This order has expired. Nothing was traded.",
    }[State(order.state)]
