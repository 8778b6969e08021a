"""The history tells of live trades what is known: on their way, under review, taken back, and what gas they cost."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from bots.tests.chat import Chat
from bots.tests.live_chat import trade_of
from tokens.models import Token

pytestmark = pytest.mark.django_db


def history_with(chat: Chat, state: str, **fields: Any) -> str:
    trade_of(chat, state, begin_before=timezone.now(), **fields)
    return chat.says("/history")


@pytest.mark.parametrize("state", ["confirmed", "approving", "sent"])
def test_what_is_under_way_is_not_told_as_an_end(alice: Chat, state: str) -> None:
    shown = history_with(alice, state)
    assert "under way, not final" in shown
    assert "✅" not in shown
    assert "✖" not in shown


def test_what_is_between_two_chains_has_not_arrived(alice: Chat) -> None:
    assert "on its way, not yet arrived" in history_with(alice, "bridging")


def test_a_trade_in_review_says_why(alice: Chat) -> None:
    shown = history_with(alice, "review", failure="The operator looks at it.", finished_at=timezone.now())
    assert "under review. The operator looks at it." in shown


def test_what_was_taken_back_says_what_it_cost(alice: Chat) -> None:
    alice.says("/start")
    paid = {"gas_units": 21_000 * 10**9, "gas_token": Token.objects.get(chain=1, is_native=True)}
    shown = history_with(alice, "cancelled", failure="You took it back.", finished_at=timezone.now(), **paid)
    assert "✖" in shown
    assert ": You took it back." in shown
    assert "Gas paid: 0.000021 ETH" in shown
