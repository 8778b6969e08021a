from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from telegram import Bot, InlineKeyboardMarkup
from telegram.error import BadRequest, Conflict, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import ExtBot

from bots import outbound
from bots.callbacks import button, keyboard
from bots.tests.chat import Bubble, Failure, Wire

PARSE_ERROR: Failure = (400, {"description": "Bad Request: can't parse entities: unsupported start tag"})
LIMIT: Failure = (429, {"description": "Too Many Requests", "parameters": {"retry_after": 7}})
BLOCKED: Failure = (403, {"description": "Forbidden: bot was blocked by the user"})
UNCHANGED: Failure = (400, {"description": "Bad Request: message is not modified: specified new message content"})
GONE: Failure = (400, {"description": "Bad Request: message to edit not found"})


def connected(wire: Wire, use: Callable[[Bot], Awaitable[Any]]) -> Any:
    async def talk() -> Any:
        async with ExtBot("1:test", request=wire, get_updates_request=Wire()) as bot:
            return await use(bot)

    return async_to_sync(talk)()


def send(wire: Wire, text: str = "hi", markup: InlineKeyboardMarkup | None = None) -> None:
    connected(wire, lambda bot: outbound.send(bot, 1, text, markup))


def edit(wire: Wire, text: str = "new", markup: InlineKeyboardMarkup | None = None, message_id: int = 1000) -> None:
    connected(wire, lambda bot: outbound.edit(bot, 1, message_id, text, markup))


@pytest.fixture
def wire() -> Wire:
    return Wire()


def test_who_blocked_the_bot_is_left_alone(wire: Wire, waits: list[float]) -> None:
    wire.failures["sendMessage"] = [BLOCKED]
    send(wire, "x\n" * 4000)  # two parts

    assert (len(wire.sent("sendMessage")), waits) == (1, [])


def test_another_refusal_is_for_the_caller(wire: Wire, waits: list[float]) -> None:
    wire.failures["sendMessage"] = [(400, {"description": "Bad Request: chat not found"})]
    with pytest.raises(BadRequest, match="Chat not found"):
        send(wire)

    assert (len(wire.sent("sendMessage")), waits) == (1, [])


def test_markup_that_telegram_cannot_read_is_sent_once_as_plain_text(wire: Wire, waits: list[float]) -> None:
    wire.failures["sendMessage"] = [PARSE_ERROR]
    send(wire, "<b>1 &lt; 2</b>")

    html, plain = wire.sent("sendMessage")
    assert (html["text"], html["parse_mode"]) == ("<b>1 &lt; 2</b>", "HTML")
    assert (plain["text"], plain.get("parse_mode"), waits) == ("1 < 2", None, [])


def test_plain_text_that_is_refused_too_is_not_tried_again(wire: Wire) -> None:
    wire.failures["sendMessage"] = [PARSE_ERROR, PARSE_ERROR]
    with pytest.raises(BadRequest):
        send(wire)

    assert len(wire.sent("sendMessage")) == 2


def test_it_waits_as_long_as_telegram_asks(wire: Wire, waits: list[float]) -> None:
    wire.failures["sendMessage"] = [LIMIT]
    send(wire)

    assert (waits, [bubble.text for bubble in wire.bubbles]) == ([7.0], ["hi"])


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
@pytest.mark.parametrize("form", ["", "true"])
def test_it_reads_the_wait_in_both_forms_of_the_library(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", form)
    error = RetryAfter(7)

    assert (type(error.retry_after).__name__, outbound.seconds_of(error)) == ("timedelta" if form else "int", 7.0)


def test_nobody_waits_an_hour_and_nobody_calls_before_it_is_over(wire: Wire, waits: list[float]) -> None:
    wire.failures["sendMessage"] = [(429, {"parameters": {"retry_after": 3600}})]
    with pytest.raises(RetryAfter):
        send(wire)

    assert (waits, len(wire.sent("sendMessage"))) == ([], 1)


@pytest.mark.parametrize("failure", [TimedOut(), NetworkError("connection reset"), (502, {}), (500, {})])
def test_a_broken_connection_is_tried_three_times(wire: Wire, waits: list[float], failure: Failure) -> None:
    wire.failures["sendMessage"] = [failure, failure]
    send(wire)

    assert (waits, len(wire.bubbles)) == ([1, 2], 1)


def test_after_three_attempts_the_caller_is_told(wire: Wire, waits: list[float]) -> None:
    wire.failures["sendMessage"] = [TimedOut()] * 3
    with pytest.raises(TimedOut):
        send(wire)

    assert (waits, len(wire.sent("sendMessage"))) == ([1, 2], 3)


def test_a_long_message_comes_in_parts_with_the_buttons_under_the_last(wire: Wire) -> None:
    send(wire, "line\n" * 1000, keyboard([button("Go", "go")]))

    assert [bool(bubble.buttons) for bubble in wire.bubbles] == [False, True]
    assert all(len(bubble.text) <= 4096 for bubble in wire.bubbles)


def test_links_show_no_preview(wire: Wire) -> None:
    send(wire)
    edit(wire)

    for method in ("sendMessage", "editMessageText"):
        assert wire.sent(method)[0]["link_preview_options"] == {"is_disabled": True}


def test_an_edit_changes_text_and_buttons(wire: Wire) -> None:
    send(wire, "old", keyboard([button("Go", "go")]))
    edit(wire)

    assert wire.bubbles == [Bubble(1, 1000, "new", {})]


def test_an_edit_that_changes_nothing_is_no_failure(wire: Wire) -> None:
    wire.failures["editMessageText"] = [UNCHANGED]
    edit(wire)

    assert wire.bubbles == []


@pytest.mark.parametrize("failure", [GONE, (400, {"description": "Bad Request: message can't be edited"}), PARSE_ERROR])
def test_what_cannot_be_edited_is_sent_anew(wire: Wire, failure: Failure) -> None:
    wire.failures["editMessageText"] = [failure]
    edit(wire, "new", keyboard([button("Go", "go")]))

    assert [(bubble.text, bubble.buttons) for bubble in wire.bubbles] == [("new", {"Go": "go"})]


def test_an_edit_for_who_blocked_the_bot_is_dropped(wire: Wire) -> None:
    wire.failures["editMessageText"] = [BLOCKED]
    edit(wire)

    assert wire.sent("sendMessage") == []


def test_an_edit_waits_and_tries_again_too(wire: Wire, waits: list[float]) -> None:
    send(wire, "old")
    wire.failures["editMessageText"] = [LIMIT, TimedOut()]
    edit(wire)

    assert (waits, wire.bubbles[0].text) == ([7.0, 2], "new")


@pytest.mark.parametrize("failure", [BadRequest("x"), Forbidden("x"), TimedOut(), RetryAfter(9), Conflict("x")])
def test_it_says_when_a_message_could_not_be_deleted(wire: Wire, failure: TelegramError) -> None:
    wire.failures["deleteMessage"] = [failure]

    assert connected(wire, lambda bot: outbound.delete(bot, 1, 5)) is False
    assert connected(wire, lambda bot: outbound.delete(bot, 1, 5)) is True
