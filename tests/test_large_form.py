"""The large form as it runs in production: web processes, a worker and monitors, on a real PostgreSQL and Redis."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Final

import pytest

from tests.postgres import find_server
from tests.redis import redis_is_installed
from tests.scale.deliveries import Deliveries
from tests.scale.estate import Estate, estate
from tests.scale.members import Kind
from tests.scale.records import Message, Records
from tests.scale.trouble import monitor_on_duty
from tests.scale.updates import said

pytestmark = [
    pytest.mark.large,
    pytest.mark.slow,
    pytest.mark.production,
    pytest.mark.skipif(not find_server(), reason="no PostgreSQL is installed: install the package `postgresql`"),
    pytest.mark.skipif(not redis_is_installed(), reason="no Redis is installed: install the package `redis-server`"),
]
CHAT: Final = 77
PATIENCE_SECONDS: Final = 30


@dataclass
class Person:
    """Somebody who writes to whichever web process answers, and reads."""

    records: Records
    deliveries: Deliveries
    update_ids: Iterator[int] = field(default_factory=lambda: count(1))

    def says(self, text: str) -> None:
        self.deliveries.bring(said(next(self.update_ids), CHAT, text))

    def hears(self, words: str) -> Message:
        """Wait until a message with these words is there."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (heard := self.heard(words)):
            assert time.monotonic() < deadline, f"no {words!r} among {[each.text for each in self.records.messages]}"
            time.sleep(0.1)
        return heard[0]

    def heard(self, words: str) -> list[Message]:
        self.records.read()
        return [message for message in self.records.messages if words in message.text]


@pytest.fixture
def whole() -> Iterator[Estate]:
    with estate(is_durable=False, MONITOR_INTERVAL="1", DUTY_LEASE_SECS="5") as whole:
        whole.add_all({Kind.WEB: 2, Kind.WORKER: 1, Kind.MONITOR: 2})
        yield whole


@pytest.fixture
def alice(whole: Estate) -> Iterator[Person]:
    person = Person(whole.records(), Deliveries(whole.webs, per_second=100))
    yield person
    person.deliveries.stop()


def test_messages_are_answered_and_alerts_told_once_though_the_monitor_on_duty_dies(
    whole: Estate, alice: Person
) -> None:
    alice.says("price link")
    assert "$15" in alice.hears("<b>LINK</b>").text

    alice.says("alert link above 20")
    alice.hears("Alert set")
    whole.move_price("LINK", "25")
    alice.hears("<b>LINK</b> is at")

    monitor_on_duty(whole).kill()
    alice.says("alert wbtc above 70000")
    alice.hears("<b>WBTC</b> on Ethereum")
    whole.move_price("WBTC", "80000")
    alice.hears("<b>WBTC</b> is at")
    assert len(alice.heard("<b>LINK</b> is at")) == 1
