"""What the tests of the chat share: a market at rest, limits that start at zero, and people to talk."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
import responses
from pytest_django import Settings

from bots import gate, processor
from bots.tests.chat import Chat
from esther_site.lib.okx import market_client, web3_client
from sandbox.market import market
from sandbox.okx.faults import clear_faults


@pytest.fixture(autouse=True)
def _close_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait for more updates to close together."""
    monkeypatch.setattr(processor, "CLOSE_AFTER_SECONDS", 0)
    monkeypatch.setattr(processor, "RETRY_SECONDS", 0)


@pytest.fixture(autouse=True)
def _fresh_start() -> Iterator[None]:
    """Forget what an earlier test did: its updates, faults and nudges, and the fuses it blew."""
    gate._limiter.storage.reset()
    _calm_okx()
    yield
    _calm_okx()


def _calm_okx() -> None:
    clear_faults()
    market().reset()
    web3_client.cache_clear()
    market_client.cache_clear()


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
