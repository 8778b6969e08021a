from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from alerts.models import Notification
from alerts.quiet_hours import is_muted, is_silent
from trading.models import User

ALERT, MONEY, CHAT = Notification.Importance.ALERT, Notification.Importance.MONEY, Notification.Importance.CHAT
NEWS = Notification.Importance.NEWS


def at(clock: str, *, month: int = 1) -> datetime:
    return datetime.combine(datetime(2026, month, 5, tzinfo=UTC), time.fromisoformat(clock), tzinfo=UTC)


def sleeper(begin: str, end: str, zone: str = "UTC") -> User:
    return User(quiet_from=time.fromisoformat(begin), quiet_until=time.fromisoformat(end), time_zone=zone)


@pytest.mark.parametrize(
    ("level", "muted", "silent"), [("on", False, False), ("silent", False, True), ("off", True, False)]
)
def test_the_level_of_alerts_is_about_alerts_only(level: str, muted: bool, silent: bool) -> None:
    user = User(alert_level=level)

    assert (is_muted(user, ALERT), is_silent(user, ALERT, now=at("12:00"))) == (muted, silent)
    assert (is_muted(user, MONEY), is_silent(user, MONEY, now=at("12:00"))) == (False, False)


@pytest.mark.parametrize(("level", "silent"), [("on", False), ("silent", True), ("off", False)])
def test_news_of_money_may_be_silent_and_is_never_muted(level: str, silent: bool) -> None:
    user = User(money_level=level)

    assert (is_muted(user, MONEY), is_silent(user, MONEY, now=at("12:00"))) == (False, silent)
    assert (is_muted(user, ALERT), is_silent(user, ALERT, now=at("12:00"))) == (False, False)


@pytest.mark.parametrize(
    ("level", "muted", "silent"), [("on", False, False), ("silent", False, True), ("off", True, False)]
)
def test_the_level_of_the_digest_is_its_own(level: str, muted: bool, silent: bool) -> None:
    user = User(news_level=level)

    assert (is_muted(user, NEWS), is_silent(user, NEWS, now=at("12:00"))) == (muted, silent)
    for other in (ALERT, MONEY, CHAT):
        assert (is_muted(user, other), is_silent(user, other, now=at("12:00"))) == (False, False)


def test_a_digest_makes_no_sound_in_quiet_hours() -> None:
    assert is_silent(sleeper("22:00", "09:00"), NEWS, now=at("08:00")) is True


@pytest.mark.parametrize("wanted", [False, True])
def test_news_of_money_heeds_the_quiet_hours_only_where_the_user_wants_it(wanted: bool) -> None:
    user = sleeper("22:00", "07:00")
    user.quiet_money = wanted

    assert is_silent(user, MONEY, now=at("23:00")) is wanted
    assert is_silent(user, ALERT, now=at("23:00")) is True
    assert is_silent(user, CHAT, now=at("23:00")) is True


@pytest.mark.parametrize(
    ("clock", "silent"), [("12:59:59", False), ("13:00", True), ("14:59:59", True), ("15:00", False)]
)
def test_quiet_hours_begin_and_end(clock: str, silent: bool) -> None:
    assert is_silent(sleeper("13:00", "15:00"), ALERT, now=at(clock)) is silent


@pytest.mark.parametrize(
    ("clock", "silent"), [("21:59", False), ("22:00", True), ("00:00", True), ("06:59", True), ("07:00", False)]
)
def test_quiet_hours_may_span_midnight(clock: str, silent: bool) -> None:
    assert is_silent(sleeper("22:00", "07:00"), ALERT, now=at(clock)) is silent


@pytest.mark.parametrize(("clock", "month", "silent"), [("21:30", 1, True), ("20:30", 1, False), ("20:30", 7, True)])
def test_the_hour_is_that_of_the_user_in_summer_and_winter(clock: str, month: int, silent: bool) -> None:
    assert is_silent(sleeper("22:00", "07:00", "Europe/Berlin"), ALERT, now=at(clock, month=month)) is silent


@pytest.mark.parametrize("zone", ["", "Nowhere/Land", "/etc/passwd", "../UTC", "Europe", "\0"])
def test_a_zone_that_does_not_exist_is_utc(zone: str) -> None:
    assert is_silent(sleeper("22:00", "23:00", zone), ALERT, now=at("22:30")) is True


def test_half_a_setting_is_none() -> None:
    assert is_silent(User(quiet_from=time(22)), ALERT, now=at("22:30")) is False


def test_hours_of_no_length_are_none() -> None:
    assert is_silent(sleeper("22:00", "22:00"), ALERT, now=at("22:00")) is False
