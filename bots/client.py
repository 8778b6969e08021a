"""The connection to Telegram: which server, how many calls at once, and where updates are to be brought."""

from __future__ import annotations

import asyncio
from typing import Any

from django.conf import settings
from telegram import Bot
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

__all__ = ["ALLOWED_UPDATES", "make_bot", "register_webhook"]

ALLOWED_UPDATES = ["message", "callback_query"]
WEBHOOK_PATH = "/webhook"
# Telegram takes 30 messages a second: enough for that, at a tenth of a second each.
CONNECTIONS = 4


class QueueingRequest(HTTPXRequest):
    """Lets calls wait in line before they reach httpx, whose own queue costs more the longer it is.

    Measured: 16 calls waiting inside its pool took several times the processor time of the same calls outside.
    """

    def __init__(self, *, connections: int) -> None:
        super().__init__(connection_pool_size=connections, connect_timeout=5, read_timeout=15, pool_timeout=30)
        self._line = asyncio.Semaphore(connections)

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        async with self._line:
            return await super().do_request(*args, **kwargs)


def make_bot() -> Bot:
    """Make the bot from the settings; the base URL may be a local Bot API server."""
    base = settings.TELEGRAM_API_BASE_URL.rstrip("/")
    return ExtBot(
        settings.TELEGRAM_BOT_TOKEN,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=QueueingRequest(connections=CONNECTIONS),
        get_updates_request=HTTPXRequest(connection_pool_size=1, read_timeout=40),
    )


async def register_webhook(bot: Bot) -> None:
    """Point Telegram at this installation (https://core.telegram.org/bots/api#setwebhook)."""
    await bot.set_webhook(
        settings.WEBHOOK_URL.rstrip("/") + WEBHOOK_PATH,
        secret_token=settings.WEBHOOK_SECRET,
        allowed_updates=ALLOWED_UPDATES,
        max_connections=20,
    )
