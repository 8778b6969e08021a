from __future__ import annotations

from django.apps import AppConfig
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
            from alerts.delivery import start_deliverer
            from alerts.monitor import start_monitor

            start_monitor()
            start_deliverer()
