from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from telegram import Update
from telegram.error import TimedOut
from telegram.ext import ExtBot

from bots import progress as module
from bots.bridge import in_thread
from bots.tests.chat import NOT_FOUND, Chat, Failure, Wire
from bots.turn import Turn
from esther_site.lib.errors import UserError
from esther_site.lib.progress import report_progress
from trading.models import User

FIRST_AFTER, EDIT_EVERY = 0.02, 0.03


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FIRST_AFTER_SECONDS", FIRST_AFTER)
    monkeypatch.setattr(module, "EDIT_EVERY_SECONDS", EDIT_EVERY)


def works(wire: Wire, work: Callable[[Turn], Awaitable[Any]], *, pressed: int | None = None) -> None:
    """Let a turn work, begun by a message or by a press under a message."""
    chat = Chat(1, "Alice", wire)

    async def take() -> None:
        async with ExtBot("1:test", request=wire, get_updates_request=Wire()) as bot:
            payload = chat.press("help", pressed) if pressed else chat.message("hi")
            await work(Turn(Update.de_json(payload, bot), bot, User(), 1))

    async_to_sync(take)()


def shown(wire: Wire) -> list[str]:
    """Return what stood in the chat, in the order in which it came."""
    return [call["text"] for name, call in wire.calls if name in ("sendMessage", "editMessageText")]


def steps(*seconds: float, total: int = 12) -> Callable[[], Awaitable[None]]:
    async def step() -> None:
        for done, each in enumerate(seconds, start=1):
            await in_thread(report_progress, done, total)
            await asyncio.sleep(each)

    return step


def looking(work: Callable[[], Awaitable[None]], answer: str = "paper_reset") -> Callable[[Turn], Awaitable[None]]:
    async def look(turn: Turn) -> None:
        async with turn.progress("Looking at your wallets"):
            await work()
        await turn.say("error", message=answer)

    return look


def test_quick_work_says_nothing_before_its_answer() -> None:
    wire = Wire()
    works(wire, looking(steps(0.001), "Done."))

    assert shown(wire) == ["Done."]


def test_long_work_says_how_far_it_is_and_the_answer_takes_its_place() -> None:
    wire = Wire()
    works(wire, looking(steps(0.06, 0.06), "Done."))

    assert shown(wire) == [
        "⏳ Looking at your wallets … 1 of 12",
        "⏳ Looking at your wallets … 2 of 12",
        "Done.",
    ]
    assert [bubble.text for bubble in wire.bubbles] == ["Done."]


def test_it_is_edited_no_oftener_than_telegram_likes() -> None:
    wire = Wire()
    works(wire, looking(steps(*[0.002] * 60), "Done."))

    assert 3 <= len(shown(wire)) <= 2 + 60 * 0.01 / EDIT_EVERY


def test_what_does_not_change_is_not_edited() -> None:
    wire = Wire()
    works(wire, looking(steps(0.15), "Done."))

    assert shown(wire) == ["⏳ Looking at your wallets … 1 of 12", "Done."]


def test_work_that_counts_nothing_is_named_only() -> None:
    wire = Wire()
    works(wire, looking(lambda: asyncio.sleep(0.05), "Done."))

    assert shown(wire)[0] == "⏳ Looking at your wallets …"


def test_a_failure_leaves_its_message_to_whoever_explains_it() -> None:
    wire = Wire()
    places: list[int | None] = []

    async def fail() -> None:
        await asyncio.sleep(0.05)
        raise UserError("No.")

    async def explained(turn: Turn) -> None:
        with pytest.raises(UserError):
            await looking(fail)(turn)
        places.append(turn.place)
        await turn.say("error", message="No.")

    works(wire, explained)

    assert places == [1000]
    assert [bubble.text for bubble in wire.bubbles] == ["No."]


@pytest.mark.parametrize("failure", [TimedOut(), (403, {"description": "Forbidden"})], ids=["silence", "blocked"])
def test_progress_that_cannot_be_shown_is_no_failure(failure: Failure) -> None:
    wire = Wire()
    wire.failures["sendMessage"] = [failure]
    works(wire, looking(steps(0.08), "Done."))

    assert [bubble.text for bubble in wire.bubbles] == ["Done."]


def test_an_answer_is_sent_anew_where_the_progress_is_gone() -> None:
    wire = Wire()
    wire.failures["editMessageText"] = [NOT_FOUND]
    works(wire, looking(steps(0.05), "Done."))

    assert wire.bubbles[-1].text == "Done."


def test_an_answer_too_long_for_one_message_is_sent_behind_it() -> None:
    wire = Wire()
    works(wire, looking(steps(0.05), "word " * 1200))

    assert [call["message_id"] for call in wire.sent("deleteMessage")] == [1000]
    assert len(wire.bubbles) == 3  # the progress, which the wire keeps, and two parts


def test_under_a_pressed_card_it_goes_when_the_card_is_changed() -> None:
    wire = Wire()

    async def press(turn: Turn) -> None:
        await turn.say("error", message="card")
        async with turn.progress("Looking at your wallets"):
            await asyncio.sleep(0.05)
        await turn.show("error", message="new card")

    works(wire, press, pressed=1000)

    assert wire.bubbles[0].text == "new card"
    assert [call["message_id"] for call in wire.sent("deleteMessage")] == [1001]


@pytest.mark.parametrize("answer", ["picture", "document"])
def test_it_is_deleted_when_a_picture_or_a_file_follows(answer: str) -> None:
    wire = Wire()

    async def send(turn: Turn) -> None:
        async with turn.progress("Writing your files"):
            await asyncio.sleep(0.05)
        if answer == "picture":
            await turn.picture(b"png", "error", message="x")
        else:
            await turn.document(b"csv", "error", filename="x.csv", message="x")

    works(wire, send)

    assert [call["message_id"] for call in wire.sent("deleteMessage")] == [1000]


def test_nothing_is_left_behind_that_goes_on_telling() -> None:
    wire = Wire()

    async def look(turn: Turn) -> None:
        await looking(steps(0.05), "Done.")(turn)
        await asyncio.sleep(0.1)

    works(wire, look)

    assert shown(wire)[-1] == "Done."
