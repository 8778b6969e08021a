"""What takes longer than anybody should wait: told once, and its outcome is shown when there is one."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from pytest_django import Settings
from telegram import Update
from telegram.ext import ExtBot

from bots import inbox
from bots.dispatch import build_application
from bots.handlers import prices, trades
from bots.processor import ChatProcessor
from bots.tests.chat import Chat, Wire
from bots.tests.ledger import CONFIRM, states
from esther_site.lib.errors import UserError

pytestmark = pytest.mark.django_db

LATE = "⏳ <b>This takes longer than it should.</b>"
TIMEOUT = 0.3


def slowly(
    monkeypatch: pytest.MonkeyPatch, chat: Chat, where: object, name: str, *, error: Exception | None = None
) -> None:
    """Let a service take until the user was told of the delay."""
    service = getattr(where, name)

    def slow(*args: Any, **kwargs: Any) -> Any:
        patience = time.monotonic() + 10
        while not any(bubble.text.startswith(LATE) for bubble in chat.bubbles) and time.monotonic() < patience:
            time.sleep(0.01)
        if error:
            raise error
        return service(*args, **kwargs)

    monkeypatch.setattr(where, name, slow)


def brings(chat: Chat, update: dict[str, Any], settings: Settings, *, waits: bool = True) -> list[str]:
    """Have an update handled by a bot that soon says that it takes long; return what was sent anew."""

    async def live() -> None:
        bot = ExtBot("4242424242:test", request=chat.wire, get_updates_request=Wire())
        processor = ChatProcessor(lambda accepted: None)
        application = build_application(bot, processor)
        async with application:
            arrived = Update.de_json(update, bot)
            await processor.process_update(arrived, application.process_update(arrived))
            settings.HANDLER_TIMEOUT_SECS = 10
            if waits:
                await asyncio.gather(*processor._late)

    inbox.accept(update)
    settings.HANDLER_TIMEOUT_SECS = TIMEOUT
    before = len(chat.bubbles)
    async_to_sync(live)()
    return [bubble.text for bubble in chat.bubbles[before:]]


def test_a_late_trade_is_told_once_and_its_card_says_what_came_of_it(
    alice: Chat, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice.says("sell 100 usdc for eth")
    card = alice.bubbles[-1]
    slowly(monkeypatch, alice, trades, "confirm_swap")
    told = brings(alice, alice.press(card.buttons[CONFIRM], card.message_id), settings)

    assert [text.splitlines()[0] for text in told] == [LATE]
    assert "look at /history before you ask for a trade again" in told[0]
    assert states() == ["booked"]
    assert CONFIRM not in card.buttons
    assert "Simulated" in card.text or "simulated" in card.text


def test_a_late_trade_that_fails_says_so_on_its_card(
    alice: Chat, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice.says("sell 100 usdc for eth")
    card = alice.bubbles[-1]
    slowly(monkeypatch, alice, trades, "confirm_swap", error=UserError("The price is gone."))
    told = brings(alice, alice.press(card.buttons[CONFIRM], card.message_id), settings)

    assert len(told) == 1
    assert card.text == "✖ <b>Nothing was traded.</b>\nThe price is gone."


def test_a_late_failure_is_explained_after_all(
    alice: Chat, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    slowly(monkeypatch, alice, prices, "look_up_price", error=UserError("Nobody knows."))

    assert brings(alice, alice.message("price eth"), settings)[1:] == ["Nobody knows."]


def test_when_esther_stops_meanwhile_nothing_more_is_said(
    alice: Chat, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    slowly(monkeypatch, alice, prices, "look_up_price")

    (told,) = brings(alice, alice.message("price eth"), settings, waits=False)
    assert told.startswith(LATE)
