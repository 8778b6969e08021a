from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
import responses
from django.db import OperationalError, connection, connections
from django.utils import timezone

from alerts import order_pass
from alerts.ladder import highest_since
from alerts.models import Notification, PriceTick
from alerts.order_look import look_at
from alerts.order_pass import carry_out_orders, forget_reasons, watch_orders
from alerts.tests.away import order, trailing
from tokens.market import price_of
from tokens.models import Token
from trading.models import Order, Swap, User
from trading.tests.desk import hold, holdings
from trading.tests.order_desk import order_now, put, state_of

Kind, State = Order.Kind, Order.State
Okx = responses.RequestsMock
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


@pytest.fixture
def seller(okx: Okx, alice: User) -> User:
    hold(alice, "20", "LINK")
    return alice


def percent(of: Token, number: str) -> Decimal:
    """Return a percentage of what a token costs now."""
    return round(price_of(of).usd * Decimal(number) / 100, 6)


def seen(of: Token, *percents: str) -> dict[int, Decimal]:
    """Let the monitor have seen a token at these percentages of its price, once a minute, the last one just now."""
    now = timezone.now()
    for age, number in enumerate(reversed(percents)):
        PriceTick.objects.create(token=of, usd=percent(of, number), observed_at=now - MINUTE * age - SECOND)
    return {of.pk: percent(of, percents[-1])}


def stop(user: User, of: Token, at: str = "100.5", **more: Any) -> Order:
    """Let a stop loss wait at a percentage of the price; nobody sells below 99.5 % of it."""
    return order(user, Kind.STOP_LOSS, of, str(percent(of, at)), **more)


STEADY = ("103", "103", "103", "103")


def told(user: User) -> list[str]:
    return list(Notification.objects.filter(user=user).order_by("pk").values_list("template", flat=True))


def watch(prices: dict[int, Decimal], **more: Any) -> int:
    return watch_orders(prices, now=timezone.now(), **more).fired


# What is left alone


def test_a_glitch_sells_nothing(seller: User, link: Token) -> None:
    waiting = stop(seller, link, "90")
    assert watch(seen(link, *STEADY, "50")) == 0
    assert (state_of(waiting), told(seller)) == (State.ACTIVE, [])


def test_a_glitch_is_no_highest_price(seller: User, link: Token) -> None:
    trailing(seller, link, "5")
    prices = seen(link, *STEADY, "1000")
    assert watch(prices) == 0
    assert highest_since(link.pk, timezone.now() - MINUTE * 30) == percent(link, "103")


def test_orders_of_an_unread_token_wait_but_their_ladder_grows(seller: User, link: Token) -> None:
    waiting, follows = stop(seller, link), trailing(seller, link, "5")
    prices = seen(link, *STEADY, "100", "100")
    assert watch(prices, unread={link.pk}) == 0
    assert (state_of(waiting), state_of(follows)) == (State.ACTIVE, State.ACTIVE)
    assert highest_since(link.pk, timezone.now() - MINUTE * 30) == percent(link, "100")


def test_a_quote_far_from_the_price_contradicts_it(seller: User, link: Token) -> None:
    waiting = stop(seller, link, "70")
    assert watch(seen(link, "72", "72", "72", "70", "70")) == 0
    assert (state_of(waiting), order_now(waiting).waits_because, told(seller)) == (State.ACTIVE, "", [])


def test_an_owner_who_may_not_trade_has_their_orders_paused(seller: User, link: Token) -> None:
    waiting, other = stop(seller, link), stop(seller, link, "10")
    User.objects.filter(pk=seller.pk).update(status=User.Status.BLOCKED)

    assert watch(seen(link, *STEADY, "100", "100")) == 1
    assert (state_of(waiting), state_of(other)) == (State.PAUSED, State.PAUSED)
    assert holdings(seller)["LINK"] == 20 * 10**18


# Who was asked and chose to wait


def test_whoever_chose_to_wait_is_asked_again_while_the_price_stays(seller: User, link: Token) -> None:
    waiting = stop(seller, link, reached_at=timezone.now() - MINUTE * 20)
    assert watch(seen(link, *["100"] * 16)) == 1
    assert (state_of(waiting), told(seller)) == (State.ASKING, ["order_asks"])
    assert order_now(waiting).waits_because == "Its price is still reached, and you chose to wait."


def test_whoever_chose_to_wait_is_not_asked_when_the_price_comes_back(seller: User, link: Token) -> None:
    waiting = stop(seller, link, reached_at=timezone.now() - MINUTE * 20)
    assert watch(seen(link, *STEADY, "100", "100")) == 1
    assert state_of(waiting) == State.DONE


# What is carried out


def test_what_two_passes_show_is_carried_out(seller: User, link: Token) -> None:
    waiting = stop(seller, link)
    assert watch(seen(link, *STEADY, "100", "100")) == 1
    assert (state_of(waiting), told(seller)) == (State.DONE, ["order_done"])


def test_one_pass_is_enough_when_the_quote_agrees(seller: User, link: Token) -> None:
    waiting = stop(seller, link)
    assert watch(seen(link, *STEADY, "100")) == 1
    assert state_of(waiting) == State.DONE


def test_one_pass_waits_for_another_when_the_quote_says_something_else(seller: User, link: Token) -> None:
    waiting = stop(seller, link, "97.5")
    assert watch(seen(link, "100", "100", "100", "97")) == 0
    assert (state_of(waiting), told(seller)) == (State.ACTIVE, [])
    rests_until = order_now(waiting).not_before
    assert rests_until is not None
    assert rests_until < timezone.now() + 10 * SECOND


# Many


def test_it_takes_on_so_many_in_a_pass_and_says_that_there_are_more(
    seller: User, link: Token, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(order_pass, "LIMIT", 2)
    orders = [stop(seller, link, "90") for _ in range(5)]
    prices = seen(link, *STEADY, "50")
    now = timezone.now()
    looked_at, is_unfinished = [], True
    while is_unfinished:
        is_unfinished = watch_orders(prices, now=now).is_unfinished
        looked_at.append(sum(order_now(each).not_before is not None for each in orders))
    assert looked_at == [2, 4, 5]


def test_it_stops_in_time_for_the_next_pass(seller: User, link: Token, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order_pass, "SECONDS", -1)
    waiting = stop(seller, link)
    prices = seen(link, *STEADY, "100", "100")
    outcome = watch_orders(prices, now=timezone.now())
    assert (outcome.fired, outcome.is_unfinished, state_of(waiting)) == (0, True, State.ACTIVE)


# What goes wrong


@contextmanager
def broken(order: Order, monkeypatch: pytest.MonkeyPatch, *, error: Exception) -> Iterator[None]:
    """Let every look at an order fail."""

    def look(each: Order, *arguments: Any, **more: Any) -> bool:
        if each.pk == order.pk:
            raise error
        return look_at(each, *arguments, **more)

    with monkeypatch.context() as patched:
        patched.setattr(order_pass, "look_at", look)
        yield


def test_one_bad_order_keeps_no_other_from_its_look_and_is_paused_and_told(
    seller: User, link: Token, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = stop(seller, link), stop(seller, link)
    prices = seen(link, *STEADY, "100", "100")
    with broken(bad, monkeypatch, error=ZeroDivisionError("a bug")):
        for turn in range(7):
            watch(prices)
            assert order_now(bad).failures == min(turn + 1, 5)
            put(bad, not_before=None)

    assert (state_of(bad), state_of(good)) == (State.PAUSED, State.DONE)
    assert told(seller) == ["order_done", "order_paused"]
    paused = Notification.objects.get(template="order_paused")
    assert paused.data["reason"] == order_now(bad).waits_because != ""
    assert paused.importance == Notification.Importance.MONEY
    assert sum("could not be looked at" in record.getMessage() for record in caplog.records) == 5


def test_trouble_with_the_database_is_no_orders_fault(
    seller: User, link: Token, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = stop(seller, link)
    prices = seen(link, *STEADY, "100", "100")
    with broken(waiting, monkeypatch, error=OperationalError("gone")), pytest.raises(OperationalError):
        watch(prices)
    assert (state_of(waiting), order_now(waiting).failures) == (State.ACTIVE, 0)


def test_a_bug_while_trading_is_set_aside_as_well(seller: User, link: Token, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = stop(seller, link)
    with monkeypatch.context() as patched:
        patched.setattr("alerts.order_look.carry_out", lambda *_, **__: 1 / 0)
        watch(seen(link, *STEADY, "100", "100"))
        assert (state_of(waiting), order_now(waiting).failures) == (State.TRIGGERED, 1)

    put(waiting, not_before=timezone.now())
    assert carry_out_orders(timezone.now()) is True
    assert state_of(waiting) == State.DONE


# Many monitors


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_eight_monitors_at_once_ask_for_one_quote_and_trade_once(seller: User, link: Token, okx: Okx) -> None:
    stops = [stop(seller, link, share_percent=Decimal(10)) for _ in range(4)]
    prices = seen(link, *STEADY, "100", "100")
    together = Barrier(8)

    def monitor(_: int) -> int:
        together.wait()
        try:
            return watch(prices)
        finally:
            connections.close_all()

    asked = quotes(okx)
    with ThreadPoolExecutor(8) as pool:
        fired = sum(pool.map(monitor, range(8)))

    assert fired == 4
    assert {state_of(each) for each in stops} == {State.DONE}
    assert Swap.objects.filter(state=Swap.State.BOOKED).count() == 4
    assert Notification.objects.filter(template="order_done").count() == 4
    assert quotes(okx) - asked == 3 * 4  # to look at it, to trade, and to confirm


def quotes(okx: Okx) -> int:
    return sum("aggregator/quote" in str(call.request.url) for call in okx.calls)


# Why it waits


def test_the_reason_is_forgotten_once_the_price_has_left_the_trigger(seller: User, link: Token) -> None:
    now = timezone.now()
    left, waits = (
        stop(seller, link, "10", waits_because="Too far.", not_before=now - MINUTE * minutes - SECOND)
        for minutes in (5, 4)
    )
    paused = stop(seller, link, state=State.PAUSED, waits_because="You paused it.", not_before=now - MINUTE * 9)

    assert forget_reasons(now) == 1
    assert [order_now(each).waits_because for each in (left, waits, paused)] == ["", "Too far.", "You paused it."]
