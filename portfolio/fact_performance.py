"""Facts about how a portfolio did in a month: the same figures that /performance shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Final

from portfolio.days import day_in
from portfolio.findings import Finding, Names, dollars, many, number, percent, signed, usd
from portfolio.models import Book
from portfolio.performance import AssetResult, Performance
from portfolio.periods import parse_period
from portfolio.track_record import track_record
from tokens.models import Token
from trading.models import User

__all__ = ["performance"]

_PERIOD: Final = "30d"
_CENT: Final = Decimal("0.01")


def performance(user: User, book: Book, names: Names, now: datetime) -> Iterator[Finding]:
    """Tell the return, the deepest fall, and what brought and cost most; nothing before there is a history."""
    record = track_record(user, book, parse_period(_PERIOD, day_in(user.time_zone, now)), now)
    found = record.performance
    if found is None or found.time_weighted is None:
        return
    days = (found.end - found.start).days
    yield _return(found, found.time_weighted, days)
    if found.max_drawdown:
        value = {"days": str(days), "max_drawdown_percent": number(found.max_drawdown)}
        sentence = f"Its deepest fall from a peak in {many(days, 'day')}: {percent(found.max_drawdown)}."
        yield Finding(kind="drawdown", value=value, sentence=sentence)
    if found.best and record.best and found.best.usd >= _CENT:
        yield _asset("best", record.best, found.best, days, names)
    if found.worst and record.worst and found.worst.usd <= -_CENT:
        yield _asset("worst", record.worst, found.worst, days, names)


def _return(found: Performance, returned: Decimal, days: int) -> Finding:
    value = {
        "days": str(days),
        "time_weighted_return_percent": signed(returned),
        "gain_usd": _signed_usd(found.gain_usd),
        "estimated_days": str(found.estimated_days),
    }
    estimated = f"; {many(found.estimated_days, 'day is', 'days are')} estimated" if found.estimated_days else ""
    sentence = (
        f"In {many(days, 'day')} it returned {percent(returned, with_sign=True)} ({dollars(found.gain_usd)}), "
        f"money you moved in or out left aside{estimated}."
    )
    return Finding(kind="return", value=value, sentence=sentence)


def _asset(kind: str, token: Token, result: AssetResult, days: int, names: Names) -> Finding:
    value = {"symbol": names.as_data(token), "days": str(days), "brought_usd": _signed_usd(result.usd)}
    what = "brought most" if kind == "best" else "cost most"
    sentence = f"{names.for_people(token)} {what} in {many(days, 'day')}: {dollars(result.usd)}."
    return Finding(kind=kind, value=value, sentence=sentence)


def _signed_usd(value: Decimal) -> str:
    text = usd(value)
    return text if text == "0" or text.startswith("-") else f"+{text}"
