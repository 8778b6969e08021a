"""Sending pictures and changing them in place; what is on them is the handlers'."""

from __future__ import annotations

import logging

from telegram import Bot, InlineKeyboardMarkup, InputMediaPhoto
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden

from bots.outbound import patiently

__all__ = ["edit", "send"]

logger = logging.getLogger(__name__)


async def send(
    bot: Bot, chat_id: int, png: bytes, caption: str, keyboard: InlineKeyboardMarkup | None = None
) -> int | None:
    """Send a picture with a caption of at most 1,024 characters; return its id, None where the chat takes none."""
    try:
        message = await patiently(
            lambda: bot.send_photo(
                chat_id, png, caption=caption, parse_mode=ParseMode.HTML, reply_markup=keyboard, filename="chart.png"
            )
        )
    except Forbidden:
        logger.info("chat %s does not accept messages", chat_id)
        return None
    return message.message_id


async def edit(
    bot: Bot, chat_id: int, message_id: int, png: bytes, caption: str, keyboard: InlineKeyboardMarkup | None = None
) -> int | None:
    """Put another picture in place of a message, or send it anew where that one is gone; return its id like `send`."""
    media = InputMediaPhoto(png, caption=caption, parse_mode=ParseMode.HTML, filename="chart.png")
    try:
        await patiently(
            lambda: bot.edit_message_media(media, chat_id=chat_id, message_id=message_id, reply_markup=keyboard)
        )
    except Forbidden:
        logger.info("chat %s does not accept messages", chat_id)
        return None
    except BadRequest as error:
        if "not modified" not in error.message.lower():
            return await send(bot, chat_id, png, caption, keyboard)
    return message_id
