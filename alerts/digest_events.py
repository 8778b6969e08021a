"""What happened to many users' alerts and orders in a stretch of time, counted together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db.models import Count

from alerts.models import Alert
from trading.models import Order

__all__ = ["Events", "events_of"]

MOST_NAMED: Final = 3


@dataclass
class Events:
    """How many alerts fired, and how many orders were carried out and are open; the first of them by symbol."""

    fired: int = 0
    fired_names: list[str] = field(default_factory=list)
    filled: int = 0
    filled_names: list[str] = field(default_factory=list)
    open_orders: int = 0


def events_of(users: Sequence[int], since: datetime, now: datetime) -> defaultdict[int, Events]:
    """Return what happened after one moment and up to another, by the users' keys."""
    found: defaultdict[int, Events] = defaultdict(Events)
    fired = Alert.objects.filter(user__in=users, fired_at__gt=since, fired_at__lte=now).order_by("fired_at", "pk")
    for user, symbol in fired.values_list("user", "token__symbol"):
        found[user].fired += 1
        _name(found[user].fired_names, symbol or "Portfolio")
    filled = Order.objects.filter(
        user__in=users, state=Order.State.DONE, finished_at__gt=since, finished_at__lte=now
    ).order_by("finished_at", "pk")
    for user, symbol in filled.values_list("user", "token__symbol"):
        found[user].filled += 1
        _name(found[user].filled_names, symbol)
    waiting = Order.objects.filter(user__in=users, state__in=Order.OPEN).order_by().values("user")
    for row in waiting.annotate(count=Count("pk")):
        found[row["user"]].open_orders = row["count"]
    return found


def _name(names: list[str], symbol: str) -> None:
    if symbol not in names and len(names) < MOST_NAMED:
        names.append(symbol)
