from __future__ import annotations

from typing import Any

import pytest

from alerts import pause_news
from alerts.models import Notification
from trading.models import Order, Swap, User
from trading.news import trading_paused
from trading.pauses import is_paused, lift, pause
from trading.tests.live_desk import hot_wallet, live_swap
from trading.tests.order_desk import waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def olga(seeded: None) -> User:
    return User.objects.create(username="olga", is_staff=True, status=User.Status.ACTIVE, telegram_id=1)


def told() -> list[tuple[str, str]]:
    rows = Notification.objects.select_related("user").order_by("pk")
    return [(row.user.first_name, "over" if row.data["is_over"] else "on") for row in rows]


def automatic(user: User) -> Order:
    order = waiting(user)
    Order.objects.filter(pk=order.pk).update(wallet=hot_wallet(user, address=f"0x{user.pk:040x}"), is_automatic=True)
    return order


def test_who_waits_for_nothing_is_not_told(olga: User, alice: User) -> None:
    waiting(alice)  # on paper, which no pause concerns
    live_swap(alice, "10", state=Swap.State.DONE)
    pause(None, by=olga)
    lift(None, by=olga)
    assert told() == []


def test_an_own_pause_is_told_to_nobody(alice: User) -> None:
    live_swap(alice, "10")
    pause(alice, by=alice)
    lift(alice, by=alice)
    assert told() == []


@pytest.mark.parametrize("state", ["confirmed", "approving", "sent"])
def test_who_has_a_live_trade_open_is_told_when_it_begins_and_ends(olga: User, alice: User, state: str) -> None:
    live_swap(alice, "10", state=state)
    pause(None, by=olga, reason="the node lies")
    pause(None, by=olga)
    assert told() == [("Alice", "on")]
    assert lift(None, by=olga)
    assert told() == [("Alice", "on"), ("Alice", "over")]
    first = Notification.objects.earliest("pk")
    assert (first.template, first.data["reason"]) == ("paused_for_all", "the node lies")
    assert first.importance == Notification.Importance.MONEY


def test_who_has_an_automatic_order_open_is_told(olga: User, alice: User, mallory: User) -> None:
    automatic(alice)
    Order.objects.filter(pk=automatic(mallory).pk).update(state=Order.State.CANCELLED)
    pause(None, by=olga)
    assert told() == [("Alice", "on")]


def test_who_was_told_of_the_pause_is_told_of_its_end(olga: User, alice: User) -> None:
    swap = live_swap(alice, "10")
    pause(None, by=olga)
    Swap.objects.filter(pk=swap.pk).update(state=Swap.State.FAILED)
    lift(None, by=olga)
    assert told()[-1] == ("Alice", "over")


def test_the_next_pause_is_told_again(olga: User, alice: User) -> None:
    live_swap(alice, "10")
    for _ in range(2):
        pause(None, by=olga)
        lift(None, by=olga)
    assert len(told()) == 4


def test_it_is_paused_even_when_nobody_can_be_told(
    olga: User, alice: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    live_swap(alice, "10")

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("no outbox")

    monkeypatch.setattr(pause_news, "_write", broken)
    pause(None, by=olga)
    assert is_paused(alice)
    assert "could not be told" in caplog.text
    assert trading_paused.has_listeners()


def test_who_is_paused_by_an_operator_is_told_by_whom_and_why_and_when_it_is_over(olga: User, alice: User) -> None:
    live_swap(olga, "10")
    pause(alice, by=olga, reason="your phone was stolen")
    lift(alice, by=olga)
    assert told() == [("Alice", "on"), ("Alice", "over")]
    first = Notification.objects.earliest("pk")
    assert (first.template, first.data["by"], first.data["reason"]) == (
        "paused_for_you",
        "olga",
        "your phone was stolen",
    )
