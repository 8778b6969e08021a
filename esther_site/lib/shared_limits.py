"""How often something may be done, over all processes: `limits`, which counts in Redis, or in memory without REDIS_URL.

While Redis is gone every process counts by itself. Of a limit that is divided it then takes its share: with eight
processes (REDIS_FALLBACK_PROCESSES) 6 of 50 a second, and of 1 a second one in 8 seconds, whose moments differ by
chance. When Redis is back, both count until every process has noticed; so all together keep to the limit throughout.
The clocks of the hosts must agree: what they differ by, the windows do.

https://limits.readthedocs.io/en/stable/strategies.html#moving-window
"""

from __future__ import annotations

import random
import time
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Final

from django.conf import settings
from limits import RateLimitItemPerSecond
from limits.errors import StorageError
from limits.strategies import MovingWindowRateLimiter

from esther_site.lib.shared_state import is_shared, link
from esther_site.lib.threadless_storage import ThreadlessStorage

if TYPE_CHECKING:
    from limits.storage import RedisStorage

__all__ = ["SharedLimit", "SharedQueue", "forget_turns", "shared_storage"]

KEY_PREFIX: Final = "esther:limit"
SHORTEST_PAUSE: Final = 0.01  # seconds
_SLACK: Final = 1.02  # places are a little farther apart than turns, so that whoever is late keeps nobody waiting
_JITTER: Final = 0.005  # so that processes that wait for the same turn do not all ask at once


class SharedLimit:
    """At most `count` turns in any `seconds`, for each key. Safe to share between threads.

    One that is not `divided` is counted in full by each process while Redis is gone: it guards a single chat or
    address, which one process serves at a time.
    """

    def __init__(self, name: str, count: int, *, seconds: int = 1, divided: bool = True) -> None:
        self._name = name
        self._limit = RateLimitItemPerSecond(count, seconds)
        self._share = self._share_of(count, seconds) if divided else self._limit
        self._is_divided = divided
        self._lock = Lock()
        self._next_alone = 0.0  # so that what all do by themselves is spread as evenly as what they do together
        self._phase = random.random() * (self._share.get_expiry() - seconds)

    def take(self, key: str = "") -> float:
        """Take a turn, and return 0; or return in how many seconds to try again. Never waits longer than Redis may."""
        if not is_shared():
            return self._take(_in_memory(), self._limit, key)
        redis = link()
        if not redis.answers():
            return self._take_alone(key)
        if self._is_divided and not redis.is_settled() and (pause := self._take_alone(key)):
            return pause
        try:
            pause = self._take(_shared_window(), self._limit, key)
        except StorageError as error:
            redis.failed(error)
            return SHORTEST_PAUSE
        return pause + random.uniform(0, _JITTER) if pause else 0.0

    def reset(self, key: str = "") -> None:
        """Forget the turns taken so far: for tests."""
        for limit in (self._limit, self._share):
            _in_memory().clear(limit, self._name, key)
        if is_shared() and link().answers():
            _shared_window().clear(self._limit, self._name, key)

    def _take_alone(self, key: str) -> float:
        if not self._is_divided:
            return self._take(_in_memory(), self._share, key)
        if link().is_quiet(longer_by=self._phase):
            return SHORTEST_PAUSE
        with self._lock:
            pause = self._next_alone - time.monotonic()
            if pause <= 0 and not (pause := self._take(_in_memory(), self._share, key)):
                self._next_alone = time.monotonic() + self._share.get_expiry() / self._share.amount
                return 0.0
            return pause

    def _take(self, window: MovingWindowRateLimiter, limit: RateLimitItemPerSecond, key: str) -> float:
        if window.hit(limit, self._name, key):
            return 0.0
        free_at = window.get_window_stats(limit, self._name, key).reset_time
        return max(free_at - time.time(), SHORTEST_PAUSE)

    @staticmethod
    def _share_of(count: int, seconds: int) -> RateLimitItemPerSecond:
        """Return what each of the processes may do so that all of them together keep to the limit."""
        processes = max(settings.REDIS_FALLBACK_PROCESSES, 1)
        if count >= processes:
            return RateLimitItemPerSecond(count // processes, seconds)
        return RateLimitItemPerSecond(1, -(-processes * seconds // count))


class SharedQueue:
    """Places in line, `per_second` of them, evenly spread over time and each given once over all processes.

    Whoever waits for a turn of a busy limit asks once for a place, and sleeps until then, instead of asking again and
    again; whoever came first goes first. A place is no turn: the limit itself still decides.
    """

    def __init__(self, name: str, per_second: int) -> None:
        self._name = name
        self._step = _SLACK / per_second
        self._next = 0

    def line_up(self, *, longest: float) -> float:
        """Return in how many seconds one's place comes; beyond `longest` there is none, and what is said is more."""
        if not (is_shared() and link().answers() and link().is_settled()):
            return 0.0
        now = time.time()
        place = max(int(now / self._step), self._next)
        try:
            while (wait := place * self._step - now) <= longest and not self._is_mine(place, longest):
                place += 1
        except StorageError as error:
            link().failed(error)
            return 0.0
        self._next = place + 1
        return max(wait, 0.0)

    def _is_mine(self, place: int, longest: float) -> bool:
        return shared_storage().incr(f"{self._name}/place/{place}", int(longest) + 2) == 1


@lru_cache(maxsize=1)
def _in_memory() -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(ThreadlessStorage())


@lru_cache(maxsize=1)
def shared_storage() -> RedisStorage:
    """Return where turns are counted for all; every failure of it is a StorageError."""
    from limits.storage import RedisStorage

    pool = link().client.connection_pool
    return RedisStorage(settings.REDIS_URL, connection_pool=pool, key_prefix=KEY_PREFIX, wrap_exceptions=True)


@lru_cache(maxsize=1)
def _shared_window() -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(shared_storage())


def forget_turns() -> None:
    """Count from nothing, and connect anew: for tests."""
    _in_memory().storage.reset()
    _shared_window.cache_clear()
    shared_storage.cache_clear()
