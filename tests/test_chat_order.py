"""Two serving processes on one database: each chat's messages are answered one by one, the oldest first."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from tests.counterparts import Counterparts
from tests.fresh_database import fresh_database
from tests.messaging import Row, deliver, inbox_of, settings
from tests.serving import Server, serving, shell
from tests.test_recovery import silent_okx

pytestmark = [pytest.mark.slow, pytest.mark.production]

ALICE, BOB = 7, 8
MESSAGES = 30  # fewer than anybody may write in a minute
SECONDS_EACH = 0.1

_LEASES_END = """
from bots.models import InboxUpdate
from django.db.models import F
InboxUpdate.objects.filter(done_at=None).update(lease_until=F("received_at"))
"""


def brings(servers: tuple[Server, Server], share: range, chat_id: int, *, stored: dict[int, float]) -> threading.Thread:
    """Bring messages to both in turns, beside whatever else happens; note since when each is surely stored."""

    def bring() -> None:
        for update_id in share:
            deliver(servers[update_id % 2], update_id, chat_id=chat_id)
            stored[update_id] = time.time()

    thread = threading.Thread(target=bring)
    thread.start()
    return thread


def overtaken(rows: list[Row], stored: dict[int, float]) -> list[tuple[int, int]]:
    """Return which of a chat was begun before which older one that was stored already and not done.

    A row says when it came and when it was begun by what the clock showed before the statement that made it so, which
    may wait for others: only what was acknowledged counts as stored.
    """
    return [
        (each.update_id, other.update_id)
        for each in rows
        for other in rows
        if each.begun_at and other.done_at and each.chat_id == other.chat_id and other.update_id < each.update_id
        if stored[other.update_id] < each.begun_at < other.done_at
    ]


def test_a_chat_that_writes_to_both_is_answered_in_order_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    stored: dict[int, float] = {}
    with Counterparts(delay_seconds=SECONDS_EACH) as world, fresh_database(tmp_path) as url:
        env = settings(url, world)
        with (
            serving(env, log=tmp_path / "one") as one,
            serving(env, log=tmp_path / "other", is_prepared=True) as other,
        ):
            shares = [range(first, MESSAGES + 1, 3) for first in (1, 2, 3)]
            crowd = [brings((one, other), share, ALICE, stored=stored) for share in shares]
            world.wait_for(3, seconds=60)
            deliver(one, 1000, chat_id=BOB)
            deliver(other, 1000, chat_id=BOB)
            for thread in crowd:
                thread.join()
            world.wait_for(MESSAGES + 1, seconds=60)
            time.sleep(1)
        rows = inbox_of(env)
        answered = [chat for chat, _ in world.replies]

    assert sorted(answered) == [ALICE] * MESSAGES + [BOB]
    assert answered.index(BOB) < MESSAGES - 5, "Bob waited for Alice"
    assert [row.attempts for row in rows] == [1] * (MESSAGES + 1)
    assert world.most_at_once == 1
    assert overtaken(rows, stored) == []


def test_what_a_killed_process_had_in_hand_goes_on_in_the_other_in_order(tmp_path: Path) -> None:
    with Counterparts(delay_seconds=SECONDS_EACH) as world, silent_okx() as silence, fresh_database(tmp_path) as url:
        env = settings(url, world)
        with (
            serving(env | {"OKX_MARKET_BASE_URL": silence, "OKX_BASE_URL": silence}, log=tmp_path / "one") as one,
            serving(env, log=tmp_path / "other", is_prepared=True) as other,
        ):
            deliver(one, 1, chat_id=ALICE, text="price eth")
            for update_id in (2, 3):
                deliver(other, update_id, chat_id=ALICE, text="price eth")
            deliver(other, 4, chat_id=BOB, text="price eth")
            stored = dict.fromkeys((1, 2, 3, 4), time.time())
            world.wait_for(1, seconds=20)
            time.sleep(1)
            before = [chat for chat, _ in world.replies]
            one.kill()
            shell(env, _LEASES_END)
            world.wait_for(4, seconds=30)
            time.sleep(1)
        rows = inbox_of(env)

    assert before == [BOB]
    assert [row.update_id for row in rows if row.chat_id == ALICE] == [1, 2, 3]
    assert [row.attempts for row in rows if row.chat_id == ALICE] == [2, 1, 1]
    assert world.most_at_once == 1
    assert overtaken(rows, stored) == []
