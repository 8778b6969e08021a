"""What /status tells: whether prices are watched, and to operators how much there is to do. It reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Min
from django.utils import timezone

from alerts.models import Alert, Notification
from alerts.watching import gaps_since, watched_since
from trading.models import User

__all__ = ["Status", "Workload", "status_for"]

LOOKS_BACK: Final = timedelta(hours=24)
_UNSENT: Final = (Notification.State.QUEUED, Notification.State.SENDING)


@dataclass(frozen=True, kw_only=True)
class Workload:
    """What an operator wants to know about everybody."""

    users: int
    pending_users: int
    active_alerts: int
    queued: int
    dead: int
    oldest_queued_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Status:
    """`watched_since` is None while prices are not watched; `workload` is for operators only."""

    watched_since: datetime | None
    gaps: list[tuple[datetime, datetime]]
    own_alerts: int
    workload: Workload | None


def status_for(user: User) -> Status:
    """Return what this user may know."""
    return Status(
        watched_since=watched_since(),
        gaps=gaps_since(timezone.now() - LOOKS_BACK),
        own_alerts=Alert.objects.filter(user=user, state=Alert.State.ACTIVE).count(),
        workload=_workload() if user.is_staff else None,
    )


def _workload() -> Workload:
    people = User.objects.exclude(telegram_id=None)
    unsent = Notification.objects.filter(state__in=_UNSENT)
    return Workload(
        users=people.filter(status=User.Status.ACTIVE).count(),
        pending_users=people.filter(status=User.Status.PENDING).count(),
        active_alerts=Alert.objects.filter(state=Alert.State.ACTIVE).count(),
        queued=unsent.count(),
        dead=Notification.objects.filter(state=Notification.State.DEAD).count(),
        oldest_queued_at=unsent.aggregate(oldest=Min("created_at"))["oldest"],
    )
