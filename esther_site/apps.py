"""The project itself as an app: it has no models, only the checks of its settings."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "esther_site"
    verbose_name = "Esther"

    def ready(self) -> None:
        from esther_site import checks  # noqa: F401 (importing it registers the checks)
