"""`/healthz`: is this process able to do its work? It says which part is not, and nothing else."""

from __future__ import annotations

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse

from bots import runtime


def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 `ok`, or 503 and the name of the part that is down."""
    part = _broken_part()
    return HttpResponse(part or "ok", status=503 if part else 200, content_type="text/plain")


def _broken_part() -> str:
    if not _database_answers():
        return "database"
    return "" if runtime.is_alive() else "telegram"


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True
