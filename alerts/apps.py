from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings


class AlertsConfig(AppConfig):
    name = "alerts"

    def ready(self) -> None:
        from alerts import operator_news, pause_news, review_news  # noqa: F401  their receivers

        if settings.RUN_MONITOR:
            from alerts.delivery import start_deliverer
            from alerts.monitor import start_monitor

            start_monitor()
            start_deliverer()
