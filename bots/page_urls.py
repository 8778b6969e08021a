from __future__ import annotations

from django.urls import path

from bots.import_page import import_page

urlpatterns = [path("<str:token>", import_page)]
