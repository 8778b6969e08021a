"""The addresses of the Bot API, as `TELEGRAM_API_BASE_URL` expects them."""

from __future__ import annotations

from django.urls import path

from sandbox.telegram.views import bot_document, bot_file, bot_method

urlpatterns = [
    path("bot<str:token>/<str:method>", bot_method),
    path("file/bot<str:token>/photos/<str:file_id>", bot_file),
    path("file/bot<str:token>/documents/<str:file_id>", bot_document),
]
