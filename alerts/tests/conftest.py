"""Alice waits for prices, Mallory for hers to be careless; OKX is played by the sandbox where it is asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from esther_site.lib.okx import web3_client
from sandbox.market import market
from sandbox.okx.faults import clear_faults
from tokens.models import Token
from trading.models import User
from trading.users import Newcomer, activate, meet


@pytest.fixture(autouse=True)
def _fresh_okx() -> Iterator[None]:
    web3_client.cache_clear()  # its fuses may have blown
    yield
    web3_client.cache_clear()
    clear_faults()
    market().reset()


def admitted(telegram_id: int, name: str) -> User:
    user, _ = meet(Newcomer(telegram_id=telegram_id, first_name=name, username=name.lower()))
    activate(user)
    return user


@pytest.fixture
def alice(seeded: None) -> User:
    return admitted(101, "Alice")


@pytest.fixture
def mallory(seeded: None) -> User:
    return admitted(666, "Mallory")


@pytest.fixture
def eth(seeded: None) -> Token:
    return Token.objects.select_related("chain").get(symbol="ETH", chain__name="Ethereum", verified=True)


@pytest.fixture
def link(seeded: None) -> Token:
    return Token.objects.select_related("chain").get(symbol="LINK", chain__name="Ethereum", verified=True)
