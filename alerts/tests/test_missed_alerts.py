from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from alerts.missed_alerts import tell_missed
from alerts.models import Alert, Notification
from alerts.stretch import Stretch
from alerts.tests.away import at, stretch
from alerts.tests.desk import HOUR, NOW, moving, now_is, refuse_notifications, told, waiting
from tokens.models import Token
from trading.models import User

State = Alert.State

FLAT = "100 101 99 100"
HILL = (FLAT, "100 110 100 105", "105 130 105 129", "129 129 90 92")


def before(user: User, token: Token, side: str, threshold: str, **more: Any) -> Alert:
    """Let a user wait since an hour before the gap."""
    alert = waiting(user, token, side, threshold, **more)
    Alert.objects.filter(pk=alert.pk).update(created_at=more.get("created_at", NOW - HOUR))
    return alert


def tell(missed: Stretch) -> int:
    with transaction.atomic():
        return tell_missed(missed, now=at(11))


# What is not told


@pytest.mark.parametrize("state", [State.PAUSED, State.FIRED, State.EXPIRED, State.DELETED])
def test_what_does_not_wait_is_not_told(alice: User, eth: Token, state: Alert.State) -> None:
    before(alice, eth, "above", "110", state=state)

    assert (tell(stretch(eth, *HILL)), told(alice)) == (0, [])


def test_what_was_not_reached_is_not_told(alice: User, eth: Token) -> None:
    far = [before(alice, eth, "above", "130.000000000000000001"), before(alice, eth, "below", "89.99")]

    assert (tell(stretch(eth, *HILL)), told(alice)) == (0, [])
    assert {now_is(alert).state for alert in far} == {State.ACTIVE}


def test_what_another_token_reached_is_not_told(alice: User, eth: Token, link: Token) -> None:
    before(alice, link, "above", "110")

    assert tell(stretch(eth, *HILL)) == 0


def test_moves_and_portfolios_are_not_read_from_candles(alice: User, eth: Token) -> None:
    moving(alice, eth, "either", "5")
    before(alice, None, "above", "1")  # type: ignore[arg-type]

    assert tell(stretch(eth, *HILL)) == 0


def test_an_alert_counts_from_its_creation_on(alice: User, eth: Token) -> None:
    late = before(alice, eth, "above", "130", created_at=at(2.1))
    in_time = before(alice, eth, "above", "130", created_at=at(2))

    assert tell(stretch(eth, *HILL)) == 1
    assert (now_is(late).state, now_is(in_time).state) == (State.ACTIVE, State.FIRED)


@pytest.mark.parametrize("moment", ["fired_at", "not_before"])
def test_an_alert_counts_from_its_last_firing_and_the_end_of_its_cool_down_on(
    alice: User, eth: Token, moment: str
) -> None:
    alert = before(alice, eth, "above", "130", repeats=True, **{moment: at(2)})
    before(alice, eth, "above", "130", repeats=True, **{moment: at(2.1)})

    assert tell(stretch(eth, *HILL)) == 1
    assert told(alice)[0]["handle"] == alert.handle
    assert told(alice)[0]["crossed_at"] == at(2).isoformat()


def test_an_alert_that_had_expired_before_is_not_told(alice: User, eth: Token) -> None:
    before(alice, eth, "above", "120", expires_at=at(2))
    in_time = before(alice, eth, "above", "120", expires_at=at(2.5))

    assert tell(stretch(eth, *HILL)) == 1
    assert told(alice)[0]["handle"] == in_time.handle


# What is told


@pytest.mark.parametrize(
    ("side", "threshold", "minute", "usd"),
    [
        ("above", "110", 1, "110"),
        ("above", "110.01", 2, "130"),
        ("above", "130", 2, "130"),
        ("below", "99", 0, "99"),
        ("below", "90", 3, "90"),
    ],
)
def test_what_was_reached_is_told_with_its_time(
    alice: User, eth: Token, side: str, threshold: str, minute: int, usd: str
) -> None:
    alert = before(alice, eth, side, threshold, note="look")

    assert [tell(stretch(eth, *HILL)), tell(stretch(eth, *HILL))] == [1, 0]
    assert now_is(alert).state == State.FIRED
    assert told(alice) == [
        {
            "handle": alert.handle,
            "kind": "price",
            "symbol": "ETH",
            "chain": "Ethereum",
            "chain_index": "1",
            "address": eth.address,
            "direction": side,
            "threshold": threshold,
            "usd": usd,
            "note": "look",
            "at": at(11).isoformat(),
            "crossed_at": at(minute).isoformat(),
            "away_from": at(0).isoformat(),
            "away_until": at(10).isoformat(),
            "later_usd": "92",
        }
    ]


def test_it_fires_as_of_the_candle(alice: User, eth: Token) -> None:
    alert = before(alice, eth, "above", "110", repeats=True, cooldown_seconds=60)
    tell(stretch(eth, *HILL))

    fired = now_is(alert)
    assert (fired.fired_at, fired.not_before) == (at(1), at(2))
    assert (fired.state, fired.is_armed, fired.times_fired) == (State.ACTIVE, False, 1)


def test_what_crossed_many_times_is_told_once(alice: User, eth: Token) -> None:
    before(alice, eth, "above", "110", repeats=True, cooldown_seconds=60)
    waves = ("100 120 100 120", "120 120 80 80") * 5

    assert (tell(stretch(eth, *waves)), len(told(alice))) == (1, 1)


def test_one_that_crosses_waits_for_the_other_side_then(alice: User, eth: Token) -> None:
    alert = before(alice, eth, "above", "110", crosses=True, repeats=True)

    assert tell(stretch(eth, *HILL)) == 1
    assert (now_is(alert).direction, now_is(alert).is_armed) == ("below", True)


def test_they_are_told_in_the_order_in_which_they_were_reached(alice: User, eth: Token) -> None:
    alerts = [before(alice, eth, side, level) for side, level in (("below", "92"), ("above", "129"), ("above", "105"))]

    assert tell(stretch(eth, *HILL)) == 3
    assert [data["handle"] for data in told(alice)] == [alert.handle for alert in reversed(alerts)]


# What comes back


def rested(user: User, token: Token, side: str, threshold: str, **more: Any) -> Alert:
    """Let an alert have fired half an hour before the gap, cooled down since then and not been left behind."""
    return before(
        user, token, side, threshold, repeats=True, is_armed=False, fired_at=at(-30), not_before=at(-10), **more
    )


def test_what_came_back_and_crossed_again_is_told(alice: User, eth: Token) -> None:
    above, below = rested(alice, eth, "above", "100"), rested(alice, eth, "below", "108")
    waves = ("101 120 100 119", "119 119 98 98.5", "98.5 104 98.5 103", "103 110 107 108")

    assert tell(stretch(eth, *waves)) == 2
    assert [(data["handle"], data["crossed_at"]) for data in told(alice)] == [
        (below.handle, at(1).isoformat()),
        (above.handle, at(2).isoformat()),
    ]


def test_what_came_back_and_did_not_cross_waits_again(alice: User, eth: Token) -> None:
    alert = rested(alice, eth, "above", "100")

    assert tell(stretch(eth, "101 102 98 99.5", "99.5 99.9 99.1 99.5")) == 0
    assert now_is(alert).is_armed


def test_within_one_candle_nobody_knows_what_came_first(alice: User, eth: Token) -> None:
    alert = rested(alice, eth, "above", "100")

    assert tell(stretch(eth, "101 105 98 99", "99 99.5 98.5 99")) == 0
    assert now_is(alert).is_armed


def test_what_did_not_come_back_by_its_margin_rests(alice: User, eth: Token) -> None:
    alert = rested(alice, eth, "above", "100")

    assert tell(stretch(eth, "101 105 99 99.5", "99.5 110 99.5 109")) == 0
    assert not now_is(alert).is_armed


def test_what_came_back_before_it_fired_does_not_count(alice: User, eth: Token) -> None:
    alert = rested(alice, eth, "above", "100")
    Alert.objects.update(fired_at=at(0.5), not_before=None)

    assert tell(stretch(eth, "101 105 98 104", "104 110 103 109")) == 0
    assert not now_is(alert).is_armed


# Trouble


def test_one_that_cannot_be_told_does_not_keep_the_others(alice: User, eth: Token) -> None:
    poisoned, fine = before(alice, eth, "above", "110"), before(alice, eth, "above", "110")
    refuse_notifications(like=f"alert:{poisoned.handle}:%")

    assert tell(stretch(eth, *HILL)) == 1
    assert (now_is(poisoned).state, now_is(poisoned).failures) == (State.ACTIVE, 1)
    assert [data["handle"] for data in told(alice)] == [fine.handle]


def test_a_thousand_and_more_are_told(alice: User, eth: Token) -> None:
    made = Alert.objects.bulk_create(
        Alert(user=alice, token=eth, kind="price", direction="above", threshold=Decimal(105 + number % 20))
        for number in range(2500)
    )
    Alert.objects.update(created_at=NOW - timedelta(days=1))

    assert tell(stretch(eth, *HILL)) == len(made) == Notification.objects.count()
