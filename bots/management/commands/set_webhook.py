"""Register this installation's address with Telegram by hand; serving processes do it by themselves."""

from __future__ import annotations

import asyncio
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from telegram.error import TelegramError

from bots.client import make_bot, register_webhook


class Command(BaseCommand):
    help = "Tells Telegram to bring updates to WEBHOOK_URL."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.WEBHOOK_URL:
            raise CommandError("Set WEBHOOK_URL first, or leave it empty to use polling.")
        try:
            asyncio.run(_register())
        except TelegramError as error:
            raise CommandError(f"Telegram refused: {error.message}") from error
        self.stdout.write(f"Telegram brings updates to {settings.WEBHOOK_URL.rstrip('/')}/webhook now.")


async def _register() -> None:
    async with make_bot() as bot:
        await register_webhook(bot)
