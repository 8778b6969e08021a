from __future__ import annotations

from datetime import datetime, time

import pytest

from esther_site.lib.errors import UserError
from trading.models import User
from trading.preferences import (
    next_digest,
    set_alert_level,
    set_cost_basis,
    set_digest,
    set_money_level,
    set_news_level,
    set_quiet_hours,
    set_quiet_money,
    set_time_zone,
    unset_quiet_hours,
)

JUNK = ["", "On", "loud", "on ", "off\0"]


def kept(user: User) -> User:
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("level", JUNK)
def test_a_level_there_is_not_is_refused(alice: User, level: str) -> None:
    for store in (set_alert_level, set_money_level, set_quiet_money):
        with pytest.raises(UserError, match="Your setting is unchanged"):
            store(alice, level)

    assert (kept(alice).alert_level, kept(alice).money_level, kept(alice).quiet_money) == ("on", "on", False)


@pytest.mark.parametrize("method", [*JUNK, "acb", "FIFO"])
def test_a_cost_basis_there_is_not_is_refused(alice: User, method: str) -> None:
    set_cost_basis(alice, "lifo")
    with pytest.raises(UserError, match="Your setting is unchanged"):
        set_cost_basis(alice, method)

    assert kept(alice).cost_basis == "lifo"


def test_news_of_money_cannot_be_turned_off(alice: User) -> None:
    with pytest.raises(UserError, match="cannot be turned off: it tells what became of your money"):
        set_money_level(alice, "off")

    assert kept(alice).money_level == "on"


def test_hours_of_no_length_are_refused(alice: User) -> None:
    set_quiet_hours(alice, time(22), time(7))
    with pytest.raises(UserError, match="two different times"):
        set_quiet_hours(alice, time(8), time(8))

    assert (kept(alice).quiet_from, kept(alice).quiet_until) == (time(22), time(7))


def test_an_unknown_zone_changes_nothing(alice: User) -> None:
    set_time_zone(alice, "tokyo")
    with pytest.raises(UserError, match="I know no time zone"):
        set_time_zone(alice, "atlantis")

    assert (alice.time_zone, kept(alice).time_zone) == ("Asia/Tokyo", "Asia/Tokyo")


def test_a_choice_is_the_users_own_and_is_kept(alice: User, bob: User) -> None:
    set_alert_level(alice, "off")
    set_money_level(alice, "silent")
    set_quiet_hours(alice, time(22, 30), time(7))
    set_quiet_money(alice, "on")
    set_time_zone(alice, "berlin")

    for user in (alice, kept(alice)):
        assert (user.alert_level, user.money_level, user.quiet_money) == ("off", "silent", True)
        assert (user.quiet_from, user.quiet_until, user.time_zone) == (time(22, 30), time(7), "Europe/Berlin")
    assert (kept(bob).alert_level, kept(bob).quiet_from, kept(bob).time_zone) == ("on", None, "UTC")


def test_quiet_hours_end_for_good(alice: User) -> None:
    set_quiet_hours(alice, time(22), time(7))
    unset_quiet_hours(alice)

    assert (kept(alice).quiet_from, kept(alice).quiet_until) == (None, None)


@pytest.mark.parametrize("rhythm", ["", "monthly", "Daily", "on"])
def test_a_digest_has_a_rhythm_that_there_is(alice: User, rhythm: str) -> None:
    set_digest(alice, "daily")
    with pytest.raises(UserError, match=r"off, daily or weekly\. Your setting is unchanged"):
        set_digest(alice, rhythm)

    assert kept(alice).digest == "daily"


@pytest.mark.parametrize("level", ["", "loud", "ON"])
def test_a_level_of_news_is_one_that_there_is(alice: User, level: str) -> None:
    with pytest.raises(UserError, match=r"on, silent or off\. Your setting is unchanged"):
        set_news_level(alice, level)

    assert kept(alice).news_level == "on"


@pytest.mark.parametrize(
    ("rhythm", "zone", "after", "due"),
    [
        ("off", "UTC", "2026-05-05T07:00", None),
        ("daily", "UTC", "2026-05-05T07:59:59", "2026-05-05T08:00"),
        ("daily", "UTC", "2026-05-05T08:00", "2026-05-06T08:00"),
        ("daily", "Asia/Tokyo", "2026-05-05T00:00", "2026-05-05T23:00"),
        ("daily", "Europe/Berlin", "2026-03-28T12:00", "2026-03-29T06:00"),  # summer time begins that night
        ("daily", "Europe/Berlin", "2026-10-24T12:00", "2026-10-25T07:00"),
        ("daily", "Pacific/Kiritimati", "2026-05-05T17:00", "2026-05-05T18:00"),
        ("weekly", "UTC", "2026-05-04T07:00", "2026-05-04T08:00"),  # a Monday
        ("weekly", "UTC", "2026-05-04T08:00", "2026-05-11T08:00"),
        ("weekly", "America/New_York", "2026-05-05T12:00", "2026-05-11T12:00"),
    ],
)
def test_a_digest_is_due_at_eight_on_the_users_clock(rhythm: str, zone: str, after: str, due: str | None) -> None:
    found = next_digest(rhythm, zone, after=datetime.fromisoformat(f"{after}+00:00"))

    assert found == (datetime.fromisoformat(f"{due}+00:00") if due else None)


def test_who_moves_is_told_at_eight_where_they_are_then(alice: User) -> None:
    set_digest(alice, "daily")
    set_time_zone(alice, "tokyo")
    at_eight = kept(alice).digest_at
    assert at_eight is not None
    assert (at_eight.hour, at_eight.minute) == (23, 0)
    set_digest(alice, "off")

    assert kept(alice).digest_at is None
