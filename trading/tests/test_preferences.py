from __future__ import annotations

from datetime import time

import pytest

from esther_site.lib.errors import UserError
from trading.models import User
from trading.preferences import (
    set_alert_level,
    set_cost_basis,
    set_money_level,
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
