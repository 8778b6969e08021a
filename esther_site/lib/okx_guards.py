"""How hard Esther leans on OKX: a pace for all requests of all processes, and a fuse for each endpoint."""

from __future__ import annotations

import time
from typing import Final

from esther_site.lib.fuse import ServiceFuse
from esther_site.lib.okx_errors import OkxError, OkxOutage, OkxTemporaryError
from esther_site.lib.shared_limits import SharedLimit, SharedQueue

MAX_WAIT_SECS: Final = 20.0


class Pace:
    """At most so many requests a second to one host, over all clients, threads and processes."""

    def __init__(self, *, host: str, requests_per_second: int) -> None:
        self._limit = SharedLimit(f"okx:{host}", requests_per_second)
        self._queue = SharedQueue(f"okx:{host}", requests_per_second)

    def wait(self) -> None:
        """Sleep until a request may be sent.

        Raises:
            OkxTemporaryError: no slot came free in time; nothing was sent.
        """
        waited = 0.0
        while True:
            waited += _rest(self._queue.line_up(longest=MAX_WAIT_SECS), waited)
            pause = self._limit.take()
            if not pause:
                return
            waited += _rest(pause, waited)

    def reset(self) -> None:
        """Forget the requests sent so far."""
        self._limit.reset()


def _rest(pause: float, waited: float) -> float:
    """Sleep for so many seconds, unless that would be too long all in all, and return them."""
    if waited + pause > MAX_WAIT_SECS:
        raise OkxTemporaryError("Esther has too much to ask OKX just now: try again soon.", retry_after=60)
    if pause:
        time.sleep(pause)
    return pause


class Fuse:
    """Stops asking an endpoint that keeps failing, and lets a request through again after a while."""

    def __init__(self, endpoint: str, *, fail_threshold: int, reset_secs: float) -> None:
        self._fuse = ServiceFuse(
            f"okx:{endpoint}", fail_threshold=fail_threshold, reset_secs=reset_secs, outage=OkxOutage
        )

    def check(self) -> None:
        """Raise OkxTemporaryError at once while the fuse is blown."""
        seconds = self._fuse.seconds_blown()
        if seconds > 0:
            raise OkxTemporaryError("OKX keeps failing, so Esther lets it rest: try again soon.", retry_after=seconds)

    def record(self, failure: OkxError | None) -> None:
        """Count how a request ended: an answer that says no is still an answer."""
        self._fuse.record(failure)
