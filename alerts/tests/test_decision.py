from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from alerts.decision import LOOKBACK, Step, Trigger, decide, has_been_away, reached_since
from alerts.evidence import Tick
from alerts.tests.desk import HOUR, NOW
from alerts.tests.desk import usd as number
from alerts.tests.markets import DISTANCES, INTERVAL, KINDS, RETRY, Pass, Watcher, usd, wandering
from trading.models import Order

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
Direction, Kind = Order.Direction, Order.Kind
STOP = Trigger(Decimal(90), Direction.BELOW)
TARGET = Trigger(Decimal(110), Direction.ABOVE)


def looks(*prices: str, every: timedelta = MINUTE) -> list[Tick]:
    """Return prices, given in the order in which they were seen, newest first; the last was seen now."""
    return [Tick(number(price), NOW - every * age) for age, price in enumerate(reversed(prices))]


def step(ticks: list[Tick], trigger: Trigger = STOP, *, since: datetime = NOW - HOUR, second: str = "") -> Step:
    return decide(ticks, trigger, now=NOW, since=since, second_usd=number(second) if second else None)


STEADY = ["100"] * 14


# What is left alone


def test_without_a_price_nothing_is_decided() -> None:
    assert step([]) is Step.LEAVE


@pytest.mark.parametrize(("trigger", "price"), [(STOP, "90.000000000000000001"), (TARGET, "109.999999999999999999")])
def test_a_price_that_is_not_there_yet_is_left(trigger: Trigger, price: str) -> None:
    assert step(looks(*STEADY, price, price), trigger) is Step.LEAVE


def test_an_old_price_says_nothing_about_now() -> None:
    ticks = looks(*STEADY, "89", "89")
    late = NOW + timedelta(seconds=60)
    assert decide(ticks, STOP, now=late, since=NOW - HOUR) is Step.FIRE
    assert decide(ticks, STOP, now=late + timedelta(microseconds=1), since=NOW - HOUR) is Step.LEAVE


@pytest.mark.parametrize(("trigger", "glitch"), [(STOP, "50"), (TARGET, "1000")])
def test_a_glitch_is_left_whatever_a_second_source_says(trigger: Trigger, glitch: str) -> None:
    assert step(looks(*STEADY, glitch), trigger) is Step.LEAVE
    assert step(looks(*STEADY, glitch), trigger, second=glitch) is Step.LEAVE
    assert step(looks(*STEADY, glitch, glitch), trigger, second=glitch) is Step.LEAVE


def test_two_glitches_do_not_become_true_by_a_true_price_between_them() -> None:
    assert step(looks(*STEADY, "50", "89", "50")) is Step.LEAVE


def test_a_second_source_that_says_something_else_proves_nothing() -> None:
    assert step(looks(*STEADY, "89"), second="100") is Step.LEAVE


def test_a_second_source_far_off_contradicts_any_number_of_passes() -> None:
    ticks = looks(*["100"] * 10, *["85"] * 10)
    assert (step(ticks, second="102"), step(ticks, second="102.000000000000000001")) == (Step.FIRE, Step.LEAVE)


# What is seen once


def test_a_price_seen_once_wants_a_second_source() -> None:
    assert step(looks(*STEADY, "89")) is Step.CONFIRM
    assert step(looks(*STEADY, "89"), second="90.78") is Step.FIRE  # exactly 2 %
    assert step(looks(*STEADY, "89"), second="90.780000000000000001") is Step.LEAVE


# What is true


@pytest.mark.parametrize(("trigger", "price"), [(STOP, "90"), (TARGET, "110")])
def test_equal_is_reached_and_two_passes_are_enough(trigger: Trigger, price: str) -> None:
    assert step(looks(*STEADY, price, price), trigger) is Step.FIRE


def test_three_passes_are_enough_after_a_jump() -> None:
    assert [step(looks(*STEADY, *["70"] * passes)) for passes in (1, 2, 3)] == [Step.LEAVE, Step.LEAVE, Step.FIRE]


# What nobody saw


def unseen(gap: timedelta, *, since: datetime = NOW - HOUR) -> Step:
    """Let the price cross in a gap, and be seen twice after it."""
    before = [Tick(number("100"), NOW - MINUTE - gap - MINUTE * age) for age in range(5)]
    return step([*looks("89", "89"), *before], since=since)


def test_what_crossed_in_a_gap_asks() -> None:
    assert unseen(timedelta(seconds=90)) is Step.FIRE
    assert unseen(timedelta(seconds=90, microseconds=1)) is Step.ASK


def test_a_gap_from_before_the_order_is_not_the_orders() -> None:
    assert unseen(5 * MINUTE, since=NOW - MINUTE - timedelta(seconds=90)) is Step.FIRE
    assert unseen(5 * MINUTE, since=NOW - MINUTE - timedelta(seconds=91)) is Step.ASK


def test_a_gap_before_the_price_came_back_is_over() -> None:
    before = [Tick(number("89"), NOW - 10 * MINUTE - MINUTE * age) for age in range(3)]
    assert step([*looks("100", "100", "89", "89"), *before]) is Step.FIRE
    assert step([*looks("100", "89", "89"), *before]) is Step.ASK  # the one look may have been a glitch


def test_a_price_seen_once_after_a_gap_asks_when_a_second_source_agrees() -> None:
    ticks = [*looks("89"), Tick(number("100"), NOW - HOUR)]
    assert (step(ticks), step(ticks, second="89.1")) == (Step.CONFIRM, Step.ASK)


def test_the_first_look_of_all_comes_too_late_for_an_old_order() -> None:
    ticks = looks("89", "89")
    assert step(ticks, since=NOW - MINUTE - timedelta(seconds=90)) is Step.FIRE
    assert step(ticks, since=NOW - MINUTE - timedelta(seconds=91)) is Step.ASK


def test_a_price_that_is_at_the_trigger_all_along_was_watched() -> None:
    passes = int(LOOKBACK / MINUTE) + 1
    assert step(looks(*["89"] * passes), since=NOW - 24 * HOUR) is Step.FIRE


# Since when it is at the trigger


def test_the_price_was_away_when_two_looks_in_a_row_say_so() -> None:
    assert not has_been_away([], STOP)
    assert not has_been_away(looks("89", "100", "89", "100", "89"), STOP)
    assert has_been_away(looks("89", "100", "100", "89"), STOP)


def test_it_knows_since_when_the_price_is_at_the_trigger() -> None:
    assert reached_since(looks("100", "89", "88"), STOP) == NOW - MINUTE
    assert reached_since(looks("89", "100"), STOP) is None
    assert reached_since(looks("89", "88"), STOP) is None  # longer than there are prices


# Random markets


def glitched(dice: random.Random, prices: list[int]) -> Iterator[Pass]:
    """See a market through a feed with glitches, one stale price, and one gap; never two wrong in a row."""
    at, was_wrong, stale, gap = NOW, True, dice.randrange(5, 30), dice.randrange(5, 30)
    for index, cents in enumerate(prices):
        at += INTERVAL + timedelta(seconds=dice.randint(0, 5))
        if index == gap:
            at += timedelta(minutes=dice.randint(2, 40))
        seen = Pass(at, cents, usd(cents), at - timedelta(seconds=dice.randint(0, 4)), second(dice, cents))
        was_wrong = not was_wrong and (index == stale or dice.random() < 0.15)
        said = (outdated(dice, seen) if index == stale else glitch(dice, seen)) if was_wrong else seen
        yield said
        if not is_seen(said):  # the next look comes soon
            at += RETRY
            yield replace(seen, at=at, observed_at=at)


def glitch(dice: random.Random, seen: Pass) -> Pass:
    true = usd(seen.cents)
    return replace(seen, said=dice.choice([Decimal(0), None, Decimal("NaN"), true * 10, true / 2]))


def outdated(dice: random.Random, seen: Pass) -> Pass:
    past = seen.at - timedelta(seconds=dice.choice([61, 120, 3600]))
    return replace(seen, said=usd(seen.cents * dice.choice([5, 10, 20]) // 10), observed_at=past)


def is_seen(seen: Pass) -> bool:
    is_price = seen.said is not None and seen.said.is_finite() and seen.said > 0
    return is_price and seen.at - seen.observed_at <= timedelta(seconds=60)


def second(dice: random.Random, cents: int) -> Decimal | None:
    """Return what a quote would say, when there is one: the truth, a little worse or better."""
    return usd(cents) * dice.randint(995, 1005) / 1000 if dice.random() < 0.7 else None


def placed(dice: random.Random, start: int) -> Watcher:
    """Return an order that is not reached at the start."""
    kind = dice.choice(KINDS)
    away = start * dice.randint(50, 1200) // 10_000
    if kind == Kind.TRAILING_STOP:
        return Watcher(kind, dice.choice(DISTANCES))
    return Watcher(kind, start + away if kind in (Kind.TAKE_PROFIT, Kind.STOP_BUY) else start - away)


def truly_reached(order: Watcher, truth: list[int]) -> bool:
    """Say whether the last of the true prices is at the order's level."""
    if order.kind == Kind.TRAILING_STOP:
        return truth[-1] * 10_000 <= max(truth) * (10_000 - order.level)
    rises = order.kind in (Kind.TAKE_PROFIT, Kind.STOP_BUY)
    return truth[-1] >= order.level if rises else truth[-1] <= order.level


def was_watched(order: Watcher, passes: list[Pass]) -> bool:
    """Say whether somebody looked all the while, from the last look at which the price truly was not at the level.

    The highest price of a trailing stop is what was agreed on, which may be less than what there was.
    """
    level, below = Decimal(order.level).scaleb(-2), order.kind not in (Kind.TAKE_PROFIT, Kind.STOP_BUY)
    if order.kind == Kind.TRAILING_STOP:
        level = (order.highest or Decimal(0)) * (10_000 - order.level) / 10_000
    away = [at for at, seen in enumerate(passes) if (usd(seen.cents) > level if below else usd(seen.cents) < level)]
    looks_at = [seen.at for seen in passes[max(away, default=0) :]]
    return all(late - early <= timedelta(seconds=96) for early, late in pairwise(looks_at))


def test_in_five_thousand_markets_full_of_glitches_no_order_fires_that_was_not_reached() -> None:
    dice = random.Random(20260504)
    outcomes: Counter[Step] = Counter()
    for _ in range(5000):
        start = dice.randint(1_000, 10_000_000)
        order = placed(dice, start)
        truth = wandering(dice, start=start, passes=35, step_bps=dice.choice([50, 150, 400]))
        passes = list(glitched(dice, truth))
        fired = order.run(iter(passes))
        outcomes[fired.step if fired else Step.LEAVE] += 1
        if fired and fired.step is Step.FIRE:
            known = passes[: fired.number + 1]
            assert truly_reached(order, [seen.cents for seen in known]), order
            assert was_watched(order, known), order

    assert outcomes[Step.FIRE] > 1000, outcomes
    assert outcomes[Step.ASK] > 50, outcomes


def crossing(dice: random.Random, order: Watcher, start: int) -> list[int]:
    """Return a market that stays away from an order's level, and then is at it for two passes."""
    calm = [start + start * dice.randint(-4, 4) // 10_000 for _ in range(dice.randint(1, 12))]
    if order.kind == Kind.TRAILING_STOP:  # a highest price, seen twice
        calm += [start + start * dice.randint(5, 20) // 10_000] * 2
        level = max(calm) * (10_000 - order.level) // 10_000
    else:
        level = order.level
    beyond = level * dice.choice([0, 0, dice.randint(0, 300)]) // 10_000  # equal is reached
    rises = order.kind in (Kind.TAKE_PROFIT, Kind.STOP_BUY)
    return [*calm, *[level + beyond if rises else level - beyond] * 2]


@pytest.mark.parametrize(("has_second_source", "passes"), [(False, 2), (True, 1)])
def test_every_true_crossing_fires_within_two_passes(has_second_source: bool, passes: int) -> None:
    dice = random.Random(1000)
    for _ in range(500):
        start = dice.randint(100_000, 10_000_000)
        order = placed(dice, start)
        while order.kind == Kind.TRAILING_STOP and order.level > 1500:
            order = placed(dice, start)  # a fall that far is a jump
        market = crossing(dice, order, start)
        at, seen = NOW, []
        for cents in market:
            at += INTERVAL + timedelta(seconds=dice.randint(-5, 20))
            source = usd(cents) * dice.randint(980, 1020) / 1000 if has_second_source else None
            seen.append(Pass(at, cents, usd(cents), at, source))
        fired = order.run(iter(seen))
        assert fired, (order, market)
        assert (fired.step, fired.number) == (Step.FIRE, len(market) - 3 + passes), (order, market)
