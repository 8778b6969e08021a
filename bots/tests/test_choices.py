from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from bots.models import Dialog
from bots.tests.chat import Chat
from bots.tests.ledger import PWN, shown, states
from tokens.models import Token

pytestmark = pytest.mark.django_db


def copies(alice: Chat, *, address: str = "0x" + "1" * 40) -> None:
    """Let two unverified tokens bear the same symbol."""
    alice.says("/start")
    for each in (address, "0x" + "2" * 40):
        Token.objects.create(chain_id=1, address=each, symbol="COPY", decimals=18, source="user")


def test_without_an_amount_the_user_is_asked_how_much(alice: Chat) -> None:
    assert alice.says("buy eth").startswith("How much <b>ETH</b> would you like to buy?")
    assert list(alice.bubbles[-1].buttons) == ["$50", "$100", "$500"]
    assert shown(alice.presses("$100"), "You give") == 100


def test_selling_is_asked_about_in_shares(alice: Chat) -> None:
    alice.says("sell usdc for eth")

    assert list(alice.bubbles[-1].buttons) == ["25 %", "50 %", "100 %"]
    assert shown(alice.presses("25 %"), "You give") == 2500


def test_what_else_the_sentence_said_is_kept(alice: Chat) -> None:
    alice.says("/paper reset base")
    alice.says("buy eth with usdc on base slippage 0.5%")
    card = alice.presses("$50")

    assert "Paper on Base" in card
    assert "Slippage: 0.5 %" in card


def test_a_doubtful_name_is_chosen_from_buttons_that_show_the_address(alice: Chat) -> None:
    copies(alice)
    answer = alice.says("buy $10 of copy")

    assert answer.startswith("Several tokens are called <b>COPY</b>. Which one do you mean?")
    assert list(alice.bubbles[-1].buttons) == [
        "? COPY · Ethereum · 0x1111…1111",
        "? COPY · Ethereum · 0x2222…2222",
    ]


def test_the_chosen_token_is_the_one_traded(alice: Chat) -> None:
    copies(alice, address=PWN)
    alice.says("buy $10 of copy")
    card = alice.presses(f"? COPY · Ethereum · {PWN[:6]}…0000")

    assert f"Token: <code>{PWN}</code> (not verified)" in card


def test_a_doubtful_currency_is_chosen_too(alice: Chat) -> None:
    copies(alice, address=PWN)
    alice.says("sell 10 usdc for copy")
    card = alice.presses(f"? COPY · Ethereum · {PWN[:6]}…0000")

    assert card.startswith("<b>USDC → COPY (not verified)</b>")


def test_an_answer_is_taken_once(alice: Chat) -> None:
    alice.says("buy eth")
    data = alice.card("$50").buttons["$50"]
    alice.presses("$50")

    assert alice.brings(alice.press(data)) == "This question is closed. Please ask again."
    assert states() == ["quoted"]


@pytest.mark.parametrize("choice", ["3", "99", "-1", "²", "x", "", "0:0"])
def test_an_answer_nobody_offered_is_refused(alice: Chat, choice: str) -> None:
    alice.says("buy eth")
    answer = alice.brings(alice.press(f"answer:{Dialog.objects.get().handle}:{choice}"))

    assert answer == "This question is not yours, or no longer known. Please ask again."
    assert states() == []


def test_nobody_else_can_answer(alice: Chat) -> None:
    alice.says("buy eth")
    mallory = Chat(3, "Mallory", alice.wire)
    mallory.says("/start")
    answer = mallory.brings(mallory.press(alice.card("$50").buttons["$50"]))

    assert answer == "This question is not yours, or no longer known. Please ask again."
    assert states() == []


def test_a_question_is_open_for_five_minutes(alice: Chat) -> None:
    alice.says("buy eth")
    Dialog.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    alice.presses("$50")

    assert alice.last == "This question is closed. Please ask again."


@pytest.mark.parametrize("text", ["/cancel", "sell eth"])
def test_cancel_or_a_new_question_closes_the_old_one(alice: Chat, text: str) -> None:
    alice.says("buy eth")
    alice.says(text)
    alice.presses("$50")

    assert alice.last == "This question is closed. Please ask again."
