"""The buttons under a rebalance plan, in each of its states, and under its news."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from telegram import InlineKeyboardMarkup

from bots.callbacks import button, keyboard
from portfolio.models import RebalanceLeg, RebalancePlan
from trading.models import Swap
from trading.order_swaps import UNDER_WAY

__all__ = ["news_buttons", "plan_buttons", "slippage_buttons"]

SLIPPAGES_BPS: Final = (50, 100, 200)

State, LegState = RebalancePlan.State, RebalanceLeg.State


def plan_buttons(plan: RebalancePlan, legs: Iterable[RebalanceLeg]) -> InlineKeyboardMarkup | None:
    """Return what a user may do with a plan as it is now."""
    handle = plan.handle
    match plan.state:
        case State.DRAFTED:
            return keyboard(
                [button("✅ Confirm all", "plan_all", handle), button("☝ One by one", "plan_each", handle)],
                [
                    button("⚙ Slippage", "plan_slip", handle),
                    button("🔄 Refresh", "plan_again", handle),
                    button("✖ Cancel", "plan_stop", handle),
                ],
            )
        case State.WAITING:
            left = (leg for leg in legs if leg.state in (LegState.PLANNED, LegState.FAILED))
            leg = next(left, None)
            return _waiting(handle, leg.position, has_failed=leg.state == LegState.FAILED) if leg else None
        case State.RUNNING:
            trading = next((leg.swap for leg in legs if leg.state == LegState.TRADING), None)
            is_live = trading is not None and trading.mode == Swap.Mode.LIVE and trading.state in UNDER_WAY
            progress = [button("📡 Progress", "plan_trade", trading.handle)] if trading and is_live else []
            return keyboard(
                [button("🔄 Look again", "plan", handle), *progress], [button("⏹ Stop", "plan_stop", handle)]
            )
        case State.EXPIRED if not any(leg.state == LegState.DONE for leg in legs):
            return keyboard([button("🔄 New plan", "plan_again", handle)])
    return None


def slippage_buttons(plan: RebalancePlan, legs: Iterable[RebalanceLeg]) -> InlineKeyboardMarkup | None:
    """Return a row of slippages for each trade of a plan."""
    rows = [
        [
            button(
                f"{leg.position}: {Decimal(bps).scaleb(-2).normalize():f} %",
                "plan_slip_set",
                plan.handle,
                leg.position,
                bps,
            )
            for bps in SLIPPAGES_BPS
        ]
        for leg in legs
    ]
    return keyboard(*rows, [button("◀ Back", "plan", plan.handle)])


def news_buttons(event: str, data: dict[str, object]) -> InlineKeyboardMarkup | None:
    """Return the buttons under the news of a plan."""
    if event != "plan_waits":
        return None
    return _waiting(str(data.get("handle", "")), data.get("position", 0), has_failed=bool(data.get("has_failed")))


def _waiting(handle: str, position: object, *, has_failed: bool) -> InlineKeyboardMarkup | None:
    trade = (
        button(f"🔁 Retry {position}", "plan_retry", handle, position)
        if has_failed
        else button(f"✅ Trade {position}", "plan_next", handle, position)
    )
    return keyboard(
        [trade, button(f"⏭ Skip {position}", "plan_skip", handle, position), button("⏹ Stop", "plan_stop", handle)]
    )
