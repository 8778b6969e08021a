"""Every address Esther answers: the public ones, and the admin for those who may see it."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, URLResolver, path

from esther_site import public_urls
from esther_site.metrics import metrics
from esther_site.public_urls import handler404, handler500

__all__ = ["handler404", "handler500", "urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("metrics", metrics),
    *public_urls.urlpatterns,
]
