"""How a user's wallets of one book did in a period: what is stored of its days, and what there is now."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from esther_site.lib.errors import EstherError
from portfolio.days import day_in
from portfolio.history import DayLine, DayRow, history
from portfolio.models import Book
from portfolio.past_prices import market_prices
from portfolio.performance import Performance, measure
from portfolio.periods import Period
from portfolio.snapshot_ready import owners, ready
from portfolio.traded import traded_between
from portfolio.valuation import value_book
from tokens.models import Token
from trading.models import User

__all__ = ["TrackRecord", "track_record"]

logger = logging.getLogger(__name__)

_MARKETS: Final = ("ETH", "BTC")
_DOLLAR: Final = "USDC"  # taken for a dollar
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class TrackRecord:
    """The days, oldest first, and what they come to; None while there is no history."""

    period: Period
    book: Book
    days: list[DayRow]
    performance: Performance | None
    best: Token | None = None
    worst: Token | None = None
    is_behind: bool = False  # the period ends today, and what there is now is not known

    @property
    def began_late(self) -> bool:
        """Whether nothing is known of the beginning of the period."""
        return bool(self.days) and self.days[0].day > self.period.baseline


def track_record(user: User, book: Book, period: Period, now: datetime) -> TrackRecord:
    """Return how a user did, up to now where the period goes on; today's stored snapshot makes way for that."""
    today = day_in(user.time_zone, now)
    live = _live(user, book, today, now) if period.end >= today else None
    days = history(user, book, period.baseline, min(period.end, today - _DAY) if live else period.end)
    days += [live] if live else []
    is_behind = period.end >= today and live is None
    if len(days) < 2:
        return TrackRecord(period=period, book=book, days=days, performance=None, is_behind=is_behind)
    trades = traded_between(user, book, days[0].taken_at, days[-1].taken_at)
    found = measure(days, trades, _references(days))
    sides = (found.best, found.worst) if found else (None, None)
    best, worst = (
        Token.objects.select_related("chain").filter(pk=each.token).first() if each else None for each in sides
    )
    return TrackRecord(
        period=period, book=book, days=days, performance=found, best=best, worst=worst, is_behind=is_behind
    )


def _live(user: User, book: Book, today: date, now: datetime) -> DayRow | None:
    """Return what there is now, None where that is not known or there is no wallet."""
    if not ready(owners(book, since=now).filter(pk=user.pk), book, now).exists():
        return None
    valuation = value_book(user, book)
    lines = {
        line.token.pk: DayLine(
            valuation.held.units[line.token], line.price_usd, line.value_usd or Decimal(0), line.token.decimals
        )
        for line in valuation.lines
    }
    return DayRow(day=today, is_estimated=False, lines=lines, total_usd=valuation.total_usd, taken_at=now, is_live=True)


def _references(days: Sequence[DayRow]) -> dict[str, dict[date, Decimal]]:
    """Return what ether, bitcoin and a dollar cost at the days' ends; without an answer of OKX's, nothing of those."""
    prices = {market: _market(market, days) for market in _MARKETS}
    return prices | {_DOLLAR: {day.day: Decimal(1) for day in days}}


def _market(market: str, days: Sequence[DayRow]) -> dict[date, Decimal]:
    try:
        past = market_prices(market, since=days[0].taken_at)
    except EstherError as error:
        logger.warning("nothing to hold %s beside: %s", market, error.message)
        return {}
    return {day.day: price for day in days if (price := past.at(day.taken_at))}
