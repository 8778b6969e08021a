from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.db import OperationalError, connection
from pytest_django import Settings
from telegram import Update
from telegram.ext import ExtBot

from bots import inbox
from bots import processor as processor_module
from bots.bridge import in_thread
from bots.chat_turns import Accepted
from bots.models import InboxUpdate
from bots.processor import ChatProcessor
from bots.tests.chat import Chat, Wire
from esther_site.lib.correlation import CORRELATION_ID, NOBODY, name_of_update

pytestmark = pytest.mark.django_db

Work = Callable[[], Coroutine[Any, Any, None]]


def arrives(person: int, wire: Wire | None = None) -> Update:
    """Let a message of a person be accepted."""
    payload = Chat(person, f"Person {person}").message("hi")
    inbox.accept(payload)
    return Update.de_json(payload, ExtBot("42:test", request=wire or Wire()))


def alone() -> ChatProcessor:
    """A processor behind which nothing ever waits."""
    return ChatProcessor(lambda accepted: None)


def process(*work: tuple[Update, Work], processor: ChatProcessor | None = None) -> None:
    async def together() -> None:
        chosen = processor or alone()
        await asyncio.gather(*(chosen.process_update(update, job()) for update, job in work), return_exceptions=True)
        await chosen.shutdown()

    async_to_sync(together)()


def naps(diary: list[str], name: str, seconds: float = 0.01) -> Work:
    async def nap() -> None:
        diary.append(f"{name} begins")
        await asyncio.sleep(seconds)
        diary.append(f"{name} ends")

    return nap


def test_what_waits_behind_an_update_is_taken_when_that_is_done() -> None:
    first, second = arrives(1), arrives(1)
    taken: list[Accepted] = []
    processor = ChatProcessor(taken.append)
    processor.in_hand[first.update_id] = 1
    process((first, naps([], "first", 0)), processor=processor)

    assert [accepted.update_id for accepted in taken] == [second.update_id]


def test_what_waits_is_left_to_the_next_process_when_this_one_ends() -> None:
    first, _second = arrives(1), arrives(1)
    taken: list[Accepted] = []
    processor = ChatProcessor(taken.append)
    processor.in_hand[first.update_id] = 1
    processor.takes_more = False
    process((first, naps([], "first", 0)), processor=processor)

    assert taken == []
    assert InboxUpdate.objects.get(done_at=None).turn is None


@pytest.mark.parametrize("is_told_before", [True, False], ids=["told before", "told afterwards"])
def test_nobody_waits_for_more_to_be_closed_with_it(is_told_before: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processor_module, "CLOSE_AFTER_SECONDS", 30)
    first, taken = arrives(1), asyncio.Event()

    async def lives() -> None:
        processor = ChatProcessor(lambda accepted: taken.set())
        processor.in_hand[first.update_id] = 1
        if is_told_before:
            await tell(processor)
        await processor.process_update(first, naps([], "first", 0)())
        await asyncio.sleep(0.01)
        if not is_told_before:
            assert not taken.is_set()
            await tell(processor)
        await asyncio.wait_for(taken.wait(), 5)
        await processor.shutdown()

    async def tell(processor: ChatProcessor) -> None:
        await in_thread(arrives, 1)
        processor.has_waiting(1)

    async_to_sync(lives)()


def test_different_chats_are_handled_at_the_same_time() -> None:
    met = asyncio.Event()
    others = asyncio.Event()

    async def first() -> None:
        met.set()
        await others.wait()

    async def second() -> None:
        await met.wait()
        others.set()

    process((arrives(1), first), (arrives(2), second))

    assert InboxUpdate.objects.filter(done_at=None).count() == 0


async def _fail() -> None:
    raise RuntimeError("a handler that no error handler saved")


async def _stop() -> None:
    raise asyncio.CancelledError


@pytest.mark.parametrize("disaster", [_fail, _stop])
def test_after_a_disaster_an_update_is_no_longer_in_hand_and_not_closed(disaster: Work) -> None:
    processor, update = alone(), arrives(1)
    processor.in_hand[update.update_id] = 1
    process((update, disaster), processor=processor)

    assert (processor.in_hand, InboxUpdate.objects.get().done_at) == ({}, None)


def test_what_takes_too_long_is_told_once_and_not_tried_again(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.HANDLER_TIMEOUT_SECS = 0.01
    wire = Wire()
    update, diary = arrives(1, wire), list[str]()

    async def lasts() -> None:
        processor = alone()
        await processor.process_update(update, naps(diary, "slow", 30)())
        await asyncio.sleep(0.1)
        await processor.shutdown()

    with caplog.at_level(logging.WARNING):
        async_to_sync(lasts)()
    (bubble,) = wire.bubbles

    assert diary == ["slow begins"]
    assert bubble.text.startswith("⏳ <b>This takes longer than it should.</b>\nI am still at it")
    assert [line.partition(": ")[0] for line in caplog.messages] == [f"failure {bubble.failure_id}"] * 2
    assert caplog.messages[1].endswith("it still went on, and its answer was given up")
    assert InboxUpdate.objects.get().done_at is not None


def test_what_takes_too_long_goes_on_beside_what_comes_next(settings: Settings) -> None:
    settings.HANDLER_TIMEOUT_SECS = 0.05
    diary: list[str] = []

    async def lasts() -> None:
        processor = alone()
        await processor.process_update(arrives_soon[0], naps(diary, "slow", 0.08)())
        await processor.process_update(arrives_soon[1], naps(diary, "next", 0)())
        await asyncio.sleep(0.1)
        await processor.shutdown()

    wire = Wire()
    arrives_soon = [arrives(1, wire), arrives(1, wire)]
    async_to_sync(lasts)()

    assert diary == ["slow begins", "next begins", "next ends", "slow ends"]
    assert len(wire.bubbles) == 1


def test_late_work_that_fails_after_all_is_in_the_log(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    settings.HANDLER_TIMEOUT_SECS = 0.02

    async def fail() -> None:
        await asyncio.sleep(0.03)
        raise RuntimeError("nobody caught it")

    async def lasts(update: Update) -> None:
        processor = alone()
        await processor.process_update(update, fail())
        await asyncio.sleep(0.05)
        await processor.shutdown()

    async_to_sync(lasts)(arrives(1))

    assert caplog.messages[-1].endswith("it came to nothing")


def test_a_user_who_cannot_be_told_of_a_delay_does_not_have_it_done_twice(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.HANDLER_TIMEOUT_SECS = 0.01
    wire = Wire()
    wire.failures["sendMessage"] = [(400, {"description": "Bad Request: chat not found"})]
    process((arrives(1, wire), naps([], "slow", 30)))

    assert "the user could not be told" in caplog.text
    assert InboxUpdate.objects.get().done_at is not None


def test_each_update_has_a_name_of_its_own_in_the_log() -> None:
    names: dict[int, str] = {}
    updates = [arrives(person) for person in (1, 1, 2)]

    def note(update: Update) -> Work:
        async def work() -> None:
            await asyncio.sleep(0.001)
            names[update.update_id] = await in_thread(CORRELATION_ID.get)

        return work

    process(*((update, note(update)) for update in updates))

    assert names == {update.update_id: name_of_update(update.update_id) for update in updates}
    assert CORRELATION_ID.get() == NOBODY


def test_an_update_is_in_hand_until_its_row_is_closed() -> None:
    processor, update = alone(), arrives(1)
    processor.in_hand[update.update_id] = 1

    async def look() -> None:
        assert update.update_id in processor.in_hand

    process((update, look), processor=processor)

    assert (processor.in_hand, InboxUpdate.objects.get().payload) == ({}, "")


@pytest.mark.django_db(transaction=True)  # a failed statement would spoil the transaction around a test
def test_an_update_that_cannot_be_closed_yet_stays_in_hand(caplog: pytest.LogCaptureFixture) -> None:
    processor, update = alone(), arrives(1)
    processor.in_hand[update.update_id] = 1
    in_hand: list[bool] = []

    def away_at_first(execute: Callable[..., Any], *call: Any) -> Any:
        in_hand.append(update.update_id in processor.in_hand)
        if len(in_hand) < 3:
            raise OperationalError("the server closed the connection")
        return execute(*call)

    with connection.execute_wrapper(away_at_first):
        process((update, naps([], "x", 0)), processor=processor)

    assert (in_hand[:3], processor.in_hand) == ([True] * 3, {})
    assert InboxUpdate.objects.get().done_at is not None
    assert len(caplog.messages) == 2


def test_what_is_no_update_is_simply_awaited() -> None:
    done: list[object] = []

    async def work() -> None:
        done.append(1)

    async def once(processor: ChatProcessor) -> None:
        coroutine: Awaitable[None] = work()
        await processor.process_update("not an update", coroutine)

    async_to_sync(once)(alone())

    assert done == [1]
