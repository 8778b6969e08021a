from __future__ import annotations

from django.urls import path

from bots.webhook import webhook

urlpatterns = [path("", webhook)]
