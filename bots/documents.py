"""Sending files; what is in them is the handlers'."""

from __future__ import annotations

import logging

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import Forbidden

from bots.outbound import patiently

__all__ = ["send"]

logger = logging.getLogger(__name__)


async def send(bot: Bot, chat_id: int, content: bytes, *, filename: str, caption: str) -> int | None:
    """Send a file with a caption of at most 1,024 characters; return its id, None where the chat takes none.

    https://core.telegram.org/bots/api#senddocument
    """
    try:
        message = await patiently(
            lambda: bot.send_document(chat_id, content, filename=filename, caption=caption, parse_mode=ParseMode.HTML)
        )
    except Forbidden:
        logger.info("chat %s does not accept messages", chat_id)
        return None
    return message.message_id
