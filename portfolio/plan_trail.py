"""What the audit trail says of a rebalance plan; its trades speak for themselves."""

from __future__ import annotations

from portfolio.models import RebalancePlan
from trading import audit
from trading.audit import AuditKind

__all__ = ["note_made", "note_plan"]


def note_plan(plan_id: int, kind: AuditKind, *, actor: str = "", **facts: object) -> None:
    """Record what became of a plan, as done by its user unless somebody else is named; in the caller's transaction."""
    handle, user_id = RebalancePlan.objects.values_list("handle", "user_id").get(pk=plan_id)
    audit.record(kind, subject=f"plan:{handle}", facts=facts, actor=actor or f"user:{user_id}")


def note_made(plan: RebalancePlan, *, trades: int) -> None:
    """Record a plan as it was shown."""
    note_plan(
        plan.pk,
        AuditKind.PLAN_MADE,
        wallet=plan.wallet_id,
        mode=plan.mode,
        targets=plan.targets,
        trades=trades,
        total_usd=plan.total_usd,
        cost_usd=plan.cost_usd,
        band_percent=plan.band_percent,
    )
