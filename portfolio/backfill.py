"""Past days made up afterwards: today's quantities less what Esther's own trades changed since, at past prices.

What came in or went out by other ways is not known, so these days are estimates, marked as such wherever they are
shown; a day that was really taken is never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils import timezone

from esther_site.lib.errors import UserError
from portfolio.days import day_in, end_of
from portfolio.models import Book, Snapshot, SnapshotLine
from portfolio.past_prices import PastPrices, token_prices
from portfolio.snapshot_ready import held_rows, owners, ready, reasons, wallets_in
from portfolio.snapshot_rows import MOST_UNITS, value_of
from portfolio.traded import TradedUnits, traded_between
from tokens.models import Token
from trading.models import User

__all__ = ["MOST_DAYS", "backfill", "estimate"]

MOST_DAYS: Final = 730  # daily candles reach back so far

_DAY: Final = timedelta(days=1)

Units = dict[int, int]
Seen = Callable[[date], object]


def _ignored(day: date) -> None:
    """Take no notice."""


def backfill(user: User, book: Book, days: int, *, now: datetime | None = None, seen: Seen = _ignored) -> int:
    """Store estimates of a user's last so many days like `estimate`."""
    today = day_in(user.time_zone, now or timezone.now())
    first = today - timedelta(days=min(days, MOST_DAYS))
    return estimate(user, book, first, today - _DAY, now=now, seen=seen)


def estimate(
    user: User, book: Book, first: date, last: date, *, now: datetime | None = None, seen: Seen = _ignored
) -> int:
    """Store estimates of past days, where nothing better is stored; return how many.

    `seen` is called with each of these days. Before the paper wallet was opened there was nothing to estimate; a
    wallet on a chain may be older than what Esther knows of it.

    Raises:
        EstherError: what the user has now is not known, or OKX does not answer.
    """
    now = now or timezone.now()
    here = owners(book, since=now).filter(pk=user.pk)
    if last < first or not here.exists():
        return 0
    if not ready(here, book, now).exists():
        raise UserError(f"Not known just now: {reasons(here, book, now, most=1)[0].why}.")
    prices, stored = _Prices(end_of(first, user.time_zone)), 0
    for day, moment, units in _walk_back(user, book, first, now):
        if day > last:
            continue
        if units is not None:
            stored += _store(user, book, day, moment=moment, units=units, prices=prices)
        seen(day)
    return stored


def _walk_back(user: User, book: Book, first: date, now: datetime) -> Iterator[tuple[date, datetime, Units | None]]:
    """Yield each day before today with its end, and what there was then; None for a day that is left as it is.

    A day that was really taken knows of money that came and went: before it, its own quantities are walked back.
    """
    real = Snapshot.objects.filter(user=user, book=book, day__gte=first, is_estimated=False)
    taken = {snapshot.day: snapshot for snapshot in real.prefetch_related("lines")}
    changes = traded_between(user, book, end_of(first, user.time_zone), now)
    units, known_at, opened_at = _units_now(user, book), now, _opened_at(user, book)
    day = day_in(user.time_zone, now)
    while (day := day - _DAY) >= first:
        moment = end_of(day, user.time_zone)
        if day in taken:
            units = {line.token_id: line.units for line in taken[day].lines.all()}
            known_at = taken[day].taken_at
            yield day, moment, None
            continue
        units = _before(units, (change for change in changes if moment < change.at <= known_at))
        known_at = min(moment, known_at)
        yield day, moment, units if opened_at is None or opened_at <= moment else None


def _units_now(user: User, book: Book) -> Units:
    units: Units = {}
    for token, held in held_rows(book).filter(wallet__owner=user).values_list("token", "units"):
        units[token] = units.get(token, 0) + held
    return units


def _opened_at(user: User, book: Book) -> datetime | None:
    if book != Book.PAPER:
        return None
    return wallets_in(book).filter(owner=user).order_by("created_at").values_list("created_at", flat=True).first()


def _before(units: Units, changes: Iterator[TradedUnits]) -> Units:
    """Take trades back; what would be less than nothing came in some other way, and was not there yet."""
    earlier = dict(units)
    for change in changes:
        earlier[change.token] = earlier.get(change.token, 0) - change.units
    return {token: min(held, MOST_UNITS) for token, held in earlier.items() if held > 0}


class _Prices:
    """Past prices of tokens, each asked for once."""

    def __init__(self, since: datetime) -> None:
        self._since = since
        self._known: dict[int, PastPrices] = {}

    def at(self, token: Token, moment: datetime) -> Decimal | None:
        if token.pk not in self._known:
            self._known[token.pk] = token_prices(token, since=self._since)
        return self._known[token.pk].at(moment)


def _store(user: User, book: Book, day: date, *, moment: datetime, units: Mapping[int, int], prices: _Prices) -> bool:
    """Store an estimate in place of an older one, and say so; what was really taken meanwhile stays."""
    tokens = Token.objects.select_related("chain").in_bulk(units)
    lines = [_line(tokens[pk], held, prices.at(tokens[pk], moment)) for pk, held in sorted(units.items())]
    with transaction.atomic():
        Snapshot.objects.filter(user=user, book=book, day=day, is_estimated=True).delete()
        snapshot, is_new = Snapshot.objects.get_or_create(
            user=user,
            book=book,
            day=day,
            defaults={
                "total_usd": sum((line.value_usd for line in lines), Decimal(0)),
                "is_estimated": True,
                "source": Snapshot.Source.BACKFILL,
                "taken_at": moment,  # of what it is, not when it was worked out
            },
        )
        if is_new:
            for line in lines:
                line.snapshot = snapshot
            SnapshotLine.objects.bulk_create(lines)
    return is_new


def _line(token: Token, units: int, usd: Decimal | None) -> SnapshotLine:
    price, value = value_of(units, token, usd)
    return SnapshotLine(token=token, units=units, price_usd=price, value_usd=value)
