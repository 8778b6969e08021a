"""What the tests of the chat share: limits that start at zero, and people to talk."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest
import responses
from django.core.cache import cache
from django.utils import timezone
from pytest_django import Settings

from bots import processor
from bots.tests.chat import Chat
from bots.tests.ledger import CONFIRM
from tokens.models import Price
from trading.models import Order
from trading.order_moves import ask
from trading.tests.order_desk import fixed_price


@pytest.fixture(autouse=True)
def _close_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait for more updates to close together."""
    monkeypatch.setattr(processor, "CLOSE_AFTER_SECONDS", 0)
    monkeypatch.setattr(processor, "RETRY_SECONDS", 0)


@pytest.fixture(autouse=True)
def _no_limit_reached() -> None:
    """Let nobody have written anything in this minute."""
    cache.clear()


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


@pytest.fixture
def trader(alice: Chat) -> Chat:
    """Somebody with 2 ETH, which cost 3,000 dollars each, and 100 LINK at 20."""
    alice.says("/paper add 2 eth")
    alice.says("/paper add 100 link")
    fixed_price("ETH", "3000")
    fixed_price("LINK", "20")
    return alice


@pytest.fixture
def bought(trader: Chat) -> Chat:
    """Somebody who has just bought 10 LINK at the market."""
    Price.objects.filter(token__symbol="LINK").delete()
    cache.clear()
    trader.says("buy 10 link with usdc")
    trader.presses(CONFIRM)
    return trader


@pytest.fixture
def asked(trader: Chat) -> Chat:
    """Somebody whose stop for half an ETH asks, with a target that it would cancel."""
    trader.says("oco eth stop 2900 target 3500 0.5")
    order = Order.objects.get(kind="stop_loss")
    assert ask(order, usd=Decimal(2790), reason="Nobody watched from 13:55 to 14:05.", now=timezone.now())
    return trader
