"""What `limits` counts in memory, without the thread that it starts every hundredth of a second to forget what is over.

To start a thread is to wait until it runs, behind all others; at a few hundred turns a second that took half of the
processor's time. Here what is over is forgotten by whoever takes the next turn.

https://limits.readthedocs.io/en/stable/storage.html
"""

from __future__ import annotations

import time
from threading import Lock
from typing import Final

from limits.storage import MemoryStorage
from limits.storage.memory import Entry

__all__ = ["ThreadlessStorage"]

_TIDY_AFTER: Final = 1000  # turns


class ThreadlessStorage(MemoryStorage):
    """Moving windows in memory: the newest turn of a key stands first."""

    def __init__(self) -> None:
        super().__init__()
        self.timer.cancel()
        self._lock = Lock()
        self._taken = 0

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        with self._lock:
            now = time.time()
            self._tidy_now_and_then(now)
            turns = self.events.setdefault(key, [])
            while turns and turns[-1].expiry <= now:
                turns.pop()
            if turns and turns[-1].atime > now:  # the clock was set back: such a turn would not be over for long
                turns[:] = [turn for turn in turns if turn.atime <= now]
            if len(turns) + amount > limit:
                return False
            turns[:0] = [Entry(expiry)] * amount
            return True

    def _tidy_now_and_then(self, now: float) -> None:
        self._taken += 1
        if self._taken % _TIDY_AFTER == 0:
            for key in [key for key, turns in self.events.items() if not turns or turns[0].expiry <= now]:
                del self.events[key]
