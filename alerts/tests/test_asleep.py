"""After a long sleep those who wait for a price are told, once; nobody else is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from alerts.asleep import LONG, QUIET, tell_asleep
from alerts.models import Alert, Notification
from tokens.models import Token
from trading.models import User

pytestmark = pytest.mark.django_db

FROM = datetime(2026, 5, 4, 12, tzinfo=UTC)
UNTIL = FROM + timedelta(hours=1)


@pytest.fixture
def waiting(alice: User, eth: Token) -> User:
    Alert.objects.create(user=alice, kind="price", direction="above", token=eth, threshold=Decimal(1))
    return alice


def test_who_waits_for_nothing_is_not_told(alice: User, mallory: User) -> None:
    assert tell_asleep(FROM, UNTIL) == 0


def test_a_short_gap_is_not_told(waiting: User) -> None:
    assert tell_asleep(FROM, FROM + LONG - timedelta(seconds=1)) == 0


def test_an_alert_that_does_not_wait_is_not_told_of(waiting: User) -> None:
    Alert.objects.update(state="paused")
    assert tell_asleep(FROM, UNTIL) == 0


def test_who_waits_is_told_once_of_a_gap(waiting: User, mallory: User) -> None:
    assert tell_asleep(FROM, UNTIL) == 1
    tell_asleep(FROM, UNTIL)
    assert Notification.objects.get().user == waiting


def test_a_host_that_sleeps_often_is_told_of_now_and_then(waiting: User) -> None:
    for hours in range(0, 24, 2):
        tell_asleep(FROM + timedelta(hours=hours), UNTIL + timedelta(hours=hours))
    assert Notification.objects.count() == timedelta(hours=24) // QUIET
