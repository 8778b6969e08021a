from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import responses
from django.utils import timezone
from pytest_django import Settings

from alerts.crossing import fire_crossed, rearm
from alerts.models import Alert
from alerts.services import (
    AlertWish,
    change_threshold,
    create_alert,
    delete_alert,
    list_alerts,
    pause_alert,
    resume_alert,
    set_cooldown,
    set_note,
    set_repeating,
)
from alerts.tests.desk import HOUR, NOW, now_is, usd, waiting
from esther_site.lib.errors import TemporaryError, UserError
from sandbox.okx.faults import set_fault
from tokens.market import price_of
from tokens.models import Token
from trading.models import User

Kind, Direction, State = Alert.Kind, Alert.Direction, Alert.State
Okx = responses.RequestsMock
Act = Callable[[User, str], Alert]


def change(user: User, handle: str) -> Alert:
    return change_threshold(user, handle, usd("1"))


def repeat(user: User, handle: str) -> Alert:
    return set_repeating(user, handle, repeats=True)


def cool(user: User, handle: str) -> Alert:
    return set_cooldown(user, handle, minutes=5)


def note(user: User, handle: str) -> Alert:
    return set_note(user, handle, "mine")


ACTS = [pause_alert, resume_alert, delete_alert, change, repeat, cool, note]


@pytest.fixture
def price(okx: Okx, eth: Token) -> AlertWish:
    return AlertWish(kind=Kind.PRICE, token=eth, direction=Direction.ABOVE, threshold=usd("1000000"))


@pytest.fixture
def move(okx: Okx, eth: Token) -> AlertWish:
    return AlertWish(kind=Kind.MOVE, token=eth, percent=usd("5"), window_minutes=60)


# Wishes that make no sense


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"token": None}, "Name the token"),
        ({"direction": None}, "above or below"),
        ({"direction": Direction.EITHER}, "above or below"),
        ({"threshold": None}, "Name an amount"),
        ({"threshold": Decimal(0)}, "Name an amount"),
        ({"threshold": Decimal(-1)}, "Name an amount"),
        ({"threshold": Decimal("NaN")}, "Name an amount"),
        ({"threshold": Decimal("Infinity")}, "Name an amount"),
        ({"threshold": Decimal(10**12)}, "Name an amount"),
        ({"threshold": Decimal("1e-19")}, "too small"),
        ({"cooldown_seconds": 59}, "one minute to 30 days"),
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, "time in the future"),
        ({"note": "x" * 121}, "120 characters"),
    ],
)
def test_a_price_alert_that_makes_no_sense_is_refused(
    alice: User, price: AlertWish, change: dict[str, Any], says: str
) -> None:
    with pytest.raises(UserError, match=says):
        create_alert(alice, replace(price, **change))
    assert Alert.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"percent": None}, "0.1 to 1000 %"),
        ({"percent": Decimal("0.09")}, "0.1 to 1000 %"),
        ({"percent": Decimal("1000.01")}, "0.1 to 1000 %"),
        ({"percent": Decimal("NaN")}, "0.1 to 1000 %"),
        ({"percent": Decimal("1.234")}, "two decimals"),
        ({"window_minutes": None}, "one minute to seven days"),
        ({"window_minutes": 0}, "one minute to seven days"),
        ({"window_minutes": 10_081}, "one minute to seven days"),
        ({"crosses": True}, "cannot cross"),
    ],
)
def test_a_move_that_makes_no_sense_is_refused(alice: User, move: AlertWish, change: dict[str, Any], says: str) -> None:
    with pytest.raises(UserError, match=says):
        create_alert(alice, replace(move, **change))


def test_one_alert_too_many_is_refused(alice: User, mallory: User, price: AlertWish, settings: Settings) -> None:
    settings.MAX_ALERTS_PER_USER = 2
    create_alert(alice, price)
    pause_alert(alice, create_alert(alice, price).handle)

    with pytest.raises(UserError, match="You have 2 alerts"):
        create_alert(alice, price)
    create_alert(mallory, price)
    delete_alert(alice, list_alerts(alice)[0].handle)
    create_alert(alice, price)


# Somebody else's, or nobody's


@pytest.mark.parametrize("act", ACTS)
def test_nobody_else_can_touch_an_alert(alice: User, mallory: User, eth: Token, act: Act) -> None:
    alert = waiting(alice, eth, "above", "5000")

    with pytest.raises(UserError, match="not yours"):
        act(mallory, alert.handle)
    kept = now_is(alert)
    assert (kept.state, kept.threshold) == (State.ACTIVE, usd("5000"))
    assert (kept.repeats, kept.cooldown_seconds, kept.note) == (False, 3600, "")
    assert list_alerts(mallory) == []


# Pressed twice, or too late


def test_a_second_press_is_told_so(alice: User, eth: Token) -> None:
    alert = waiting(alice, eth, "above", "5000")

    assert pause_alert(alice, alert.handle).state == State.PAUSED
    with pytest.raises(UserError, match="already paused"):
        pause_alert(alice, alert.handle)
    assert resume_alert(alice, alert.handle).state == State.ACTIVE
    with pytest.raises(UserError, match="not paused"):
        resume_alert(alice, alert.handle)
    assert delete_alert(alice, alert.handle).state == State.DELETED
    with pytest.raises(UserError, match="already deleted"):
        delete_alert(alice, alert.handle)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(("state", "says"), [(State.FIRED, "already fired"), (State.EXPIRED, "has expired")])
def test_what_is_over_stays_over(alice: User, eth: Token, act: Act, state: Alert.State, says: str) -> None:
    alert = waiting(alice, eth, "above", "5000", state=state)
    with pytest.raises(UserError, match=says):
        act(alice, alert.handle)
    assert now_is(alert).state == state


def test_a_paused_alert_does_not_come_back_after_its_end(alice: User, eth: Token) -> None:
    past = timezone.now() - timedelta(seconds=1)
    alert = waiting(alice, eth, "above", "5000", state=State.PAUSED, expires_at=past)
    with pytest.raises(UserError, match="has expired"):
        resume_alert(alice, alert.handle)


@pytest.mark.parametrize("minutes", [0, -1, 30 * 24 * 60 + 1])
def test_a_pause_that_is_too_short_or_too_long_is_refused(alice: User, eth: Token, minutes: int) -> None:
    alert = waiting(alice, eth, "above", "5000")
    with pytest.raises(UserError, match="one minute to 30 days"):
        set_cooldown(alice, alert.handle, minutes=minutes)
    assert (now_is(alert).repeats, now_is(alert).cooldown_seconds) == (False, 3600)


def test_a_note_that_is_too_long_is_refused(alice: User, eth: Token) -> None:
    alert = waiting(alice, eth, "above", "5000", note="kept")
    with pytest.raises(UserError, match="120 characters"):
        set_note(alice, alert.handle, "x" * 121)
    assert now_is(alert).note == "kept"


# Made


def test_an_alert_is_kept_as_it_was_asked_for(alice: User, price: AlertWish) -> None:
    end = timezone.now() + timedelta(days=1)
    alert = create_alert(alice, replace(price, note="  sell\u200b some ", repeats=True, expires_at=end))

    (kept,) = list_alerts(alice)
    assert (kept, kept.token, kept.direction, kept.threshold) == (alert, price.token, "above", usd("1000000"))
    assert (kept.note, kept.repeats, kept.cooldown_seconds, kept.expires_at) == ("sell some", True, 3600, end)
    assert (kept.state, kept.is_armed, alert.already_reached) == (State.ACTIVE, True, False)


def test_a_move_goes_either_way_unless_it_is_said(alice: User, move: AlertWish) -> None:
    assert create_alert(alice, move).direction == Direction.EITHER
    assert create_alert(alice, replace(move, direction=Direction.BELOW)).direction == Direction.BELOW


def test_an_alert_that_is_already_reached_says_so(alice: User, eth: Token, price: AlertWish) -> None:
    current = price_of(eth).usd

    assert create_alert(alice, replace(price, threshold=current)).already_reached
    assert create_alert(alice, replace(price, threshold=current, direction=Direction.BELOW)).already_reached
    assert not create_alert(alice, replace(price, threshold=current * 2)).already_reached


@pytest.mark.parametrize(("factor", "side"), [("2", Direction.ABOVE), ("0.5", Direction.BELOW)])
def test_an_alert_that_crosses_starts_from_where_the_price_is(
    alice: User, eth: Token, price: AlertWish, factor: str, side: Alert.Direction
) -> None:
    threshold = price_of(eth).usd * usd(factor)
    alert = create_alert(alice, replace(price, threshold=threshold, crosses=True, direction=None))

    assert (alert.direction, alert.already_reached) == (side, False)


def test_only_an_alert_that_crosses_needs_a_price(alice: User, price: AlertWish) -> None:
    set_fault("market/price", "500", times=20)
    set_fault("aggregator/quote", "500", times=20)

    assert not create_alert(alice, price).already_reached
    with pytest.raises(TemporaryError):
        create_alert(alice, replace(price, crosses=True))


def test_the_value_of_a_portfolio_is_watched_without_a_token(alice: User, price: AlertWish) -> None:
    alert = create_alert(alice, replace(price, kind=Kind.PORTFOLIO, token=None, threshold=usd("9000")))
    assert (alert.token, alert.already_reached) == (None, True)


def test_a_changed_threshold_is_waited_for_at_once(alice: User, eth: Token) -> None:
    cooling = timezone.now() + timedelta(hours=1)
    alert = waiting(alice, eth, "above", "5000", repeats=True, is_armed=False, not_before=cooling)

    changed = change_threshold(alice, alert.handle, usd("6000"))
    assert (changed.threshold, changed.is_armed) == (usd("6000"), True)
    assert changed.not_before is not None
    assert changed.not_before <= timezone.now()
    with pytest.raises(UserError, match="Name an amount"):
        change_threshold(alice, alert.handle, usd("0"))


@pytest.mark.parametrize("state", [State.ACTIVE, State.PAUSED])
def test_an_alert_is_made_to_repeat_and_to_be_told_once(alice: User, eth: Token, state: Alert.State) -> None:
    alert = waiting(alice, eth, "above", "5000", state=state)

    assert set_repeating(alice, alert.handle, repeats=True).repeats
    assert not set_repeating(alice, alert.handle, repeats=False).repeats
    assert (now_is(alert).repeats, now_is(alert).state) == (False, state)


def test_what_is_made_to_repeat_fires_again(alice: User, eth: Token) -> None:
    alert = waiting(alice, eth, "above", "5000")
    set_repeating(alice, alert.handle, repeats=True)
    fire_crossed({eth.pk: usd("5000")}, now=NOW)
    rearm({eth.pk: usd("4000")}, now=NOW + HOUR)
    fire_crossed({eth.pk: usd("5000")}, now=NOW + HOUR)

    assert (now_is(alert).times_fired, now_is(alert).state) == (2, State.ACTIVE)


def test_what_is_told_only_once_from_now_on_ends_with_the_next_time(alice: User, eth: Token) -> None:
    alert = waiting(alice, eth, "above", "5000", repeats=True)
    fire_crossed({eth.pk: usd("5000")}, now=NOW)
    set_repeating(alice, alert.handle, repeats=False)
    rearm({eth.pk: usd("4000")}, now=NOW + HOUR)
    fire_crossed({eth.pk: usd("5000")}, now=NOW + HOUR)

    assert (now_is(alert).times_fired, now_is(alert).state) == (2, State.FIRED)


def test_a_pause_makes_an_alert_repeat_and_waits_for_nothing_before_it_fired(alice: User, eth: Token) -> None:
    alert = waiting(alice, eth, "above", "5000")
    changed = set_cooldown(alice, alert.handle, minutes=30)

    assert (changed.repeats, changed.cooldown_seconds, changed.not_before) == (True, 1800, None)


@pytest.mark.parametrize("minutes", [15, 240])
def test_another_pause_counts_from_when_the_alert_last_fired(alice: User, eth: Token, minutes: int) -> None:
    alert = waiting(alice, eth, "above", "5000", repeats=True)
    fire_crossed({eth.pk: usd("5000")}, now=NOW)
    changed = set_cooldown(alice, alert.handle, minutes=minutes)

    assert changed.not_before == NOW + timedelta(minutes=minutes)


def test_an_alert_that_was_set_aside_waits_on(alice: User, eth: Token) -> None:
    alert = waiting(alice, eth, "above", "5000", not_before=NOW)

    assert set_cooldown(alice, alert.handle, minutes=30).not_before == NOW


def test_a_note_is_changed_and_removed(alice: User, eth: Token) -> None:
    alert = waiting(alice, eth, "above", "5000", note="old")

    assert set_note(alice, alert.handle, " sell\u200b half ").note == "sell half"
    assert set_note(alice, alert.handle, "").note == ""


def test_a_resumed_alert_waits_from_then_on_and_keeps_its_cool_down(alice: User, eth: Token) -> None:
    cooling = timezone.now() + timedelta(hours=1)
    rested = waiting(alice, eth, "above", "5000", state=State.PAUSED)
    quiet = waiting(alice, eth, "above", "5000", state=State.PAUSED, repeats=True, not_before=cooling)
    before = timezone.now()

    resumed = resume_alert(alice, rested.handle).not_before
    assert resumed is not None
    assert before <= resumed <= timezone.now()
    assert resume_alert(alice, quiet.handle).not_before == cooling
