"""What the tests of the chat share: limits that start at zero, and people to talk."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import responses
from pytest_django import Settings

from bots import gate, processor
from bots.tests.chat import Chat


@pytest.fixture(autouse=True)
def _close_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait for more updates to close together."""
    monkeypatch.setattr(processor, "CLOSE_AFTER_SECONDS", 0)
    monkeypatch.setattr(processor, "RETRY_SECONDS", 0)


@pytest.fixture(autouse=True)
def _no_limit_reached() -> None:
    """Let nobody have written anything in this minute."""
    gate._limiter.storage.reset()


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long Esther waits between two attempts to send; here that takes no time."""
    waits: list[float] = []

    async def wait(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("bots.outbound.asyncio", SimpleNamespace(sleep=wait))
    return waits


@pytest.fixture
def alice(okx: responses.RequestsMock, settings: Settings) -> Chat:
    """Somebody who may use Esther."""
    settings.OPEN_REGISTRATION = True
    return Chat(1, "Alice")
