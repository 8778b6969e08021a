"""The rate limit: off unless a test or a demonstration sets one."""

from __future__ import annotations

import time
from collections import deque
from threading import Lock

from sandbox.okx.envelope import OkxRefusal

_WINDOW_SECONDS = 1.0


class Throttle:
    """At most so many signed requests in any second; `per_second` 0 means no limit."""

    def __init__(self) -> None:
        self._per_second = 0
        self._seen: deque[float] = deque()
        self._lock = Lock()

    def limit(self, per_second: int) -> None:
        with self._lock:
            self._per_second = per_second
            self._seen.clear()

    def admit(self) -> None:
        """Count one request.

        Raises: OkxRefusal 50011 when it is one too many.
        """
        with self._lock:
            if not self._per_second:
                return
            now = time.monotonic()
            while self._seen and self._seen[0] <= now - _WINDOW_SECONDS:
                self._seen.popleft()
            if len(self._seen) >= self._per_second:
                raise OkxRefusal("50011")
            self._seen.append(now)


throttle = Throttle()
