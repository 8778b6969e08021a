"""Alice owns what is traded, Bob is another user, Mallory presses what is not hers; OKX starts each test in order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from esther_site.lib.okx import web3_client
from sandbox.market import market
from sandbox.okx.faults import clear_faults
from trading.models import User
from trading.tests.desk import newcomer
from trading.users import activate, meet


@pytest.fixture(autouse=True)
def _fresh_okx() -> Iterator[None]:
    web3_client.cache_clear()  # its fuses may have blown
    yield
    web3_client.cache_clear()
    clear_faults()
    market().reset()


def admitted(telegram_id: int, name: str) -> User:
    user, _ = meet(newcomer(telegram_id, name))
    activate(user)
    return user


@pytest.fixture
def alice(seeded: None) -> User:
    return admitted(101, "Alice")


@pytest.fixture
def bob(seeded: None) -> User:
    return admitted(102, "Bob")


@pytest.fixture
def mallory(seeded: None) -> User:
    return admitted(666, "Mallory")
