"""Alice waits for prices, Mallory for hers to be careless; OKX is played by the sandbox where it is asked."""

from __future__ import annotations

import pytest

from tokens.models import Token
from trading.models import User
from trading.tests.desk import admitted


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
