"""Sending and editing messages, with what Telegram does to both handled in one place."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bots.messages import split, without_markup

__all__ = ["delete", "edit", "patiently", "seconds_of", "send"]

logger = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# Goes out as sendMessage. Asked for by that very name, the library would warn each time that it has a method for it.
_SEND_MESSAGE = "send_Message"
_ATTEMPTS = 3
_LONGEST_WAIT_SECONDS = 60.0

T = TypeVar("T")


async def send(bot: Bot, chat_id: int, text: str, keyboard: InlineKeyboardMarkup | None = None) -> int | None:
    """Send a message in as many parts as it needs; the keyboard hangs on the last, whose id is returned."""
    parts, message_id = split(text), None
    for number, part in enumerate(parts, start=1):
        markup = keyboard if number == len(parts) else None
        try:
            message_id = await _send_part(bot, chat_id, part, markup)
        except Forbidden:
            logger.info("chat %s does not accept messages", chat_id)
            return None
    return message_id


async def edit(
    bot: Bot, chat_id: int, message_id: int, text: str, keyboard: InlineKeyboardMarkup | None = None
) -> int | None:
    """Put new text and buttons in place of a message, or send it anew where that one is gone; return its id."""
    try:
        await patiently(
            lambda: bot.edit_message_text(
                text,
                chat_id=chat_id,
                message_id=message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard,
                link_preview_options=_NO_PREVIEW,
            )
        )
    except Forbidden:
        logger.info("chat %s does not accept messages", chat_id)
        return None
    except BadRequest as error:
        if "not modified" not in error.message.lower():
            return await send(bot, chat_id, text, keyboard)
    return message_id


async def delete(bot: Bot, chat_id: int, message_id: int) -> bool:
    """Delete a message; False when it may still be there."""
    try:
        return await bot.delete_message(chat_id, message_id)
    except TelegramError:
        return False


async def _send_part(bot: Bot, chat_id: int, text: str, keyboard: InlineKeyboardMarkup | None) -> int:
    try:
        return await patiently(lambda: _send_text(bot, chat_id, text, keyboard, parse_mode=ParseMode.HTML))
    except BadRequest as error:
        if "parse" not in error.message.lower():
            raise
        logger.warning("Telegram could not parse a message; sending it plain")
        return await _send_text(bot, chat_id, without_markup(text), keyboard)


async def _send_text(
    bot: Bot, chat_id: int, text: str, keyboard: InlineKeyboardMarkup | None, *, parse_mode: ParseMode | None = None
) -> int:
    """Send one message and return its id, all that anybody wants of what `Bot.send_message` makes of the answer."""
    call = {
        "chat_id": chat_id,
        "text": text,
        "parse_mode": parse_mode,
        "reply_markup": keyboard,
        "link_preview_options": _NO_PREVIEW,
    }
    answer: Any = await bot.do_api_request(_SEND_MESSAGE, api_kwargs=call)
    return int(answer["message_id"])


async def patiently(call: Callable[[], Awaitable[T]]) -> T:
    """Call Telegram again after a limit or a broken connection.

    After a time-out the message may have arrived: showing it twice is better than not at all.
    """
    for attempt in range(1, _ATTEMPTS):
        try:
            return await call()
        except (BadRequest, Forbidden):
            raise
        except RetryAfter as error:
            if seconds_of(error) > _LONGEST_WAIT_SECONDS:
                raise
            await asyncio.sleep(seconds_of(error))
        except NetworkError as error:
            logger.warning("Telegram did not answer (%s); attempt %s", error, attempt)
            await asyncio.sleep(attempt)
    return await call()


def seconds_of(error: RetryAfter) -> float:
    """Return how long Telegram asks to wait."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()
