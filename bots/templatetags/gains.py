"""How a gain or a loss looks in a message."""

from __future__ import annotations

from decimal import Decimal

from django import template

from bots.templatetags.money import usd

register = template.Library()


@register.filter
def gain(value: Decimal | None) -> str:
    """Show dollars with their sign in front, as +$12.30 or −$0.50."""
    if value is None:
        return "–"
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{usd(abs(value))}"
