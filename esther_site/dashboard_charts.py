"""The charts on the admin's first page, as the data that unfold's chart components draw (Chart.js).

https://unfoldadmin.com/docs/components/chart/
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, DateField, DateTimeField, QuerySet, Sum
from django.db.models.functions import TruncDate, TruncHour

from alerts.models import Notification
from portfolio.models import Book, Snapshot
from trading.models import Swap

__all__ = ["CHART_OPTIONS", "Chart", "charts"]

DAYS: Final = 14
VALUE_DAYS: Final = 30
HOURS: Final = 24
_GOOD: Final = "var(--color-primary-600)"
_BAD: Final = "#ef4444"
_DONE: Final = (Swap.State.DONE, Swap.State.BOOKED)


# Chart.js's options; unfold paints the lines anew when the theme changes. https://www.chartjs.org/docs/latest/axes/
_AXIS: Final[dict[str, Any]] = {"ticks": {"color": "#9ca3af", "maxTicksLimit": 8}, "grid": {"tickWidth": 0}}
CHART_OPTIONS: Final = json.dumps(
    {
        "animation": False,
        "responsive": True,
        "maintainAspectRatio": False,
        "datasets": {"bar": {"borderRadius": 3}, "line": {"borderWidth": 2, "pointRadius": 2}},
        "plugins": {"legend": {"display": False}},
        "scales": {
            "x": {**_AXIS, "grid": {"display": False}},
            "y": {**_AXIS, "beginAtZero": True, "ticks": {**_AXIS["ticks"], "precision": 0, "maxTicksLimit": 5}},
        },
    }
)


@dataclass(frozen=True)
class Chart:
    """One chart: what it shows, in one sentence as well, and its data as JSON."""

    name: str
    title: str
    summary: str
    kind: str  # "bar" or "line"
    data: str


def charts(now: datetime) -> list[Chart]:
    """Return swaps by day, notifications by hour, and the value under watch by day. Times are UTC."""
    return [_swaps(now), _notifications(now), _value(now)]


def _swaps(now: datetime) -> Chart:
    days = [now.date() - timedelta(days=back) for back in reversed(range(DAYS))]
    rows = Swap.objects.filter(created_at__gte=now - timedelta(days=DAYS))
    done = _by_day(rows.filter(state__in=_DONE))
    failed = _by_day(rows.filter(state=Swap.State.FAILED))
    sets = [("done", _GOOD, [done.get(day, 0) for day in days]), ("failed", _BAD, [failed.get(day, 0) for day in days])]
    summary = f"{sum(done.values())} done and {sum(failed.values())} failed in {DAYS} days"
    return Chart("swaps", "Swaps per day", summary, "bar", _data([f"{day:%d %b}" for day in days], sets))


def _notifications(now: datetime) -> Chart:
    this_hour = now.replace(minute=0, second=0, microsecond=0)
    hours = [this_hour - timedelta(hours=back) for back in reversed(range(HOURS))]
    rows = Notification.objects.filter(state=Notification.State.SENT, sent_at__gte=hours[0])
    by_hour = rows.annotate(hour=TruncHour("sent_at", output_field=DateTimeField())).order_by()
    sent = dict(by_hour.values_list("hour").annotate(count=Count("pk")))
    sets = [("sent", _GOOD, [sent.get(hour, 0) for hour in hours])]
    summary = f"{sum(sent.values())} sent in {HOURS} hours"
    return Chart(
        "notifications", "Notifications per hour", summary, "bar", _data([f"{hour:%H:%M}" for hour in hours], sets)
    )


def _value(now: datetime) -> Chart:
    days = [now.date() - timedelta(days=back) for back in reversed(range(VALUE_DAYS))]
    rows = Snapshot.objects.filter(book=Book.REAL, day__gte=days[0]).order_by()
    totals = dict(rows.values_list("day").annotate(total=Sum("total_usd")))
    known = [day for day in days if day in totals]
    values = [totals.get(day) for day in days]
    summary = f"${totals[known[-1]]:,.0f} on {known[-1]:%d %b}" if known else "no snapshot of a real wallet yet"
    labels = [f"{day:%d %b}" for day in days]
    return Chart("value", "Value under watch by day, USD", summary, "line", _data(labels, [("USD", _GOOD, values)]))


def _by_day(rows: QuerySet[Swap]) -> dict[Any, int]:
    by_day = rows.annotate(day=TruncDate("created_at", output_field=DateField())).order_by()
    return dict(by_day.values_list("day").annotate(count=Count("pk")))


def _data(labels: list[str], sets: Iterable[tuple[str, str, list[Any]]]) -> str:
    """Return Chart.js's data; whole dollars are enough for the eye."""
    return json.dumps(
        {
            "labels": labels,
            "datasets": [
                {
                    "label": name,
                    "data": [round(value) if isinstance(value, Decimal) else value for value in values],
                    "backgroundColor": color,
                    "borderColor": color,
                    "spanGaps": True,
                }
                for name, color, values in sets
            ],
        }
    )
