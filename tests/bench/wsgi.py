"""Esther's WSGI app with one more address, `/bare`: a view that does nothing, under the same server and middleware.

With BENCH_ACCEPT_ONLY the accepted updates go to a loop that drops them, so that accepting alone is measured.
"""

from __future__ import annotations

import asyncio
import os
import threading

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse

application = get_wsgi_application()

from bots import runtime  # noqa: E402 - after Django is set up
from bots.inbox import Accepted  # noqa: E402
from esther_site.middleware import FOR_MACHINES  # noqa: E402


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


FOR_MACHINES["/bare"] = bare


class DroppingRuntime:
    """Takes updates over on a loop in a thread, as the real runtime does, and forgets them."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._queue: asyncio.Queue[Accepted] = asyncio.Queue()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def submit(self, accepted: Accepted) -> None:
        self._loop.call_soon_threadsafe(self._queue.put_nowait, accepted)


if os.environ.get("BENCH_ACCEPT_ONLY"):
    settings.TELEGRAM_BOT_TOKEN = ""  # nothing is started
    runtime.submit = DroppingRuntime().submit
