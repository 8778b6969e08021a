"""How fast messages leave: over all, in one chat, and who goes first."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from bots import sending_pace
from bots.sending_pace import AnswerPace, wait_behind_answers
from esther_site.lib.shared_limits import forget_turns

PER_SECOND = 10


@pytest.fixture(autouse=True)
def _telegrams_pace(settings: Settings) -> Iterator[None]:
    settings.TELEGRAM_MESSAGES_PER_SECOND = PER_SECOND
    sending_pace._of_all.cache_clear()
    forget_turns()
    yield
    sending_pace._of_all.cache_clear()
    forget_turns()


def seconds_for(chats: list[int], *, endpoint: str = "sendMessage") -> float:
    """Return how long it takes to call Telegram once for each of the chats, all at the same time."""

    async def call(endpoint: str, data: dict[str, Any]) -> bool:
        return True

    async def everybody() -> None:
        pace = AnswerPace()
        calls = [{"chat_id": chat} for chat in chats]
        await asyncio.gather(
            *(pace.process_request(call, (endpoint, data), {}, endpoint, data, None) for data in calls)
        )

    started = time.monotonic()
    asyncio.run(everybody())
    return time.monotonic() - started


def test_more_than_a_second_takes_wait_for_the_next() -> None:
    assert 0.9 < seconds_for(list(range(PER_SECOND + 1))) < 2


def test_a_chat_gets_a_short_burst_at_once_and_the_rest_later(monkeypatch: pytest.MonkeyPatch) -> None:
    assert seconds_for([1] * 5) < 0.5
    assert 4 < sending_pace._take_in_chat(1) <= 5
    assert sending_pace._take_in_chat(2) == 0


def test_a_group_has_twenty_in_a_minute() -> None:
    assert [bool(sending_pace._take_in_chat(-100)) for _ in range(21)] == [False] * 20 + [True]


@pytest.mark.parametrize("endpoint", ["editMessageText", "answerCallbackQuery", "sendChatAction", "deleteMessage"])
def test_what_is_no_message_waits_for_nothing(endpoint: str) -> None:
    assert seconds_for([1] * 30, endpoint=endpoint) < 0.5


def test_zero_lifts_the_pace(settings: Settings) -> None:
    settings.TELEGRAM_MESSAGES_PER_SECOND = 0
    assert seconds_for([1] * 30) < 0.5
    assert wait_behind_answers(1)


def test_a_notification_that_finds_no_turn_is_given_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending_pace, "LONGEST_WAIT_SECONDS", 0.2)
    seconds_for(list(range(PER_SECOND)))
    started = time.monotonic()
    assert not wait_behind_answers(100)
    assert time.monotonic() - started < 0.5


def test_notifications_let_answers_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses = iter([0.01, 0.0])
    slept: list[float] = []
    monkeypatch.setattr(sending_pace._of_all(), "take", lambda: next(pauses))
    monkeypatch.setattr(time, "sleep", slept.append)
    assert wait_behind_answers(1)
    assert slept == [pytest.approx(0.01 + sending_pace.BEHIND_SECONDS)]
