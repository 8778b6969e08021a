"""How gains and losses look in a message."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from django import template

register = template.Library()

_CENT: Final = Decimal("0.01")


@register.filter
def signed_usd(value: Decimal | None) -> str:
    """Show a gain as +$12.34 and a loss as −$12.34."""
    if value is None:
        return "–"
    cents = value.quantize(_CENT)
    sign = "+" if cents > 0 else "−" if cents else ""
    return f"{sign}${abs(cents):,f}"


@register.filter
def value_usd(value: Decimal | None) -> str:
    """Show a value that may be below nothing, as where more was taken out than there would be."""
    if value is None:
        return "–"
    cents = value.quantize(_CENT)
    return f"{'−' if cents < 0 else ''}${abs(cents):,f}"


@register.filter
def cents(value: Decimal | None) -> bool:
    """Say whether there is at least a cent to show."""
    return value is not None and value.quantize(_CENT) != 0
