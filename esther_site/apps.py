"""The project itself as an app: its checks, what the admin tells the audit trail, and how logging fails."""

from __future__ import annotations

import logging

from django.apps import AppConfig
from django.conf import settings


class SiteConfig(AppConfig):
    name = "esther_site"
    verbose_name = "Esther"

    def ready(self) -> None:
        # A log line that cannot be written would be printed as it is, before anybody scrubbed it.
        logging.raiseExceptions = settings.DEBUG
        # Importing them registers receivers and checks.
        from esther_site import admin_audit, checks, database_checks  # noqa: F401

        if settings.SERVING or settings.REDIS_URL:
            from esther_site.health_rows import HealthRows
            from esther_site.lib.shared_health import begin

            begin(HealthRows())
        if settings.SENTRY_DSN:
            from esther_site.crash_reports import start
            from esther_site.lib.version import esther_version

            start(settings.SENTRY_DSN, release=esther_version())
