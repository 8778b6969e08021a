"""From one state of a plan to the next, each a conditional UPDATE that says whether it was this call that moved it.

Whoever works on a running plan holds a lease, `lease_until`: a trade is linked and a result noted only while the row
still carries that very lease, so that one who comes too late changes nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from esther_site.lib.errors import UserError
from portfolio.models import RebalanceLeg, RebalancePlan
from portfolio.plan_trail import note_plan
from trading.audit import SYSTEM, AuditKind
from trading.models import Swap, User

__all__ = [
    "LEASE",
    "WAITS_FOR",
    "claim",
    "drop_drafts",
    "end_leg",
    "expire_plans",
    "fail_leg",
    "finish",
    "go_on",
    "has_running_plans",
    "link",
    "next_leg",
    "release",
    "renew_leg",
    "skip_leg",
    "start",
    "stop",
    "unlink",
]

LEASE: Final = timedelta(seconds=60)  # for one trade; afterwards somebody else takes over
WAITS_FOR: Final = timedelta(days=1)  # for a word on the next trade
_REASON_LENGTH: Final = 300

State = RebalancePlan.State
LegState = RebalanceLeg.State
_LEFT: Final = (LegState.PLANNED, LegState.FAILED)


def start(plan: RebalancePlan, *, asks_each: bool, now: datetime) -> bool:
    """Begin a plan that was shown; False when it is no draft any more. Raises UserError while another one runs."""
    drafted = RebalancePlan.objects.filter(pk=plan.pk, state=State.DRAFTED, expires_at__gt=now)
    changes = _waiting(now) if asks_each else {"state": State.RUNNING}
    try:
        with transaction.atomic():
            began = bool(drafted.update(asks_each=asks_each, **changes))
            if began:
                note_plan(plan.pk, AuditKind.PLAN_STARTED, asks_each=asks_each)
            return began
    except IntegrityError:
        raise UserError("Another rebalance of this wallet is under way. Finish or stop it first: /rebalance.") from None


def claim(plan_id: int, now: datetime, *, is_mine: bool = False) -> datetime | None:
    """Take a running plan that is due and that nobody works on; return the lease.

    Between two trades it rests a moment for everybody but those who made the last one (`is_mine`).
    """
    free = Q(lease_until=None) | Q(lease_until__lte=now)
    due = Q() if is_mine else Q(not_before=None) | Q(not_before__lte=now)
    lease = now + LEASE
    claimed = RebalancePlan.objects.filter(free, due, pk=plan_id, state=State.RUNNING).update(lease_until=lease)
    return lease if claimed else None


def release(plan_id: int, lease: datetime, *, until: datetime | None = None) -> bool:
    """Let go of a plan; nobody looks at it again before `until`."""
    held = RebalancePlan.objects.filter(pk=plan_id, lease_until=lease)
    return bool(held.update(lease_until=None, not_before=until))


def next_leg(plan_id: int) -> RebalanceLeg | None:
    """Return the trade that is under way, or the next one there is to make."""
    related = ("plan__user", "plan__wallet", "plan__chain", "token_in__chain", "token_out__chain", "swap")
    legs = RebalanceLeg.objects.select_related(*related).filter(plan=plan_id).order_by("position")
    return legs.filter(state=LegState.TRADING).first() or legs.filter(state__in=_LEFT).first()


def link(leg: RebalanceLeg, swap: Swap, lease: datetime) -> bool:
    """Make a quote the one that may be confirmed for a trade of the plan, once."""
    with transaction.atomic():
        if not _is_held(leg.plan_id, lease):
            return False
        unlinked = RebalanceLeg.objects.filter(pk=leg.pk, state=LegState.PLANNED, swap=None)
        return bool(unlinked.update(state=LegState.TRADING, swap=swap, failure=""))


def unlink(leg: RebalanceLeg, lease: datetime) -> bool:
    """Take back a trade whose quote nobody can confirm any more."""
    with transaction.atomic():
        linked = RebalanceLeg.objects.filter(pk=leg.pk, state=LegState.TRADING, swap=leg.swap_id)
        return _is_held(leg.plan_id, lease) and bool(linked.update(state=LegState.PLANNED, swap=None))


def end_leg(leg: RebalanceLeg, lease: datetime, *, now: datetime) -> bool:
    """Note that a trade is done; a plan that asks waits for a word then, if there is another one to make."""
    with transaction.atomic():
        plan = _held(leg.plan_id, lease)
        linked = RebalanceLeg.objects.filter(pk=leg.pk, state=LegState.TRADING, swap=leg.swap_id)
        return plan is not None and bool(linked.update(state=LegState.DONE, failure="")) and _proceed(plan, now)


def skip_leg(leg: RebalanceLeg, lease: datetime, *, reason: str, now: datetime) -> bool:
    """Leave a trade out that is not needed any more."""
    with transaction.atomic():
        plan = _held(leg.plan_id, lease)
        planned = RebalanceLeg.objects.filter(pk=leg.pk, state=LegState.PLANNED)
        skipped = {"state": LegState.SKIPPED, "failure": reason[:_REASON_LENGTH]}
        return plan is not None and bool(planned.update(**skipped)) and _proceed(plan, now)


def fail_leg(leg: RebalanceLeg, lease: datetime, *, reason: str, now: datetime) -> bool:
    """Stop a plan at a trade that failed: its user says what comes next."""
    with transaction.atomic():
        if not _is_held(leg.plan_id, lease):
            return False
        failed = RebalanceLeg.objects.filter(
            pk=leg.pk, state__in=[LegState.PLANNED, LegState.TRADING], swap=leg.swap_id
        )
        if not failed.update(state=LegState.FAILED, failure=reason[:_REASON_LENGTH]):
            return False
        waiting = _waiting(now, because=reason)
        note_plan(leg.plan_id, AuditKind.PLAN_WAITS, actor=SYSTEM, reason=reason, trade=leg.position)
        return bool(RebalancePlan.objects.filter(pk=leg.plan_id, lease_until=lease).update(**waiting))


def finish(plan_id: int, lease: datetime, *, now: datetime) -> bool:
    """Close a plan that has nothing left to trade."""
    with transaction.atomic():
        if not _is_held(plan_id, lease) or next_leg(plan_id) is not None:
            return False
        done = {"state": State.DONE, "finished_at": now, "lease_until": None, "waits_because": ""}
        note_plan(plan_id, AuditKind.PLAN_ENDED, actor=SYSTEM, state=State.DONE)
        return bool(RebalancePlan.objects.filter(pk=plan_id, state=State.RUNNING).update(**done))


def renew_leg(leg: RebalanceLeg, quoted: Swap) -> bool:
    """Put new numbers on the trade that a plan waits for, which may have failed before."""
    with transaction.atomic():
        waiting = RebalancePlan.objects.select_for_update(no_key=True).filter(pk=leg.plan_id, state=State.WAITING)
        if waiting.first() is None:
            return False
        waiting.update(waits_because="")
        return bool(
            RebalanceLeg.objects.filter(pk=leg.pk, state__in=_LEFT).update(
                state=LegState.PLANNED,
                swap=None,
                failure="",
                units_in=quoted.units_in,
                expected_units_out=quoted.expected_units_out,
                minimum_units_out=quoted.minimum_units_out,
                price_impact_percent=quoted.price_impact_percent,
                gas_usd=quoted.gas_usd,
                value_usd=leg.value_usd if quoted.value_usd is None else quoted.value_usd,
            )
        )


def go_on(plan: RebalancePlan, position: int, *, skips: bool, now: datetime) -> bool:
    """Go on with a plan that waits: with its next trade, which is `position`, or without it.

    A trade that failed must have been quoted anew before it is made. A plan that asks waits again behind it.
    """
    with transaction.atomic():
        waiting = RebalancePlan.objects.select_for_update(no_key=True).filter(
            pk=plan.pk, state=State.WAITING, expires_at__gt=now
        )
        leg = next_leg(plan.pk) if waiting.first() else None
        if leg is None or leg.position != position:
            return False
        moved = _skip(plan, leg, waiting, now) if skips else _make(leg, waiting)
        if moved:
            note_plan(plan.pk, AuditKind.PLAN_STARTED, trade=position, skips=skips)
        return moved


def _make(leg: RebalanceLeg, waiting: QuerySet[RebalancePlan]) -> bool:
    return leg.state == LegState.PLANNED and bool(waiting.update(**_RUNNING))


def _skip(plan: RebalancePlan, leg: RebalanceLeg, waiting: QuerySet[RebalancePlan], now: datetime) -> bool:
    left = RebalanceLeg.objects.filter(pk=leg.pk, state__in=_LEFT)
    if not left.update(state=LegState.SKIPPED):
        return False
    still_asks = plan.asks_each and next_leg(plan.pk) is not None
    return bool(waiting.update(**(_waiting(now) if still_asks else _RUNNING)))


def stop(plan: RebalancePlan, *, now: datetime) -> bool:
    """Stop a plan; one whose trade is under way waits for a word behind it instead, and then False is returned."""
    with transaction.atomic():
        row = RebalancePlan.objects.select_for_update(no_key=True).get(pk=plan.pk)
        if row.state not in (State.DRAFTED, State.RUNNING, State.WAITING):
            return False
        rows = RebalancePlan.objects.filter(pk=row.pk, state=row.state)
        if row.legs.filter(state=LegState.TRADING).exists():
            rows.update(asks_each=True)
            return False
        ended = {"state": State.STOPPED, "finished_at": now, "lease_until": None, "not_before": None}
        note_plan(row.pk, AuditKind.PLAN_ENDED, state=State.STOPPED)
        return bool(rows.update(**ended))


def drop_drafts(user: User, now: datetime) -> int:
    """Stop the plans of a user that wait for Confirm; return how many. What was begun goes on."""
    drafts = RebalancePlan.objects.filter(user=user, state=State.DRAFTED, expires_at__gt=now)
    if not drafts.exists():  # mostly
        return 0
    with transaction.atomic():
        pks = list(drafts.select_for_update(no_key=True).values_list("pk", flat=True))
        for pk in pks:
            note_plan(pk, AuditKind.PLAN_ENDED, state=State.STOPPED)
        return RebalancePlan.objects.filter(pk__in=pks).update(state=State.STOPPED, finished_at=now)


def expire_plans(now: datetime) -> int:
    """Close what nobody said a word about; return how many."""
    late = RebalancePlan.objects.filter(state__in=[State.DRAFTED, State.WAITING], expires_at__lte=now)
    if not late.exists():  # mostly; and to find that out must not take SQLite's one lock for writing
        return 0
    with transaction.atomic():
        pks = list(late.select_for_update(no_key=True).values_list("pk", flat=True))
        for pk in pks:
            note_plan(pk, AuditKind.PLAN_ENDED, actor=SYSTEM, state=State.EXPIRED)
        closed = RebalancePlan.objects.filter(pk__in=pks)
        return closed.update(state=State.EXPIRED, finished_at=now, lease_until=None)


def has_running_plans() -> bool:
    """Tell whether any plan is being carried out."""
    return RebalancePlan.objects.filter(state=State.RUNNING).exists()


_RUNNING: Final[dict[str, Any]] = {
    "state": State.RUNNING,
    "waits_because": "",
    "lease_until": None,
    "not_before": None,
}


def _waiting(now: datetime, *, because: str = "") -> dict[str, Any]:
    return {
        "state": State.WAITING,
        "waits_because": because[:_REASON_LENGTH],
        "expires_at": now + WAITS_FOR,
        "lease_until": None,
        "not_before": None,
    }


def _proceed(plan: RebalancePlan, now: datetime) -> bool:
    """Keep the lease for the next trade, or wait for a word on it where the plan asks."""
    if plan.asks_each and next_leg(plan.pk) is not None:
        RebalancePlan.objects.filter(pk=plan.pk).update(**_waiting(now))
    return True


def _is_held(plan_id: int, lease: datetime) -> bool:
    return _held(plan_id, lease) is not None


def _held(plan_id: int, lease: datetime) -> RebalancePlan | None:
    """Return a running plan, locked, while it carries the lease."""
    held = RebalancePlan.objects.select_for_update(no_key=True)
    return held.filter(pk=plan_id, state=State.RUNNING, lease_until=lease).first()
