"""`/metrics`: what can be counted, in the text format of Prometheus; for those who may see the admin."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.db import Error as AnyDatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone
from prometheus_client import CONTENT_TYPE_LATEST, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from alerts.queues import Workers, workers_now
from esther_site.dashboard_figures import Figures, figures
from esther_site.lib.latency import REGISTRY
from esther_site.lib.service_health import report

__all__ = ["metrics"]

logger = logging.getLogger(__name__)

KEPT_SECONDS: Final = 10  # what the database tells; to count it takes longer than to be asked


def metrics(request: HttpRequest) -> HttpResponse:
    """Answer with everything that is counted. While the database is down, with the rest."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


class _DeskCollector(Collector):
    """Counts what is in the database, and what services answered."""

    def collect(self) -> Iterable[Metric]:
        yield from _services()
        try:
            found = cache.get_or_set("figures-for-metrics", lambda: figures(timezone.now()), KEPT_SECONDS)
            workers = workers_now(timezone.now()) if settings.REDIS_URL else None
        except AnyDatabaseError:
            logger.warning("the database cannot be counted for /metrics", exc_info=True)
            found = workers = None
        yield _gauge("database_up", "Whether the database could be read.", int(found is not None))
        if found is not None:
            yield from _people_and_wishes(found)
            yield from _ways(found, timezone.now())
        if workers is not None:
            yield from _workers(workers, timezone.now())


def _services() -> Iterator[Metric]:
    asked = CounterMetricFamily(
        "esther_service_answers", "What services answered since the start.", labels=["service", "outcome"]
    )
    failing = GaugeMetricFamily(
        "esther_service_failures_in_a_row", "How often a service failed since it last answered.", labels=["service"]
    )
    for service in report():
        asked.add_metric([service.name, "success"], service.successes)
        asked.add_metric([service.name, "failure"], service.failures)
        failing.add_metric([service.name], service.failures_in_a_row)
    yield asked
    yield failing


def _people_and_wishes(found: Figures) -> Iterator[Metric]:
    yield _by("users", "Users, by status.", "status", found.users)
    yield _by("wallets", "Wallets, by kind.", "kind", found.wallets)
    yield _by("orders", "Orders that are not over, by state.", "state", found.orders)
    yield _by("swaps", "Swaps, by state.", "state", {state: every for state, (every, _) in found.swaps.items()})
    yield _gauge("swaps_unknown", "Live swaps that have been under way for more than 5 minutes.", found.unknown_swaps)
    yield _gauge("alerts_active", "Alerts that wait.", found.alerts)
    yield _gauge("wallets_stale", "Real wallets whose balances are older than an hour.", found.stale_wallets)
    yield _gauge("trading_paused", "Whether live trading is paused for everybody.", int(found.pause is not None))


def _ways(found: Figures, now: datetime) -> Iterator[Metric]:
    queue, monitor, database = found.queue, found.monitor, found.database
    yield _gauge("outbox_waiting", "Messages that are not sent yet.", queue.waiting)
    yield _gauge("outbox_oldest_seconds", "Age of the oldest message that waits.", _age(queue.oldest_at, now))
    yield _gauge("outbox_dead", "Messages that could not be delivered.", queue.dead)
    if monitor.last_beat_at:
        yield _gauge("monitor_heartbeat_age_seconds", "Since prices were watched.", _age(monitor.last_beat_at, now))
    gaps = sum((end - start).total_seconds() for start, end in monitor.gaps)
    yield _gauge("monitor_gaps", "Times without watching within 24 hours.", len(monitor.gaps))
    yield _gauge("monitor_gap_seconds", "Seconds without watching within 24 hours.", gaps)
    if database.size_bytes is not None:
        yield _gauge("database_size_bytes", "Size of the database.", database.size_bytes)
    if database.made_at:
        yield _gauge("database_age_seconds", "Since the first migration.", _age(database.made_at, now))


def _workers(found: Workers, now: datetime) -> Iterator[Metric]:
    counts = {name: (queue.waiting, queue.at_work, _age(queue.oldest_at, now)) for name, queue in found.queues.items()}
    waiting, busy, oldest = ({name: every[place] for name, every in counts.items()} for place in range(3))
    yield _by("queue_waiting", "Tasks that wait for a worker, by queue.", "queue", waiting)
    yield _by("queue_at_work", "Tasks in workers' hands, by queue.", "queue", busy)
    yield _by("queue_oldest_seconds", "Age of the oldest task that waits, by queue.", "queue", oldest)
    yield _gauge("monitor_on_duty", "Whether a monitor wakes the workers.", int(bool(found.on_duty)))


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(f"esther_{name}", meaning, value=value)


def _by(name: str, meaning: str, label: str, counts: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(f"esther_{name}", meaning, labels=[label])
    for value, count in counts.items():
        family.add_metric([value], count)
    return family


def _age(moment: datetime | None, now: datetime) -> float:
    return max((now - moment).total_seconds(), 0) if moment else 0


ProcessCollector(registry=REGISTRY)
REGISTRY.register(_DeskCollector())
