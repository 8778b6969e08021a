from __future__ import annotations

import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from alerts import crossing_postgres
from alerts.crossing import fire_crossed, rearm, valid_prices
from alerts.models import Alert, Notification
from alerts.tests.desk import HOUR, NOW, now_is, refuse_notifications, told, usd, waiting
from tokens.models import Token
from trading.models import User

State = Alert.State
on_postgres = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite has one writer at a time and no such plans"
)
SECOND = timedelta(seconds=1)


def see(prices: Mapping[Token, str], *, after: timedelta = timedelta(0)) -> int:
    """Make a pass with these prices, as the monitor does."""
    seen = {token.pk: usd(price) for token, price in prices.items()}
    rearm(seen, now=NOW + after)
    return fire_crossed(seen, now=NOW + after)


# What fires nothing


@pytest.mark.parametrize(
    ("side", "price"), [("above", "4999.999999999999999999"), ("below", "5000.000000000000000001")]
)
def test_a_price_that_is_not_there_yet_fires_nothing(alice: User, eth: Token, side: str, price: str) -> None:
    alert = waiting(alice, eth, side, "5000")

    assert see({eth: price}) == 0
    assert now_is(alert).state == State.ACTIVE
    assert told(alice) == []


@pytest.mark.parametrize("glitch", ["0", "-1", "NaN", "sNaN", "Infinity", "-Infinity", "1e-19", "1e20", None])
def test_a_price_that_cannot_be_true_fires_nothing(alice: User, eth: Token, glitch: str | None) -> None:
    for side in ("above", "below"):
        waiting(alice, eth, side, "0.5")
        waiting(alice, eth, side, "1000000")
    prices = {eth.pk: None if glitch is None else Decimal(glitch)}

    assert fire_crossed(prices, now=NOW) == 0
    assert rearm(prices, now=NOW) == 0
    assert valid_prices(prices) == {}


@pytest.mark.parametrize("state", [State.PAUSED, State.FIRED, State.EXPIRED, State.DELETED])
def test_an_alert_that_does_not_wait_does_not_fire(alice: User, eth: Token, state: State) -> None:
    waiting(alice, eth, "above", "5000", state=state)
    assert see({eth: "6000"}) == 0


def test_an_alert_whose_time_is_over_does_not_fire(alice: User, eth: Token) -> None:
    waiting(alice, eth, "above", "5000", expires_at=NOW)
    waiting(alice, eth, "above", "5000", expires_at=NOW + SECOND)
    assert see({eth: "6000"}) == 1


def test_other_tokens_and_kinds_are_left_alone(alice: User, eth: Token, link: Token) -> None:
    others = [
        waiting(alice, link, "above", "10"),
        waiting(alice, None, "above", "10"),
        Alert.objects.create(user=alice, token=eth, kind="move", direction="above", percent=1, window_minutes=5),
    ]

    assert see({eth: "6000"}) == 0
    assert {now_is(alert).state for alert in others} == {State.ACTIVE}


# What fires


@pytest.mark.parametrize("side", ["above", "below"])
@pytest.mark.parametrize("price", ["5000", "0.000000000000000007", "0.1", "123456789.123456789123456789"])
def test_a_price_that_is_equal_has_reached(alice: User, eth: Token, side: str, price: str) -> None:
    alert = waiting(alice, eth, side, price)

    assert see({eth: price}) == 1
    fired = now_is(alert)
    assert (fired.state, fired.times_fired, fired.fired_at, fired.fired_usd) == (State.FIRED, 1, NOW, usd(price))


def test_what_fires_is_told_with_what_there_is_to_know(alice: User, eth: Token) -> None:
    alert = waiting(alice, eth, "above", "5000", note="sell some")
    see({eth: "5012.50"})

    notification = Notification.objects.get()
    assert notification.data == {
        "handle": alert.handle,
        "kind": "price",
        "symbol": "ETH",
        "chain": "Ethereum",
        "chain_index": "1",
        "address": eth.address,
        "direction": "above",
        "threshold": "5000",
        "usd": "5012.5",
        "at": NOW.isoformat(),
        "note": "sell some",
    }
    assert (notification.dedupe_key, notification.template) == (f"alert:{alert.handle}:1", "alert_fired")
    assert (notification.user, notification.importance) == (alice, Notification.Importance.ALERT)
    assert (notification.state, notification.not_before, notification.created_at) == ("queued", NOW, NOW)


def test_an_alert_fires_once(alice: User, eth: Token) -> None:
    waiting(alice, eth, "above", "5000")
    assert [see({eth: "6000"}), see({eth: "4000"}), see({eth: "6000"})] == [1, 0, 0]


def test_what_is_told_already_is_not_told_again_and_holds_nobody_up(alice: User, eth: Token) -> None:
    told_before = waiting(alice, eth, "above", "5000")
    waiting(alice, eth, "above", "5000")
    key = f"alert:{told_before.handle}:1"
    Notification.objects.create(dedupe_key=key, user=alice, not_before=NOW, created_at=NOW)

    assert see({eth: "6000"}) == 2
    assert Notification.objects.count() == 2


def test_many_fire_in_one_pass_whatever_the_size_of_a_batch(
    alice: User, eth: Token, link: Token, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alerts.crossing.BATCH", 3)
    monkeypatch.setattr(crossing_postgres, "BATCH", 3)
    for number in range(1, 9):
        waiting(alice, eth, "above", f"{number}")
        waiting(alice, link, "below", f"{number}")

    assert see({eth: "7", link: "2"}) == 7 + 7
    assert Notification.objects.count() == 14


# Again and again


def test_a_repeating_alert_waits_until_the_price_came_back(alice: User, eth: Token) -> None:
    waiting(alice, eth, "above", "5000", repeats=True, cooldown_seconds=60)
    prices = ["5000", "5100", "4999", "4950", "5100", "4949.99", "5100"]  # 4950 is one percent below: not beyond it

    fired = [see({eth: price}, after=HOUR * number) for number, price in enumerate(prices)]
    assert fired == [1, 0, 0, 0, 0, 0, 1]
    assert [data["usd"] for data in told(alice)] == ["5000", "5100"]


def test_below_is_the_mirror_image_of_above(alice: User, eth: Token) -> None:
    waiting(alice, eth, "below", "5000", repeats=True, cooldown_seconds=60)
    prices = ["5000", "5050", "4900", "5050.01", "4900"]

    assert [see({eth: price}, after=HOUR * number) for number, price in enumerate(prices)] == [1, 0, 0, 0, 1]


def test_a_cooldown_ends_at_its_time_and_is_not_drawn_out(alice: User, eth: Token) -> None:
    alert = waiting(alice, eth, "above", "5000", repeats=True, cooldown_seconds=60)
    see({eth: "5000"})
    see({eth: "4000"}, after=SECOND)

    assert now_is(alert).is_armed
    assert [see({eth: "6000"}, after=SECOND * seconds) for seconds in (30, 59, 60)] == [0, 0, 1]


def test_an_alert_that_crosses_and_repeats_waits_for_the_other_side(alice: User, eth: Token) -> None:
    waiting(alice, eth, "above", "5000", crosses=True, repeats=True, cooldown_seconds=60)
    prices = ["4999", "5001", "5002", "4999", "4998", "5000"]

    assert [see({eth: price}, after=HOUR * number) for number, price in enumerate(prices)] == [0, 1, 0, 1, 0, 1]
    assert [data["direction"] for data in told(alice)] == ["above", "below", "above"]


def test_an_alert_that_crosses_once_is_over(alice: User, eth: Token) -> None:
    alert = waiting(alice, eth, "above", "5000", crosses=True)

    assert [see({eth: "5001"}), see({eth: "4000"}, after=HOUR)] == [1, 0]
    assert now_is(alert).state == State.FIRED


# When something goes wrong


def test_an_alert_that_cannot_be_told_stays_armed(alice: User, eth: Token) -> None:
    alert = waiting(alice, eth, "above", "5000")
    refuse_notifications()

    assert see({eth: "6000"}) == 0
    after = now_is(alert)
    assert (after.state, after.is_armed, after.times_fired, after.failures) == (State.ACTIVE, True, 0, 1)


def test_one_bad_row_keeps_nobody_else_from_being_told_and_is_set_aside(alice: User, eth: Token) -> None:
    good, bad = waiting(alice, eth, "above", "5000"), waiting(alice, eth, "above", "5000")
    refuse_notifications(like=f"alert:{bad.handle}:%")

    assert [see({eth: "6000"}, after=HOUR * number) for number in range(6)] == [1, 0, 0, 0, 0, 0]
    assert now_is(good).state == State.FIRED
    assert (now_is(bad).state, now_is(bad).failures) == (State.PAUSED, 5)


def test_an_alert_that_is_set_aside_for_good_is_told(alice: User, eth: Token) -> None:
    bad = waiting(alice, eth, "above", "5000", note="sell some")
    refuse_notifications(like=f"alert:{bad.handle}:1")

    assert [see({eth: "6000"}, after=HOUR * number) for number in range(6)] == [0] * 6
    assert (now_is(bad).state, now_is(bad).failures) == (State.PAUSED, 5)
    notification = Notification.objects.get()
    assert (notification.template, notification.user) == ("alert_paused", alice)
    assert (notification.data["handle"], notification.data["threshold"]) == (bad.handle, "5000")
    assert (notification.data["symbol"], notification.data["note"]) == ("ETH", "sell some")


# What it costs


def test_it_asks_no_more_when_more_alerts_wait(alice: User, eth: Token) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            see({eth: "4000"})
        return len(captured)

    waiting(alice, eth, "above", "5000")
    few = queries()
    Alert.objects.bulk_create(
        Alert(user=alice, token=eth, kind="price", direction="above", threshold=usd("5000")) for _ in range(500)
    )
    assert queries() == few


@on_postgres
@pytest.mark.parametrize("side", ["above", "below"])
@pytest.mark.parametrize("statement", ["FIRE", "REARM"])
def test_the_statements_read_the_partial_indexes_and_never_the_table(
    alice: User, eth: Token, side: str, statement: str
) -> None:
    is_armed = statement == "FIRE"
    Alert.objects.bulk_create(
        Alert(user=alice, token=token, kind="price", direction=side, threshold=Decimal(number), is_armed=is_armed)
        for number in range(1, 201)
        for token in Token.objects.order_by("pk")[:20]
    )
    sql = getattr(crossing_postgres, statement)[side]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ANALYZE alerts_alert")
        crossing_postgres.use_indexes()
        cursor.execute(f"EXPLAIN {sql}", crossing_postgres.parameters({eth.pk: usd("100")}, now=NOW))
        plan = "\n".join(row[0] for row in cursor.fetchall())

    index = "alert_rearm" if statement == "REARM" else f"alert_{side}"
    assert re.search(f"Index Scan (Backward )?using {index} on alerts_alert", plan), plan
    assert "Seq Scan on alerts_alert" not in plan


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the plan of SQLite")
@pytest.mark.parametrize("side", ["above", "below"])
def test_sqlite_probes_the_partial_index(alice: User, eth: Token, side: str) -> None:
    with CaptureQueriesContext(connection) as captured:
        see({eth: "4000"})
    (gate,) = [query["sql"] for query in captured if "json_each" in query["sql"] and f"'{side}'" in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {gate.replace('%', '%%')}")
        plan = " ".join(row[3] for row in cursor.fetchall())

    assert f"USING INDEX alert_{side} (token_id=? AND threshold" in plan


# Many monitors


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_four_monitors_at_once_fire_each_alert_once(alice: User, eth: Token, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crossing_postgres, "BATCH", 50)
    Alert.objects.bulk_create(
        Alert(user=alice, token=eth, kind="price", direction="above", threshold=usd("5000")) for _ in range(2000)
    )
    together = Barrier(4)

    def monitor(_: Any) -> int:
        together.wait()
        try:
            return fire_crossed({eth.pk: usd("5000")}, now=NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        fired = list(pool.map(monitor, range(4)))
    fired.append(fire_crossed({eth.pk: usd("5000")}, now=NOW))  # a batch that another held may be left to the next pass

    assert sum(fired) == 2000
    assert Notification.objects.count() == 2000
    assert set(Alert.objects.values_list("state", "times_fired")) == {("fired", 1)}
