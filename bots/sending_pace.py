"""How fast messages leave for Telegram: so many a second over all chats and processes, and one a second in a chat.

Answers and notifications take their turns from the same count; where turns are short, answers come first, since
somebody waits for them. A short burst in one chat is let through, as Telegram does.

https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from functools import lru_cache, partial
from typing import Any, Final

from django.conf import settings
from telegram.ext import BaseRateLimiter

from esther_site.lib.shared_limits import SharedLimit
from esther_site.lib.shared_state import is_shared

__all__ = ["LONGEST_WAIT_SECONDS", "AnswerPace", "wait_behind_answers"]

LONGEST_WAIT_SECONDS: Final = 3.0  # of a notification, which then tries again later
BEHIND_SECONDS: Final = 0.04  # by which notifications let answers go first
_IN_CHAT: Final = SharedLimit("telegram-chat", 5, seconds=5, divided=False)
_IN_GROUP: Final = SharedLimit("telegram-group", 20, seconds=60, divided=False)

_Call = Callable[..., Coroutine[Any, Any, Any]]


class AnswerPace(BaseRateLimiter[None]):
    """Makes what the bot sends wait for its turn; edits and everything else go at once.

    https://docs.python-telegram-bot.org/en/stable/telegram.ext.baseratelimiter.html
    """

    def __init__(self) -> None:
        self._line = asyncio.Lock()  # one waiter of this process asks for turns, the others stand behind it

    async def initialize(self) -> None:
        """Nothing is held open."""

    async def shutdown(self) -> None:
        """Nothing is held open."""

    async def process_request(
        self,
        callback: _Call,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Any:
        """Make the call when its turn has come."""
        if settings.TELEGRAM_MESSAGES_PER_SECOND and _is_message(endpoint):
            await _turn(partial(_take_in_chat, data.get("chat_id")))
            async with self._line:
                await _turn(_of_all().take)
        return await callback(*args, **kwargs)


def wait_behind_answers(chat_id: int) -> bool:
    """Sleep until a notification may be sent; False when no turn came free in time, and nothing may be sent."""
    if not settings.TELEGRAM_MESSAGES_PER_SECOND:
        return True
    until = time.monotonic() + LONGEST_WAIT_SECONDS
    return _sleep_until_taken(partial(_take_in_chat, chat_id), until) and _sleep_until_taken(_of_all().take, until)


def _sleep_until_taken(take: Callable[[], float], until: float) -> bool:
    while pause := take():
        if time.monotonic() + pause > until:
            return False
        time.sleep(pause + BEHIND_SECONDS)
    return True


async def _turn(take: Callable[[], float]) -> None:
    """Wait for a turn. Redis is asked in a thread: it may keep one waiting, and the loop is everybody's."""
    while True:
        pause = await asyncio.to_thread(take) if is_shared() else take()
        if not pause:
            return
        await asyncio.sleep(pause)


def _take_in_chat(chat_id: Any) -> float:
    """Take a chat's turn. Groups, whose ids are negative, have a slower pace."""
    is_group = isinstance(chat_id, int) and chat_id < 0
    return (_IN_GROUP if is_group else _IN_CHAT).take(str(chat_id))


@lru_cache(maxsize=1)
def _of_all() -> SharedLimit:
    return SharedLimit("telegram", settings.TELEGRAM_MESSAGES_PER_SECOND)


def _is_message(endpoint: str) -> bool:
    return endpoint.startswith("send") and endpoint != "sendChatAction"
