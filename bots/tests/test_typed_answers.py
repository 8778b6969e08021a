from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from alerts.models import Alert
from bots.models import Dialog
from bots.tests.chat import Chat
from bots.tests.ledger import CASH, PWN, balances, shown, states
from sandbox.okx.faults import set_fault
from tokens.models import Token
from trading.models import Swap

pytestmark = pytest.mark.django_db

NOT_SURE = "I am not sure what you want, so I did nothing."
CLOSED = "This question is closed. Please ask again."


def is_open() -> bool:
    return Dialog.objects.filter(answered_at=None, expires_at__gt=timezone.now()).exists()


# Who and when


def test_nobody_else_can_answer(alice: Chat) -> None:
    alice.says("buy eth")
    mallory = Chat(3, "Mallory", alice.wire)
    mallory.says("/start")

    assert mallory.says("0.5").startswith(NOT_SURE)
    assert (states(), is_open()) == ([], True)


def test_without_a_question_an_answer_means_nothing(alice: Chat) -> None:
    assert alice.says("0.5").startswith(NOT_SURE)
    assert alice.says("above").startswith(NOT_SURE)


def test_an_expired_question_takes_no_answer(alice: Chat) -> None:
    alice.says("buy eth")
    Dialog.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert alice.says("0.5").startswith(NOT_SURE)
    assert states() == []


def test_a_second_answer_means_nothing(alice: Chat) -> None:
    alice.says("buy eth")
    alice.says("0.5")

    assert alice.says("0.7").startswith(NOT_SURE)
    assert states() == ["quoted"]


def test_an_answer_about_money_that_comes_too_late_is_refused(alice: Chat) -> None:
    alice.says("buy eth")
    answer = alice.says("0.5", sent_at=timezone.now() - timedelta(minutes=2, seconds=2))

    assert answer == "This message reached me too late to act on it. Nothing was done: please send it again."
    assert (states(), is_open()) == ([], True)


def test_a_forwarded_answer_is_none(alice: Chat) -> None:
    alice.says("buy eth")
    origin = {"type": "user", "date": 1, "sender_user": {"id": 2, "is_bot": False, "first_name": "Bob"}}

    assert alice.says("0.5", forward_origin=origin).startswith("I do not act on forwarded messages.")
    assert (states(), is_open()) == ([], True)


def test_a_question_that_only_buttons_answer_takes_no_words(alice: Chat) -> None:
    alice.says("buy eth")
    Dialog.objects.update(wants="")

    assert alice.says("0.5").startswith(NOT_SURE)
    assert is_open()


# Answers that make no sense


@pytest.mark.parametrize("text", ["lots", "0", "-5", "1,5,0", "half", "yes", "confirm", "0.5 eth?", "not 0.5", "NaN"])
def test_what_is_no_amount_is_refused_and_the_question_stays_open(alice: Chat, text: str) -> None:
    alice.says("buy eth")

    assert alice.says(text).endswith(".")
    assert (states(), is_open()) == ([], True)
    assert shown(alice.says("$100"), "You give") == 100


def test_what_cannot_be_carried_out_leaves_the_question_open(alice: Chat) -> None:
    alice.says("/addalert")

    assert alice.says("nosuchcoin").startswith("Esther does not know NOSUCHCOIN on any chain")
    assert "<b>LINK</b> on Ethereum is at $" in alice.says("link")


def test_trouble_on_the_way_leaves_the_question_open(alice: Chat) -> None:
    alice.says("buy eth")
    set_fault("aggregator/quote", "500", times=99)
    alice.says("$100")

    assert (states(), is_open()) == ([], True)


def test_what_the_buttons_offered_still_works_after_an_answer_in_vain(alice: Chat) -> None:
    alice.says("buy eth")
    alice.says("lots")

    assert shown(alice.presses("$50"), "You give") == 50


# What has a meaning of its own


@pytest.mark.parametrize("text", ["price link", "/portfolio", "balance", "help", "/settings"])
def test_a_command_is_carried_out_and_drops_the_question(alice: Chat, text: str) -> None:
    alice.says("buy eth")

    assert "How much" not in alice.says(text)
    assert not is_open()
    alice.presses("$50")
    assert alice.last == CLOSED
    assert alice.says("0.5").startswith(NOT_SURE)
    assert states() == []


def test_cancel_says_that_it_dropped_the_question(alice: Chat) -> None:
    alice.says("buy eth")

    assert alice.says("cancel") == "Cancelled. Nothing was traded."
    assert not is_open()


def test_a_command_that_is_not_understood_drops_nothing(alice: Chat) -> None:
    alice.says("buy eth")
    alice.says("/nope")

    assert is_open()


def test_an_address_is_a_question_for_its_price_unless_a_token_is_asked_for(alice: Chat) -> None:
    alice.says("buy eth")

    assert "PWN" in alice.says(PWN)
    assert (states(), is_open()) == ([], False)
    alice.says("/addalert")
    assert "PWN" in alice.says(PWN)
    assert is_open()


def test_the_portfolio_is_shown_unless_an_alert_is_to_watch_it(alice: Chat) -> None:
    alice.says("sell half")

    assert alice.says("portfolio").startswith("<b>Paper</b>")
    assert not is_open()


# How much


@pytest.mark.parametrize(("answer", "label", "amount"), [("$100", "You give", 100), ("50 usdc", "You give", 50)])
def test_how_much_to_buy_may_be_typed(alice: Chat, answer: str, label: str, amount: int) -> None:
    alice.says("buy eth")

    assert shown(alice.says(answer), label) == amount


def test_an_amount_is_of_the_token_itself(alice: Chat) -> None:
    alice.says("buy link with usdc")

    assert shown(alice.says("0.5"), "You get") == Decimal("0.5")


@pytest.mark.parametrize(
    ("answer", "amount"), [("half", 5000), ("all", 10_000), ("25%", 2500), ("$100", 100), ("7", 7)]
)
def test_how_much_to_sell_may_be_typed(alice: Chat, answer: str, amount: int) -> None:
    alice.says("sell usdc for eth")

    assert shown(alice.says(answer), "You give") == amount


@pytest.mark.parametrize("text", ["buy eth", "sell usdc for eth"])
@pytest.mark.parametrize("answer", ["0.5", "$100", "half", "all", "100 usdc", "yes", "ok", "confirm"])
def test_an_answer_leads_to_a_card_and_never_to_a_trade(alice: Chat, text: str, answer: str) -> None:
    alice.says(text)
    alice.says(answer)

    assert set(states()) <= {Swap.State.QUOTED}
    assert balances() == CASH


def test_what_else_the_sentence_said_is_kept(alice: Chat) -> None:
    alice.says("/paper reset base")
    alice.says("buy eth with usdc on base slippage 0.5%")
    card = alice.says("$50")

    assert "Paper on Base" in card
    assert "Slippage: 0.5 %" in card


def test_which_holding_may_be_typed(alice: Chat) -> None:
    alice.says("/paper add 1 link")
    alice.says("sell half")

    assert shown(alice.says("link"), "You give") == Decimal("0.5")


def test_a_doubtful_name_is_settled_by_typing_its_address(alice: Chat) -> None:
    alice.says("/start")
    for address in ("0x" + "1" * 40, PWN):
        Token.objects.create(chain_id=1, address=address, symbol="COPY", decimals=18, source="user")
    alice.says("buy $10 of copy")

    assert f"Token: <code>{PWN}</code> (not verified)" in alice.says(PWN)


# Alerts, step by step


def test_an_alert_is_set_by_typing_only(alice: Chat) -> None:
    alice.says("/addalert")
    assert "<b>LINK</b> on Ethereum is at $" in alice.says("link")
    assert "Which price shall it be below?" in alice.says("below")
    assert alice.says("3.2k").startswith("🔔 <b>Alert set</b>\n<b>LINK</b> on Ethereum at $3,200 or below")
    assert Alert.objects.get().threshold == 3200


def test_typing_and_pressing_may_be_mixed(alice: Chat) -> None:
    alice.says("/addalert")
    alice.presses("ETH")

    assert alice.says("crosses 5000").splitlines()[1] == "<b>ETH</b> on Ethereum crosses $5,000"


def test_the_rest_of_an_alert_may_be_typed_at_once(alice: Chat) -> None:
    alice.says("/addalert")

    assert alice.says("uni above 20 every time").startswith("🔔 <b>Alert set</b>\n<b>UNI</b>")
    assert Alert.objects.get().repeats


@pytest.mark.parametrize("answer", ["portfolio", "My portfolio"])
def test_a_portfolio_may_be_typed(alice: Chat, answer: str) -> None:
    alice.says("/addalert")

    assert "<b>Your portfolio</b> is at $" in alice.says(answer)


@pytest.mark.parametrize(("answer", "minutes"), [("30 min", 30), ("2h", 120), ("a day", 1440)])
def test_a_window_may_be_typed(alice: Chat, answer: str, minutes: int) -> None:
    alice.says("alert eth 5%")
    alice.says(answer)

    assert Alert.objects.get().window_minutes == minutes


@pytest.mark.parametrize("answer", ["30", "8 days", "0 min", "soon"])
def test_a_window_that_makes_no_sense_is_asked_for_again(alice: Chat, answer: str) -> None:
    alice.says("alert eth 5%")

    assert alice.says(answer).endswith(".")
    assert (Alert.objects.count(), is_open()) == (0, True)


def test_without_a_known_price_it_can_still_be_typed(alice: Chat) -> None:
    set_fault("", "500", times=99)
    alice.says("/alert eth")
    question = alice.presses("Above")

    assert "no price is known just now" in question
    assert question.endswith("Which price shall it be above? Type it, such as 3200 or 3.2k.")
    assert alice.says("90k").startswith("🔔 <b>Alert set</b>")


def test_a_price_card_leads_to_an_alert_that_may_be_typed(alice: Chat) -> None:
    alice.says("price link")
    alice.presses("🔔 Alert")

    assert alice.says("above 90").splitlines()[1] == "<b>LINK</b> on Ethereum at $90 or above"
