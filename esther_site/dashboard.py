"""The admin's first page: numbers, charts, the health of what Esther asks, and the switch that stops live trading.

The numbers are worked out at most every ten seconds, the charts every five minutes: they count whole tables.
"""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from alerts.queues import workers_now
from esther_site.dashboard_charts import CHART_OPTIONS, charts
from esther_site.dashboard_figures import figures
from esther_site.lib.shared_health import whole_report

__all__ = ["add_dashboard", "environment", "forget_dashboard"]

FIGURES_SECONDS: Final = 10
CHARTS_SECONDS: Final = 300
_FIGURES: Final = "dashboard-figures"
_CHARTS: Final = "dashboard-charts"


def add_dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add to the context of the first page what it shows (unfold's DASHBOARD_CALLBACK)."""
    now = timezone.now()
    return {
        **context,
        "figures": cache.get_or_set(_FIGURES, lambda: figures(now), FIGURES_SECONDS),
        "charts": cache.get_or_set(_CHARTS, lambda: charts(now), CHARTS_SECONDS),
        "chart_options": CHART_OPTIONS,
        "services": whole_report(),
        "workers": workers_now(now) if settings.REDIS_URL else None,
        "is_dry": settings.DRY_RUN,
    }


def forget_dashboard() -> None:
    """Work the numbers out anew for the next who looks."""
    cache.delete(_FIGURES)


def environment(_: HttpRequest) -> list[str]:
    """Return the label in the head of every page, and its colour (unfold's ENVIRONMENT)."""
    if settings.SANDBOX:
        return ["Sandbox", "info"]
    return ["Dry run", "success"] if settings.DRY_RUN else ["LIVE", "danger"]
