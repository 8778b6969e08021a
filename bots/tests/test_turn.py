from __future__ import annotations

import asyncio
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from telegram import Update
from telegram.error import TimedOut
from telegram.ext import ExtBot

from bots import turn as module
from bots.tests.chat import Chat, Failure, Wire
from bots.turn import Turn
from trading.models import User

ALICE = Chat(1, "Alice")


def typed(wire: Wire, *, seconds: float) -> list[dict[str, Any]]:
    """Let a turn take so long, and return what was sent to show it."""

    async def take() -> None:
        async with ExtBot("1:test", request=wire, get_updates_request=Wire()) as bot:
            turn = Turn(Update.de_json(ALICE.message("hi"), bot), bot, User(), 1)
            with turn.typing():
                await asyncio.sleep(seconds)
            await asyncio.sleep(0.01)  # long enough for a task that was left behind

    async_to_sync(take)()
    return wire.sent("sendChatAction")


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TYPING_AFTER_SECONDS", 0.005)


def test_a_quick_answer_shows_no_typing() -> None:
    assert typed(Wire(), seconds=0) == []


def test_a_slow_answer_shows_typing() -> None:
    assert typed(Wire(), seconds=0.2) == [{"chat_id": 1, "action": "typing"}]


@pytest.mark.parametrize("failure", [TimedOut(), (403, {"description": "Forbidden"})])
def test_typing_that_cannot_be_shown_is_no_failure(failure: Failure) -> None:
    wire = Wire()
    wire.failures["sendChatAction"] = [failure]

    assert len(typed(wire, seconds=0.2)) == 1


def test_an_update_has_a_name_by_which_its_repetition_is_known() -> None:
    payload = ALICE.press("help")
    first, again = (Turn(Update.de_json(payload, None), ExtBot("1:test"), User(), 1) for _ in range(2))

    assert first.name == again.name == f"update {payload['update_id']}"
