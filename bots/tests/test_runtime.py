"""The bot's home in the serving process: how it ends when Telegram will have nothing of it."""

from __future__ import annotations

import gc
import logging

import pytest
from pytest_django.fixtures import Settings

from bots.runtime import Runtime
from bots.tests.test_telegram_http import Telegram, telegram

__all__ = ["telegram"]  # the fixture


@pytest.mark.filterwarnings("error::ResourceWarning")
def test_a_refused_token_is_told_in_words_and_leaves_no_connection_open(
    telegram: Telegram, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.TELEGRAM_API_BASE_URL = telegram.url
    telegram.status, telegram.answer = 401, b'{"ok":false,"error_code":401,"description":"Unauthorized"}'
    runtime = Runtime()
    runtime.start()
    runtime._thread.join(10)
    assert not runtime.is_alive()
    del runtime
    gc.collect()
    critical = [record.message for record in caplog.records if record.levelno >= logging.ERROR]
    assert critical == ["Telegram refuses TELEGRAM_BOT_TOKEN: set the one BotFather gave you"]
