from __future__ import annotations

import random
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from alerts.evidence import Tick
from alerts.models import Alert, PriceTick
from alerts.moves import fire_moves
from alerts.price_pass import valid_ticks
from alerts.tests.desk import HOUR, NOW, moving, now_is, told, usd
from alerts.ticks import record_ticks
from tokens.models import Price, Token
from trading.models import User

MINUTE = timedelta(minutes=1)
State = Alert.State


def see(token: Token, price: str | Decimal, *, at: datetime) -> int:
    """Make a pass as the monitor does."""
    ticks = valid_ticks([Price(token=token, usd=Decimal(price), observed_at=at)], now=at)
    record_ticks(ticks)
    return fire_moves({token_id: tick.usd for token_id, tick in ticks.items()}, now=at)


def run(token: Token, *prices: str, step: timedelta = MINUTE) -> list[int]:
    return [see(token, price, at=NOW + step * number) for number, price in enumerate(prices)]


# Not moved


def test_less_than_the_percentage_is_no_move(alice: User, eth: Token) -> None:
    moving(alice, eth, "either", "5")
    assert run(eth, "100", "104.9999", "99.7501") == [0, 0, 0]


def test_what_happened_before_the_window_does_not_count(alice: User, eth: Token) -> None:
    moving(alice, eth, "above", "5", minutes=60)
    assert run(eth, "100", "105", step=HOUR + timedelta(seconds=1)) == [0, 0]


@pytest.mark.parametrize("glitch", ["0", "-1", "NaN"])
def test_a_price_that_cannot_be_true_is_no_move_and_not_kept(alice: User, eth: Token, glitch: str) -> None:
    moving(alice, eth, "either", "5")

    assert run(eth, "100", glitch, "100") == [0, 0, 0]
    assert PriceTick.objects.count() == 2


def test_a_move_of_another_token_or_in_the_other_direction_is_none(alice: User, eth: Token, link: Token) -> None:
    alerts = [moving(alice, link, "either", "5"), moving(alice, eth, "below", "5")]
    assert run(eth, "100", "110") == [0, 0]
    assert {now_is(alert).state for alert in alerts} == {State.ACTIVE}


@pytest.mark.parametrize("state", [State.PAUSED, State.FIRED, State.DELETED])
def test_an_alert_that_does_not_wait_does_not_fire(alice: User, eth: Token, state: State) -> None:
    moving(alice, eth, "either", "5", state=state)
    assert run(eth, "100", "110") == [0, 0]


# Moved


@pytest.mark.parametrize(
    ("side", "price", "told_side", "percent"),
    [
        ("above", "105", "above", "5"),
        ("either", "105", "above", "5"),
        ("either", "95", "below", "5"),
        ("below", "94.999", "below", "5"),
    ],
)
def test_the_exact_percentage_is_a_move(
    alice: User, eth: Token, side: str, price: str, told_side: str, percent: str
) -> None:
    alert = moving(alice, eth, side, "5")

    assert run(eth, "100", price) == [0, 1]
    (data,) = told(alice)
    assert (data["kind"], data["direction"], data["usd"], data["reference_usd"]) == ("move", told_side, price, "100")
    assert (data["moved_percent"], data["window_minutes"]) == (percent, "60")
    assert now_is(alert).state == State.FIRED


def test_a_repeating_alert_waits_out_its_cooldown(alice: User, eth: Token) -> None:
    moving(alice, eth, "above", "5", repeats=True, cooldown_seconds=120)
    assert run(eth, "100", "106", "107", "108", "109") == [0, 1, 0, 1, 0]


def test_it_agrees_with_a_search_through_all_prices(alice: User, eth: Token, link: Token) -> None:
    dice = random.Random(7)
    alerts = [
        moving(alice, token, side, percent, minutes=minutes)
        for token in (eth, link)
        for side in ("above", "below", "either")
        for percent in ("0.5", "1.25", "3", "7.5")
        for minutes in (1, 3, 10)
    ]
    seen: dict[int, list[Decimal]] = {eth.pk: [], link.pk: []}
    expected: dict[int, datetime] = {}
    price = {eth.pk: usd("5000"), link.pk: usd("0.00001234")}
    for number in range(40):
        at = NOW + MINUTE * number
        for token_id in price:
            price[token_id] = round(price[token_id] * (1 + Decimal(dice.randint(-250, 250)) / 10_000), 18)
            seen[token_id].append(price[token_id])
        record_ticks({token_id: Tick(price[token_id], at) for token_id in price})
        fire_moves(price, now=at)
        for alert in alerts:
            if alert.pk not in expected and _has_moved(alert, seen[alert.token_id or 0]):
                expected[alert.pk] = at

    assert dict(Alert.objects.exclude(fired_at=None).values_list("pk", "fired_at")) == expected
    assert len(alerts) // 4 < len(expected) < len(alerts)


def _has_moved(alert: Alert, prices: list[Decimal]) -> bool:
    """Look at every price within the window, one price a minute."""
    assert alert.window_minutes is not None
    assert alert.percent is not None
    window, now, share = prices[-alert.window_minutes - 1 :], prices[-1], Decimal(alert.percent) / 100
    rose = any(now >= before * (1 + share) for before in window)
    fell = any(now <= before * (1 - share) for before in window)
    return (rose and alert.direction != "below") or (fell and alert.direction != "above")
