"""The project itself as an app, without models: its checks, and how logging fails."""

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
        from esther_site import checks  # noqa: F401 (importing it registers the checks)
