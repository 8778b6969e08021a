"""How a rebalance plan looks in a message."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from django import template

from bots.templatetags.money import amount
from portfolio.models import RebalanceLeg

register = template.Library()

_MARKS: Final = {
    RebalanceLeg.State.PLANNED: "",
    RebalanceLeg.State.TRADING: "⏳ ",
    RebalanceLeg.State.DONE: "✅ ",
    RebalanceLeg.State.FAILED: "⚠️ ",
    RebalanceLeg.State.SKIPPED: "⏭ ",
}


@register.filter
def mark(state: str) -> str:
    """Show how far a trade of a plan is."""
    return _MARKS.get(RebalanceLeg.State(state), "")


@register.filter
def short(text: str) -> str:
    """Show a number that was kept as text like any other amount."""
    return amount(Decimal(text)) if text else "–"
