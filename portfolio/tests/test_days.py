from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from portfolio.days import LATEST, day_in, end_of, ended_days

MAY_4 = date(2026, 5, 4)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("zone", "ends_at"),
    [
        ("UTC", datetime(2026, 5, 5, tzinfo=UTC)),
        ("Pacific/Kiritimati", datetime(2026, 5, 4, 10, tzinfo=UTC)),  # UTC+14
        ("Pacific/Pago_Pago", datetime(2026, 5, 5, 11, tzinfo=UTC)),  # UTC-11
        ("Asia/Kathmandu", datetime(2026, 5, 4, 18, 15, tzinfo=UTC)),
        ("no such zone", datetime(2026, 5, 5, tzinfo=UTC)),
    ],
)
def test_a_day_ends_at_the_next_midnight_of_its_zone(zone: str, ends_at: datetime) -> None:
    assert end_of(MAY_4, zone) == ends_at
    assert (day_in(zone, ends_at - SECOND), day_in(zone, ends_at)) == (MAY_4, date(2026, 5, 5))


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", date(2026, 3, 29), 23),
        ("Europe/Berlin", date(2026, 10, 25), 25),
        ("America/Havana", date(2026, 3, 8), 23),  # its midnight does not exist
        ("America/Havana", date(2026, 11, 1), 25),  # its midnight comes twice
        ("Australia/Lord_Howe", date(2026, 10, 4), 23.5),
    ],
)
def test_days_are_as_long_as_the_clock_makes_them(zone: str, day: date, hours: float) -> None:
    assert end_of(day, zone) - end_of(day - timedelta(days=1), zone) == timedelta(hours=hours)
    assert day_in(zone, end_of(day, zone) - SECOND) == day


def test_no_day_has_ended_long_after_midnight() -> None:
    midnight = datetime(2026, 5, 5, tzinfo=UTC)
    assert ended_days(["UTC"], midnight + LATEST + SECOND) == []
    assert ended_days(["UTC"], midnight - SECOND) == []


def test_zones_in_which_the_same_day_has_just_ended_go_together() -> None:
    now = datetime(2026, 5, 4, 22, 1, tzinfo=UTC)
    found = ended_days(["Europe/Berlin", "UTC", "Europe/Paris", "Africa/Nairobi", "Asia/Tokyo"], now)

    assert [(each.day, each.at, each.zones) for each in found] == [
        (MAY_4, datetime(2026, 5, 4, 21, tzinfo=UTC), ("Africa/Nairobi",)),
        (MAY_4, datetime(2026, 5, 4, 22, tzinfo=UTC), ("Europe/Berlin", "Europe/Paris")),
    ]


def test_on_both_sides_of_the_date_line_it_is_not_the_same_day() -> None:
    now = datetime(2026, 5, 5, 11, 30, tzinfo=UTC)
    found = {
        zone: each.day for each in ended_days(["Pacific/Kiritimati", "Pacific/Pago_Pago"], now) for zone in each.zones
    }
    assert found == {"Pacific/Kiritimati": date(2026, 5, 5), "Pacific/Pago_Pago": MAY_4}
