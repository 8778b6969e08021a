from __future__ import annotations

from django.urls import path

from bots.export_page import export_page
from bots.import_page import import_page

urlpatterns = [
    path("wallet-import/<str:token>", import_page),
    path("wallet-export/<str:token>", export_page),
]
