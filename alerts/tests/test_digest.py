from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import responses
from django.db import connection
from django.test.utils import CaptureQueriesContext
from freezegun import freeze_time

from alerts.digest import write_digests
from alerts.models import Alert, Notification
from portfolio.models import Book, Snapshot, SnapshotLine
from portfolio.tests.snapshot_desk import cost, hold, person, token
from trading.models import Order, User
from trading.preferences import set_digest

pytestmark = pytest.mark.django_db

DUE = datetime(2026, 5, 5, 8, 0, tzinfo=UTC)  # a Tuesday
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _clock(okx: responses.RequestsMock) -> Iterator[None]:
    with freeze_time(DUE, ignore=["concurrent"]):
        yield


def reader(name: str = "alice", *, rhythm: str = "daily", due: datetime = DUE, zone: str = "UTC") -> User:
    """Make somebody who wants a digest, and has 2 ETH and 100 LINK."""
    user = person(name, zone=zone)
    User.objects.filter(pk=user.pk).update(telegram_id=1000 + user.pk, digest=rhythm, digest_at=due)
    assert user.default_wallet
    hold(user.default_wallet, "ETH", "2")
    hold(user.default_wallet, "LINK", "100")
    return User.objects.get(pk=user.pk)


def prices(eth: str = "3000", link: str = "20", *, at: datetime = DUE) -> None:
    cost("ETH", eth, at=at)
    cost("LINK", link, at=at)


def snapshot(user: User, day: date, *, eth: str, link: str, is_estimated: bool = False) -> None:
    """Let the user have had the same at the end of a day."""
    lines = [("ETH", 2, eth), ("LINK", 100, link)]
    taken = Snapshot.objects.create(
        user=user,
        book=Book.PAPER,
        day=day,
        total_usd=sum((amount * Decimal(usd) for _, amount, usd in lines), Decimal(0)),
        source=Snapshot.Source.DAILY,
        is_estimated=is_estimated,
        taken_at=datetime(day.year, day.month, day.day, 23, 59, tzinfo=UTC),
    )
    for symbol, amount, usd in lines:
        held = token(symbol)
        SnapshotLine.objects.create(
            snapshot=taken,
            token=held,
            units=held.to_units(Decimal(amount)),
            price_usd=Decimal(usd),
            value_usd=amount * Decimal(usd),
        )


def told(user: User) -> list[dict[str, Any]]:
    return [row.data for row in Notification.objects.filter(user=user, template="digest").order_by("pk")]


def test_before_it_is_time_nothing_is_written() -> None:
    user = reader()
    prices()

    assert write_digests(DUE - timedelta(seconds=1)) == 0
    assert told(user) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"digest": "off", "digest_at": None},
        {"status": User.Status.BLOCKED},
        {"is_unreachable": True},
        {"telegram_id": None},
    ],
    ids=["off", "blocked", "unreachable", "no chat"],
)
def test_who_wants_none_or_cannot_be_told_gets_none(fields: dict[str, Any]) -> None:
    user = reader()
    prices()
    User.objects.filter(pk=user.pk).update(**fields)

    assert write_digests(DUE) == 0
    assert told(user) == []


def test_where_there_is_nothing_to_say_nothing_is_said() -> None:
    user = person()
    User.objects.filter(pk=user.pk).update(telegram_id=1, digest="daily", digest_at=DUE)

    assert write_digests(DUE) == 1
    assert told(user) == []
    assert User.objects.get().digest_at == DUE + DAY


def test_a_digest_says_what_was_measured_only() -> None:
    user = reader()
    prices()
    snapshot(user, date(2026, 5, 3), eth="1", link="1", is_estimated=True)
    snapshot(user, date(2026, 5, 4), eth="2900", link="21", is_estimated=True)
    write_digests(DUE)

    (data,) = told(user)
    assert data == {"total_usd": "8000", "book": "paper", "rhythm": "daily", "at": DUE.isoformat()}


def test_it_says_what_yesterday_brought_and_what_there_is_now() -> None:
    user = reader()
    prices("3000", "20")
    snapshot(user, date(2026, 5, 3), eth="2800", link="22")
    snapshot(user, date(2026, 5, 4), eth="2900", link="21")
    write_digests(DUE)

    (data,) = told(user)
    assert data["total_usd"] == "8000"
    assert (data["start"], data["end"], data["gain_usd"]) == ("2026-05-03", "2026-05-04", "100")
    assert round(Decimal(data["gain_percent"]), 4) == Decimal("1.2821")  # 7,800 to 7,900
    assert (data["best_symbol"], data["best_chain"], data["best_usd"]) == ("ETH", "Ethereum", "200")
    assert (data["worst_symbol"], data["worst_usd"]) == ("LINK", "-100")


def test_a_week_is_seven_days_up_to_yesterday() -> None:
    monday = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
    user = reader(rhythm="weekly", due=monday)
    prices(at=monday)
    snapshot(user, date(2026, 4, 26), eth="2000", link="20")
    snapshot(user, date(2026, 5, 2), eth="9999", link="20")
    snapshot(user, date(2026, 5, 3), eth="2500", link="20")
    write_digests(monday)

    (data,) = told(user)
    assert (data["start"], data["end"], data["gain_usd"]) == ("2026-04-26", "2026-05-03", "1000")
    assert Notification.objects.get().dedupe_key == f"digest:{user.pk}:2026-W19"
    assert User.objects.get().digest_at == monday + 7 * DAY


def test_after_a_night_without_a_server_the_change_is_up_to_now() -> None:
    user = reader()
    prices("3000", "20")
    snapshot(user, date(2026, 5, 2), eth="2800", link="20")
    write_digests(DUE)

    (data,) = told(user)
    assert (data["start"], data["end"], data["gain_usd"]) == ("2026-05-02", "2026-05-05", "400")


def test_alerts_that_fired_and_orders_are_counted() -> None:
    user, other = reader(), reader("bob")
    assert user.default_wallet
    prices()
    eth, link = token("ETH"), token("LINK")
    fired = {"user": user, "kind": "price", "direction": "above", "threshold": 1, "state": Alert.State.FIRED}
    Alert.objects.create(token=eth, fired_at=DUE - timedelta(hours=1), **fired)
    Alert.objects.create(token=eth, fired_at=DUE - timedelta(hours=2), **fired)
    Alert.objects.create(token=link, fired_at=DUE - timedelta(hours=25), **fired)
    order = {
        "user": user,
        "wallet": user.default_wallet,
        "kind": "stop_loss",
        "direction": "below",
        "token": link,
        "currency": token("USDC"),
        "trigger_usd": 1,
        "slippage_percent": 1,
        "created_at": DUE - 3 * DAY,
    }
    Order.objects.create(state=Order.State.DONE, finished_at=DUE - timedelta(hours=3), **order)
    Order.objects.create(state=Order.State.DONE, finished_at=DUE - 2 * DAY, **order)
    Order.objects.create(state=Order.State.CANCELLED, finished_at=DUE - timedelta(hours=3), **order)
    Order.objects.create(state=Order.State.ACTIVE, **order)
    Order.objects.create(state=Order.State.PAUSED, **order)
    write_digests(DUE)

    (data,) = told(user)
    assert (data["fired"], data["fired_names"]) == (2, ["ETH"])
    assert (data["filled"], data["filled_names"], data["open_orders"]) == (1, ["LINK"], 2)
    assert "fired" not in told(other)[0]


def test_it_is_written_once_however_many_look() -> None:
    user = reader()
    prices()
    write_digests(DUE)
    assert write_digests(DUE) == 0
    User.objects.filter(pk=user.pk).update(digest_at=DUE)  # as another monitor saw it a moment ago
    write_digests(DUE)

    assert len(told(user)) == 1


def test_after_a_long_sleep_it_comes_late_and_once() -> None:
    user = reader()
    woken = DUE + 3 * DAY + timedelta(hours=2)
    prices(at=woken)

    with freeze_time(woken, ignore=["concurrent"]):
        assert [write_digests(woken) for _ in range(3)] == [1, 0, 0]
    assert len(told(user)) == 1
    assert User.objects.get().digest_at == DUE + 4 * DAY


def test_who_turned_it_off_meanwhile_gets_none() -> None:
    user = reader()
    prices()
    User.objects.filter(pk=user.pk).update(digest_at=DUE + DAY)

    assert write_digests(DUE) == 0
    set_digest(user, "off")
    assert User.objects.get().digest_at is None


def test_it_is_eight_on_everybodys_own_clock() -> None:
    tokyo = reader("yuki", due=datetime(2026, 5, 4, 23, 0, tzinfo=UTC), zone="Asia/Tokyo")
    berlin = reader("anna", due=datetime(2026, 5, 5, 6, 0, tzinfo=UTC), zone="Europe/Berlin")
    prices()

    assert write_digests(DUE) == 2
    assert User.objects.get(pk=tokyo.pk).digest_at == datetime(2026, 5, 5, 23, 0, tzinfo=UTC)
    assert User.objects.get(pk=berlin.pk).digest_at == datetime(2026, 5, 6, 6, 0, tzinfo=UTC)


def test_many_users_cost_no_more_queries_than_few() -> None:
    def queries(count: int, start: int) -> int:
        for number in range(start, start + count):
            user = reader(f"user {number}")
            snapshot(user, date(2026, 5, 3), eth="2800", link="22")
            snapshot(user, date(2026, 5, 4), eth="2900", link="21")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert write_digests(DUE) == count
        return len(captured)

    prices()
    queries(1, 0)  # what is remembered is remembered now
    assert queries(40, 100) <= queries(2, 10) + 2
