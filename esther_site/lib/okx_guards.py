"""How hard Esther leans on OKX: a pace for all requests of the process, a fuse for each endpoint."""

from __future__ import annotations

import time
from typing import Final

from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from esther_site.lib.fuse import ServiceFuse
from esther_site.lib.okx_errors import OkxError, OkxOutage, OkxTemporaryError

MAX_WAIT_SECS: Final = 20.0
_SHORTEST_SLEEP_SECS: Final = 0.01

_windows = MovingWindowRateLimiter(MemoryStorage())


class Pace:
    """At most so many requests a second to one host, over all clients and threads of this process."""

    def __init__(self, *, host: str, requests_per_second: int) -> None:
        self._host = host
        self._limit = RateLimitItemPerSecond(requests_per_second)

    def wait(self) -> None:
        """Sleep until a request may be sent.

        Raises:
            OkxTemporaryError: no slot came free in time; nothing was sent.
        """
        waited = 0.0
        while not _windows.hit(self._limit, self._host):
            pause = max(self._seconds_to_slot(), _SHORTEST_SLEEP_SECS)
            waited += pause
            if waited > MAX_WAIT_SECS:
                raise OkxTemporaryError("Esther has too much to ask OKX just now: try again soon.", retry_after=60)
            time.sleep(pause)

    def reset(self) -> None:
        """Forget the requests sent so far."""
        _windows.clear(self._limit, self._host)

    def _seconds_to_slot(self) -> float:
        return _windows.get_window_stats(self._limit, self._host).reset_time - time.time()


class Fuse:
    """Stops asking an endpoint that keeps failing, and lets a request through again after a while."""

    def __init__(self, *, fail_threshold: int, reset_secs: float) -> None:
        self._fuse = ServiceFuse(fail_threshold=fail_threshold, reset_secs=reset_secs, outage=OkxOutage)

    def check(self) -> None:
        """Raise OkxTemporaryError at once while the fuse is blown."""
        seconds = self._fuse.seconds_blown()
        if seconds > 0:
            raise OkxTemporaryError("OKX keeps failing, so Esther lets it rest: try again soon.", retry_after=seconds)

    def record(self, failure: OkxError | None) -> None:
        """Count how a request ended: an answer that says no is still an answer."""
        self._fuse.record(failure)
