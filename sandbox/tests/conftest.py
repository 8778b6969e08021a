"""A new stand-in Telegram for every test, kept in a temporary folder."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from telegram import Bot

from sandbox.telegram.running import switch_off
from sandbox.tests.telegram_bot import Talk, talk


@pytest.fixture(autouse=True)
def _fresh_telegram(settings: Settings, tmp_path: Path) -> Iterator[None]:
    switch_off()
    settings.SANDBOX_STATE = tmp_path / "sandbox"
    yield
    switch_off()


@pytest.fixture
def bot(live_server: LiveServer) -> Talk:
    """Run a coroutine with a connected `telegram.Bot`: `bot(lambda b: b.send_message(1, "hi"))`."""

    def run(use: Callable[[Bot], Awaitable[Any]]) -> Any:
        return talk(live_server.url, use)

    return run
