from __future__ import annotations

from datetime import date

import pytest

from esther_site.lib.errors import UserError
from portfolio.periods import parse_period

TODAY = date(2026, 3, 15)  # a Sunday


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("soon", "Which time is “soon”?"),
        ("", "Which time is “”?"),
        ("d", "How long?"),
        ("0d", "no time to look back on"),
        ("9999y", "no time to look back on"),
        ("2026-02-30 to 2026-03-01", "“2026-02-30” is no date"),
        ("31 june to 1 july", "“31 june” is no date"),
        ("5 foo to 6 bar", "“5 foo” is no date"),
        ("2026-03-10 to 2026-03-01", "10 Mar 2026 is after 1 Mar 2026"),
        ("2026-04-01 to 2026-05-01", "1 Apr 2026 has not come yet"),
        ("1999-01-01 to 2026-01-01", "Nothing is known of so long ago"),
    ],
)
def test_what_is_no_period_is_refused_with_what_can_be_said(text: str, words: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_period(text, TODAY)
    assert words in refused.value.message


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("7d", date(2026, 3, 9), TODAY),
        ("last 7 days", date(2026, 3, 9), TODAY),
        ("the past week", date(2026, 3, 9), TODAY),
        ("30d", date(2026, 2, 14), TODAY),
        ("90d", date(2025, 12, 16), TODAY),
        ("1y", date(2025, 3, 16), TODAY),
        ("mtd", date(2026, 3, 1), TODAY),
        ("YTD", date(2026, 1, 1), TODAY),
        ("last month", date(2026, 2, 1), date(2026, 2, 28)),
        ("last year", date(2025, 1, 1), date(2025, 12, 31)),
        ("this week", date(2026, 3, 9), TODAY),
        ("today", TODAY, TODAY),
        ("yesterday", date(2026, 3, 14), date(2026, 3, 14)),
        ("all", date(2000, 1, 1), TODAY),
        ("2026-01-05 to 2026-02-01", date(2026, 1, 5), date(2026, 2, 1)),
        ("from 2026-01-05 – 2026-02-01", date(2026, 1, 5), date(2026, 2, 1)),
        ("between 5 january and 1st feb", date(2026, 1, 5), date(2026, 2, 1)),
        ("dec 24 to jan 2", date(2025, 12, 24), date(2026, 1, 2)),
        ("2026-03-01 to 2026-12-31", date(2026, 3, 1), TODAY),
        ("since 1 march", date(2026, 3, 1), TODAY),
    ],
)
def test_a_period_is_read(text: str, start: date, end: date) -> None:
    period = parse_period(text, TODAY)
    assert (period.start, period.end) == (start, end)


def test_it_begins_with_what_there_was_the_evening_before() -> None:
    assert parse_period("mtd", TODAY).baseline == date(2026, 2, 28)


def test_last_month_in_january_is_in_another_year() -> None:
    period = parse_period("last month", date(2026, 1, 31))
    assert (period.start, period.end, period.label) == (date(2025, 12, 1), date(2025, 12, 31), "December 2025")
