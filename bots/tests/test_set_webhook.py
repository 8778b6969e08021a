from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings
from telegram import Bot
from telegram.ext import ExtBot

from bots.management.commands import set_webhook
from bots.tests.chat import Wire


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    wire = Wire()

    def make_bot() -> Bot:
        return ExtBot("1:test", request=wire, get_updates_request=Wire())

    monkeypatch.setattr(set_webhook, "make_bot", make_bot)
    return wire


def test_it_needs_an_address(settings: Settings, wire: Wire) -> None:
    settings.WEBHOOK_URL = ""
    with pytest.raises(CommandError, match="Set WEBHOOK_URL first, or leave it empty to use polling"):
        call_command("set_webhook")

    assert wire.calls == []


def test_it_says_why_telegram_refused(settings: Settings, wire: Wire) -> None:
    settings.WEBHOOK_URL = "https://esther.example"
    wire.failures["setWebhook"] = [(400, {"description": "Bad Request: bad webhook: HTTPS url must be provided"})]
    with pytest.raises(CommandError, match="Telegram refused: Bad webhook: https url must be provided"):
        call_command("set_webhook")


@pytest.mark.parametrize("address", ["https://esther.example", "https://esther.example/"])
def test_it_registers_address_secret_and_kinds_of_updates(settings: Settings, wire: Wire, address: str) -> None:
    settings.WEBHOOK_URL = address
    out = io.StringIO()
    call_command("set_webhook", stdout=out)

    (registered,) = wire.sent("setWebhook")
    assert registered["url"] == "https://esther.example/webhook"
    assert registered["secret_token"] == settings.WEBHOOK_SECRET
    assert registered["allowed_updates"] == ["message", "callback_query"]
    assert out.getvalue() == "Telegram brings updates to https://esther.example/webhook now.\n"
