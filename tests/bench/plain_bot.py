"""The baseline for the whole chain: python-telegram-bot's own webhook server and a handler that only replies."""

from __future__ import annotations

import sys
from typing import Any

from telegram import Update
from telegram.ext import Application, TypeHandler


async def reply(update: Update, context: Any) -> None:
    if update.message:
        await update.message.reply_text("…")


def main(port: int, telegram_url: str, secret: str, *, at_once: int) -> None:
    builder = Application.builder().token("42:bench").base_url(f"{telegram_url}/bot")
    application = builder.concurrent_updates(at_once).pool_timeout(60).build()
    application.add_handler(TypeHandler(Update, reply))
    application.run_webhook("127.0.0.1", port, url_path="webhook", webhook_url=telegram_url, secret_token=secret)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3], at_once=int(sys.argv[4]))
