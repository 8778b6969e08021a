"""From one state of an order to the next, each a conditional UPDATE that says whether it was this call that moved it.

Whether a move is right is decided elsewhere; nobody is told here. Every move may be part of the caller's transaction,
and brings the order it was given up to date when it moved it.

The orders of a pair are locked in one sequence, so that two of them firing at once never wait for each other in a ring.
An attempt holds a lease, `not_before`: what is noted about it counts only while the row still carries that very lease.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from trading.audit import SYSTEM, AuditKind
from trading.audit_orders import Note, note_orders
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


def fire(order: Order, *, usd: Decimal, now: datetime, evidence: Mapping[str, Any] | None = None) -> bool:
    """Let an order be carried out, and cancel the others of its pair; not when it was armed or disarmed meanwhile.

    `evidence` is what the audit trail keeps of why its price was believed.
    """
    with transaction.atomic():
        siblings = [row for row in _locked_pair(order) if row.pk != order.pk]
        if any(row.state == State.TRIGGERED for row in siblings):
            return False
        fired = _move(
            order,
            Order.objects.filter(state__in=_WAITING, is_automatic=order.is_automatic).exclude(expires_at__lte=now),
            Note(AuditKind.ORDER_FIRED, usd=usd, **(evidence or {})),
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
        Note(AuditKind.ORDER_ASKED, usd=usd, reason=reason),
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
        Note(AuditKind.ORDER_ANSWERED, f"user:{order.user_id}", answer="wait"),
        state=State.ACTIVE,
        reached_usd=None,
        waits_because="",
        not_before=timezone.now() + KEPT_WAITING,
    )


def hold(order: Order, *, reason: str, until: datetime) -> bool:
    """Let an order that is reached wait, and say why."""
    active = Order.objects.filter(state=State.ACTIVE)
    # Looked at every half minute: the first reason stands for those that differ in their numbers alone.
    note = None if order.waits_because else Note(AuditKind.ORDER_HELD, reason=reason)
    return _move(order, active, note, waits_because=reason[:_REASON_LENGTH], not_before=until)


def stand_down(order: Order, *, reason: str, until: datetime) -> bool:
    """Take a firing back, unless its trade is or was under way, and bring back what it cancelled, as that was."""
    with transaction.atomic():
        locked = _locked_attempt(order)
        if locked is None or not is_replaceable(locked):
            return False
        _move(
            order,
            Order.objects.filter(state=State.TRIGGERED),
            Note(AuditKind.ORDER_HELD, reason=reason, attempts=order.attempts),
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
    claimed = _move(order, due, None, attempts=F("attempts") + 1, not_before=now + lease, waits_because="")
    if claimed:
        order.refresh_from_db(fields=["attempts", "swap"])
    return claimed


def link(order: Order, swap: Swap) -> bool:
    """Make a quote the one that this attempt may confirm; the quote of an earlier attempt can be confirmed no more."""
    with transaction.atomic():
        locked = _locked_attempt(order)
        return locked is not None and is_replaceable(locked) and _move(order, Order.objects.all(), None, swap=swap)


def look_later(order: Order, *, until: datetime) -> bool:
    """Leave an order whose live trade goes its way to the next look."""
    leased = Order.objects.filter(state=State.TRIGGERED, not_before=order.not_before)
    return _move(order, leased, None, not_before=until)


def finish(order: Order, *, now: datetime) -> bool:
    """Close an order whose swap is carried out, whoever did it."""
    fired = Order.objects.filter(state=State.TRIGGERED, swap=order.swap_id)
    note = Note(AuditKind.ORDER_ENDED, state=State.DONE, swap=_swap_handle(order))
    return _move(order, fired, note, state=State.DONE, waits_because="", not_before=None, finished_at=now)


def try_later(order: Order, *, reason: str, until: datetime) -> bool:
    """End a failed attempt; there will be another one."""
    with transaction.atomic():
        locked = _locked_attempt(order)
        is_over = locked is not None and is_replaceable(locked)
        note = Note(AuditKind.ORDER_HELD, reason=reason, attempts=order.attempts, swap=_swap_handle(order))
        changes = {"waits_because": reason[:_REASON_LENGTH], "not_before": until}
        return is_over and _move(order, Order.objects.all(), note, **changes)


def give_up(order: Order, *, reason: str, now: datetime) -> bool:
    """End the last attempt, and with it the order."""
    with transaction.atomic():
        locked = _locked_attempt(order)
        is_over = locked is not None and close_quote(locked)
        return is_over and _fail(order, reason, now)


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
            Note(AuditKind.ORDER_PAUSED, reason="an error in Esther", failures=locked.failures),
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


def _move(order: Order, movable: QuerySet[Order], note: Note | None, **changes: Any) -> bool:
    """Change an order while it is among the movable ones, and note it; the given instance follows."""
    with transaction.atomic(savepoint=False):
        moved = movable.filter(pk=order.pk).update(**changes)
        if moved and note:
            note.write(order)
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
    note_orders(others.filter(state__in=(*_WAITING, State.PAUSED)), AuditKind.ORDER_CANCELLED, ended_by=order.handle)
    cancelled: dict[str, Any] = {"state": State.CANCELLED, "ended_by": order, "finished_at": now, "not_before": None}
    others.filter(state=State.PAUSED).update(**cancelled)
    others.filter(state__in=_WAITING).update(**cancelled, waits_because="", reached_at=None, reached_usd=None)


def _bring_back(order: Order) -> None:
    ended = Order.objects.filter(ended_by=order, state=State.CANCELLED)
    note_orders(ended, AuditKind.ORDER_RESUMED, actor=SYSTEM, reason="what had cancelled it was not carried out")
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


def _fail(order: Order, reason: str, now: datetime) -> bool:
    return _move(order, Order.objects.all(), _ended_badly(order, reason), **_failed(reason, now))


def _ended_badly(order: Order, reason: str) -> Note:
    return Note(AuditKind.ORDER_ENDED, state=State.FAILED, reason=reason, attempts=order.attempts)


def _swap_handle(order: Order) -> str | None:
    return Swap.objects.filter(pk=order.swap_id or 0).values_list("handle", flat=True).first()


def _finish_unsaid(order: Order, *, now: datetime) -> bool:
    swap = order.swap
    if swap is not None and swap.state in CARRIED_OUT and finish(order, now=now):
        logger.error("order %d is done, and its user could not be told", order.pk)
    elif swap is not None and close_quote(order) and _fail(order, swap.failure, now):
        logger.error("order %d has failed, and its user could not be told", order.pk)
    return False
