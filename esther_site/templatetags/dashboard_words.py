"""How the dashboard writes numbers."""

from __future__ import annotations

from decimal import Decimal

from django import template

register = template.Library()


@register.filter
def dollars(usd: Decimal) -> str:
    """Write an amount with its thousands apart, in whole dollars from a thousand on."""
    return f"${usd:,.0f}" if abs(usd) >= 1000 else f"${usd:,.2f}"
