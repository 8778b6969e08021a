"""How spans of time look in a message."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def about(seconds: int | None) -> str:
    """Show a number of seconds roughly, and never as less than it is."""
    if seconds is None:
        return "an unknown time"
    if seconds <= 90:
        return f"about {seconds} s"
    minutes = -(-seconds // 60)
    return f"about {minutes} min" if minutes <= 90 else f"about {-(-minutes // 60)} h"


@register.filter
def minutes(count: int) -> str:
    """Show a number of minutes in the largest unit that holds it exactly."""
    for unit, size in (("d", 24 * 60), ("h", 60)):
        if count and count % size == 0:
            return f"{count // size} {unit}"
    return f"{count} min"
