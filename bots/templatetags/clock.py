"""How moments look in a message: on the clock of who reads it, and always with the zone they are in."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.dateformat import format as formatted

from trading.time_zones import zone_named

register = template.Library()


@register.filter
def clock(moment: datetime | None, zone: str) -> str:
    """Show a moment as `5 Mar 14:05 CET`, with the year where it is another one."""
    if moment is None:
        return "at an unknown time"
    there = moment.astimezone(zone_named(zone))
    is_this_year = there.year == timezone.now().astimezone(there.tzinfo).year
    return f"{formatted(there, 'j M H:i' if is_this_year else 'j M Y H:i')} {_name(there)}"


@register.filter
def clock_time(moment: datetime | None, zone: str) -> str:
    """Show a moment's time of day only, as `14:05`; its day and zone stand nearby."""
    return "–" if moment is None else formatted(moment.astimezone(zone_named(zone)), "H:i")


def _name(moment: datetime) -> str:
    """Return the zone's letters, or its distance from UTC where it has none."""
    name = moment.tzname() or "UTC"
    return name if name.isalpha() else f"UTC{name[:3]}{':' if name[3:] else ''}{name[3:]}"
