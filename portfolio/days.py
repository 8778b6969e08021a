"""Whose day it is when: a snapshot's day is one of its owner's time zone. Nothing is read or stored here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from trading.time_zones import zone_named

__all__ = ["LATEST", "Ended", "day_in", "end_of", "ended_days"]

# So long after a day's end it is still taken from what there is now; later, that would be another day's.
LATEST: Final = timedelta(hours=6)

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Ended:
    """A day that is over, when it ended, and in which zones; two zones may end it at the same moment."""

    day: date
    at: datetime
    zones: tuple[str, ...]


def day_in(zone: str, moment: datetime) -> date:
    """Return which day it is in a zone."""
    return moment.astimezone(zone_named(zone)).date()


def end_of(day: date, zone: str) -> datetime:
    """Return the moment at which a day is over in a zone: its next midnight, or what takes its place there.

    Where a clock jumps over midnight, the day ends at the jump; where midnight comes twice, it ends at the first.
    """
    midnight = datetime.combine(day + _DAY, time(), zone_named(zone))
    return midnight.astimezone(UTC)


def ended_days(zones: Iterable[str], now: datetime) -> list[Ended]:
    """Return the days that ended not longer than `LATEST` ago, with the zones where they did."""
    found: dict[tuple[date, datetime], list[str]] = defaultdict(list)
    for zone in zones:
        day = day_in(zone, now) - _DAY
        if now - (ended_at := end_of(day, zone)) <= LATEST:
            found[day, ended_at].append(zone)
    return [Ended(day, at, tuple(sorted(names))) for (day, at), names in sorted(found.items())]
