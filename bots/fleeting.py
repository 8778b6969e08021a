"""A picture that must not stay in the chat: sent once, taken back when it is used or after a while.

When it is to go is a row, so that any process takes it back, whatever became of the one that sent it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone
from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bots import outbound
from bots.bridge import in_thread
from bots.models import FleetingMessage
from esther_site.lib.errors import TemporaryError

__all__ = ["send_fleeting_photo", "take_back"]

MAX_TRIES: Final = 3  # it may be gone already
AGAIN_AFTER: Final = timedelta(minutes=1)
_HANDFUL: Final = 20


async def send_fleeting_photo(bot: Bot, chat_id: int, png: bytes, caption: str, *, lasts: timedelta) -> int:
    """Send a picture, have it deleted after a while, and return its message id.

    It is attempted once: a second copy would be one that nobody takes back. Raises TemporaryError.
    """
    try:
        message = await bot.send_photo(chat_id, png, caption=caption, parse_mode=ParseMode.HTML)
    except TelegramError as error:
        raise TemporaryError("Telegram did not take the picture. Please try again.") from error
    await in_thread(_note, chat_id, message.message_id, lasts)
    return message.message_id


async def take_back(bot: Bot) -> None:
    """Delete the messages whose time is over."""
    for fleeting in await in_thread(_claim_due):
        is_gone = await outbound.delete(bot, fleeting.chat_id, fleeting.message_id)
        if is_gone or fleeting.tries + 1 >= MAX_TRIES:
            await in_thread(fleeting.delete)


def _note(chat_id: int, message_id: int, lasts: timedelta) -> None:
    FleetingMessage.objects.create(chat_id=chat_id, message_id=message_id, delete_at=timezone.now() + lasts)


def _claim_due() -> list[FleetingMessage]:
    now = timezone.now()
    due = FleetingMessage.objects.filter(delete_at__lte=now).order_by("delete_at")[:_HANDFUL]
    return [fleeting for fleeting in due if _is_claimed(fleeting, until=now + AGAIN_AFTER)]


def _is_claimed(fleeting: FleetingMessage, *, until: datetime) -> bool:
    """Take a message, for this process alone until then."""
    seen = FleetingMessage.objects.filter(pk=fleeting.pk, delete_at=fleeting.delete_at)
    return bool(seen.update(delete_at=until, tries=fleeting.tries + 1))
