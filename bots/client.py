"""The connection to Telegram: which server, how many calls at once, and where updates are to be brought."""

from __future__ import annotations

from django.conf import settings
from telegram import Bot
from telegram.ext import ExtBot

from bots.sending_pace import AnswerPace
from bots.telegram_http import AiohttpRequest

__all__ = ["ALLOWED_UPDATES", "make_bot", "register_webhook"]

ALLOWED_UPDATES = ["message", "callback_query"]
WEBHOOK_PATH = "/webhook"
# Telegram takes 30 messages a second: enough for that, at a tenth of a second each.
CONNECTIONS = 4


def make_bot() -> Bot:
    """Make the bot from the settings; the base URL may be a local Bot API server."""
    base = settings.TELEGRAM_API_BASE_URL.rstrip("/")
    return ExtBot(
        settings.TELEGRAM_BOT_TOKEN,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        rate_limiter=AnswerPace(),
        request=AiohttpRequest(base, connections=CONNECTIONS, read_seconds=15),
        get_updates_request=AiohttpRequest(base, connections=1, read_seconds=40),
    )


async def register_webhook(bot: Bot) -> None:
    """Point Telegram at this installation (https://core.telegram.org/bots/api#setwebhook)."""
    await bot.set_webhook(
        settings.WEBHOOK_URL.rstrip("/") + WEBHOOK_PATH,
        secret_token=settings.WEBHOOK_SECRET,
        allowed_updates=ALLOWED_UPDATES,
        max_connections=20,
    )
