"""One message that says how far long work is; it is edited now and then, and gives way to the answer."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Final

from telegram import Bot, Message
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bots.messages import render

__all__ = ["Progress"]

FIRST_AFTER_SECONDS: Final = 2.0  # what is done by then needs no message, which would only flicker
EDIT_EVERY_SECONDS: Final = 1.5  # Telegram lets a bot say about one thing a second to a chat


class Progress:
    """Begins with the work, says nothing for a moment, and ends with it. `at` is a message that is there already."""

    def __init__(self, bot: Bot, chat_id: int, doing: str, *, at: int | None = None) -> None:
        self._bot, self._chat_id, self._doing, self._message_id = bot, chat_id, doing, at
        self._steps: tuple[int, int] = (0, 0)
        self._over = asyncio.Event()
        self._task = asyncio.create_task(self._tell())

    def hear(self, done: int, total: int) -> None:
        """Take note of how far it is. Called from the worker's thread: it only puts a value in place of another."""
        self._steps = (done, total)

    async def end(self) -> int | None:
        """Stop, and return the message there is to be replaced. What is on its way to Telegram is waited for."""
        self._over.set()
        await self._task
        return self._message_id

    async def _tell(self) -> None:
        if await self._is_over_within(FIRST_AFTER_SECONDS):
            return
        said = ""
        with suppress(TelegramError):  # then there is none, or it stays as it is: the answer comes all the same
            while True:
                text = self._text()
                if text != said:
                    await self._put(text)
                    said = text
                if await self._is_over_within(EDIT_EVERY_SECONDS):
                    return

    async def _put(self, text: str) -> None:
        if self._message_id is None:
            sent = await self._bot.send_message(self._chat_id, text, parse_mode=ParseMode.HTML)
            self._message_id = sent.message_id
            return
        edited = await self._bot.edit_message_text(
            text, chat_id=self._chat_id, message_id=self._message_id, parse_mode=ParseMode.HTML
        )
        if isinstance(edited, Message):
            self._message_id = edited.message_id

    def _text(self) -> str:
        done, total = self._steps
        return render("progress", {"doing": self._doing, "done": done, "total": total})

    async def _is_over_within(self, seconds: float) -> bool:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._over.wait(), seconds)
        return self._over.is_set()
