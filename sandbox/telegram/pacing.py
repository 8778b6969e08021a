"""Telegram's flood limits: one message a second to a chat, thirty a second in all."""

from __future__ import annotations

import math
from collections import deque

from sandbox.telegram.errors import BotApiError

__all__ = ["Pacing"]

SECONDS_PER_CHAT = 1.0
MESSAGES_PER_SECOND = 30


class Pacing:
    """Remember the last second of sending. https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this"""

    def __init__(self) -> None:
        self._last_by_chat: dict[int, float] = {}
        self._last_second: deque[float] = deque()

    def admit(self, chat_id: int, *, now: float) -> None:
        """Count one message, or raise the 429 that says how long to wait."""
        while self._last_second and self._last_second[0] <= now - 1:
            self._last_second.popleft()
        wait = self._last_by_chat.get(chat_id, -math.inf) + SECONDS_PER_CHAT - now
        if len(self._last_second) >= MESSAGES_PER_SECOND:
            wait = max(wait, self._last_second[0] + 1 - now)
        if wait > 0:
            seconds = math.ceil(wait)
            raise BotApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        self._last_by_chat[chat_id] = now
        self._last_second.append(now)
