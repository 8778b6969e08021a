from __future__ import annotations

from random import Random

import pytest
from django.db import transaction

from alerts.ladder import highest_since
from alerts.missed_orders import ask_missed, climb_missed
from alerts.models import Notification, PricePeak
from alerts.stretch import Stretch
from alerts.tests.away import at, order, state_of, stretch, trailing
from alerts.tests.desk import told, usd
from tokens.models import Price, Token
from trading.models import Order, Swap, User

Kind, State = Order.Kind, Order.State

FLAT = "100 101 99 100"
HILL = (FLAT, "100 110 100 105", "105 130 105 129", "129 129 90 92")


@pytest.fixture(autouse=True)
def _priced(eth: Token) -> None:
    """The ladder is locked by its token's price."""
    Price.objects.create(token=eth, usd=usd("100"), source="test", observed_at=at(0))


def ask(missed: Stretch) -> int:
    with transaction.atomic():
        return ask_missed(missed, now=at(11))


def peak(token: Token, minute: float, price: str) -> None:
    PricePeak.objects.create(token=token, usd=usd(price), observed_at=at(minute))


def rungs() -> list[tuple[str, float]]:
    rows = PricePeak.objects.order_by("observed_at")
    return [(f"{row.usd.normalize():f}", (row.observed_at - at(0)).total_seconds() / 60) for row in rows]


# What is left alone


@pytest.mark.parametrize(
    "state", [State.ASKING, State.TRIGGERED, State.PAUSED, State.DONE, State.FAILED, State.CANCELLED, State.EXPIRED]
)
def test_what_does_not_wait_is_not_asked_about(alice: User, eth: Token, state: Order.State) -> None:
    resting = [order(alice, Kind.TAKE_PROFIT, eth, "110", state=state), trailing(alice, eth, "5", state=state)]
    peak(eth, -5, "130")

    assert (ask(stretch(eth, *HILL)), told(alice)) == (0, [])
    assert {state_of(each) for each in resting} == {state}


def test_what_was_not_reached_waits_on(alice: User, eth: Token, link: Token) -> None:
    order(alice, Kind.TAKE_PROFIT, eth, "130.01")
    order(alice, Kind.STOP_LOSS, eth, "89.99")
    order(alice, Kind.TAKE_PROFIT, link, "110")

    assert ask(stretch(eth, *HILL)) == 0
    assert set(Order.objects.values_list("state", flat=True)) == {State.ACTIVE}


def test_an_order_whose_time_is_over_is_not_asked_about(alice: User, eth: Token) -> None:
    order(alice, Kind.TAKE_PROFIT, eth, "110", expires_at=at(11))

    assert ask(stretch(eth, *HILL)) == 0


@pytest.mark.parametrize("counts_from", ["created_at", "not_before"])
def test_an_order_counts_from_its_creation_and_the_end_of_its_rest_on(
    alice: User, eth: Token, counts_from: str
) -> None:
    late = order(alice, Kind.TAKE_PROFIT, eth, "130", **{counts_from: at(2.1)})
    in_time = order(alice, Kind.TAKE_PROFIT, eth, "130", **{counts_from: at(2)})

    assert ask(stretch(eth, *HILL)) == 1
    assert (state_of(late), state_of(in_time)) == (State.ACTIVE, State.ASKING)


# What is asked


@pytest.mark.parametrize(
    ("kind", "trigger", "minute", "reached"),
    [
        (Kind.TAKE_PROFIT, "110", 1, "110"),
        (Kind.STOP_BUY, "130", 2, "130"),
        (Kind.STOP_LOSS, "99", 0, "99"),
        (Kind.LIMIT_BUY, "90", 3, "90"),
    ],
)
def test_an_order_that_was_reached_asks_and_trades_nothing(
    alice: User, eth: Token, kind: Order.Kind, trigger: str, minute: int, reached: str
) -> None:
    waiting = order(alice, kind, eth, trigger)

    assert [ask(stretch(eth, *HILL)), ask(stretch(eth, *HILL))] == [1, 0]
    asking = Order.objects.get(pk=waiting.pk)
    assert (asking.state, asking.reached_usd) == (State.ASKING, usd(reached))
    assert asking.waits_because == (
        f"Its price was reached on May 4, 12:0{minute} UTC, when nothing was watched "
        "(May 4, 12:00 to May 4, 12:10 UTC)."
    )
    (data,) = told(alice)
    assert (data["handle"], data["crossed_at"]) == (waiting.handle, at(minute).isoformat())
    assert Notification.objects.get().template == "order_asks"
    assert Swap.objects.count() == 0


def test_a_single_wick_asks_and_trades_nothing(alice: User, eth: Token) -> None:
    waiting = order(alice, Kind.STOP_LOSS, eth, "60")

    assert ask(stretch(eth, FLAT, "100 101 50 100", FLAT)) == 1
    assert (state_of(waiting), Swap.objects.count()) == (State.ASKING, 0)


def test_both_of_a_pair_ask_when_both_were_reached(alice: User, eth: Token) -> None:
    pair = [
        order(alice, Kind.STOP_LOSS, eth, "95", pair="pair"),
        order(alice, Kind.TAKE_PROFIT, eth, "120", pair="pair"),
    ]

    assert ask(stretch(eth, *HILL)) == 2
    assert {state_of(each) for each in pair} == {State.ASKING}
    assert [data["handle"] for data in told(alice)] == [pair[1].handle, pair[0].handle]


def test_an_order_that_somebody_else_moves_meanwhile_is_not_told(
    alice: User, eth: Token, monkeypatch: pytest.MonkeyPatch
) -> None:
    cancelled = order(alice, Kind.TAKE_PROFIT, eth, "110")
    monkeypatch.setattr("alerts.missed_orders.ask", lambda *_, **__: False)

    assert (ask(stretch(eth, *HILL)), told(alice)) == (0, [])
    assert state_of(cancelled) == State.ACTIVE


# Trailing stops


@pytest.mark.parametrize(("percent", "state"), [("10", State.ASKING), ("10.1", State.ACTIVE)])
def test_a_trailing_stop_asks_from_its_distance_on(alice: User, eth: Token, percent: str, state: Order.State) -> None:
    waiting = trailing(alice, eth, percent)
    peak(eth, -5, "110")

    ask(stretch(eth, FLAT, FLAT, "100 101 99 100"))
    assert state_of(waiting) == state


def test_a_trailing_stop_follows_the_highs_of_the_gap(alice: User, eth: Token) -> None:
    near, far = trailing(alice, eth, "10"), trailing(alice, eth, "20")
    rise = ("100 110 100 110", "110 120 110 120", "120 121 119 120", "120 121 119 120", "120 121 120 120")

    assert ask(stretch(eth, *rise, "120 120 108 110")) == 1
    assert (state_of(near), state_of(far)) == (State.ASKING, State.ACTIVE)
    assert told(alice)[0]["crossed_at"] == at(5).isoformat()


def test_a_wick_is_nothing_to_trail_from(alice: User, eth: Token) -> None:
    waiting = trailing(alice, eth, "10")
    wick = (FLAT, FLAT, FLAT, "100 150 100 150", "150 150 99 100", FLAT, FLAT)

    assert ask(stretch(eth, *wick)) == 0
    assert state_of(waiting) == State.ACTIVE


def test_a_trailing_stop_knows_nothing_from_before_it_trails(alice: User, eth: Token) -> None:
    later = trailing(alice, eth, "10", trails_from=at(-4))
    earlier = trailing(alice, eth, "10", trails_from=at(-5))
    peak(eth, -5, "120")
    peak(eth, -1, "101")

    assert ask(stretch(eth, FLAT, FLAT)) == 1
    assert (state_of(later), state_of(earlier)) == (State.ACTIVE, State.ASKING)


def test_a_trailing_stop_rests_as_long_as_others(alice: User, eth: Token) -> None:
    peak(eth, -5, "120")
    rests, rested = trailing(alice, eth, "10", not_before=at(1.5)), trailing(alice, eth, "10", not_before=at(1))

    assert ask(stretch(eth, FLAT, FLAT)) == 1
    assert (state_of(rests), state_of(rested)) == (State.ACTIVE, State.ASKING)


def falls(missed: Stretch, rungs: list[tuple[float, int]], order: Order) -> int | None:
    """Return in which candle a trailing stop is reached, by looking at everything it may remember, each time anew."""
    assert order.trails_from
    assert order.trail_bps
    remembered = [(at(minute), usd(str(price))) for minute, price in rungs] + list(missed.confirmed_highs())
    for position, candle in enumerate(missed.candles):
        known = [price for moment, price in remembered if order.trails_from <= moment < candle.opened_at]
        if known and candle.low * 10_000 <= (10_000 - order.trail_bps) * max(known):
            return position
    return None


@pytest.mark.parametrize("seed", range(30))
def test_trailing_stops_are_asked_about_just_when_a_plain_look_at_everything_says_so(
    alice: User, eth: Token, seed: int
) -> None:
    dice = Random(seed)
    closes = [100]
    rows = []
    for _ in range(12):
        closes.append(dice.randint(80, 120))
        high, low = max(closes[-2:]) + dice.randint(0, 5), min(closes[-2:]) - dice.randint(0, 5)
        rows.append(f"{closes[-2]} {high} {low} {closes[-1]}")
    seen = [(-20.0, 125), (-10.0, 118), (-2.0, 104)]
    for minute, price in seen:
        peak(eth, minute, str(price))
    orders = [
        trailing(alice, eth, str(dice.randint(50, 300) / 10), trails_from=at(dice.randint(-30, 8))) for _ in range(20)
    ]
    missed = stretch(eth, *rows, minutes=12)
    expected = {each.handle: falls(missed, seen, each) for each in orders}

    ask(missed)
    asked = {data["handle"]: data["crossed_at"] for data in told(alice)}
    assert asked == {handle: at(minute).isoformat() for handle, minute in expected.items() if minute is not None}


# The ladder


def test_without_a_trailing_stop_nobody_climbs(alice: User, eth: Token) -> None:
    trailing(alice, eth, "10", state=State.DONE)
    climb_missed(stretch(eth, *HILL))

    assert rungs() == []


def test_the_highs_that_candles_agree_on_are_climbed(alice: User, eth: Token) -> None:
    trailing(alice, eth, "10", state=State.PAUSED)
    peak(eth, -10, "125")
    peak(eth, -5, "115")
    falling = ("120 124 119 123", "123 123 120 120", "120 122 119 120", "120 120 110 110", "110 111 109 110")

    climb_missed(stretch(eth, *falling))
    assert rungs() == [("125", -10), ("122", 2), ("120", 3), ("111", 4)]
    assert highest_since(eth.pk, at(3)) == usd("120")


def test_what_a_later_look_outdid_is_not_climbed(alice: User, eth: Token) -> None:
    trailing(alice, eth, "10")
    peak(eth, 12, "101")

    climb_missed(stretch(eth, FLAT, FLAT, FLAT, FLAT))
    assert rungs() == [("101", 12)]


def test_a_wick_is_not_climbed(alice: User, eth: Token) -> None:
    trailing(alice, eth, "10")

    climb_missed(stretch(eth, FLAT, FLAT, "100 400 100 400", "400 400 99 100", FLAT, FLAT))
    assert max(row.usd for row in PricePeak.objects.all()) == usd("101")
