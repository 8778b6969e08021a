"""How spans of time look in a message."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def minutes(count: int) -> str:
    """Show a number of minutes in the largest unit that holds it exactly."""
    for unit, size in (("d", 24 * 60), ("h", 60)):
        if count and count % size == 0:
            return f"{count // size} {unit}"
    return f"{count} min"
