from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
import responses
from django.utils import timezone

from alerts import price_pass
from alerts.models import Missed, PriceTick
from alerts.price_pass import valid_ticks, watch_prices
from alerts.tests.away import order, state_of
from alerts.tests.desk import NOW, moving, now_is, usd, waiting
from sandbox.okx.faults import set_fault
from tokens.market import price_of
from tokens.models import Price, Token
from trading.models import Order, User
from trading.tests.desk import hold

Okx = responses.RequestsMock
SECOND = timedelta(seconds=1)


def reached_stop(user: User, of: Token) -> Order:
    """Let a stop loss wait that the price has reached, close enough to be carried out."""
    trigger = round(price_of(of).usd * Decimal("1.003"), 6)
    return order(user, Order.Kind.STOP_LOSS, of, str(trigger), created_at=timezone.now())


# Valid prices


@pytest.mark.parametrize("glitch", ["0", "-1", "NaN", "sNaN", "Infinity", "1e-19", "1e20"])
def test_a_price_that_cannot_be_true_is_none(eth: Token, glitch: str) -> None:
    assert valid_ticks([Price(token=eth, usd=Decimal(glitch), observed_at=NOW)], now=NOW) == {}


def test_a_price_is_valid_for_sixty_seconds_and_keeps_the_moment_it_was_seen(eth: Token, link: Token) -> None:
    prices = [
        Price(token=eth, usd=usd("100"), observed_at=NOW - 60 * SECOND),
        Price(token=link, usd=usd("10"), observed_at=NOW - 60 * SECOND - timedelta(microseconds=1)),
    ]
    ticks = valid_ticks(prices, now=NOW)
    assert list(ticks) == [eth.pk]
    assert (ticks[eth.pk].usd, ticks[eth.pk].observed_at) == (usd("100"), NOW - 60 * SECOND)


# What a look says of itself


def test_where_nothing_is_waited_for_nothing_is_missed(okx: Okx) -> None:
    look = watch_prices()
    assert (look.fired, look.sees_nothing, look.lost_some, look.is_unfinished) == (0, False, False, False)
    assert len(okx.calls) == 0


def test_a_look_that_sees_nothing_says_so(okx: Okx, alice: User, eth: Token) -> None:
    waiting(alice, eth, "above", "1")
    set_fault("market/price", "500", times=20)
    look = watch_prices()
    assert (look.sees_nothing, look.lost_some) == (True, False)


def test_a_price_that_was_there_a_moment_ago_is_lost(okx: Okx, alice: User, eth: Token) -> None:
    waiting(alice, eth, "above", "1")
    set_fault("market/price", "500", times=20)
    price = Price.objects.create(token=eth, usd=usd("100"), source="x", observed_at=timezone.now() - 299 * SECOND)
    assert watch_prices().lost_some is True
    Price.objects.filter(pk=price.pk).update(observed_at=timezone.now() - 301 * SECOND)
    assert watch_prices().lost_some is False


def test_more_than_one_look_takes_on_is_unfinished(
    okx: Okx, alice: User, link: Token, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alerts.order_pass.LIMIT", 1)
    price = str(round(price_of(link).usd * 2, 6))
    for _ in range(2):
        order(alice, Order.Kind.STOP_LOSS, link, price, created_at=timezone.now())
    assert [watch_prices().is_unfinished, watch_prices().is_unfinished] == [True, False]


# What it looks at


@pytest.mark.parametrize("kind", Order.Kind)
def test_the_token_of_a_waiting_order_is_looked_at(okx: Okx, alice: User, link: Token, kind: Order.Kind) -> None:
    is_trailing = kind == Order.Kind.TRAILING_STOP
    more = {"trail_bps": 10, "trails_from": timezone.now()} if is_trailing else {}
    order(alice, kind, link, None if is_trailing else "0.001", **more)
    watch_prices()
    assert Price.objects.filter(token=link).exists()
    assert PriceTick.objects.get().observed_at == Price.objects.get(token=link).observed_at


def test_a_token_whose_gap_is_not_read_yet_fires_nothing(okx: Okx, alice: User, link: Token) -> None:
    hold(alice, "20", "LINK")
    now = timezone.now()
    alert = waiting(alice, link, "above", "0.001")
    stop = reached_stop(alice, link)
    gap = Missed.objects.create(token=link, started_at=now - 300 * SECOND, ended_at=now, not_before=now)

    assert watch_prices().fired == 0
    assert (now_is(alert).state, state_of(stop), PriceTick.objects.count()) == ("active", "active", 1)
    Missed.objects.filter(pk=gap.pk).update(read_at=now)
    watch_prices()
    assert (now_is(alert).state, state_of(stop)) == ("fired", "done")


# What goes wrong


def test_what_fails_keeps_nothing_else_from_firing_and_is_raised(
    okx: Okx, alice: User, link: Token, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(alice, "20", "LINK")
    stop = reached_stop(alice, link)
    alert = waiting(alice, link, "above", "0.001")
    moving(alice, link, "above", "5")
    monkeypatch.setattr(price_pass, "fire_moves", lambda *_, **__: 1 / 0)

    with pytest.raises(ExceptionGroup, match="not completed") as raised:
        watch_prices()
    assert [type(error) for error in raised.value.exceptions] == [ZeroDivisionError]
    assert (now_is(alert).state, state_of(stop)) == ("fired", "done")
