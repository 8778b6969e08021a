"""What users are told about rebalance plans, written in the transaction that stores the fact.

Only who carries a plan on in the background tells of it: whoever presses a button sees what comes of that.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from alerts.alert_news import plain
from alerts.money_news import write_once
from portfolio.legs import advance_due
from portfolio.models import RebalanceLeg, RebalancePlan
from portfolio.plan_moves import next_leg
from trading.models import Swap

__all__ = ["EVENTS", "carry_out_plans", "tell"]

EVENTS: Final = ("done", "waits")

LegState = RebalanceLeg.State


def carry_out_plans(now: datetime) -> bool:
    """Go on with the plans that are due, and tell how they end; return whether any moved."""
    return advance_due(now, tell=lambda plan, event: tell(plan, event, now=now))


def tell(plan: RebalancePlan, event: str, *, now: datetime) -> None:
    """Write what became of a plan in the caller's transaction: once for its end, and for each trade it waits for."""
    plan = RebalancePlan.objects.select_related("wallet", "chain").get(pk=plan.pk)
    waiting = next_leg(plan.pk) if event == "waits" else None
    attempt = f":{waiting.position}:{now.isoformat()}" if waiting else ""
    write_once(
        {f"plan:{plan.handle}:{event}{attempt}": plan.user_id},
        template=f"plan_{event}",
        data={
            "handle": plan.handle,
            "mode": plan.mode,
            "wallet": plan.wallet.name,
            "chain": plan.chain.name,
            "reason": plan.waits_because,
            "trades": [_trade(leg) for leg in plan.legs.select_related("token_in", "token_out", "swap")],
            "position": waiting.position if waiting else 0,
            "has_failed": "1" if waiting and waiting.state == LegState.FAILED else "",
            "at": now.isoformat(),
        },
        now=now,
    )


def _trade(leg: RebalanceLeg) -> dict[str, str]:
    """Return one trade as it went: what was given and got, where it was made."""
    swap = leg.swap if leg.state == LegState.DONE else None
    got = None if swap is None else _got(swap)
    return {
        "state": leg.state,
        "gave_symbol": leg.token_in.symbol,
        "got_symbol": leg.token_out.symbol,
        "gave": plain(leg.token_in.to_amount(swap.units_in if swap else leg.units_in)),
        "got": "" if got is None else plain(leg.token_out.to_amount(got)),
    }


def _got(swap: Swap) -> int:
    return swap.expected_units_out if swap.received_units_out is None else swap.received_units_out
