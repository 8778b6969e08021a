"""`/tick`: an outside scheduler has the monitor make one pass. It also wakes a host that sleeps without requests."""

from __future__ import annotations

import hmac
import time
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from alerts.delivery import Deliverer
from alerts.monitor import monitor_of_process
from esther_site.addresses import client_address
from esther_site.lib.shared_limits import SharedLimit, forget_turns

__all__ = ["forget_guesses", "tick"]

SECONDS: Final = 20  # schedulers wait 30
_IDLE_ROUNDS: Final = 2
_IDLE_SECONDS: Final = 1.2  # longer than a chat rests between two messages
_GUESSES: Final = SharedLimit("tick-guesses", 10, seconds=60, divided=False)  # of one address
_PASSES: Final = SharedLimit("tick-passes", 12, seconds=60, divided=False)


def tick(request: HttpRequest) -> HttpResponse:
    """Make one pass, deliver what it has to tell, and answer as JSON what was done.

    403 without the secret, 429 for too many guesses or passes, 409 while a pass is under way.
    """
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not _knows_secret(request):
        is_patient = not _GUESSES.take(str(client_address(request)))
        return HttpResponse("Forbidden.\n", status=403 if is_patient else 429, content_type="text/plain")
    if _PASSES.take():
        return JsonResponse({"ran": False, "why": "too many passes"}, status=429, headers={"Retry-After": "10"})
    return _pass()


def forget_guesses() -> None:
    """Begin anew: for tests."""
    forget_turns()


def _knows_secret(request: HttpRequest) -> bool:
    scheme, _, said = request.headers.get("Authorization", "").partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(said.strip().encode(), settings.TICK_SECRET.encode())


def _pass() -> HttpResponse:
    started = time.monotonic()
    done = monitor_of_process().try_pass(seconds=SECONDS)
    if done is None:
        return JsonResponse({"ran": False, "why": "a pass is under way"}, status=409)
    rounds = 0 if settings.RUN_MONITOR else _deliver(started + SECONDS)
    seconds = round(time.monotonic() - started, 3)
    return JsonResponse({"ran": True, **vars(done), "delivery_rounds": rounds, "seconds": seconds})


def _deliver(until: float) -> int:
    """Deliver what is due, where no thread of this process does it; return in how many rounds.

    A round without work may mean that Telegram's pace allows none just now: it is tried once more a moment later.
    """
    deliverer, rounds, idle = Deliverer(), 0, 0
    while time.monotonic() < until and idle < _IDLE_ROUNDS:
        if deliverer.tick():
            rounds, idle = rounds + 1, 0
        else:
            idle += 1
            time.sleep(_IDLE_SECONDS if idle < _IDLE_ROUNDS else 0)
    return rounds
