from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from alerts.models import Notification
from alerts.order_news import EVENTS, tell
from alerts.tests.away import order, trailing
from alerts.tests.desk import NOW, usd
from tokens.models import Token
from trading.models import Order, User

SECOND = timedelta(seconds=1)
Kind, State = Order.Kind, Order.State


def keys() -> list[str]:
    return list(Notification.objects.order_by("pk").values_list("dedupe_key", flat=True))


@pytest.mark.parametrize("event", ["done", "failed", "expired"])
def test_an_end_is_told_once(alice: User, eth: Token, event: str) -> None:
    stop = order(alice, Kind.STOP_LOSS, eth, "100")
    tell(stop, event, now=NOW)
    tell(stop, event, now=NOW + SECOND)
    assert keys() == [f"order:{stop.handle}:{event}:"]


@pytest.mark.parametrize("event", ["retry", "waits"])
def test_what_goes_on_at_the_trigger_is_told_once_until_the_price_comes_back(
    alice: User, eth: Token, event: str
) -> None:
    stop = order(alice, Kind.STOP_LOSS, eth, "100", reached_at=NOW)
    for now in (NOW, NOW + SECOND):
        tell(stop, event, now=now)
    assert keys() == [f"order:{stop.handle}:{event}:{NOW.isoformat()}"]
    tell(stop, event, now=NOW + SECOND, reached_at=NOW + SECOND)
    assert len(keys()) == 2


@pytest.mark.parametrize("event", ["asks", "paused"])
def test_what_the_user_answers_may_come_up_again(alice: User, eth: Token, event: str) -> None:
    stop = order(alice, Kind.STOP_LOSS, eth, "100")
    for now in (NOW, NOW, NOW + SECOND):
        tell(stop, event, now=now)
    assert len(keys()) == 2


def test_the_key_of_each_event_fits(alice: User, eth: Token) -> None:
    stop = order(alice, Kind.STOP_LOSS, eth, "100")
    for event in EVENTS:
        tell(stop, event, now=NOW + timedelta(microseconds=1))
    assert max(map(len, keys())) <= 80
    assert {row.template for row in Notification.objects.all()} == {f"order_{event}" for event in EVENTS}
    assert {row.importance for row in Notification.objects.all()} == {Notification.Importance.MONEY}


def test_it_says_what_there_is_to_know(alice: User, eth: Token) -> None:
    stop = trailing(alice, eth, "2.5", reached_usd=usd("95.10"), waits_because="Because.", pair="abc")
    order(alice, Kind.TAKE_PROFIT, eth, "200", state=State.CANCELLED, ended_by=stop, handle="other", pair="abc")
    tell(stop, "asks", now=NOW, crossed_at=NOW - SECOND)

    assert Notification.objects.get().data == {
        "handle": stop.handle,
        "kind": "trailing_stop",
        "symbol": "ETH",
        "chain": "Ethereum",
        "chain_index": "1",
        "address": eth.address,
        "currency": "USDC",
        "trigger_usd": "",
        "trail_percent": "2.5",
        "reached_usd": "95.1",
        "at": NOW.isoformat(),
        "crossed_at": (NOW - SECOND).isoformat(),
        "reason": "Because.",
        "is_purchase": "",
        "cancelled": ["other"],
        "wallet": "Paper",
        "is_paper": "1",
        "was_sent": "",
        **dict.fromkeys(("gave", "gave_symbol", "got", "got_symbol", "gas_usd", "swap_handle", "mode"), ""),
    }


def test_it_tells_the_order_as_it_is_now(alice: User, eth: Token) -> None:
    stop = order(alice, Kind.STOP_LOSS, eth, "100")
    Order.objects.update(waits_because="Something new.")
    tell(stop, "waits", now=NOW, usd=usd("99"))
    data: dict[str, Any] = Notification.objects.get().data
    assert (data["reason"], data["reached_usd"], data["trigger_usd"]) == ("Something new.", "99", "100")
