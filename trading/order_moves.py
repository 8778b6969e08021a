"""From one state of an order to the next, each a conditional UPDATE that says whether it was this call that moved it.

Whether a move is right is decided elsewhere; nobody is told here. Every move may be part of the caller's transaction,
and brings the order it was given up to date when it moved it.

The orders of a pair are locked in one sequence, so that two of them firing at once never wait for each other in a ring.
An attempt holds a lease, `not_before`: what is noted about it counts only while the row still carries that very lease.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from trading.models import Order, Swap
from trading.order_swaps import CARRIED_OUT, close_quote, is_replaceable

__all__ = [
    "KEPT_WAITING",
    "MAX_FAILURES",
    "ask",
    "claim_attempt",
    "finish",
    "fire",
    "give_up",
    "hold",
    "keep_waiting",
    "link",
    "look_later",
    "set_aside",
    "stand_down",
    "try_later",
]

logger = logging.getLogger(__name__)

KEPT_WAITING: Final = timedelta(minutes=15)  # how long an order rests whose user does not want the trade now
MAX_FAILURES: Final = 5
_RETRY: Final = timedelta(minutes=1)
_REASON_LENGTH: Final = 300

State = Order.State

_WAITING: Final = (State.ACTIVE, State.ASKING)


def fire(order: Order, *, usd: Decimal, now: datetime) -> bool:
    """Let an order be carried out, and cancel the others of its pair; not when it was armed or disarmed meanwhile."""
    with transaction.atomic():
        siblings = [row for row in _locked_pair(order) if row.pk != order.pk]
        if any(row.state == State.TRIGGERED for row in siblings):
            return False
        fired = _move(
            order,
            Order.objects.filter(state__in=_WAITING, is_automatic=order.is_automatic).exclude(expires_at__lte=now),
            state=State.TRIGGERED,
            reached_at=now,
            reached_usd=usd,
            waits_because="",
            not_before=None,
            attempts=0,
            swap=None,
        )
        if fired and order.pair:
            _end_siblings(order, now=now)
    return fired


def ask(order: Order, *, usd: Decimal, reason: str, now: datetime) -> bool:
    """Let an order that is reached wait for its user's word."""
    waiting = Order.objects.filter(state=State.ACTIVE).exclude(expires_at__lte=now)
    return _move(
        order,
        waiting,
        state=State.ASKING,
        reached_at=now,
        reached_usd=usd,
        waits_because=reason[:_REASON_LENGTH],
        not_before=None,
    )


def keep_waiting(order: Order) -> bool:
    """Let an order that asks wait for its price again; it rests first, or it would ask again with the next price.

    `reached_at` stays: whoever looks at it next knows that its user did not want the trade while the price was there.
    """
    return _move(
        order,
        Order.objects.filter(state=State.ASKING),
        state=State.ACTIVE,
        reached_usd=None,
        waits_because="",
        not_before=timezone.now() + KEPT_WAITING,
    )


def hold(order: Order, *, reason: str, until: datetime) -> bool:
    """Let an order that is reached wait, and say why."""
    active = Order.objects.filter(state=State.ACTIVE)
    return _move(order, active, waits_because=reason[:_REASON_LENGTH], not_before=until)


def stand_down(order: Order, *, reason: str, until: datetime) -> bool:
    """Take a firing back, unless its trade is or was under way, and bring back what it cancelled, as that was."""
    with transaction.atomic():
        locked = _locked_attempt(order)
        if locked is None or not is_replaceable(locked):
            return False
        _move(
            order,
            Order.objects.filter(state=State.TRIGGERED),
            state=State.ACTIVE,
            reached_at=None,
            reached_usd=None,
            waits_because=reason[:_REASON_LENGTH],
            not_before=until,
            attempts=0,
            swap=None,
        )
        _bring_back(order)
    return True


def claim_attempt(order: Order, *, now: datetime, lease: timedelta) -> bool:
    """Take the next attempt at a fired order that is due, until the lease ends."""
    due = Order.objects.filter(Q(not_before=None) | Q(not_before__lte=now), state=State.TRIGGERED)
    claimed = _move(order, due, attempts=F("attempts") + 1, not_before=now + lease, waits_because="")
    if claimed:
        order.refresh_from_db(fields=["attempts", "swap"])
    return claimed


def link(order: Order, swap: Swap) -> bool:
    """Make a quote the one that this attempt may confirm; the quote of an earlier attempt can be confirmed no more."""
    with transaction.atomic():
        locked = _locked_attempt(order)
        return locked is not None and is_replaceable(locked) and _move(order, Order.objects.all(), swap=swap)


def look_later(order: Order, *, until: datetime) -> bool:
    """Leave an order whose live trade goes its way to the next look."""
    return _move(order, Order.objects.filter(state=State.TRIGGERED, not_before=order.not_before), not_before=until)


def finish(order: Order, *, now: datetime) -> bool:
    """Close an order whose swap is carried out, whoever did it."""
    fired = Order.objects.filter(state=State.TRIGGERED, swap=order.swap_id)
    return _move(order, fired, state=State.DONE, waits_because="", not_before=None, finished_at=now)


def try_later(order: Order, *, reason: str, until: datetime) -> bool:
    """End a failed attempt; there will be another one."""
    with transaction.atomic():
        locked = _locked_attempt(order)
        is_over = locked is not None and is_replaceable(locked)
        return is_over and _move(order, Order.objects.all(), waits_because=reason[:_REASON_LENGTH], not_before=until)


def give_up(order: Order, *, reason: str, now: datetime) -> bool:
    """End the last attempt, and with it the order."""
    with transaction.atomic():
        locked = _locked_attempt(order)
        is_over = locked is not None and close_quote(locked)
        return is_over and _move(order, Order.objects.all(), **_failed(reason, now))


def set_aside(order: Order, *, now: datetime) -> bool:
    """Let an order that a bug keeps from being looked at wait a while; return whether it is paused for good now.

    Where only the word of a trade that is booked cannot be stored, the order is closed without it in the end.
    """
    failing = Order.objects.filter(pk=order.pk, state__in=(*_WAITING, State.TRIGGERED))
    failing.update(failures=F("failures") + 1, not_before=now + _RETRY)
    with transaction.atomic():
        locked = next((row for row in _locked_pair(order) if row.pk == order.pk), None)
        if locked is None or locked.failures < MAX_FAILURES or locked.state not in (*_WAITING, State.TRIGGERED):
            return False
        if not is_replaceable(locked):
            return _finish_unsaid(locked, now=now)
        _move(
            order,
            Order.objects.all(),
            state=State.PAUSED,
            waits_because=f"It failed {MAX_FAILURES} times because of an error in Esther. Resume it, or set a new one.",
            reached_at=None,
            reached_usd=None,
            not_before=None,
            attempts=0,
            swap=None,
        )
        _bring_back(order)
    return True


def _move(order: Order, movable: QuerySet[Order], **changes: Any) -> bool:
    """Change an order while it is among the movable ones; the given instance follows."""
    moved = movable.filter(pk=order.pk).update(**changes)
    if moved:
        for name, value in changes.items():
            setattr(order, name, value)
    return bool(moved)


def _locked_pair(order: Order) -> list[Order]:
    """Return the open orders of a pair, or the order alone, locked from the oldest to the newest."""
    alike = Q(pk=order.pk) | Q(pair=order.pair) if order.pair else Q(pk=order.pk)
    return list(Order.objects.select_for_update(no_key=True).filter(alike, state__in=Order.OPEN).order_by("pk"))


def _end_siblings(order: Order, *, now: datetime) -> None:
    """Cancel the others of a pair. Of those that were paused the reason is kept, by which `_bring_back` knows them."""
    others = Order.objects.filter(pair=order.pair).exclude(pk=order.pk)  # read anew: one may have joined meanwhile
    cancelled: dict[str, Any] = {"state": State.CANCELLED, "ended_by": order, "finished_at": now, "not_before": None}
    others.filter(state=State.PAUSED).update(**cancelled)
    others.filter(state__in=_WAITING).update(**cancelled, waits_because="", reached_at=None, reached_usd=None)


def _bring_back(order: Order) -> None:
    ended = Order.objects.filter(ended_by=order, state=State.CANCELLED)
    back = {"ended_by": None, "finished_at": None}
    ended.filter(waits_because="").update(**back, state=State.ACTIVE)
    ended.update(**back, state=State.PAUSED)


def _locked_attempt(order: Order) -> Order | None:
    """Return the fired order, locked with its pair, while nobody else has taken an attempt at it."""
    rows = {row.pk: row for row in _locked_pair(order)}
    row = rows.get(order.pk)
    is_ours = row is not None and row.state == State.TRIGGERED and row.not_before == order.not_before
    return row if is_ours else None


def _failed(reason: str, now: datetime) -> dict[str, Any]:
    return {"state": State.FAILED, "waits_because": reason[:_REASON_LENGTH], "not_before": None, "finished_at": now}


def _finish_unsaid(order: Order, *, now: datetime) -> bool:
    swap = order.swap
    if swap is not None and swap.state in CARRIED_OUT and finish(order, now=now):
        logger.error("order %d is done, and its user could not be told", order.pk)
    elif swap is not None and close_quote(order) and _move(order, Order.objects.all(), **_failed(swap.failure, now)):
        logger.error("order %d has failed, and its user could not be told", order.pk)
    return False
