"""Lets only the chat page itself change things: no other site may make this browser act."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from sandbox.telegram.people import UnknownPlace
from sandbox.telegram.world import Json

__all__ = ["page_action"]


def page_action(action: Callable[[Json], Json]) -> Callable[[HttpRequest], HttpResponse]:
    """Make a view of an action: POST from the same origin, JSON in, JSON out.

    Browsers set Sec-Fetch-Site and Origin themselves and no page can forge them, so the sandbox needs no CSRF cookie.
    """

    @csrf_exempt
    @require_POST
    @functools.wraps(action)
    def view(request: HttpRequest) -> HttpResponse:
        if not _is_same_origin(request):
            return HttpResponseForbidden("Use the sandbox page itself.", content_type="text/plain")
        try:
            body = json.loads(request.body)
            return JsonResponse(action(body))
        except UnknownPlace as error:
            return JsonResponse({"problem": f"{error}; reload the page."}, status=404)
        except (KeyError, TypeError, ValueError):
            return JsonResponse({"problem": "The page and the sandbox disagree; reload the page."}, status=400)

    return view


def _is_same_origin(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
