"""How often one person may do something: counted in this process alone, by the moments of what was let through.

The library `limits` counts the same way, but starts a thread a hundred times a second to go through everybody's hits.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque

__all__ = ["MovingWindow"]


class MovingWindow:
    """Lets each person through so many times in any so many seconds. Safe from any thread."""

    def __init__(self, amount: int, *, seconds: int) -> None:
        self._amount, self._seconds = amount, seconds
        self._passed: OrderedDict[int, deque[float]] = OrderedDict()  # who was let through last stands last
        self._lock = threading.Lock()

    def lets_through(self, person: int) -> bool:
        """Count one time more, unless there were too many."""
        now = time.monotonic()
        with self._lock:
            self._forget(now - self._seconds)
            moments = self._passed.setdefault(person, deque(maxlen=self._amount))
            if len(moments) == self._amount and moments[0] > now - self._seconds:
                return False
            moments.append(now)
            self._passed.move_to_end(person)
            return True

    def clear(self) -> None:
        """Forget everybody."""
        with self._lock:
            self._passed.clear()

    def _forget(self, before: float) -> None:
        """Drop the people of whom nothing counts any more: nobody's moments are kept for longer than they matter."""
        while self._passed and next(iter(self._passed.values()))[-1] <= before:
            self._passed.popitem(last=False)
