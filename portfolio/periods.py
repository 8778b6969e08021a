"""Which days a user means by “7d”, “last month” or “2026-03-01 to 2026-03-31”. Nothing is looked up here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from esther_site.lib.errors import UserError
from tokens.spoken import shown

__all__ = ["Period", "parse_period"]

_DAY: Final = timedelta(days=1)
_FIRST: Final = date(2000, 1, 1)  # no wallet is older
_LENGTHS: Final = {"d": 1, "w": 7, "m": 30, "q": 90, "y": 365}
_COUNTED: Final = re.compile(
    r"(?:(?:the )?(?:last|past) )?(\d{1,4}|an?|one)?[ -]?(d|w|m|q|y|days?|weeks?|months?|quarters?|years?)"
)
_DATE: Final = r"(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9}(?: \d{4})?|[a-z]{3,9} \d{1,2}(?:,? \d{4})?)"
_SPAN: Final = re.compile(rf"(?:from |between )?{_DATE} ?(?:-|–|to|till|until|and) ?{_DATE}")
_SINCE: Final = re.compile(rf"(?:since|from) {_DATE}")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HINT: Final = "Write 7d, 30d, 90d, mtd, ytd, 1y, all, “last month”, or two dates like 2026-03-01 to 2026-03-31."


@dataclass(frozen=True)
class Period:
    """Days, the first and the last included. What there was at the end of the day before is where it begins."""

    start: date
    end: date
    label: str

    @property
    def baseline(self) -> date:
        return self.start - _DAY


def parse_period(text: str, today: date) -> Period:
    """Return the days meant, as of a user's today, which is the last of them unless others are named.

    Raises UserError for anything else, with what can be said.
    """
    said = " ".join(text.lower().replace("_", " ").split()).removeprefix("the ")
    if named := _NAMED.get(said):
        return named(today)
    if match := _SPAN.fullmatch(said):
        return _span(_date(match[1], today), _date(match[2], today), today)
    if match := _SINCE.fullmatch(said):
        return _span(_date(match[1], today), today, today)
    if match := _COUNTED.fullmatch(said):
        return _counted(match[1] or "", match[2], today)
    raise UserError(f"Which time is “{shown(text)}”? {_HINT}")


def _counted(number: str, unit: str, today: date) -> Period:
    """Return so many days up to today: a month is 30 of them, a year 365."""
    if not number and len(unit) == 1:
        raise UserError(f"How long? {_HINT}")
    count, letter = int(number) if number.isdecimal() else 1, unit[0]
    days = count * _LENGTHS[letter]
    if not 0 < days <= (today - _FIRST).days:
        raise UserError(f"That is no time to look back on. {_HINT}")
    label = "the last day" if days == 1 else "the last year" if days == _LENGTHS["y"] else f"the last {days} days"
    return Period(today - timedelta(days=days - 1), today, label)


def _span(first: date, last: date, today: date) -> Period:
    if first > last:
        raise UserError(f"{_words(first)} is after {_words(last)}: write the earlier date first.")
    if first > today:
        raise UserError(f"{_words(first)} has not come yet.")
    if first < _FIRST:
        raise UserError(f"Nothing is known of so long ago. {_HINT}")
    last = min(last, today)
    return Period(first, last, f"{_words(first)} – {_words(last)}")


def _date(text: str, today: date) -> date:
    """Read 2026-03-01, “1 march” or “mar 1 2026”; without a year, the latest that is not to come."""
    numbers = [int(each) for each in re.findall(r"\d+", text)]
    try:
        if len(numbers) == 3:
            return date(*numbers)
        (name,) = (each for each in re.findall(r"[a-z]+", text) if each not in {"st", "nd", "rd", "th"})
        month = _MONTHS.index(name[:3]) + 1
        if len(numbers) == 2:
            return date(numbers[1], month, numbers[0])
        this_year = date(today.year, month, numbers[0])
        return this_year if this_year <= today else date(today.year - 1, month, numbers[0])
    except ValueError:
        raise UserError(f"“{shown(text)}” is no date. {_HINT}") from None


def _words(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _month(today: date) -> Period:
    return Period(today.replace(day=1), today, "this month")


def _last_month(today: date) -> Period:
    last = today.replace(day=1) - _DAY
    return Period(last.replace(day=1), last, f"{last:%B %Y}")


def _year(today: date) -> Period:
    return Period(today.replace(month=1, day=1), today, "this year")


def _last_year(today: date) -> Period:
    year = today.year - 1
    return Period(date(year, 1, 1), date(year, 12, 31), str(year))


def _this_week(today: date) -> Period:
    return Period(today - timedelta(days=today.weekday()), today, "this week")


def _one_day(back: int, label: str) -> Callable[[date], Period]:
    return lambda today: Period(today - timedelta(days=back), today - timedelta(days=back), label)


def _all(today: date) -> Period:
    return Period(_FIRST, today, "all time")


_NAMED: Final[dict[str, Callable[[date], Period]]] = {
    "mtd": _month,
    "month to date": _month,
    "this month": _month,
    "ytd": _year,
    "year to date": _year,
    "this year": _year,
    "last month": _last_month,
    "previous month": _last_month,
    "last year": _last_year,
    "this week": _this_week,
    "today": _one_day(0, "today"),
    "yesterday": _one_day(1, "yesterday"),
    "24h": _one_day(0, "today"),
    "all": _all,
    "all time": _all,
    "ever": _all,
    "max": _all,
    "beginning": _all,
    "the beginning": _all,
}
