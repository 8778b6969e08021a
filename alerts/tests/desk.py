"""Short words for what the tests of this app say again and again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from alerts.models import Alert, Notification
from tokens.models import Token
from trading.models import User

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def usd(text: str) -> Decimal:
    return Decimal(text)


def waiting(user: User, token: Token | None, side: str, threshold: str, **more: Any) -> Alert:
    """Let a user wait for a price."""
    kind = Alert.Kind.PRICE if token else Alert.Kind.PORTFOLIO
    return Alert.objects.create(user=user, token=token, kind=kind, direction=side, threshold=usd(threshold), **more)


def moving(user: User, token: Token, side: str, percent: str, *, minutes: int = 60, **more: Any) -> Alert:
    """Let a user wait for a move."""
    return Alert.objects.create(
        user=user,
        token=token,
        kind=Alert.Kind.MOVE,
        direction=side,
        percent=usd(percent),
        window_minutes=minutes,
        **more,
    )


def now_is(alert: Alert) -> Alert:
    return Alert.objects.get(pk=alert.pk)


def told(user: User) -> list[dict[str, Any]]:
    """Return what there is to tell a user, in the order in which it came up."""
    return [row.data for row in Notification.objects.filter(user=user).order_by("pk")]


def refuse_notifications(*, like: str = "%") -> None:
    """Let the database refuse notifications whose key is like a pattern, until the test is rolled back."""
    with connection.cursor() as cursor:
        for statement in _REFUSALS[connection.vendor]:
            cursor.execute(statement.replace("{like}", like))


_POSTGRES_FUNCTION = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = 'check_violation'; END $$
"""
_POSTGRES_TRIGGER = """
CREATE TRIGGER refusal BEFORE INSERT ON alerts_notification
FOR EACH ROW WHEN (NEW.dedupe_key LIKE '{like}') EXECUTE FUNCTION refuse()
"""
_SQLITE_TRIGGER = """
CREATE TRIGGER refusal BEFORE INSERT ON alerts_notification WHEN NEW.dedupe_key LIKE '{like}'
BEGIN SELECT RAISE(ABORT, 'refused'); END
"""
_REFUSALS = {"sqlite": [_SQLITE_TRIGGER], "postgresql": [_POSTGRES_FUNCTION, _POSTGRES_TRIGGER]}
