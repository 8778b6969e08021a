"""The round moments along a time axis, on the clock of whoever reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

__all__ = ["time_marks"]

_MIDNIGHT: Final = (0,)
# Up to which span: the hours that are marked, and on which days.
_RULES: Final[tuple[tuple[timedelta, tuple[int, ...], Callable[[date], bool]], ...]] = (
    (timedelta(hours=12), tuple(range(0, 24, 2)), lambda _day: True),
    (timedelta(hours=36), tuple(range(0, 24, 6)), lambda _day: True),
    (timedelta(days=9), _MIDNIGHT, lambda _day: True),
    (timedelta(days=45), _MIDNIGHT, lambda day: day.toordinal() % 5 == 0),
    (timedelta(days=130), _MIDNIGHT, lambda day: day.day in (1, 15)),
    (timedelta.max, _MIDNIGHT, lambda day: day.day == 1),
)
_MONTHS_FROM: Final = timedelta(days=130)  # a span in which months need no day


def time_marks(starts_at: datetime, ends_at: datetime, zone: tzinfo) -> list[tuple[datetime, str]]:
    """Return the moments to mark between two others, with their names."""
    span = ends_at - starts_at
    hours, is_marked = next((hours, is_marked) for most, hours, is_marked in _RULES if span <= most)
    moments = (
        datetime.combine(day, time(hour), zone)
        for day in _days(starts_at.astimezone(zone).date(), ends_at.astimezone(zone).date())
        if is_marked(day)
        for hour in hours
    )
    return [(moment, _name(moment, span)) for moment in moments if starts_at <= moment <= ends_at]


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _name(moment: datetime, span: timedelta) -> str:
    if moment.hour:
        return f"{moment:%H:%M}"
    return f"{moment:%b}" if span > _MONTHS_FROM else f"{moment.day} {moment:%b}"
