"""The addresses Esther answers to anyone; what a request may do there, each view decides."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

handler404 = "esther_site.failures.not_found"
handler500 = "esther_site.failures.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("bots.page_urls")),
]

if settings.SANDBOX:
    urlpatterns.append(path("", include("sandbox.urls")))
