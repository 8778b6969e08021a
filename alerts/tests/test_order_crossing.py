from __future__ import annotations

import random
import re
from datetime import timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from alerts import crossing_postgres, order_crossing
from alerts.ladder import climb
from alerts.order_crossing import reached, trailing_reached, trailing_tokens
from alerts.tests.away import order, trailing
from alerts.tests.desk import HOUR, NOW, usd
from tokens.models import Token
from trading.models import Order, User

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
Kind, State = Order.Kind, Order.State
SIDES = {"above": Kind.TAKE_PROFIT, "below": Kind.STOP_LOSS}


def see(prices: dict[Token, str], *, limit: int = 100) -> list[int]:
    return reached({token.pk: usd(price) for token, price in prices.items()}, now=NOW, limit=limit)


def see_trailing(prices: dict[Token, str], *, limit: int = 100) -> list[int]:
    return trailing_reached({token.pk: usd(price) for token, price in prices.items()}, now=NOW, limit=limit)


# What is not reached


def test_without_prices_nothing_is_reached(alice: User, eth: Token) -> None:
    order(alice, Kind.STOP_LOSS, eth, "100")
    assert (see({}), see_trailing({}), trailing_tokens({})) == ([], [], set())


@pytest.mark.parametrize(
    ("kind", "price"),
    [
        (Kind.STOP_LOSS, "100.000000000000000001"),
        (Kind.LIMIT_BUY, "100.000000000000000001"),
        (Kind.TAKE_PROFIT, "99.999999999999999999"),
        (Kind.STOP_BUY, "99.999999999999999999"),
    ],
)
def test_a_price_that_is_not_there_yet_reaches_nothing(alice: User, eth: Token, kind: Order.Kind, price: str) -> None:
    order(alice, kind, eth, "100")
    assert see({eth: price}) == []


def test_orders_of_other_tokens_are_left_alone(alice: User, eth: Token, link: Token) -> None:
    order(alice, Kind.STOP_LOSS, link, "100")
    trailing(alice, link, "5")
    climb({eth.pk: usd("1000")}, at=NOW)
    assert (see({eth: "1"}), see_trailing({eth: "1"})) == ([], [])


@pytest.mark.parametrize(
    "how",
    [
        *({"state": state} for state in State if state != State.ACTIVE),
        {"not_before": NOW + SECOND},
        {"expires_at": NOW},
    ],
)
def test_an_order_that_is_not_due_is_left_alone(alice: User, eth: Token, how: dict[str, Any]) -> None:
    order(alice, Kind.STOP_LOSS, eth, "100", **how)
    order(alice, Kind.TAKE_PROFIT, eth, "50", **how)
    trailing(alice, eth, "5", **how)
    climb({eth.pk: usd("1000")}, at=NOW)
    assert (see({eth: "70"}), see_trailing({eth: "70"})) == ([], [])


def test_a_trailing_stop_without_a_highest_price_has_nothing_to_fall_from(alice: User, eth: Token) -> None:
    trailing(alice, eth, "5", trails_from=NOW)
    climb({eth.pk: usd("1000")}, at=NOW - timedelta(microseconds=1))
    assert see_trailing({eth: "1"}) == []


def test_a_trailing_stop_is_not_reached_before_its_distance(alice: User, eth: Token) -> None:
    trailing(alice, eth, "5", trails_from=NOW)
    climb({eth.pk: usd("100")}, at=NOW)
    assert see_trailing({eth: "95.000000000000000001"}) == []


# What is reached


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.TRAILING_STOP])
@pytest.mark.parametrize("price", ["100", "0.000000000000000007", "98765432109876543210.123456789012345678"])
def test_equal_is_reached(alice: User, eth: Token, kind: Order.Kind, price: str) -> None:
    waiting = order(alice, kind, eth, price, not_before=NOW, expires_at=NOW + SECOND)
    assert see({eth: price}) == [waiting.pk]


def test_a_trailing_stop_is_reached_at_its_very_distance(alice: User, eth: Token) -> None:
    waiting = trailing(alice, eth, "0.1", trails_from=NOW, not_before=NOW, expires_at=NOW + SECOND)
    climb({eth.pk: usd("98765432109876543210.000000000000001000")}, at=NOW)
    stop = "98666666677766666666.790000000000000999"
    assert see_trailing({eth: stop}) == [waiting.pk]
    assert see_trailing({eth: stop.removesuffix("999") + "999"}) == [waiting.pk]
    assert see_trailing({eth: "98666666677766666666.790000000000001000"}) == []


def test_it_knows_for_which_tokens_something_trails(alice: User, eth: Token, link: Token) -> None:
    trailing(alice, eth, "5")
    trailing(alice, link, "5", state=State.PAUSED)
    order(alice, Kind.STOP_LOSS, link, "5")
    assert trailing_tokens({eth.pk: usd("1"), link.pk: usd("1")}) == {eth.pk}


# Against a search through everything


@pytest.mark.parametrize("seed", range(3))
def test_it_agrees_with_a_look_at_every_order(alice: User, eth: Token, link: Token, seed: int) -> None:
    dice = random.Random(seed)
    for token, kind in product((eth, link), SIDES.values()):
        for _ in range(25):
            order(alice, kind, token, str(dice.randint(1, 40)))
    for _ in range(10):
        prices = {eth.pk: Decimal(dice.randint(1, 40)), link.pk: Decimal(dice.randint(1, 40))}
        expected = {each.pk for each in Order.objects.all() if is_reached(each, prices[each.token_id])}
        found = reached(prices, now=NOW, limit=1000)
        assert (set(found), len(found)) == (expected, len(expected))


def is_reached(order: Order, price: Decimal) -> bool:
    assert order.trigger_usd is not None
    return price >= order.trigger_usd if order.direction == "above" else price <= order.trigger_usd


@pytest.mark.parametrize("seed", range(4))
def test_trailing_stops_agree_with_a_search_through_all_prices(alice: User, eth: Token, link: Token, seed: int) -> None:
    """Whole prices and round distances, so that many are reached exactly."""
    dice = random.Random(seed)
    seen: dict[int, list[tuple[int, int]]] = {eth.pk: [], link.pk: []}
    stops: list[Order] = []
    fired = 0
    for minute in range(60):
        for token in (eth, link):
            highest = dice.randint(20, 400)
            seen[token.pk].append((minute, highest))
            climb({token.pk: Decimal(highest)}, at=NOW + MINUTE * minute)
            percent = dice.choice(["0.1", "0.5", "1", "2.5", "5", "10", "25", "50", "75", "99.9"])
            stops.append(trailing(alice, token, percent, trails_from=NOW + MINUTE * dice.randint(0, 60)))
        price = {token_id: dice.randint(1, 400) for token_id in seen}
        expected = {stop.pk for stop in stops if has_fallen(stop, seen[stop.token_id], price[stop.token_id])}
        found = trailing_reached({pk: Decimal(cents) for pk, cents in price.items()}, now=NOW, limit=1000)
        assert (set(found), len(found)) == (expected, len(expected))
        fired += len(found)
    assert 500 < fired < 6000


def has_fallen(stop: Order, seen: list[tuple[int, int]], price: int) -> bool:
    assert stop.trails_from is not None
    assert stop.trail_bps is not None
    since = [highest for minute, highest in seen if NOW + MINUTE * minute >= stop.trails_from]
    return bool(since) and price * 10_000 <= (10_000 - stop.trail_bps) * max(since)


# Turns


def test_each_user_has_a_turn_before_anybody_has_a_second(alice: User, mallory: User, eth: Token) -> None:
    greedy = [order(mallory, Kind.STOP_LOSS, eth, "100") for _ in range(5)]
    modest = order(alice, Kind.STOP_LOSS, eth, "100")
    assert see({eth: "90"}, limit=3) == [greedy[0].pk, modest.pk, greedy[1].pk]


def test_who_was_not_looked_at_for_longest_comes_first(alice: User, eth: Token) -> None:
    late = order(alice, Kind.STOP_LOSS, eth, "100", not_before=NOW - SECOND)
    early = order(alice, Kind.STOP_LOSS, eth, "100", not_before=NOW - MINUTE)
    never = order(alice, Kind.TAKE_PROFIT, eth, "80")
    assert see({eth: "90"}) == [never.pk, early.pk, late.pk]
    assert see({eth: "90"}, limit=1) == [never.pk]


# What it costs


def many(user: User, *, stops: int) -> None:
    """Let orders wait, on both sides and trailing at a few distances, among many that are over."""
    first = order(user, Kind.STOP_LOSS, Token.objects.order_by("pk")[0], "1")
    first.delete()
    rows = []
    for number, token in product(range(stops), Token.objects.order_by("pk")[:20]):
        for direction, kind in SIDES.items():
            rows.append(like(first, kind=kind, direction=direction, token=token, trigger_usd=number + 1))
            rows.append(like(first, kind=kind, direction=direction, token=token, trigger_usd=1, state="done"))
        trail = {"trail_bps": 10 * (number % 5 + 1), "trails_from": NOW - MINUTE * number}
        rows.append(like(first, kind="trailing_stop", direction="below", token=token, trigger_usd=None, **trail))
    Order.objects.bulk_create(rows)


def like(order: Order, **changes: Any) -> Order:
    same = ("user", "wallet", "currency", "share_percent", "slippage_percent", "created_at")
    return Order(**{name: getattr(order, name) for name in same}, **changes)


def test_it_asks_no_more_when_more_orders_wait(alice: User, eth: Token) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            see({eth: "5000"})
            see_trailing({eth: "5000"})
        return len(captured)

    climb({eth.pk: usd("5000")}, at=NOW - HOUR)
    many(alice, stops=2)
    few = queries()
    many(alice, stops=30)
    assert queries() == few


def plan(statement: str, parameters: dict[str, Any]) -> str:
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ANALYZE trading_order")
        if connection.vendor == "postgresql":
            crossing_postgres.use_indexes()
        cursor.execute(f"{explain} {statement}", parameters)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def plans(eth: Token) -> dict[str, str]:
    moment = connection.ops.adapt_datetimefield_value(NOW)
    prices = order_crossing._price_parameters({eth.pk: usd("100")})
    marks = order_crossing._mark_parameters([(eth.pk, 10, NOW)])
    more = {"now": moment, "limit": 100}
    vendor = connection.vendor
    return {
        "reached": plan(order_crossing.REACHED[vendor], {**prices, **more}),
        "pairs": plan(order_crossing.TRAILING_PAIRS[vendor], prices),
        "trailing": plan(order_crossing.TRAILING_REACHED[vendor], {**marks, **more}),
    }


def test_the_statements_read_the_partial_indexes_and_never_the_table(alice: User, eth: Token) -> None:
    many(alice, stops=100)
    found = plans(eth)

    index = r"(Index( Only)? Scan( Backward)? using|USING( COVERING)? INDEX) {}\b"
    for name, indexes in {
        "reached": ["order_above", "order_below"],
        "pairs": ["order_trailing", "order_trailing"],
        "trailing": ["order_trailing"],
    }.items():
        for each in indexes:
            assert re.search(index.format(each), found[name]), found[name]
        assert "Seq Scan on trading_order" not in found[name]
        assert not re.search(r"SCAN (trading_order|waiting)\b", found[name]), found[name]
