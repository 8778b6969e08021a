"""What a user may do with their orders: place, list, change, pause, resume and cancel them.

Whether a price is reached and what happens then is none of this module's business.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from esther_site.lib.errors import UserError
from esther_site.lib.once import act_once
from tokens.market import price_of
from trading.audit import SYSTEM, AuditKind
from trading.audit_orders import note_created, note_order, note_orders
from trading.brackets import bracket_of, checked_usd, prices_around
from trading.models import Order, User, Wallet, new_handle
from trading.order_arming import permit_arming
from trading.order_drafts import draft, refuse_reached
from trading.order_expiry import expire_orders
from trading.order_room import make_room
from trading.order_wishes import OrderWish, checked_trail
from trading.protection import place_bracket, protect, protect_trailing

__all__ = [
    "cancel_all",
    "cancel_order",
    "change_order",
    "expire_orders",
    "list_orders",
    "own_order",
    "pause_order",
    "pause_orders_of",
    "place_bracket",
    "place_order",
    "place_pair",
    "protect",
    "protect_trailing",
    "resume_order",
]

PAUSED_BY_USER: Final = "You paused it."

Kind, State = Order.Kind, Order.State

_WAITING: Final = (State.ACTIVE, State.ASKING)
_UNDECIDED: Final = (*_WAITING, State.PAUSED)
# Fired, and no attempt is under way: none was made yet, or the last one failed and said why.
_BETWEEN_ATTEMPTS: Final = Q(state=State.TRIGGERED) & (Q(attempts=0) | ~Q(waits_because=""))


def place_order(user: User, wish: OrderWish, *, code: str = "") -> Order:
    """Keep a wish as an order that waits for its price.

    Raises UserError when it makes no sense, its price is reached already or the user has too many orders,
    TemporaryError when the price is not known; for an automatic one what `permit_arming` raises.
    """
    order = draft(user, wish)
    _permit(user, order, code)
    _store(user, [order])
    return order


def place_pair(user: User, first: OrderWish, second: OrderWish, *, code: str = "") -> list[Order]:
    """Keep two wishes as orders of which the one that fires cancels the other. Raises as `place_order` does."""
    orders = [draft(user, wish) for wish in (first, second)]
    if orders[0].token_id != orders[1].token_id:
        raise UserError("Two orders that cancel each other must be about the same token. Place them one by one.")
    if orders[0].direction == orders[1].direction:
        raise UserError(
            "Of two orders that cancel each other, one must wait for a higher price and one for a lower. Choose "
            "another price for one of them."
        )
    _permit(user, orders[0], code)
    pair = new_handle()
    for order in orders:
        order.pair = pair
    _store(user, orders)
    return orders


def list_orders(user: User) -> list[Order]:
    """Return the user's orders that are not over, oldest first."""
    return list(_with_tokens(Order.objects.filter(user=user, state__in=Order.OPEN)).order_by("pk"))


def own_order(user: User, handle: str) -> Order:
    """Return one of the user's orders, also one that is over. Raises UserError when it is not theirs."""
    order = _with_tokens(Order.objects.filter(user=user, handle=handle)).first()
    if order is None:
        raise UserError("This order is not yours, or no longer known. Look at /orders.")
    return order


def change_order(
    user: User, handle: str, *, trigger_usd: Decimal | None = None, trail_percent: Decimal | None = None
) -> Order:
    """Let an order wait for another price, or follow the price at another distance, counted from now.

    A paused one stays paused, and an automatic one asks first again: it was armed for another price. Raises UserError
    when the order is not the user's or does not wait, or the price is reached already, TemporaryError when the price is
    not known.
    """
    order = own_order(user, handle)
    changes = _changes(order, trigger_usd=trigger_usd, trail_percent=trail_percent)
    if order.wallet.kind != Wallet.Kind.PAPER:
        changes["is_automatic"] = False
    if order.state == State.PAUSED:
        return _move(order, Q(state=State.PAUSED), AuditKind.ORDER_CHANGED, **changes)
    return _move(order, Q(state=State.ACTIVE), AuditKind.ORDER_CHANGED, **_anew(), **changes)


def pause_order(user: User, handle: str) -> Order:
    """Let an order rest. Raises UserError when it is not the user's or does not wait."""
    return _move(own_order(user, handle), Q(state__in=_WAITING), AuditKind.ORDER_PAUSED, **_rest(PAUSED_BY_USER))


def resume_order(user: User, handle: str) -> Order:
    """Let a paused order wait again, a trailing one from now on. Raises as `change_order` does."""
    order = own_order(user, handle)
    if order.state == State.PAUSED:
        refuse_reached(order, price_of(order.token).usd)
    trails_from = timezone.now() if order.kind == Kind.TRAILING_STOP else None
    changes = {"state": State.ACTIVE, "trails_from": trails_from, **_anew()}
    return _move(order, Q(state=State.PAUSED), AuditKind.ORDER_RESUMED, **changes)


def cancel_order(user: User, handle: str) -> Order:
    """Take an order back for good, also one that fired, unless an attempt at it is under way.

    Only this one: the other one of its pair stays until it is cancelled, too. What it cancelled itself when it fired
    stays cancelled. Raises UserError when it is not the user's, or too late.
    """
    return _move(own_order(user, handle), _cancellable(), AuditKind.ORDER_CANCELLED, **_cancelled())


def cancel_all(user: User) -> int:
    """Cancel every order of the user that can be cancelled; return how many."""
    return _move_all(Order.objects.filter(_cancellable(), user=user), AuditKind.ORDER_CANCELLED, **_cancelled())


def pause_orders_of(user_pk: int, *, reason: str) -> int:
    """Let all orders of a user rest that wait; return how many."""
    waiting = Order.objects.filter(user=user_pk, state__in=_WAITING)
    return _move_all(waiting, AuditKind.ORDER_PAUSED, actor=SYSTEM, **_rest(reason))


def _permit(user: User, order: Order, code: str) -> None:
    """Let an order be automatic only for whom that may be; on paper nothing asks anyway."""
    if order.is_automatic and order.wallet.kind != Wallet.Kind.PAPER:
        permit_arming(user, order.wallet, code=code)


def _store(user: User, orders: list[Order]) -> None:
    with transaction.atomic():
        act_once(see="/orders")
        make_room(user, count=len(orders))
        for order in orders:
            order.save(force_insert=True)
        note_created(orders)


def _with_tokens(orders: QuerySet[Order]) -> QuerySet[Order]:
    return orders.select_related("wallet", "token__chain", "currency__chain", "protects", "swap")


def _changes(order: Order, *, trigger_usd: Decimal | None, trail_percent: Decimal | None) -> dict[str, Any]:
    if order.kind == Kind.TRAILING_STOP:
        if trail_percent is None:
            raise UserError("This order follows the price: name another percentage for it, not a price.")
        return {"trail_bps": checked_trail(trail_percent), "trails_from": timezone.now()}
    if trigger_usd is None:
        raise UserError("This order waits for a price: name another price for it, not a percentage.")
    order.trigger_usd = checked_usd(trigger_usd)
    bracket = bracket_of(order)
    if bracket is not None:
        prices_around(bracket, bought_at=order.trigger_usd)
    refuse_reached(order, price_of(order.token).usd)
    return {"trigger_usd": order.trigger_usd}


def _anew() -> dict[str, Any]:
    """Return what an order forgets that waits from now on; `not_before` says that what came earlier is not its."""
    return {"waits_because": "", "not_before": timezone.now(), "attempts": 0, "failures": 0}


def _rest(reason: str) -> dict[str, Any]:
    """Return what pausing changes. A paused order always has a reason: `order_moves` knows it by that."""
    return {
        "state": State.PAUSED,
        "waits_because": reason[:300] or PAUSED_BY_USER,
        "not_before": None,
        "reached_at": None,
        "reached_usd": None,
    }


def _cancellable() -> Q:
    return Q(state__in=_UNDECIDED) | _BETWEEN_ATTEMPTS


def _cancelled() -> dict[str, Any]:
    return {"state": State.CANCELLED, "not_before": None, "finished_at": timezone.now()}


def _move(order: Order, movable: Q, kind: AuditKind, **changes: Any) -> Order:
    """Change an order that nothing else changed before, and return it as it is now."""
    now = timezone.now()
    moved = Order.objects.filter(movable, pk=order.pk).exclude(state__in=_UNDECIDED, expires_at__lte=now)
    with transaction.atomic():
        done = moved.update(**changes)
        if done:
            note_order(order, kind, **_told(order, changes))
    order = own_order(order.user, order.handle)
    if not done:
        raise UserError(_why_not(order, now))
    return order


def _move_all(orders: QuerySet[Order], kind: AuditKind, *, actor: str = "", **changes: Any) -> int:
    """Change many orders at once, locked from the oldest to the newest as a pair that fires locks them."""
    with transaction.atomic():
        locked = list(orders.select_for_update(no_key=True).order_by("pk"))
        note_orders(locked, kind, actor=actor, reason=changes.get("waits_because") or None)
        return Order.objects.filter(pk__in=[order.pk for order in locked]).update(**changes)


def _told(order: Order, changes: dict[str, Any]) -> dict[str, Any]:
    """Return what an entry says of a change: from which price or distance to which, and whether it may trade alone."""
    told: dict[str, Any] = {"from_state": order.state, "reason": changes.get("waits_because") or None}
    for name in ("trigger_usd", "trail_bps", "is_automatic"):
        if name in changes:
            told[name] = changes[name]
    return told


def _why_not(order: Order, now: datetime) -> str:
    if order.state in _UNDECIDED and order.expires_at and order.expires_at <= now:
        return "This order has expired. Place a new one if you still want it."
    return {
        State.ACTIVE: "This order is not paused: it is already waiting.",
        State.ASKING: "This order waits for your answer. Answer it first, or cancel it.",
        State.TRIGGERED: "This order has reached its price and is being carried out. Look at /orders in a minute.",
        State.PAUSED: "This order is paused. Resume it when you want it back.",
        State.DONE: "This order is already done. Look at /history.",
        State.FAILED: f"This order could not be carried out: {order.waits_because}",
        State.CANCELLED: "This order is already cancelled. Place a new one if you still want it.",
        State.EXPIRED: "This order has expired. Place a new one if you still want it.",
    }[State(order.state)]
