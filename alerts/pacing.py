"""How fast one process may send in all. The rest of a single chat is the outbox's, which all processes share.

https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

__all__ = ["Pacing"]

MESSAGES_PER_SECOND: Final = 25  # Telegram takes 30
# So many chats refused within so short a time: it is not about them.
CROWD: Final = 3
CROWD_WINDOW: Final = timedelta(seconds=1)
_ALL: Final = "all chats"


class Pacing:
    """A moving window of one second over everything that is sent, and a pause after a refusal that concerns all."""

    def __init__(self, *, messages_per_second: int = MESSAGES_PER_SECOND) -> None:
        self._rate = RateLimitItemPerSecond(messages_per_second)
        self._refusals: dict[int, tuple[datetime, datetime]] = {}  # chat id: refused at, refused until
        self._paused_until: datetime | None = None

    def free(self, now: datetime) -> int:
        """Return how many messages may be sent at this moment."""
        return 0 if self._is_paused(now) else self._limiter.get_window_stats(self._rate, _ALL).remaining

    def count(self, messages: int) -> None:
        """Take note of messages that are about to be sent: no more than were free."""
        if messages:
            self._limiter.hit(self._rate, _ALL, cost=messages)

    def wait(self, now: datetime) -> timedelta:
        """Return how long nothing may be sent; zero when something may."""
        if self._paused_until is not None and self._is_paused(now):
            return self._paused_until - now
        window = self._limiter.get_window_stats(self._rate, _ALL)
        return timedelta(seconds=max(0, window.reset_time - time.time())) if window.remaining <= 0 else timedelta()

    def refused(self, chat_id: int, *, now: datetime, until: datetime) -> None:
        """Take note that Telegram refused a chat until a moment; after a crowd of them, everything waits."""
        recent = {chat: spell for chat, spell in self._refusals.items() if spell[0] > now - CROWD_WINDOW}
        self._refusals = recent | {chat_id: (now, until)}
        if len(self._refusals) >= CROWD:
            self._paused_until = max(end for _, end in self._refusals.values())

    @cached_property
    def _limiter(self) -> MovingWindowRateLimiter:
        """Made on first use: its storage starts a thread, which a process that only starts up must not."""
        return MovingWindowRateLimiter(MemoryStorage())

    def _is_paused(self, now: datetime) -> bool:
        return self._paused_until is not None and now < self._paused_until
