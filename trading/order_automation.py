"""A user's orders made automatic, or made to ask first again. When they may be is `trading.order_arming`'s to say."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from esther_site.lib.errors import UserError
from trading.audit_kinds import AuditKind
from trading.audit_orders import note_order
from trading.models import Order, User, Wallet
from trading.order_arming import permit_arming
from trading.orders import own_order

__all__ = ["let_ask", "make_automatic"]

State = Order.State

_ARMABLE: Final = (State.ACTIVE, State.PAUSED)
_ON_PAPER: Final = "Orders on paper never ask: no real money moves."


def make_automatic(user: User, handle: str, *, code: str = "") -> Order:
    """Let an order trade without asking once its price is reached.

    Raises UserError when the order is not the user's or does not wait, and what `permit_arming` raises.
    """
    order = _off_paper(user, handle)
    if order.state not in _ARMABLE:
        raise UserError("Only an order that waits for its price can be made automatic. Look at /orders.")
    if order.is_automatic:
        return order
    permit_arming(user, order.wallet, code=code)
    # What was looked at must still be the one: it may have been moved, or live trading turned off, at this moment.
    same = Order.objects.filter(pk=order.pk, trigger_usd=order.trigger_usd, trail_bps=order.trail_bps)
    enabled = User.objects.filter(pk=user.pk, live_trading_enabled=True)
    with transaction.atomic():
        if not same.filter(state__in=_ARMABLE, user__in=enabled).update(is_automatic=True):
            raise UserError("The order changed at the same moment, so it still asks first. Please try again.")
        note_order(order, AuditKind.ORDER_CHANGED, is_automatic=True)
    return own_order(user, handle)


def let_ask(user: User, handle: str) -> Order:
    """Let an order ask before it trades, at once. Raises UserError when it is not the user's, or over."""
    order = _off_paper(user, handle)
    with transaction.atomic():
        if not Order.objects.filter(pk=order.pk, state__in=Order.OPEN).update(is_automatic=False):
            raise UserError("This order is over, so it asks nothing any more. Look at /orders.")
        note_order(order, AuditKind.ORDER_CHANGED, is_automatic=False)
    return own_order(user, handle)


def _off_paper(user: User, handle: str) -> Order:
    order = own_order(user, handle)
    if order.wallet.kind == Wallet.Kind.PAPER:
        raise UserError(_ON_PAPER)
    return order
