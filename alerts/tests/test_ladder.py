from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from threading import Barrier

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from alerts.evidence import EXACT, Tick
from alerts.ladder import climb, climb_ticks, highest_since, peaks, prune_ladder, trailing_usd
from alerts.models import PricePeak
from alerts.tests.away import trailing
from alerts.tests.desk import HOUR, NOW, usd
from tokens.models import Price, Token
from trading.models import Order, User

MINUTE = timedelta(minutes=1)


def ladder(token: Token) -> list[str]:
    return [f"{tick.usd.normalize():f}" for tick in peaks([token.pk]).get(token.pk, ())]


def climb_all(token: Token, *prices: str) -> None:
    for number, price in enumerate(prices):
        climb({token.pk: usd(price)}, at=NOW + MINUTE * number)


# Nothing to know


def test_an_unknown_token_has_no_highest_price(eth: Token) -> None:
    assert highest_since(eth.pk, NOW) is None


def test_what_was_before_does_not_count(eth: Token, link: Token) -> None:
    climb_all(eth, "100", "90")
    assert highest_since(eth.pk, NOW + MINUTE * 2) is None
    assert highest_since(link.pk, NOW) is None


# Climbing


def test_a_price_outdoes_the_lower_and_equal_ones_before_it(eth: Token) -> None:
    climb_all(eth, "100", "90", "95", "80", "95")
    assert ladder(eth) == ["100", "95"]
    assert peaks([eth.pk])[eth.pk][-1].observed_at == NOW + MINUTE * 4


def test_a_price_from_the_past_finds_its_place(eth: Token) -> None:
    climb_all(eth, "100", "90", "80")
    for price, seconds in (("95", 30), ("85", 90), ("79", 100), ("100", -30)):
        climb({eth.pk: usd(price)}, at=NOW + timedelta(seconds=seconds))
    assert ladder(eth) == ["100", "95", "90", "85", "80"]


def test_the_same_price_at_the_same_moment_is_one_rung(eth: Token) -> None:
    assert [climb({eth.pk: usd("100")}, at=NOW), climb({eth.pk: usd("100")}, at=NOW)] == [1, 0]
    assert [climb({eth.pk: usd("99")}, at=NOW), climb({eth.pk: usd("101")}, at=NOW)] == [0, 1]
    assert ladder(eth) == ["101"]


def test_it_takes_as_many_queries_for_many_tokens_as_for_one(seeded: None) -> None:
    tokens = list(Token.objects.order_by("pk")[:30])

    def queries(some: list[Token], price: str, *, minute: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            climb({token.pk: usd(price) for token in some}, at=NOW + MINUTE * minute)
        return len(captured)

    climb({token.pk: usd("100") for token in tokens}, at=NOW)
    assert queries(tokens[:1], "200", minute=1) == queries(tokens, "300", minute=2)


def test_no_order_is_touched(alice: User, eth: Token) -> None:
    trailing(alice, eth, "5", trails_from=NOW)
    with CaptureQueriesContext(connection) as captured:
        climb_all(eth, "100", "110", "120")
    assert not [query["sql"] for query in captured if "trading_order" in query["sql"]]


# Against a search through everything


def climbed(dice: random.Random, token: Token) -> Iterator[Tick]:
    """Climb at random moments, mostly one after the other."""
    for number in range(60):
        back = dice.choice([0, 0, 0, dice.randint(1, 40)])
        tick = Tick(Decimal(dice.randint(1, 60)) / dice.choice([1, 4, 10**18]), NOW + MINUTE * max(0, number - back))
        climb_ticks({token.pk: tick})
        yield tick


@pytest.mark.parametrize("seed", range(4))
def test_it_agrees_with_a_search_through_all_prices(eth: Token, seed: int) -> None:
    dice, seen = random.Random(seed), []
    for tick in climbed(dice, eth):
        seen.append(tick)
        moment = NOW + MINUTE * dice.randint(-5, 65) + timedelta(microseconds=dice.randint(-1, 1))
        since = [each.usd for each in seen if each.observed_at >= moment]
        assert highest_since(eth.pk, moment) == max(since, default=None)
        rungs = peaks([eth.pk])[eth.pk]
        assert all(old.usd > new.usd and old.observed_at < new.observed_at for old, new in pairwise(rungs))


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")
def test_eight_monitors_at_once_leave_the_ladder_that_one_would(eth: Token) -> None:
    Price.objects.create(token=eth, usd=usd("100"), source="test", observed_at=NOW)
    dice, together = random.Random(8), Barrier(8)
    ticks = [Tick(Decimal(dice.randint(1, 50)), NOW + MINUTE * dice.randint(0, 30)) for _ in range(160)]

    def monitor(number: int) -> None:
        together.wait()
        try:
            for tick in ticks[number::8]:
                climb_ticks({eth.pk: tick})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(monitor, range(8)))

    rungs = peaks([eth.pk])[eth.pk]
    assert all(old.usd > new.usd and old.observed_at < new.observed_at for old, new in pairwise(rungs))
    for minute in range(31):
        since = [tick.usd for tick in ticks if tick.observed_at >= NOW + MINUTE * minute]
        assert highest_since(eth.pk, NOW + MINUTE * minute) == max(since, default=None)


# The distance


@pytest.mark.parametrize("bps", [10, 333, 500, 9990])
@pytest.mark.parametrize("units", [1, 10**18, 12345678901234567890_123456789012345678, 10**38 - 1])
def test_the_distance_is_exact_to_the_last_digit(units: int, bps: int) -> None:
    highest = Decimal(units).scaleb(-18, context=EXACT)
    assert int(trailing_usd(highest, bps).scaleb(22, context=EXACT)) == units * (10_000 - bps)


# Forgetting


@pytest.mark.parametrize("state", Order.OPEN)
def test_it_keeps_what_the_oldest_open_trailing_stop_may_look_back_at(alice: User, eth: Token, state: str) -> None:
    climb_all(eth, "100", "90", "80", "70")
    trailing(alice, eth, "5", trails_from=NOW + MINUTE * 2, state=state)
    trailing(alice, eth, "5", trails_from=NOW, state="done")
    trailing(alice, eth, "7", trails_from=NOW + MINUTE * 3)

    assert prune_ladder() == 2
    assert ladder(eth) == ["80", "70"]
    assert prune_ladder() == 0


def test_without_a_trailing_stop_nothing_is_kept(alice: User, eth: Token, link: Token) -> None:
    climb_all(eth, "100", "90")
    climb_all(link, "10")
    trailing(alice, link, "5", trails_from=NOW - HOUR)

    assert prune_ladder() == 2
    assert list(PricePeak.objects.values_list("token", flat=True)) == [link.pk]
