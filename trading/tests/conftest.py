"""Alice owns what is traded, Bob is another user, Mallory presses what is not hers."""

from __future__ import annotations

import pytest

from trading.models import User
from trading.tests.desk import admitted


@pytest.fixture
def alice(seeded: None) -> User:
    return admitted(101, "Alice")


@pytest.fixture
def bob(seeded: None) -> User:
    return admitted(102, "Bob")


@pytest.fixture
def mallory(seeded: None) -> User:
    return admitted(666, "Mallory")
