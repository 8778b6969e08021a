"""Alerts leave entries, too: also when thousands fire at once, and on either database."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from alerts.crossing import fire_crossed
from alerts.models import Alert
from alerts.services import AlertWish, change_threshold, create_alert, delete_alert
from tokens.models import Token
from trading.models import AuditEntry, User
from trading.tests.desk import admitted, token

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(seeded: None) -> User:
    return admitted(101, "Alice")


@pytest.fixture
def eth(alice: User) -> Token:
    return token("ETH")


def wish(eth: Token, usd: str, **more: Any) -> AlertWish:
    return AlertWish(kind=Alert.Kind.PRICE, token=eth, direction=Alert.Direction.ABOVE, threshold=Decimal(usd), **more)


def entries(alert: Alert) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(subject=f"alert:{alert.handle}").order_by("id"))


def test_what_a_user_does_with_an_alert_is_recorded(okx: Any, alice: User, eth: Token) -> None:
    alert = create_alert(alice, wish(eth, "9000"))
    change_threshold(alice, alert.handle, Decimal(9500))
    delete_alert(alice, alert.handle)
    recorded = entries(alert)
    assert [entry.kind for entry in recorded] == ["alert.created", "alert.changed", "alert.deleted"]
    assert {entry.actor for entry in recorded} == {f"user:{alice.pk}"}
    assert (recorded[0].facts["threshold"], recorded[1].facts["threshold"]) == ("9000", "9500")


def test_an_alert_that_fires_records_price_level_and_source(okx: Any, alice: User, eth: Token) -> None:
    alerts = [create_alert(alice, wish(eth, str(usd))) for usd in (9000, 9001, 99_999)]
    assert fire_crossed({eth.pk: Decimal("9500.5")}, now=timezone.now()) == 2
    fired = [entries(alert)[-1] for alert in alerts]
    assert [entry.kind for entry in fired] == ["alert.fired", "alert.fired", "alert.created"]
    assert fired[0].facts == {
        "usd": "9500.5",
        "threshold": "9000",
        "direction": "above",
        "times": 1,
        "source": "okx price",
    }
