"""The numbers on the admin's first page: who is here, what is on its way, and what hangs. It reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from alerts.database_life import DatabaseLife, database_life
from alerts.models import Alert, Notification, Watch
from alerts.watching import gaps_since, watched_since
from portfolio.models import WalletSync
from trading.models import Order, Pause, Swap, User, Wallet

__all__ = ["Figures", "Monitor", "Queue", "figures"]

LOOKS_BACK: Final = timedelta(hours=24)
_UNSENT: Final = (Notification.State.QUEUED, Notification.State.SENDING)


@dataclass(frozen=True, kw_only=True)
class Queue:
    """What is to be delivered, and what could not be."""

    waiting: int
    oldest_at: datetime | None
    dead: int


@dataclass(frozen=True, kw_only=True)
class Monitor:
    """Whether prices are watched; `watched_since` is None while they are not."""

    watched_since: datetime | None
    last_beat_at: datetime | None
    gaps: list[tuple[datetime, datetime]]  # of the last 24 hours


@dataclass(frozen=True, kw_only=True)
class Figures:
    """All of it. Values are in USD."""

    users: dict[str, int]  # by status
    wallets: dict[str, int]  # by kind, without those taken away
    watched_usd: Decimal  # what all real wallets were worth when they were last looked at
    stale_wallets: int
    swaps: dict[str, tuple[int, int]]  # by state: all, and of the last 24 hours
    unknown_swaps: int  # live, and under way for more than five minutes
    orders: dict[str, int]  # by state, of those that are not over
    alerts: int  # watched now
    queue: Queue
    monitor: Monitor
    database: DatabaseLife
    pause: Pause | None  # everybody's


def figures(now: datetime) -> Figures:
    """Return what the database tells at this moment."""
    in_time = Swap.objects.filter(created_at__gte=now - LOOKS_BACK)
    lately = _counts(in_time, "state")
    return Figures(
        users=_counts(User.objects.exclude(telegram_id=None), "status"),
        wallets=_counts(Wallet.objects.filter(removed_at=None), "kind"),
        watched_usd=_real().aggregate(all=Sum("counted_usd"))["all"] or Decimal(0),
        stale_wallets=_real().filter(~Q(failure="") | Q(synced_at__lt=now - timedelta(hours=1))).count(),
        swaps={state: (count, lately.get(state, 0)) for state, count in _counts(Swap.objects.all(), "state").items()},
        unknown_swaps=Swap.objects.filter(
            mode=Swap.Mode.LIVE,
            state__in=[Swap.State.CONFIRMED, Swap.State.APPROVING, Swap.State.SENT, Swap.State.BRIDGING],
            confirmed_at__lt=now - timedelta(minutes=5),
        ).count(),
        orders=_counts(Order.objects.filter(state__in=Order.OPEN), "state"),
        alerts=Alert.objects.filter(state=Alert.State.ACTIVE).count(),
        queue=_queue(),
        monitor=Monitor(
            watched_since=watched_since(),
            last_beat_at=Watch.objects.aggregate(last=Max("last_beat_at"))["last"],
            gaps=gaps_since(now - LOOKS_BACK),
        ),
        database=database_life(),
        pause=Pause.objects.filter(user=None, until=None).first(),
    )


def _counts(rows: QuerySet[Any], column: str) -> dict[str, int]:
    return dict(rows.order_by().values_list(column).annotate(count=Count("pk")))


def _real() -> QuerySet[WalletSync]:
    return WalletSync.objects.filter(wallet__removed_at=None)


def _queue() -> Queue:
    unsent = Notification.objects.filter(state__in=_UNSENT).aggregate(count=Count("pk"), oldest=Min("created_at"))
    dead = Notification.objects.filter(state=Notification.State.DEAD).count()
    return Queue(waiting=unsent["count"], oldest_at=unsent["oldest"], dead=dead)
