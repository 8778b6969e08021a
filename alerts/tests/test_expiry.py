from __future__ import annotations

from datetime import timedelta

import pytest

from alerts import expiry
from alerts.expiry import expire_alerts
from alerts.models import Alert, Notification
from alerts.tests.desk import NOW, moving, now_is, refuse_notifications, waiting
from tokens.models import Token
from trading.models import User

SECOND = timedelta(seconds=1)
State = Alert.State


def test_alerts_whose_time_is_not_over_are_left_alone(alice: User, eth: Token) -> None:
    later = waiting(alice, eth, "above", "5000", expires_at=NOW + SECOND)
    never = waiting(alice, eth, "above", "5000")
    fired = waiting(alice, eth, "above", "5000", expires_at=NOW, state=State.FIRED)

    assert expire_alerts(NOW) == 0
    assert [now_is(alert).state for alert in (later, never, fired)] == [State.ACTIVE, State.ACTIVE, State.FIRED]
    assert not Notification.objects.exists()


@pytest.mark.parametrize("state", [State.ACTIVE, State.PAUSED])
def test_an_alert_whose_time_is_over_is_closed_and_told(alice: User, eth: Token, state: State) -> None:
    alert = waiting(alice, eth, "above", "5000.50", expires_at=NOW, state=state, note="sell some")

    assert [expire_alerts(NOW), expire_alerts(NOW)] == [1, 0]
    assert now_is(alert).state == State.EXPIRED
    told = Notification.objects.get()
    assert (told.template, told.user, told.importance) == ("alert_expired", alice, Notification.Importance.ALERT)
    assert told.data == {
        "handle": alert.handle,
        "kind": "price",
        "symbol": "ETH",
        "chain": "Ethereum",
        "chain_index": "1",
        "address": eth.address,
        "direction": "above",
        "threshold": "5000.5",
        "percent": "",
        "window_minutes": "",
        "note": "sell some",
        "at": NOW.isoformat(),
    }


def test_alerts_without_a_token_or_a_threshold_are_told_too(alice: User, eth: Token) -> None:
    waiting(alice, None, "below", "10", expires_at=NOW)
    moving(alice, eth, "either", "7.50", minutes=30, expires_at=NOW)

    assert expire_alerts(NOW) == 2
    portfolio, move = (row.data for row in Notification.objects.order_by("pk"))
    assert (portfolio["kind"], portfolio["symbol"], portfolio["threshold"]) == ("portfolio", "", "10")
    assert (move["threshold"], move["percent"], move["window_minutes"]) == ("", "7.5", "30")


def test_what_cannot_be_told_is_not_closed(alice: User, eth: Token) -> None:
    alert = waiting(alice, eth, "above", "5000", expires_at=NOW)
    refuse_notifications()
    with pytest.raises(Exception, match="refused"):
        expire_alerts(NOW)
    assert Alert.objects.filter(pk=alert.pk, state=State.ACTIVE).exists()


def test_all_are_closed_whatever_the_size_of_a_batch(alice: User, eth: Token, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expiry, "BATCH", 2)
    for _ in range(5):
        waiting(alice, eth, "above", "5000", expires_at=NOW)
    assert expire_alerts(NOW) == 5
    assert Notification.objects.count() == 5
