"""What /status tells: whether prices are watched, what waits for them, and to operators how much there is to do.

It reads only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Min
from django.utils import timezone

from alerts.database_life import DatabaseLife, database_life
from alerts.models import Alert, Notification
from alerts.watching import gaps_since, watched_since
from esther_site.lib.process import resident_bytes
from esther_site.lib.shared_health import SharedHealth, whole_report
from esther_site.lib.version import esther_version
from trading.models import Order, User

__all__ = ["House", "OwnOrders", "Status", "Workload", "status_for"]

LOOKS_BACK: Final = timedelta(hours=24)
_UNSENT: Final = (Notification.State.QUEUED, Notification.State.SENDING)


@dataclass(frozen=True, kw_only=True)
class OwnOrders:
    """How many orders of a user's are not over, and how many of them do not simply wait for their price."""

    open: int
    asking: int
    paused: int


@dataclass(frozen=True, kw_only=True)
class Workload:
    """What an operator wants to know about everybody."""

    users: int
    pending_users: int
    active_alerts: int
    open_orders: int
    queued: int
    dead: int
    oldest_queued_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class House:
    """What an operator wants to know about Esther herself."""

    services: list[SharedHealth]  # as all processes met them
    database: DatabaseLife
    days_left: int | None  # until the database ends
    memory_bytes: int | None
    version: str


@dataclass(frozen=True, kw_only=True)
class Status:
    """`watched_since` is None while prices are not watched; `workload` and `house` are for operators only."""

    watched_since: datetime | None
    gaps: list[tuple[datetime, datetime]]
    own_alerts: int
    own_orders: OwnOrders
    workload: Workload | None
    house: House | None


def status_for(user: User) -> Status:
    """Return what this user may know."""
    return Status(
        watched_since=watched_since(),
        gaps=gaps_since(timezone.now() - LOOKS_BACK),
        own_alerts=Alert.objects.filter(user=user, state=Alert.State.ACTIVE).count(),
        own_orders=_own_orders(user),
        workload=_workload() if user.is_staff else None,
        house=_house() if user.is_staff else None,
    )


def _house() -> House:
    life = database_life()
    return House(
        services=whole_report(),
        database=life,
        days_left=life.days_left(timezone.now().date()),
        memory_bytes=resident_bytes(),
        version=esther_version(),
    )


def _own_orders(user: User) -> OwnOrders:
    mine = Order.objects.filter(user=user, state__in=Order.OPEN).order_by()
    counts = dict(mine.values_list("state").annotate(count=Count("pk")))
    return OwnOrders(
        open=sum(counts.values()),
        asking=counts.get(Order.State.ASKING, 0),
        paused=counts.get(Order.State.PAUSED, 0),
    )


def _workload() -> Workload:
    people = User.objects.exclude(telegram_id=None)
    unsent = Notification.objects.filter(state__in=_UNSENT)
    return Workload(
        users=people.filter(status=User.Status.ACTIVE).count(),
        pending_users=people.filter(status=User.Status.PENDING).count(),
        active_alerts=Alert.objects.filter(state=Alert.State.ACTIVE).count(),
        open_orders=Order.objects.filter(state__in=Order.OPEN).count(),
        queued=unsent.count(),
        dead=Notification.objects.filter(state=Notification.State.DEAD).count(),
        oldest_queued_at=unsent.aggregate(oldest=Min("created_at"))["oldest"],
    )
