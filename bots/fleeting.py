"""A picture that must not stay in the chat: sent once, taken back when it is used or after a while."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bots import outbound
from esther_site.lib.errors import TemporaryError

__all__ = ["send_fleeting_photo"]

_deleting: set[asyncio.Task[bool]] = set()


async def send_fleeting_photo(bot: Bot, chat_id: int, png: bytes, caption: str, *, lasts: timedelta) -> int:
    """Send a picture, have it deleted after a while, and return its message id.

    It is attempted once: a second copy would be one that nobody takes back. Raises TemporaryError.
    """
    try:
        message = await bot.send_photo(chat_id, png, caption=caption, parse_mode=ParseMode.HTML)
    except TelegramError as error:
        raise TemporaryError("Telegram did not take the picture. Please try again.") from error
    asyncio.get_running_loop().call_later(lasts.total_seconds(), _begin, bot, chat_id, message.message_id)
    return message.message_id


def _begin(bot: Bot, chat_id: int, message_id: int) -> None:
    task = asyncio.get_running_loop().create_task(outbound.delete(bot, chat_id, message_id))
    _deleting.add(task)  # the loop itself keeps no hold of its tasks
    task.add_done_callback(_deleting.discard)
