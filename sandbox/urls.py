"""The sandbox's addresses: the chat page, the stand-in Bot API and the stand-in OKX. Development only."""

from __future__ import annotations

from django.urls import include, path

from sandbox.page.views import index

urlpatterns = [
    path("", index),
    path("sandbox/chat/", include("sandbox.page.urls")),
    path("sandbox/telegram/", include("sandbox.telegram.urls")),
    path("sandbox/okx/", include("sandbox.okx.urls")),
]
