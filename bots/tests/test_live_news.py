from __future__ import annotations

import pytest

from alerts.live_news import tell
from alerts.models import Notification
from bots.messages import render
from bots.notifier import _shown
from bots.tests.chat import Chat
from bots.tests.ledger import CONFIRM
from bots.told_buttons import told_buttons
from trading.models import Swap

pytestmark = pytest.mark.django_db


@pytest.fixture
def swap(alice: Chat) -> Swap:
    alice.says("swap 100 usdc to link")
    alice.presses(CONFIRM)
    return Swap.objects.select_related("chain", "token_in", "token_out", "user").get()


def text_of(told: Notification) -> str:
    return render(told.template, {**_shown(told.data, zone="UTC"), "zone": "UTC"})


def test_each_end_is_told_once(swap: Swap) -> None:
    tell(swap, "done")
    tell(swap, "done")
    (told,) = Notification.objects.all()
    assert (told.user, told.importance) == (swap.user, Notification.Importance.MONEY)
    assert "✅ <b>Traded</b> on Ethereum · <b>LIVE</b>" in text_of(told)
    assert "You gave: <b>100 USDC</b>" in text_of(told)


@pytest.mark.parametrize(("state", "words"), [("failed", "Not traded"), ("review", "the operator has a look")])
def test_what_was_not_traded_is_never_called_done(swap: Swap, state: str, words: str) -> None:
    swap.failure = "The chain undid it: <b>too little</b>"
    tell(swap, state)
    text = text_of(Notification.objects.get())
    assert words in text
    assert "You got" not in text
    assert "&lt;b&gt;too little" in text


@pytest.mark.parametrize(("state", "asks"), [("done", False), ("failed", True), ("cancelled", True), ("review", True)])
def test_only_what_was_not_traded_asks_why(swap: Swap, state: str, asks: bool) -> None:
    tell(swap, state)
    told = Notification.objects.get()
    buttons = told_buttons(told.template, told.data)
    assert (f"why:swap:{swap.handle}" in (buttons.to_json() if buttons else "")) is asks
