"""What a stranger sees when there is nothing here, or when something broke: one short line and no details."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse("Not found.\n", status=404, content_type="text/plain")


def server_error(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Something went wrong. It has been logged.\n", status=500, content_type="text/plain")
