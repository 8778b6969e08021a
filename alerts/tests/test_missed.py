"""With the stand-in for OKX: twenty minutes in which nobody watched ether, while it rose by half and came back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
import responses
from django.db import connection, connections
from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory

from alerts import missed
from alerts.expiry import expire_alerts
from alerts.ladder import highest_since
from alerts.missed import note_missed, prune_missed, read_missed, unread_tokens
from alerts.models import Alert, Missed, Notification
from alerts.monitor import Monitor
from alerts.price_pass import watch_prices
from alerts.tests.away import at, order, state_of, trailing
from alerts.tests.away import missed as a_gap
from alerts.tests.desk import moving, now_is, told, waiting
from alerts.watching import gaps_since
from sandbox.market import market
from sandbox.okx.faults import set_fault
from tokens.candles import Candle, fetch_candles
from tokens.market import prices_of
from tokens.models import Token
from trading.models import Order, Swap, User

Okx = responses.RequestsMock
Kind, State = Order.Kind, Order.State

BACK = at(20)  # the monitor is back

on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="needs writers that are at it together")


@pytest.fixture(autouse=True)
def clock() -> Iterator[FrozenDateTimeFactory]:
    with freeze_time(at(-60)) as frozen:
        assert isinstance(frozen, FrozenDateTimeFactory)
        yield frozen


@pytest.fixture
def price(okx: Okx, eth: Token) -> Decimal:
    """What ether costs when the gap begins."""
    return market().price(1, eth.address, at(0))


@pytest.fixture
def hill(price: Decimal, clock: FrozenDateTimeFactory) -> Callable[[], None]:
    """Let ether rise by half for the minutes 5 to 8 of the gap, and the monitor come back after it."""

    def climb() -> None:
        clock.move_to(at(5.5))
        market().nudge("ETH", 50)
        clock.move_to(at(8.5))
        market().nudge("ETH", Decimal(-100) / 3)
        clock.move_to(BACK)

    return climb


def above(user: User, token: Token, price: Decimal, percent: int, **more: Any) -> Alert:
    return waiting(user, token, "above", str(price * (100 + percent) / 100), **more)


# What is written down


def test_without_anything_watched_nothing_was_missed(seeded: None) -> None:
    assert (note_missed(at(0), BACK), Missed.objects.count()) == (0, 0)


def test_only_levels_that_are_waited_for_can_be_missed(alice: User, eth: Token, link: Token) -> None:
    moving(alice, eth, "either", "5")
    waiting(alice, None, "above", "1")
    waiting(alice, link, "above", "1", state=Alert.State.PAUSED)
    order(alice, Kind.STOP_LOSS, link, "1", state=State.PAUSED)

    assert note_missed(at(0), BACK) == 0


@pytest.mark.parametrize(
    "wait",
    [
        lambda user, token: waiting(user, token, "above", "1"),
        lambda user, token: waiting(user, token, "below", "1", is_armed=False),
        lambda user, token: order(user, Kind.STOP_LOSS, token, "1"),
        lambda user, token: order(user, Kind.STOP_BUY, token, "1"),
        lambda user, token: trailing(user, token, "5"),
    ],
)
def test_each_token_with_a_level_is_written_down_once(
    alice: User, eth: Token, wait: Callable[[User, Token], object]
) -> None:
    wait(alice, eth)
    wait(alice, eth)

    assert (note_missed(at(0), BACK), note_missed(at(0), at(20.1))) == (1, 1)
    row = Missed.objects.get()
    assert (row.token, row.started_at, row.ended_at, row.not_before) == (eth, at(0), BACK, BACK)


def test_many_tokens_are_written_down_at_once(alice: User, django_assert_num_queries: Any) -> None:
    for token in Token.objects.filter(chain__name="Ethereum"):
        waiting(alice, token, "above", "1")

    with django_assert_num_queries(2):
        note_missed(at(0), BACK)


@pytest.mark.parametrize(("age", "is_left_alone"), [(119, True), (120, False)])
def test_a_token_is_left_alone_for_two_minutes(eth: Token, age: int, is_left_alone: bool) -> None:
    a_gap(eth, minutes=20)

    assert unread_tokens(BACK + timedelta(seconds=age)) == ({eth.pk} if is_left_alone else set())


def test_a_token_whose_gap_was_read_is_not_left_alone(eth: Token) -> None:
    a_gap(eth, minutes=20, read_at=BACK)

    assert unread_tokens(BACK) == set()


def test_what_was_read_long_ago_is_forgotten(eth: Token) -> None:
    a_gap(eth, read_at=at(0))
    a_gap(eth, started_at=at(-60), read_at=at(10))
    unread = a_gap(eth, started_at=at(-120))

    assert prune_missed(at(5) + timedelta(days=30)) == 1
    assert Missed.objects.filter(pk=unread.pk).exists()


# What cannot be read


def test_there_may_be_nothing_to_read(eth: Token) -> None:
    a_gap(eth, read_at=BACK)
    a_gap(eth, started_at=at(-60), not_before=at(21))

    assert read_missed(BACK) is False


def test_without_candles_it_tries_again_and_then_tells(
    okx: Okx, alice: User, eth: Token, price: Decimal, hill: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    alert = above(alice, eth, price, 30)
    hill()
    note_missed(at(0), BACK)
    set_fault("market/candles", "html", times=3)

    assert (read_missed(BACK), told(alice)) == (True, [])
    assert read_missed(BACK + timedelta(seconds=39)) is False
    assert unread_tokens(BACK) == {eth.pk}
    assert "no candles for token" in caplog.text
    assert read_missed(BACK + timedelta(seconds=40)) is True
    assert [data["handle"] for data in told(alice)] == [alert.handle]


def test_after_three_attempts_it_is_given_up_and_said(
    okx: Okx, alice: User, eth: Token, price: Decimal, caplog: pytest.LogCaptureFixture
) -> None:
    above(alice, eth, price, 30)
    note_missed(at(0), BACK)
    set_fault("market/candles", "code", times=20, detail="82104")

    reads = [read_missed(BACK + timedelta(seconds=40 * turn)) for turn in range(4)]
    assert reads == [True, True, True, False]
    assert unread_tokens(BACK + timedelta(seconds=81)) == set()
    assert "is given up: what crossed in it is not known" in caplog.text
    assert told(alice) == []


def test_all_attempts_fall_into_the_time_in_which_the_token_is_left_alone() -> None:
    assert missed.RETRY * (missed.MAX_ATTEMPTS - 1) < missed.HELD


def test_what_is_reached_when_the_candles_are_given_up_is_told_by_the_next_look(
    okx: Okx, alice: User, eth: Token, price: Decimal, clock: FrozenDateTimeFactory
) -> None:
    alert = waiting(alice, eth, "above", "1")
    clock.move_to(BACK)
    note_missed(at(0), BACK)
    set_fault("market/candles", "html", times=99)

    fired = []
    for _ in range(4):
        read_missed(BACK)
        watch_prices()
        fired.append(now_is(alert).state)
        clock.tick(40)
        read_missed(BACK + timedelta(seconds=40 * len(fired)))
    assert fired == ["active", "active", "fired", "fired"]
    assert "crossed_at" not in told(alice)[0]


def test_a_bug_in_one_stretch_does_not_keep_the_others(
    okx: Okx, alice: User, eth: Token, link: Token, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for token in (eth, link):
        waiting(alice, token, "below", "100000")
    note_missed(at(0), BACK)

    def fetch(token: Token, **span: Any) -> list[Candle]:
        if token == eth:
            raise RuntimeError("a bug")
        return fetch_candles(token, **span)

    monkeypatch.setattr("alerts.missed.fetch_candles", fetch)
    with freeze_time(BACK):
        assert [read_missed(BACK), read_missed(BACK), read_missed(BACK)] == [True, True, False]
    assert [data["symbol"] for data in told(alice)] == ["LINK"]
    assert "could not be read" in caplog.text


# Who reads it


def test_who_is_killed_in_the_middle_leaves_a_lease_and_nothing_half_done(
    okx: Okx,
    alice: User,
    eth: Token,
    price: Decimal,
    hill: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alert, stop = above(alice, eth, price, 30), order(alice, Kind.TAKE_PROFIT, eth, str(price * 14 / 10))
    hill()
    note_missed(at(0), BACK)

    def killed(*_: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr("alerts.missed.climb_missed", killed)
        with pytest.raises(SystemExit):
            read_missed(BACK)
    assert (now_is(alert).state, state_of(stop), told(alice)) == ("active", State.ACTIVE, [])

    assert read_missed(BACK + timedelta(seconds=59)) is False
    assert read_missed(BACK + timedelta(seconds=60)) is True
    assert (now_is(alert).state, state_of(stop), len(told(alice))) == ("fired", State.ASKING, 2)


def test_what_kills_each_reader_is_given_up(okx: Okx, eth: Token, monkeypatch: pytest.MonkeyPatch) -> None:
    row = a_gap(eth, minutes=20)

    def killed(*_: Any, **__: Any) -> None:
        raise SystemExit

    monkeypatch.setattr("alerts.missed.fetch_candles", killed)
    for turn in range(3):
        with pytest.raises(SystemExit):
            read_missed(BACK + timedelta(minutes=turn))
    assert read_missed(BACK + timedelta(minutes=3)) is True
    assert Missed.objects.get(pk=row.pk).read_at == BACK + timedelta(minutes=3)


def test_who_comes_back_after_the_lease_finds_it_done(
    okx: Okx, alice: User, eth: Token, price: Decimal, hill: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    above(alice, eth, price, 30, crosses=True, repeats=True, cooldown_seconds=60)
    order(alice, Kind.TAKE_PROFIT, eth, str(price * 14 / 10))
    hill()
    note_missed(at(0), BACK)

    def slow(token: Token, **span: Any) -> list[Candle]:
        monkeypatch.undo()
        assert read_missed(BACK + timedelta(seconds=60)) is True  # another monitor, which thinks this one dead
        return fetch_candles(token, **span)

    monkeypatch.setattr("alerts.missed.fetch_candles", slow)
    assert read_missed(BACK) is True
    assert len(told(alice)) == 2


def test_an_attempt_that_failed_too_late_takes_nothing_from_who_has_it_now(
    okx: Okx, eth: Token, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = a_gap(eth, minutes=20)

    def slow(*_: Any, **__: Any) -> list[Candle]:
        Missed.objects.update(not_before=BACK + timedelta(seconds=120))
        raise RuntimeError("too late")

    monkeypatch.setattr("alerts.missed.fetch_candles", slow)
    assert read_missed(BACK) is True
    assert Missed.objects.get(pk=row.pk).not_before == BACK + timedelta(seconds=120)


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_many_readers_tell_once(
    okx: Okx, alice: User, eth: Token, link: Token, price: Decimal, hill: Callable[[], None]
) -> None:
    for _ in range(20):
        above(alice, eth, price, 30)
        waiting(alice, link, "above", "0.01")
    hill()
    note_missed(at(0), BACK)
    together = Barrier(4)

    def read(_: int) -> int:
        together.wait()
        try:
            return sum(read_missed(BACK) for _ in range(2))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(read, range(4))) == 2
    assert Notification.objects.count() == 40


# What is read


def test_what_crossed_meanwhile_is_told_and_what_did_not_is_not(
    okx: Okx, alice: User, eth: Token, price: Decimal, hill: Callable[[], None]
) -> None:
    crossed, far = above(alice, eth, price, 30), above(alice, eth, price, 60)
    asks, waits = (order(alice, Kind.TAKE_PROFIT, eth, str(price * factor / 10)) for factor in (14, 16))
    hill()
    note_missed(at(0), BACK)

    assert [read_missed(BACK), read_missed(BACK)] == [True, False]
    assert (now_is(crossed).state, now_is(far).state) == ("fired", "active")
    assert (state_of(asks), state_of(waits), Swap.objects.count()) == (State.ASKING, State.ACTIVE, 0)
    alert_news, order_news = told(alice)
    assert (alert_news["crossed_at"], order_news["crossed_at"]) == (at(5).isoformat(), at(5).isoformat())
    assert (alert_news["away_from"], alert_news["away_until"]) == (at(0).isoformat(), BACK.isoformat())
    assert Decimal(alert_news["usd"]) > price * 14 / 10 > Decimal(alert_news["later_usd"])


def test_the_next_look_does_not_tell_it_again(
    okx: Okx, alice: User, eth: Token, price: Decimal, hill: Callable[[], None]
) -> None:
    waiting(alice, eth, "above", "1")
    hill()
    note_missed(at(0), BACK)
    watch_prices()
    assert told(alice) == []  # it is left to who reads the gap

    read_missed(BACK)
    watch_prices()
    assert [data["crossed_at"] for data in told(alice)] == [at(0).isoformat()]


def test_a_trailing_stop_is_asked_about_and_the_highs_are_kept(
    okx: Okx, alice: User, eth: Token, price: Decimal, hill: Callable[[], None]
) -> None:
    near, far = trailing(alice, eth, "20"), trailing(alice, eth, "40")
    prices_of([eth])
    hill()
    note_missed(at(0), BACK)
    read_missed(BACK)

    assert (state_of(near), state_of(far)) == (State.ASKING, State.ACTIVE)
    highest = highest_since(eth.pk, at(-60))
    assert highest is not None
    assert price * 14 / 10 < highest < price * 16 / 10


@pytest.mark.django_db(transaction=True)  # a round of the monitor's ends by closing connections
def test_a_monitor_that_comes_back_tells_what_it_missed(
    okx: Okx, alice: User, eth: Token, price: Decimal, hill: Callable[[], None], clock: FrozenDateTimeFactory
) -> None:
    alert, stop = above(alice, eth, price, 30), order(alice, Kind.TAKE_PROFIT, eth, str(price * 14 / 10))
    clock.move_to(at(0))
    Monitor(interval_seconds=60).tick()
    hill()
    Monitor(interval_seconds=60).tick()

    assert (now_is(alert).state, state_of(stop)) == ("fired", State.ASKING)
    asleep, *reached = told(alice)
    assert set(asleep) == {"away_from", "away_until"}
    assert [data["crossed_at"] for data in reached] == [at(5).isoformat()] * 2
    assert gaps_since(at(-10)) == [(at(0), BACK)]


def test_what_crossed_while_the_gap_waited_to_be_read_is_told(
    okx: Okx, alice: User, eth: Token, price: Decimal, clock: FrozenDateTimeFactory
) -> None:
    above(alice, eth, price, 30)
    note_missed(at(0), BACK)
    clock.move_to(BACK + timedelta(seconds=30))
    market().nudge("ETH", 50)
    clock.move_to(BACK + timedelta(seconds=90))

    assert read_missed(BACK + timedelta(seconds=90)) is True
    assert len(told(alice)) == 1


def test_a_gap_longer_than_a_week_is_read_for_its_last_week(
    okx: Okx, alice: User, eth: Token, price: Decimal, clock: FrozenDateTimeFactory
) -> None:
    early, late = above(alice, eth, price, 30), above(alice, eth, price, -45)
    Alert.objects.filter(pk=late.pk).update(direction="below")
    for day, percent in ((1, 50), (1.1, Decimal(-100) / 3), (5, -50)):
        clock.move_to(at(30) + timedelta(days=day))
        market().nudge("ETH", percent)
    back = at(0) + timedelta(days=9)
    clock.move_to(back)
    note_missed(at(0), back)

    assert read_missed(back) is True
    assert (now_is(early).state, now_is(late).state) == ("active", "fired")
    assert told(alice)[0]["crossed_at"] == (at(0) + timedelta(days=5)).isoformat()


def test_an_alert_that_expired_after_it_was_reached_is_told_as_reached(
    okx: Okx, alice: User, eth: Token, price: Decimal, hill: Callable[[], None]
) -> None:
    reached = above(alice, eth, price, 30, expires_at=at(10))
    hill()
    note_missed(at(0), BACK)

    assert expire_alerts(BACK) == 0
    read_missed(BACK)
    assert (now_is(reached).state, expire_alerts(BACK)) == ("fired", 0)


def test_no_trade_in_the_gap_means_nothing_was_missed(
    okx: Okx, alice: User, eth: Token, price: Decimal, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting(alice, eth, "above", "1")
    note_missed(at(0), BACK)
    monkeypatch.setattr("alerts.missed.fetch_candles", lambda *_, **__: [])

    assert [read_missed(BACK), read_missed(BACK)] == [True, False]
    assert told(alice) == []
