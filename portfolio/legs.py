"""Carrying out a plan, trade by trade: each goes through the same quote, guardrails and books as any other trade.

Any process may take over at any moment. It holds the plan by a lease, links a quote before it confirms it, and reads
what became of a linked one before it makes another: no trade of a plan is made twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from esther_site.lib.errors import EstherError, UserError
from portfolio.leg_amounts import agreed_minimum, request_for
from portfolio.models import RebalanceLeg, RebalancePlan
from portfolio.plan_moves import (
    claim,
    end_leg,
    expire_plans,
    fail_leg,
    finish,
    link,
    next_leg,
    release,
    renew_leg,
    skip_leg,
    unlink,
)
from trading.models import Swap, User
from trading.order_swaps import CARRIED_OUT, UNDER_WAY
from trading.swaps import PriceMoved, cancel_swap, confirm_swap, quote_swap

__all__ = ["Tell", "advance_due", "requote", "step"]

logger = logging.getLogger(__name__)

REST: Final = timedelta(seconds=5)  # between two trades, for everybody but those who make them
LOOK: Final = timedelta(seconds=3)  # between two looks at a live trade, which goes its way without its plan
_NOT_WORTH_IT: Final = "No longer needed: what is left to trade is under the minimum."
_GONE_ON: Final = "This trade does not wait any more. /rebalance shows where the plan is."
_MOVED: Final = "The price moved by more than the slippage since you agreed. Nothing was traded."
_NOT_TRADED: Final = "Nothing was traded."
_SHUT_OUT: Final = "Its owner may not trade at present."

State = RebalancePlan.State
LegState = RebalanceLeg.State

# Called with "done" or "waits" in the transaction that stores it.
Tell = Callable[[RebalancePlan, str], None]


def advance_due(now: datetime, *, tell: Tell) -> bool:
    """Go on with every running plan that nobody works on, and close those nobody wants; say whether any moved.

    What one plan meets does not keep the others from their turn.
    """
    due = (Q(lease_until=None) | Q(lease_until__lte=now)) & (Q(not_before=None) | Q(not_before__lte=now))
    running = RebalancePlan.objects.filter(due, state=State.RUNNING).order_by("pk").values_list("pk", flat=True)
    moved = [_go_on(plan_id, now, tell) for plan_id in running]
    return expire_plans(now) > 0 or any(moved)


def step(plan_id: int, *, now: datetime, tell: Tell | None = None, is_mine: bool = False) -> bool:
    """Make the next trade of a running plan, or look at the one under way; say whether more may follow at once.

    Whoever began the plan, or made its last trade, need not wait for their turn (`is_mine`).
    """
    lease = claim(plan_id, now, is_mine=is_mine)
    if lease is None:
        return False
    tell = tell or _nobody
    leg = next_leg(plan_id)
    if leg is None:
        _finish(plan_id, lease, tell)
        return False
    moved = _look(leg, lease, tell) if leg.state == LegState.TRADING else _trade(leg, lease, tell)
    if not moved:
        return False
    if next_leg(plan_id) is None:
        _finish(plan_id, lease, tell)
        return False
    return release(plan_id, lease, until=timezone.now() + REST)


def requote(plan: RebalancePlan, position: int) -> RebalanceLeg:
    """Quote the next trade of a waiting plan anew, and keep what the user then agrees to. Raises EstherError."""
    leg = next_leg(plan.pk)
    if plan.state != State.WAITING or leg is None or leg.position != position:
        raise UserError(_GONE_ON)
    request = request_for(leg)
    if request is None:
        raise UserError(f"{_NOT_WORTH_IT} Skip it, or stop.")
    quoted = quote_swap(request, origin=Swap.Origin.REBALANCE)
    cancel_swap(plan.user, quoted.handle)  # only its numbers are wanted: it is quoted once more when it is made
    if not renew_leg(leg, quoted):
        raise UserError(_GONE_ON)
    return RebalanceLeg.objects.get(pk=leg.pk)


def _go_on(plan_id: int, now: datetime, tell: Tell) -> bool:
    moved = False
    try:
        while step(plan_id, now=max(now, timezone.now()), tell=tell, is_mine=moved):
            moved = True
    except Exception:  # its lease runs out, and then it is looked at again
        logger.exception("rebalance plan %d could not be carried on", plan_id)
    return moved


def _trade(leg: RebalanceLeg, lease: datetime, tell: Tell) -> bool:
    """Quote a trade for its amount of now, link the quote, and confirm it."""
    if leg.plan.user.status != User.Status.ACTIVE:
        return _fail(leg, lease, _SHUT_OUT, tell)
    try:
        request = request_for(leg)
        if request is None:
            return skip_leg(leg, lease, reason=_NOT_WORTH_IT, now=timezone.now())
        swap = quote_swap(request, origin=Swap.Origin.REBALANCE)
    except EstherError as error:
        return _fail(leg, lease, error.message, tell)
    reason = _hold_to_agreement(leg, swap)
    if reason or not link(leg, swap, lease):
        cancel_swap(leg.plan.user, swap.handle)
        return _fail(leg, lease, reason, tell) if reason else False
    leg.state, leg.swap = LegState.TRADING, swap
    return _confirm(leg, swap, lease, tell)


def _hold_to_agreement(leg: RebalanceLeg, swap: Swap) -> str:
    """Return why a quote is not what the user agreed to; where it is, the bounds of then hold for it."""
    if swap.mode != leg.plan.mode:
        return "Live trading was switched on or off at the same moment. Nothing was traded."
    agreed = agreed_minimum(leg, swap.units_in)
    if swap.expected_units_out < agreed:
        return _MOVED
    quoted = Swap.objects.filter(pk=swap.pk, state=Swap.State.QUOTED)
    quoted.update(minimum_units_out=max(swap.minimum_units_out, agreed))
    return ""


def _confirm(leg: RebalanceLeg, swap: Swap, lease: datetime, tell: Tell) -> bool:
    """Confirm the linked quote; whoever does it a second time goes on where the first one stopped."""
    reason = ""
    try:
        confirm_swap(leg.plan.user, swap.handle, pressed_by=f"plan {leg.plan.handle} {leg.position}")
    except PriceMoved as moved:
        cancel_swap(leg.plan.user, moved.swap.handle)
        reason = _MOVED
    except EstherError as error:
        reason = error.message
    swap.refresh_from_db()
    return _note(leg, swap, lease, tell, reason)


def _look(leg: RebalanceLeg, lease: datetime, tell: Tell) -> bool:
    """Go on with a linked trade, wherever whoever began it stopped."""
    swap = leg.swap
    if swap is None:
        raise ValueError(f"leg {leg.pk} trades without a swap")
    is_unbegun = swap.state == Swap.State.CONFIRMED and swap.begin_before is None
    if is_unbegun or (swap.state == Swap.State.QUOTED and swap.expires_at > timezone.now()):
        return _confirm(leg, swap, lease, tell)
    if swap.state in _NEVER_CONFIRMED:
        closed = Swap.objects.filter(pk=swap.pk, state=Swap.State.QUOTED)
        closed.update(state=Swap.State.EXPIRED, finished_at=timezone.now())
        swap.refresh_from_db()
        return swap.state == Swap.State.EXPIRED and unlink(leg, lease)
    return _note(leg, swap, lease, tell, swap.failure)


_NEVER_CONFIRMED: Final = (Swap.State.QUOTED, Swap.State.EXPIRED)


def _note(leg: RebalanceLeg, swap: Swap, lease: datetime, tell: Tell, reason: str) -> bool:
    """Note what a trade has come to, as it is stored; nothing while the chain has not decided."""
    if swap.state in CARRIED_OUT:
        return _end(leg, lease, tell)
    if swap.state in UNDER_WAY:
        release(leg.plan_id, lease, until=timezone.now() + LOOK)
        return False
    return _fail(leg, lease, reason or swap.failure or _NOT_TRADED, tell)


def _end(leg: RebalanceLeg, lease: datetime, tell: Tell) -> bool:
    with transaction.atomic():
        ended = end_leg(leg, lease, now=timezone.now())
        plan = RebalancePlan.objects.get(pk=leg.plan_id)
        if ended and plan.state == State.WAITING:
            tell(plan, "waits")
    return ended and plan.state == State.RUNNING


def _fail(leg: RebalanceLeg, lease: datetime, reason: str, tell: Tell) -> bool:
    with transaction.atomic():
        if fail_leg(leg, lease, reason=reason, now=timezone.now()):
            tell(RebalancePlan.objects.get(pk=leg.plan_id), "waits")
    return False


def _finish(plan_id: int, lease: datetime, tell: Tell) -> None:
    with transaction.atomic():
        if finish(plan_id, lease, now=timezone.now()):
            tell(RebalancePlan.objects.get(pk=plan_id), "done")


def _nobody(plan: RebalancePlan, event: str) -> None:
    """Tell nobody: somebody looks on."""
