"""What becomes of an alert that fires and what is told about it, in one transaction; whether it fires is known before.

Works on every database, row by row where it must. `alerts.crossing_postgres` does the same in one statement.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import F, Q, QuerySet

from alerts.alert_news import news, plain, tell_all
from alerts.alert_trail import note_alerts, note_fired
from alerts.models import Alert, Notification
from trading.audit import AuditKind

__all__ = ["POISON", "TEMPLATE", "due", "fire", "other_side", "plain"]

logger = logging.getLogger(__name__)

TEMPLATE: Final = "alert_fired"
PAUSED_TEMPLATE: Final = "alert_paused"
MAX_FAILURES: Final = 5
RETRY: Final = timedelta(minutes=5)
# What one bad row can raise. Trouble with the database itself is none of these, and no alert's fault.
POISON: Final = (DataError, IntegrityError, ValidationError, ValueError, ArithmeticError)

Direction, State = Alert.Direction, Alert.State


def due(now: datetime) -> QuerySet[Alert]:
    """Return the alerts that may fire: waiting, armed, neither cooling down nor expired."""
    return Alert.objects.filter(
        Q(not_before=None) | Q(not_before__lte=now),
        Q(expires_at=None) | Q(expires_at__gt=now),
        state=State.ACTIVE,
        is_armed=True,
    )


def fire(alert_ids: Iterable[int], usd: Decimal, *, now: datetime, facts: Mapping[str, str] | None = None) -> int:
    """Fire those of the alerts that are still due, and return how many; an alert that cannot be fired waits aside.

    `facts` are added to what the message is made of.
    """
    ids = list(alert_ids)
    try:
        return _fire(ids, usd, now=now, facts=facts or {})
    except POISON:
        logger.exception("%d alerts could not be fired together: one by one", len(ids))
    return sum(_fire_alone(alert_id, usd, now=now, facts=facts or {}) for alert_id in ids)


def other_side(direction: str) -> Alert.Direction:
    return Direction.BELOW if direction == Direction.ABOVE else Direction.ABOVE


def _fire_alone(alert_id: int, usd: Decimal, *, now: datetime, facts: Mapping[str, str]) -> int:
    try:
        return _fire([alert_id], usd, now=now, facts=facts)
    except POISON:
        logger.exception("alert %d could not be fired", alert_id)
        _set_aside(alert_id, now)
        return 0


def _fire(alert_ids: list[int], usd: Decimal, *, now: datetime, facts: Mapping[str, str]) -> int:
    with transaction.atomic():
        claimed = due(now).filter(pk__in=alert_ids).select_for_update(skip_locked=True, of=("self",))
        alerts = list(claimed.select_related("token__chain"))
        Notification.objects.bulk_create(
            [_notification(alert, usd, now=now, facts=facts) for alert in alerts], ignore_conflicts=True
        )
        note_fired(alerts, usd, facts)
        for outcome, pks in _by_outcome(alerts, now).items():
            Alert.objects.filter(pk__in=pks).update(
                times_fired=F("times_fired") + 1, fired_at=now, fired_usd=usd, **dict(outcome)
            )
    return len(alerts)


def _by_outcome(alerts: list[Alert], now: datetime) -> dict[tuple[tuple[str, Any], ...], list[int]]:
    """Return the alerts' keys by what changes, so that there is one UPDATE for each kind of change."""
    groups: dict[tuple[tuple[str, Any], ...], list[int]] = defaultdict(list)
    for alert in alerts:
        groups[tuple(_outcome(alert, now).items())].append(alert.pk)
    return groups


def _outcome(alert: Alert, now: datetime) -> dict[str, Any]:
    """Return what firing changes: the end, a cool-down, or a cool-down and the other direction."""
    if not alert.repeats:
        return {"state": State.FIRED}
    cooling = {"not_before": now + timedelta(seconds=alert.cooldown_seconds)}
    if alert.kind == Alert.Kind.MOVE:  # has no level to come back to
        return cooling
    if alert.crosses:
        return {**cooling, "direction": other_side(alert.direction)}
    return {**cooling, "is_armed": False}


def _notification(alert: Alert, usd: Decimal, *, now: datetime, facts: Mapping[str, str]) -> Notification:
    return news(alert, TEMPLATE, key=str(alert.times_fired + 1), now=now, facts={"usd": plain(usd), **facts})


def _set_aside(alert_id: int, now: datetime) -> None:
    """Let an alert that cannot be fired wait a while; after the last attempt it is paused, and its user told."""
    alerts = Alert.objects.filter(pk=alert_id, state=State.ACTIVE)
    alerts.update(failures=F("failures") + 1, not_before=now + RETRY)
    failed = alerts.filter(failures__gte=MAX_FAILURES)
    try:
        paused = _pause(failed, now)
    except POISON:  # what cannot be told must not go on failing either
        logger.exception("the user of alert %d could not be told that it is paused", alert_id)
        paused = failed.update(state=State.PAUSED)
    if paused:
        logger.error("alert %d is paused: it failed %d times", alert_id, MAX_FAILURES)


def _pause(failed: QuerySet[Alert], now: datetime) -> int:
    alerts = list(failed.select_related("token__chain"))
    with transaction.atomic():
        paused = failed.update(state=State.PAUSED)
        note_alerts(alerts[:paused], AuditKind.ALERT_PAUSED, {"failures": MAX_FAILURES})
        tell_all(alerts[:paused], PAUSED_TEMPLATE, now=now)
    return paused
