"""What one process showed, another one goes on with: nothing that a chat needs is kept in memory.

Each update here is handled by a bot of its own (`bots.tests.chat`); what else a process remembers is forgotten between
any two of them, as in one that was just started.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from pytest_django import Settings

from alerts.models import Alert
from bots.tests.chat import Chat
from bots.tests.ledger import CONFIRM, balances, shown, states
from esther_site.lib.okx import market_client, web3_client
from esther_site.lib.service_health import forget_all
from tokens.catalogue import forget_catalogue
from trading.models import SecondFactor, User
from trading.tests.live_desk import SEALING_KEY, code_at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _another_process_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    brings = Chat.brings

    def elsewhere(chat: Chat, *updates: dict[str, Any]) -> str:
        cache.clear()
        forget_catalogue()
        forget_all()
        web3_client.cache_clear()
        market_client.cache_clear()
        return brings(chat, *updates)

    monkeypatch.setattr(Chat, "brings", elsewhere)


def test_a_trade_is_confirmed_where_its_card_was_not_made(alice: Chat) -> None:
    alice.says("buy 10 link with usdc")
    assert "You got" in alice.presses(CONFIRM)

    assert (states(), balances()["LINK"]) == (["booked"], Decimal(10))


def test_a_question_is_answered_where_it_was_not_asked(alice: Chat) -> None:
    alice.says("buy eth")
    assert shown(alice.presses("$100"), "You give") == 100

    alice.says("buy link")
    assert shown(alice.says("$250"), "You give") == 250


def test_an_alert_is_changed_where_it_was_not_set(alice: Chat) -> None:
    alice.says("alert me when eth goes above 9000")
    alice.presses("⏸ Pause")
    assert Alert.objects.get().state == Alert.State.PAUSED

    alice.says("/alerts")
    alice.presses("▶ Resume 1")
    assert Alert.objects.get().state == Alert.State.ACTIVE


def test_a_code_is_taken_where_its_secret_was_not_shown(alice: Chat, settings: Settings) -> None:
    settings.ENCRYPTION_KEY = SEALING_KEY
    alice.says("/2fa")
    code = code_at(User.objects.get(telegram_id=alice.id))

    assert alice.says(code).startswith("🔐 <b>Your second factor is on.</b>")
    assert SecondFactor.objects.exclude(confirmed_at=None).exists()
    assert len(alice.wire.sent("deleteMessage")) == 1
