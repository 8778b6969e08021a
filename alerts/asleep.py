"""After a long time in which nobody watched, those who wait for a price are told from when to when, once.

What was reached meanwhile is told by who reads it from candles; this says that it was looked at afterwards only.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from alerts.models import Alert, Notification
from trading.models import Order, User

__all__ = ["LONG", "QUIET", "TEMPLATE", "tell_asleep"]

LONG: Final = timedelta(minutes=10)  # shorter gaps are in /status
QUIET: Final = timedelta(hours=6)  # a host that sleeps many times a day is told of once in so long
TEMPLATE: Final = "asleep"
_BATCH: Final = 500


def tell_asleep(started_at: datetime, ended_at: datetime) -> int:
    """Write it down for everybody with an alert or order that waits; return for how many.

    Belongs into the transaction that notes the gap. Two monitors that end the same gap tell it once.
    """
    if ended_at - started_at < LONG:
        return 0
    data = {"away_from": started_at.isoformat(), "away_until": ended_at.isoformat()}
    told = [
        Notification(
            dedupe_key=f"asleep:{started_at.isoformat()}:{user}",
            user_id=user,
            template=TEMPLATE,
            data=data,
            not_before=ended_at,
            created_at=ended_at,
        )
        for user in _waiting(ended_at).values_list("pk", flat=True)
    ]
    Notification.objects.bulk_create(told, ignore_conflicts=True, batch_size=_BATCH)
    return len(told)


def _waiting(now: datetime) -> QuerySet[User]:
    alerts = Alert.objects.filter(state=Alert.State.ACTIVE)
    orders = Order.objects.filter(state__in=[Order.State.ACTIVE, Order.State.TRIGGERED])
    told = Notification.objects.filter(template=TEMPLATE, created_at__gt=now - QUIET)
    waiting = Q(pk__in=alerts.values("user")) | Q(pk__in=orders.values("user"))
    return User.objects.filter(waiting, telegram_id__isnull=False).exclude(pk__in=told.values("user")).order_by("pk")
