from __future__ import annotations

import re

import pytest

from bots.tests.chat import Chat
from bots.tests.ledger import CONFIRM
from sandbox.okx.faults import set_fault
from trading.models import PaperBalance, Swap

pytestmark = pytest.mark.django_db


def test_without_prices_the_amounts_are_shown_and_not_counted(alice: Chat) -> None:
    set_fault("", "500", times=99)
    shown = alice.says("/portfolio")

    assert "<b>Paper</b>: <b>$0.00</b> (play money)" in shown
    assert "<b>10,000 USDC</b> on Ethereum\nno price at the moment, not counted" in shown


def test_an_empty_wallet_says_how_to_fill_it(alice: Chat) -> None:
    alice.says("/start")
    PaperBalance.objects.all().delete()

    assert "The wallet is empty. /paper reset fills it again." in alice.says("my portfolio")


@pytest.mark.parametrize("text", ["/portfolio", "what's in my portfolio?", "what do i own?", "my balance"])
def test_it_shows_what_there_is_and_what_it_is_worth(alice: Chat, text: str) -> None:
    assert re.fullmatch(
        r"<b>Paper</b>: <b>\$[\d,]+\.\d\d</b> \(play money\)\n"
        r"[+-]?[\d.]+ % in 24 h, by the prices alone\n\n"
        r"<b>10,000 USDC</b> on Ethereum\n"
        r"\$[\d,]+\.\d\d at \$[\d.]+ · 100 %\n\n"
        r"<i>Prices as of \d+ s ago</i>",
        alice.says(text),
    )


def test_refresh_shows_what_was_traded_since(alice: Chat) -> None:
    alice.says("/portfolio")
    portfolio = alice.bubbles[0]
    alice.says("buy 10 link with usdc")
    alice.presses(CONFIRM)
    alice.brings(alice.press("portfolio", portfolio.message_id))

    assert "<b>10 LINK</b> on Ethereum" in portfolio.text


def test_history_shows_the_latest_ten_and_what_failed(alice: Chat) -> None:
    for _ in range(11):
        alice.says("buy 1 link with usdc")
    Swap.objects.update(state=Swap.State.FAILED, failure="It was <b>bad</b>.")
    shown = alice.says("/history")

    assert shown.count("✖ USDC → LINK: It was &lt;b&gt;bad&lt;/b&gt;.") == 10


def test_nobody_sees_the_history_of_others(alice: Chat) -> None:
    alice.says("buy 10 link with usdc")
    alice.presses(CONFIRM)

    assert Chat(2, "Bob").says("/history").startswith("You have not traded yet.")
