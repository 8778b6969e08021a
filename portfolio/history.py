"""What a user had day by day, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet

from portfolio.models import Book, Snapshot, SnapshotLine
from trading.models import User

__all__ = ["DayLine", "DayRow", "days_named", "history"]


class DayLine(NamedTuple):
    """How much of a token there was; without a price it was worth nothing."""

    units: int
    price: Decimal | None
    value: Decimal
    decimals: int


@dataclass(frozen=True, kw_only=True)
class DayRow:
    """A day's end: what there was at `taken_at`, by the tokens' keys. Without estimates it was seen, not worked out."""

    day: date
    is_estimated: bool
    lines: dict[int, DayLine]
    total_usd: Decimal
    taken_at: datetime
    is_live: bool = False  # of a day that is still running


def history(user: User, book: Book, start: date, end: date) -> list[DayRow]:
    """Return the snapshots of some days, the first and the last included, oldest first; there may be gaps."""
    return list(_read(Snapshot.objects.filter(user=user, book=book, day__range=(start, end))).values())


def days_named(keys: Iterable[int]) -> dict[int, DayRow]:
    """Return the snapshots of these keys, of whoever they are."""
    return _read(Snapshot.objects.filter(pk__in=list(keys)))


def _read(snapshots: QuerySet[Snapshot]) -> dict[int, DayRow]:
    """Read snapshots with their lines by two statements, oldest first.

    A year is thousands of lines: they are read as plain values, for making an object of each takes several times as
    long as finding them.
    """
    days = {
        pk: DayRow(day=day, is_estimated=is_estimated, lines={}, total_usd=total_usd, taken_at=taken_at)
        for pk, day, is_estimated, total_usd, taken_at in snapshots.order_by("day", "pk").values_list(
            "pk", "day", "is_estimated", "total_usd", "taken_at"
        )
    }
    lines = SnapshotLine.objects.filter(snapshot__in=list(days))
    for pk, token, units, price, value, decimals in lines.values_list(
        "snapshot", "token", "units", "price_usd", "value_usd", "token__decimals"
    ):
        days[pk].lines[token] = DayLine(units, price, value, decimals)
    return days
