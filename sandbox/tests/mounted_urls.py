"""The stand-in where the real site mounts it."""

from __future__ import annotations

from django.urls import URLResolver, include, path

urlpatterns: list[URLResolver] = [path("sandbox/okx/", include("sandbox.okx.urls"))]
