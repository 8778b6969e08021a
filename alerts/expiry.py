"""Alerts whose time is over: closed, and told, in one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from alerts.alert_news import tell_all
from alerts.alert_trail import note_alerts
from alerts.missed import unread_tokens
from alerts.models import Alert
from trading.audit import AuditKind

__all__ = ["expire_alerts"]

BATCH: Final = 500
TEMPLATE: Final = "alert_expired"

State = Alert.State
_OPEN: Final = (State.ACTIVE, State.PAUSED)


def expire_alerts(now: datetime) -> int:
    """Close the alerts whose time is over, tell their users, and return how many there were."""
    expired, in_batch = 0, BATCH
    while in_batch == BATCH:
        in_batch = _expire_batch(now)
        expired += in_batch
    return expired


def _expire_batch(now: datetime) -> int:
    late = Alert.objects.filter(state__in=_OPEN, expires_at__lte=now).order_by("pk")
    # It may have been reached before its time was over, while nobody watched.
    late = late.exclude(kind=Alert.Kind.PRICE, state=State.ACTIVE, token__in=unread_tokens(now))
    with transaction.atomic():
        locked = late.select_for_update(skip_locked=True, of=("self",)).select_related("token__chain")
        alerts = list(locked[:BATCH])
        Alert.objects.filter(pk__in=[alert.pk for alert in alerts], state__in=_OPEN).update(state=State.EXPIRED)
        note_alerts(alerts, AuditKind.ALERT_EXPIRED)
        tell_all(alerts, TEMPLATE, now=now)
    return len(alerts)
