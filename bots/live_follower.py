"""Edits the cards of live trades and plans as these go on, without anybody pressing: one task on the bot's loop."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import Final

from django.utils import timezone
from telegram import Bot, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bots.bridge import in_thread
from bots.live_cards import Change, changes_due, give_up, is_any_due, note_shown, try_later
from bots.live_contents import PAUSE
from bots.outbound import seconds_of

__all__ = ["follow", "follow_once"]

logger = logging.getLogger(__name__)

BUSY_SECONDS: Final = 1  # between two rounds while a card is open
IDLE_SECONDS: Final = 3
UNCLEAR_PAUSE: Final = timedelta(seconds=10)
_NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)


async def follow(bot: Bot) -> None:
    """Keep the cards up to date until the task is cancelled; a round that fails is followed by the next."""
    while True:
        is_busy = False
        try:
            await follow_once(bot)
            is_busy = await in_thread(is_any_due, timezone.now() + PAUSE)
        except Exception:  # the loop outlives whatever one round meets
            logger.exception("the cards of live trades could not be kept up to date")
        await asyncio.sleep(BUSY_SECONDS if is_busy else IDLE_SECONDS)


async def follow_once(bot: Bot) -> int:
    """Edit every card that is due; return how many."""
    changes = await in_thread(changes_due, timezone.now())
    for change in changes:
        await _edit(bot, change)
    return len(changes)


async def _edit(bot: Bot, change: Change) -> None:
    """Edit one card once, and note what became of it."""
    try:
        await bot.edit_message_text(
            change.text,
            chat_id=change.card.chat_id,
            message_id=change.card.message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=change.keyboard,
            link_preview_options=_NO_PREVIEW,
        )
    except BadRequest as error:
        if "not modified" in error.message.lower():  # it says so already
            await in_thread(note_shown, change, timezone.now())
        else:
            logger.info("a live card cannot be edited: %s", error.message)
            await in_thread(give_up, change)
    except Forbidden:
        await in_thread(give_up, change)
    except RetryAfter as error:
        await in_thread(try_later, change, timezone.now() + timedelta(seconds=seconds_of(error)))
    except TelegramError as error:  # it may say so by now: the next attempt shows
        logger.warning("Telegram did not answer about a live card: %s", error)
        await in_thread(try_later, change, timezone.now() + UNCLEAR_PAUSE)
    else:
        await in_thread(note_shown, change, timezone.now())
