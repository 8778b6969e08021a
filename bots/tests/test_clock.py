from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from bots.messages import render
from bots.templatetags.clock import clock, clock_time

WINTER = datetime(2026, 1, 5, 23, 5, tzinfo=UTC)
SUMMER = datetime(2026, 7, 5, 13, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _it_is_spring(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
    monkeypatch.setattr("bots.templatetags.clock.timezone", SimpleNamespace(now=lambda: moment))


@pytest.mark.parametrize("zone", ["", "Nowhere/Land", "/etc/passwd", "Europe"])
def test_a_zone_that_is_none_is_utc(zone: str) -> None:
    assert clock(SUMMER, zone) == "5 Jul 13:05 UTC"


def test_a_moment_nobody_knows_is_said_to_be_one() -> None:
    assert (clock(None, "UTC"), clock_time(None, "UTC")) == ("at an unknown time", "–")


@pytest.mark.parametrize(
    ("moment", "zone", "shown"),
    [
        (WINTER, "UTC", "5 Jan 23:05 UTC"),
        (WINTER, "Europe/Berlin", "6 Jan 00:05 CET"),
        (SUMMER, "Europe/Berlin", "5 Jul 15:05 CEST"),
        (SUMMER, "America/New_York", "5 Jul 09:05 EDT"),
        (SUMMER, "America/Sao_Paulo", "5 Jul 10:05 UTC-03"),
        (SUMMER, "Asia/Kathmandu", "5 Jul 18:50 UTC+05:45"),
    ],
)
def test_a_moment_is_shown_on_the_clock_of_the_reader(moment: datetime, zone: str, shown: str) -> None:
    assert clock(moment, zone) == shown
    assert clock_time(moment, zone) == shown.split()[2]


def test_another_year_is_shown() -> None:
    assert clock(SUMMER.replace(year=2019), "UTC") == "5 Jul 2019 13:05 UTC"


def test_the_year_is_that_of_the_reader() -> None:
    new_year = datetime(2026, 1, 1, 0, 30, tzinfo=UTC)

    assert clock(new_year, "America/New_York") == "31 Dec 2025 19:30 EST"
    assert clock(new_year - timedelta(hours=1), "Asia/Tokyo") == "1 Jan 08:30 JST"


def test_without_a_zone_a_message_shows_utc() -> None:
    assert "where it is 13:05 now" in render("settings_time", {"now": SUMMER})
