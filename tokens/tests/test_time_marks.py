from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tokens.time_marks import time_marks

NOON = datetime(2026, 3, 30, 12, 20, tzinfo=UTC)


def names(length: timedelta, zone: str = "UTC") -> list[str]:
    return [name for _, name in time_marks(NOON - length, NOON, ZoneInfo(zone))]


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (timedelta(hours=6), ["08:00", "10:00", "12:00"]),
        (timedelta(hours=24), ["18:00", "30 Mar", "06:00", "12:00"]),
        (timedelta(days=3), ["28 Mar", "29 Mar", "30 Mar"]),
        (timedelta(days=30), ["5 Mar", "10 Mar", "15 Mar", "20 Mar", "25 Mar", "30 Mar"]),
        (timedelta(days=90), ["1 Jan", "15 Jan", "1 Feb", "15 Feb", "1 Mar", "15 Mar"]),
        (timedelta(days=180), ["Nov", "Dec", "Jan", "Feb", "Mar"]),
    ],
)
def test_round_moments_are_marked(length: timedelta, expected: list[str]) -> None:
    assert names(length) == expected


def test_they_are_round_on_the_readers_clock() -> None:
    marks = time_marks(NOON - timedelta(hours=24), NOON, ZoneInfo("Asia/Kathmandu"))

    assert [f"{moment.astimezone(UTC):%H:%M}" for moment, _ in marks] == ["18:15", "00:15", "06:15", "12:15"]


def test_the_night_in_which_clocks_change_is_marked_once() -> None:
    assert names(timedelta(days=3), "Europe/Berlin") == ["28 Mar", "29 Mar", "30 Mar"]
