"""The Redis that all processes of a large installation share, and whether it answers just now.

Redis is never the truth of anything: it counts what limits are used up, and keeps what can be asked for again. While it
is gone every process goes on by itself, with its share of each limit (`shared_limits`) and a cache of its own.

Without REDIS_URL there is one process, and nothing of Redis is installed or imported.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Final

from django.conf import settings

from esther_site.lib.service_health import Service, record_failure, record_success

if TYPE_CHECKING:
    from redis import Redis

__all__ = ["CONNECTION_OPTIONS", "Link", "forget_link", "is_degraded", "is_shared", "link"]

logger = logging.getLogger(__name__)

# Nobody waits for Redis longer than for the request that it is to pace.
CONNECTION_OPTIONS: Final = {"socket_connect_timeout": 0.3, "socket_timeout": 0.3, "socket_keepalive": True}
RETRY_SECONDS: Final = 2.0  # for so long a process remembers that Redis is gone
WINDOW_SECONDS: Final = 1.0  # of the limits that no share of the others may add to
# After that, every process has noticed that Redis is back, and counted there what it sent since.
SETTLE_SECONDS: Final = RETRY_SECONDS + 2 * WINDOW_SECONDS


class Link:
    """One process' view of Redis. Safe to share between threads; times are of the clock that is handed in."""

    def __init__(self, client: Redis, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.client = client
        self._clock = clock
        self._lock = Lock()
        self._is_lost = False
        self._is_known = False  # whether it was ever asked
        self._ask_again_at = 0.0
        self._quiet_until = 0.0
        self._settled_at = 0.0
        self.outages = 0

    def answers(self) -> bool:
        """Tell whether Redis may be asked. While it is gone one caller looks for it now and then; no other waits."""
        with self._lock:
            if self._is_known and not self._is_lost:
                return True
            now = self._clock()
            if now < self._ask_again_at:
                return False
            self._ask_again_at = now + RETRY_SECONDS
        return self.look()

    def failed(self, error: Exception) -> None:
        """Take note that a command failed: only a connection was lost, or Redis is gone and let alone for a while."""
        logger.info("Redis: %s", type(error).__name__)
        self.look()

    def is_settled(self) -> bool:
        """Tell whether what Redis counts is all that was sent: not right after it came back, or was started."""
        return self._clock() >= self._settled_at

    def is_quiet(self, *, longer_by: float = 0) -> bool:
        """Tell whether Redis was lost so lately that what all had sent before still counts, or is being looked for."""
        return not self._is_known or self._clock() < self._quiet_until + longer_by

    def look(self) -> bool:
        """Ask Redis for how long it has been up, note what that means, and tell whether it answered."""
        from redis.exceptions import RedisError

        try:
            uptime = float(self.client.info("server")["uptime_in_seconds"])
        except (RedisError, OSError, KeyError, TypeError) as error:
            self._lost(type(error).__name__)
            return False
        self._found(uptime)
        return True

    def _lost(self, reason: str) -> None:
        with self._lock:
            now, is_news = self._clock(), not self._is_lost
            self._is_known = self._is_lost = True
            self._ask_again_at = now + RETRY_SECONDS
            if is_news:
                self.outages += 1
                self._quiet_until = now + WINDOW_SECONDS
        record_failure(Service.REDIS, reason)
        if is_news:
            logger.warning("Redis does not answer (%s): this process goes on with its share of the limits", reason)

    def _found(self, uptime: float) -> None:
        with self._lock:
            was_lost = self._is_lost
            unsettled = SETTLE_SECONDS if was_lost else max(0.0, SETTLE_SECONDS - uptime)
            self._settled_at = max(self._settled_at, self._clock() + unsettled)
            self._is_known, self._is_lost = True, False
        record_success(Service.REDIS)
        if was_lost:
            logger.warning("Redis answers again")


def is_shared() -> bool:
    """Tell whether processes share anything through Redis."""
    return bool(settings.REDIS_URL)


@lru_cache(maxsize=1)
def link() -> Link:
    """Return this process' link to the Redis that REDIS_URL names."""
    from redis import Redis
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    # A lost connection is news that `Link` must hear: nothing is tried again behind its back.
    return Link(Redis.from_url(settings.REDIS_URL, retry=Retry(NoBackoff(), 0), **CONNECTION_OPTIONS))


def forget_link() -> None:
    """Begin anew: for tests."""
    link.cache_clear()


def is_degraded() -> bool:
    """Tell whether there should be a Redis that does not answer; asks it now, unless it was found gone a moment ago."""
    if not is_shared():
        return False
    return not (link().answers() and link().look())
