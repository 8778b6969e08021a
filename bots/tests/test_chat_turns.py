"""Whose turn it is, as processes see it that share nothing but the database."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from bots import chat_turns, inbox
from bots.chat_turns import Accepted, take_next, take_up
from bots.models import InboxUpdate

pytestmark = pytest.mark.django_db

ALICE, BOB = 7, 8
_update_ids = count(1)


def arrives(chat_id: int | None = ALICE, *, update_id: int | None = None) -> Accepted | None:
    """Let an update arrive at some process."""
    update_id = next(_update_ids) if update_id is None else update_id
    chat = {} if chat_id is None else {"message": {"chat": {"id": chat_id}, "text": "hi"}}
    return inbox.accept({"update_id": update_id, **chat})


def is_mine(accepted: Accepted | None) -> bool:
    assert accepted is not None
    return accepted.has_turn


def ids(accepted: list[Accepted]) -> list[int]:
    return [each.update_id for each in accepted]


def dies(update_id: int) -> None:
    """Let the process die that has an update in hand, half a minute ago."""
    InboxUpdate.objects.filter(pk=update_id).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_while_one_of_a_chat_is_in_hand_the_next_waits() -> None:
    assert is_mine(arrives())
    assert not is_mine(arrives())
    assert (take_next({ALICE}), take_up()) == ([], [])


def test_another_chat_does_not_wait() -> None:
    arrives(ALICE)

    assert is_mine(arrives(BOB))


def test_what_belongs_to_no_chat_waits_for_nothing() -> None:
    assert [is_mine(arrives(None)) for _ in range(3)] == [True] * 3


def test_what_waits_is_known_when_it_is_delivered_again() -> None:
    arrives(update_id=1000)
    arrives(update_id=1001)

    assert (arrives(update_id=1000), arrives(update_id=1001)) == (None, None)
    assert InboxUpdate.objects.count() == 2


def test_who_finishes_gets_the_oldest_that_waits() -> None:
    for update_id in (1000, 1003, 1001, 1002):
        arrives(update_id=update_id)

    handled = [1000]
    while following := inbox.hand_over([handled[-1]], {ALICE}):
        handled += ids(following)
    assert handled == [1000, 1001, 1002, 1003]


def test_one_that_comes_after_a_younger_one_was_done_is_handled_still() -> None:
    arrives(update_id=1001)
    inbox.finish(1001)

    assert is_mine(arrives(update_id=1000))


def test_who_finishes_gets_nothing_of_other_chats() -> None:
    arrives(ALICE, update_id=1000)
    arrives(BOB, update_id=1001)
    arrives(BOB, update_id=1002)

    assert inbox.hand_over([1000], {ALICE}) == []


def test_one_that_arrives_while_the_last_is_finished_is_not_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    arrives(update_id=1000)
    seen = chat_turns._stored

    def finishes_meanwhile(*call: Any, **more: Any) -> bool | None:
        answer = seen(*call, **more)
        inbox.hand_over([1000], ())  # had looked for the next before this one could be seen
        return answer

    monkeypatch.setattr(chat_turns, "_stored", finishes_meanwhile)
    accepted = arrives(update_id=1001)

    assert accepted is not None
    assert (accepted.update_id, accepted.has_turn, accepted.payload["message"]["text"]) == (1001, True, "hi")


def test_what_nobody_took_is_taken_up() -> None:
    arrives(update_id=1000)
    arrives(update_id=1001)
    arrives(BOB, update_id=1002)
    inbox.finish(1000, 1002)

    assert ids(take_up()) == [1001]


def test_a_chat_whose_process_died_is_taken_up_by_its_oldest() -> None:
    for update_id in (1001, 1002, 1000):
        arrives(update_id=update_id)
    assert take_up() == []

    dies(1001)
    assert ids(take_up()) == [1000]
    assert ids(inbox.hand_over([1000], {ALICE})) == [1001]


def test_the_next_to_arrive_brings_what_a_dead_process_left() -> None:
    arrives(update_id=1000)
    dies(1000)
    accepted = arrives(update_id=1001)

    assert accepted is not None
    assert (accepted.update_id, accepted.has_turn) == (1000, True)


def test_a_chat_is_not_taken_up_twice() -> None:
    arrives(update_id=1000)
    arrives(update_id=1001)
    dies(1000)

    assert (ids(take_up()), take_up()) == ([1000], [])


def test_what_was_given_back_is_taken_up_at_once() -> None:
    arrives(update_id=1000)
    inbox.release([1000])

    assert ids(take_up()) == [1000]


def test_behind_one_that_is_given_up_the_next_goes_on() -> None:
    arrives(update_id=1000)
    arrives(update_id=1001)
    InboxUpdate.objects.filter(pk=1000).update(attempts=chat_turns.MAX_ATTEMPTS)
    dies(1000)

    assert ids(take_up()) == [1001]
    assert InboxUpdate.objects.get(pk=1000).done_at is not None


def test_what_an_older_version_closed_keeps_nobody_waiting() -> None:
    arrives(update_id=1000)
    InboxUpdate.objects.filter(pk=1000).update(done_at=timezone.now())  # and no word of the turn

    assert is_mine(arrives(update_id=1001))


def test_of_a_version_that_knows_no_turns_everything_is_waited_for() -> None:
    """While a new version is deployed, the old one goes on; it stores rows as it always did."""
    now = timezone.now()
    InboxUpdate.objects.create(
        update_id=1000, chat_id=ALICE, payload="{}", received_at=now, lease_until=now + chat_turns.LEASE
    )

    assert not is_mine(arrives(update_id=1001))
    dies(1000)
    assert ids(take_up()) == [1000]


def test_the_moments_tell_in_which_order_it_went() -> None:
    arrives(update_id=1000)
    arrives(update_id=1001)
    waiting = InboxUpdate.objects.get(pk=1001)
    inbox.hand_over([1000], {ALICE})
    first, second = InboxUpdate.objects.order_by("pk")
    moments = [moment for moment in (first.begun_at, first.done_at, second.begun_at) if moment]

    assert waiting.begun_at is None
    assert (len(moments), moments) == (3, sorted(moments))
    assert (waiting.attempts, second.attempts) == (0, 1)


# Many at once


def at_once(job: Callable[[int], None]) -> None:
    """Do it in four threads, each with a connection of its own as four processes have."""

    def run(number: int) -> None:
        try:
            job(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(run, range(4)))


@pytest.fixture
def many_at_once(transactional_db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("threads of a test share SQLite's memory, and its lock: there is no race")


@pytest.mark.usefixtures("many_at_once")
def test_whatever_many_processes_do_at_once_a_chat_is_in_one_hand_and_nothing_is_lost() -> None:
    chats, each = range(100, 106), 20
    arriving = [(chat_id, number * 10 + chat_id % 10) for chat_id in chats for number in range(each)]
    random.Random(8).shuffle(arriving)
    held: dict[int, threading.Lock] = {chat_id: threading.Lock() for chat_id in chats}
    handled: list[int] = []

    def handle(mine: list[Accepted]) -> None:
        while mine:
            accepted = mine.pop(0)
            assert accepted.chat_id is not None
            assert held[accepted.chat_id].acquire(blocking=False), "two of one chat in hand"
            handled.append(accepted.update_id)
            held[accepted.chat_id].release()
            mine += inbox.hand_over([accepted.update_id], {accepted.chat_id})

    def process(number: int) -> None:
        for chat_id, update_id in arriving[number::4] + arriving[number - 1 :: 16]:  # some are delivered twice
            accepted = arrives(chat_id, update_id=update_id)
            handle([accepted] if accepted and accepted.has_turn else [])
        handle(take_up())

    at_once(process)

    assert sorted(handled) == sorted(update_id for _, update_id in arriving)
    assert not InboxUpdate.objects.filter(done_at=None).exists()


@pytest.mark.usefixtures("many_at_once")
def test_only_one_of_many_takes_up_what_is_left() -> None:
    for number in range(40):
        arrives(number + 1, update_id=5000 + number)
    InboxUpdate.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    taken: list[int] = []
    at_once(lambda _number: taken.extend(ids(take_up())))

    assert sorted(taken) == list(range(5000, 5040))
