"""What a user had day by day, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from portfolio.models import Book, Snapshot
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
    rows = Snapshot.objects.filter(user=user, book=book, day__range=(start, end))
    return [_row(snapshot) for snapshot in rows.order_by("day").prefetch_related("lines__token")]


def days_named(keys: Iterable[int]) -> dict[int, DayRow]:
    """Return the snapshots of these keys, of whoever they are."""
    rows = Snapshot.objects.filter(pk__in=list(keys)).prefetch_related("lines__token")
    return {snapshot.pk: _row(snapshot) for snapshot in rows}


def _row(snapshot: Snapshot) -> DayRow:
    return DayRow(
        day=snapshot.day,
        is_estimated=snapshot.is_estimated,
        lines={
            line.token_id: DayLine(line.units, line.price_usd, line.value_usd, line.token.decimals)
            for line in snapshot.lines.all()
        },
        total_usd=snapshot.total_usd,
        taken_at=snapshot.taken_at,
    )
