from __future__ import annotations

from datetime import timedelta

import pytest

from alerts.evidence import Tick
from alerts.models import Alert, PriceTick
from alerts.tests.away import order
from alerts.tests.desk import HOUR, NOW, moving, usd, waiting
from alerts.ticks import prune_ticks, recent_ticks, record_ticks
from tokens.models import Token
from trading.models import Order, User

MINUTE, MICROSECOND = timedelta(minutes=1), timedelta(microseconds=1)


def record(token: Token, *, minutes: int = 1) -> None:
    """Let a token be looked at once a minute."""
    for minute in range(minutes):
        record_ticks({token.pk: Tick(usd("100") + minute, NOW + MINUTE * minute)})


def kept(token: Token) -> int:
    return PriceTick.objects.filter(token=token).count()


# Kept


def test_prices_nobody_looks_back_at_are_not_kept(alice: User, eth: Token, link: Token) -> None:
    waiting(alice, eth, "above", "5000")
    order(alice, Order.Kind.STOP_LOSS, link, "5", state=Order.State.PAUSED)
    assert record_ticks({eth.pk: Tick(usd("100"), NOW), link.pk: Tick(usd("10"), NOW)}) == 0


@pytest.mark.parametrize("kind", Order.Kind)
def test_prices_of_tokens_with_waiting_orders_are_kept(alice: User, eth: Token, kind: Order.Kind) -> None:
    is_trailing = kind == Order.Kind.TRAILING_STOP
    more = {"trail_bps": 10, "trails_from": NOW} if is_trailing else {}
    order(alice, kind, eth, None if is_trailing else "100", **more)
    record(eth)
    assert kept(eth) == 1


def test_one_observation_is_kept_once(alice: User, eth: Token) -> None:
    moving(alice, eth, "above", "5")
    record(eth)
    record(eth)
    assert kept(eth) == 1


# Looked at


def test_the_last_quarter_of_an_hour_is_looked_at_newest_first(alice: User, eth: Token) -> None:
    moving(alice, eth, "above", "5")
    record(eth, minutes=30)
    now = NOW + MINUTE * 20
    ticks = recent_ticks([eth.pk], now=now)[eth.pk]
    assert [tick.observed_at for tick in ticks] == [now - MINUTE * age for age in range(16)]
    assert ticks[0].usd == 120


# Forgotten


def test_prices_are_kept_as_long_as_some_window_looks_back(alice: User, eth: Token, link: Token) -> None:
    moving(alice, eth, "above", "5", minutes=60)
    moving(alice, eth, "above", "5", minutes=30)
    order(alice, Order.Kind.STOP_LOSS, link, "5")
    record(eth, minutes=90)
    record(link, minutes=90)

    prune_ticks(NOW + MINUTE * 89)
    assert (kept(eth), kept(link)) == (61, 16)


def test_a_short_window_keeps_no_less_than_an_order_needs(alice: User, eth: Token) -> None:
    moving(alice, eth, "above", "5", minutes=1)
    record(eth, minutes=30)
    assert prune_ticks(NOW + MINUTE * 29 + MICROSECOND) == 15
    assert kept(eth) == 15


def test_without_anybody_looking_back_all_is_forgotten(alice: User, eth: Token) -> None:
    moving(alice, eth, "above", "5")
    record(eth, minutes=3)
    Alert.objects.update(state=Alert.State.DELETED)
    assert prune_ticks(NOW + HOUR) == 3
