"""What portfolios did of late, for many users at once: their value now, its change over whole days, the best and worst.

Only what was measured is told: no estimated day, and nothing of a wallet that is not known as it is now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from portfolio.books import chosen_book
from portfolio.days import day_in
from portfolio.history import DayRow, days_named
from portfolio.models import Book, Snapshot
from portfolio.performance import AssetResult, Performance, measure
from portfolio.snapshot_ready import owners
from portfolio.snapshot_rows import Taking
from portfolio.snapshots import Outcome, take_asked
from portfolio.traded import TradedUnits, traded_by
from tokens.models import Token
from trading.models import User

__all__ = ["AssetNews", "Change", "PortfolioNews", "portfolio_news"]

DAYS: Final = {"daily": 1, "weekly": 7}
_DAY: Final = timedelta(days=1)
_LONGEST_GAP: Final = 7  # days before the period in which a day still counts as where it began


@dataclass(frozen=True)
class AssetNews:
    """Which token's price brought most or least, in USD."""

    token: Token
    usd: Decimal


@dataclass(frozen=True, kw_only=True)
class Change:
    """What prices and trades did from one day's end to another's; `end` is today where that is still running."""

    start: date
    end: date
    usd: Decimal
    percent: Decimal | None
    best: AssetNews | None
    worst: AssetNews | None


@dataclass(frozen=True, kw_only=True)
class PortfolioNews:
    """What a user's chosen book is worth now, and what it did; each is None where it is not known."""

    book: Book
    total_usd: Decimal | None
    change: Change | None


def portfolio_news(users: Sequence[User], rhythm: str, now: datetime) -> dict[int, PortfolioNews]:
    """Return what there is to tell users whose days are the same (one time zone), by their keys.

    Today's snapshot is taken of them first: so their wallets are valued together, and not one by one.
    """
    found: dict[int, PortfolioNews] = {}
    by_book: dict[Book, list[User]] = defaultdict(list)
    for user in users:
        by_book[chosen_book(user)].append(user)
    for book, theirs in by_book.items():
        found |= _of_book(theirs, book, rhythm, now)
    return found


def _of_book(users: Sequence[User], book: Book, rhythm: str, now: datetime) -> dict[int, PortfolioNews]:
    today = day_in(users[0].time_zone, now)
    keys = [user.pk for user in users]
    taking = Taking(book=book, day=today, source=Snapshot.Source.ASKED, now=now)
    take_asked(owners(book, since=now).filter(pk__in=keys), taking, Outcome())
    days = _days(keys, book, today, now, length=DAYS[rhythm])
    trades = traded_by(keys, book, *_span(days.values())) if days else {}
    measured = {key: _measured(rows, trades.get(key, [])) for key, rows in days.items()}
    tokens = _tokens(each for each in measured.values() if each)
    return {
        key: PortfolioNews(
            book=book,
            total_usd=rows[-1].total_usd if rows[-1].day == today else None,
            change=_change(performance, tokens) if (performance := measured[key]) else None,
        )
        for key, rows in days.items()
    }


def _days(keys: list[int], book: Book, today: date, now: datetime, *, length: int) -> dict[int, list[DayRow]]:
    """Return of each user the day where the period begins, the day where it ends, and today, as far as they are known.

    The period ends with yesterday. Where that is not known, as after a night without a server, it goes on until now.
    """
    first = today - (length + 1) * _DAY
    rows = Snapshot.objects.filter(
        user__in=keys, book=book, is_estimated=False, day__range=(first - _LONGEST_GAP * _DAY, today)
    )
    known: dict[int, dict[date, tuple[int, datetime]]] = defaultdict(dict)
    for key, day, pk, taken_at in rows.values_list("user", "day", "pk", "taken_at"):
        known[key][day] = (pk, taken_at)
    wanted = {key: _wanted(days, first, today, now) for key, days in known.items()}
    found = days_named([pk for pks in wanted.values() for pk in pks])
    return {key: [found[pk] for pk in pks if pk in found] for key, pks in wanted.items() if pks}


def _wanted(days: Mapping[date, tuple[int, datetime]], first: date, today: date, now: datetime) -> list[int]:
    """Return the keys of the snapshots that count, oldest first; today's only where it is of now."""
    begins = max((day for day in days if day <= first), default=min(days))
    is_fresh = today in days and days[today][1] >= now
    chosen = [begins, today - _DAY, *([today] if is_fresh else [])]
    return [days[day][0] for day in dict.fromkeys(chosen) if day in days and (day != today or is_fresh)]


def _measured(rows: Sequence[DayRow], trades: Sequence[TradedUnits]) -> Performance | None:
    """Measure whole days; today counts only where there is no other end."""
    whole = rows[:2] if len(rows) > 2 else rows
    return measure(whole, [trade for trade in trades if trade.at <= whole[-1].taken_at], {})


def _change(found: Performance, tokens: Mapping[int, Token]) -> Change:
    return Change(
        start=found.start,
        end=found.end,
        usd=found.gain_usd,
        percent=found.time_weighted,
        best=_asset(found.best, tokens),
        worst=_asset(found.worst, tokens),
    )


def _asset(result: AssetResult | None, tokens: Mapping[int, Token]) -> AssetNews | None:
    return AssetNews(tokens[result.token], result.usd) if result and result.token in tokens else None


def _tokens(found: Iterable[Performance]) -> dict[int, Token]:
    named = {result.token for each in found for result in (each.best, each.worst) if result}
    return Token.objects.select_related("chain").in_bulk(named)


def _span(days: Iterable[Sequence[DayRow]]) -> tuple[datetime, datetime]:
    moments = [row.taken_at for rows in days for row in rows]
    return min(moments), max(moments)
