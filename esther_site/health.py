"""`/healthz`: is this process able to do its work? It says which part is not, and nothing else."""

from __future__ import annotations

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse

from bots import runtime
from esther_site.lib.shared_state import is_degraded


def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 `ok`, 200 `degraded: redis` while this process does without, or 503 and the part that is down."""
    part = _broken_part()
    said = part or ("degraded: redis" if is_degraded() else "ok")
    return HttpResponse(said, status=503 if part else 200, content_type="text/plain")


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
