from __future__ import annotations

import threading

from django.apps import AppConfig, apps
from django.conf import settings


class AlertsConfig(AppConfig):
    name = "alerts"

    def ready(self) -> None:
        from alerts import (  # noqa: F401  their receivers
            allowance_news,
            audit_news,
            database_life,
            operator_news,
            pause_news,
            repricing_life,
            review_news,
        )

        if settings.RUN_MONITOR:
            threading.Thread(target=_watch_when_ready, name="watching", daemon=True).start()


def _watch_when_ready() -> None:
    """Start what watches and delivers once every app is loaded, which takes a slow host longer than the first pause."""
    from alerts.delivery import start_deliverer
    from alerts.monitor import start_monitor

    apps.ready_event.wait()
    start_monitor()
    start_deliverer()
