"""Confirm, Cancel and Refresh: pressed late, twice, by somebody else, again after a crash."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from bots.tests.chat import Chat
from bots.tests.ledger import CANCEL, CASH, CONFIRM, NEW_QUOTE, REFRESH, balances, expire_quotes, shown, states
from sandbox.market import market
from trading.models import Swap

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("verb", ["confirm", "cancel", "refresh"])
def test_nobody_else_can_press(alice: Chat, verb: str) -> None:
    alice.says("buy 10 link with usdc")
    mallory = Chat(3, "Mallory", alice.wire)
    mallory.says("/start")

    answer = mallory.brings(mallory.press(f"{verb}:{Swap.objects.get().handle}"))

    assert "This trade is not yours, or no longer known. Ask for a new quote." in answer
    assert states() == ["quoted"]


@pytest.mark.parametrize("label", [CONFIRM, CANCEL])
def test_an_expired_card_trades_nothing(alice: Chat, label: str) -> None:
    alice.says("buy 10 link with usdc")
    expire_quotes()
    answer = alice.presses(label)

    assert ("expired" in answer) or ("Cancelled" in answer)
    assert balances() == CASH


def test_an_expired_card_can_be_quoted_anew(alice: Chat) -> None:
    alice.says("buy 10 link with usdc")
    expire_quotes()
    alice.presses(CONFIRM)

    assert alice.presses(NEW_QUOTE).startswith("<b>USDC → LINK</b>")
    assert alice.presses(CONFIRM).startswith("✅ <b>Simulated</b>")


def test_a_second_press_trades_nothing_more_and_leaves_the_result(alice: Chat) -> None:
    alice.says("buy 10 link with usdc")
    data = alice.card(CONFIRM).buttons[CONFIRM]
    result = alice.presses(CONFIRM)
    after = balances()
    alice.brings(alice.press(data, alice.bubbles[-1].message_id))

    assert (states(), balances(), alice.last) == (["booked"], after, result)
    assert alice.wire.sent("answerCallbackQuery")[1]["text"] == (
        "This trade is already done. It will not be done twice."
    )


def test_two_presses_at_once_are_one_trade(alice: Chat) -> None:
    alice.says("buy 10 link with usdc")
    card = alice.card(CONFIRM)
    alice.brings(*(alice.press(card.buttons[CONFIRM], card.message_id) for _ in range(5)))

    assert (states(), balances()["LINK"]) == (["booked"], Decimal(10))


def test_a_press_that_telegram_repeats_is_one_trade(alice: Chat) -> None:
    alice.says("buy 10 link with usdc")
    card = alice.card(CONFIRM)
    press = alice.press(card.buttons[CONFIRM], card.message_id)
    alice.brings(press, press)
    alice.brings(press)

    assert (states(), balances()["LINK"]) == (["booked"], Decimal(10))


def test_a_press_taken_up_after_a_crash_shows_the_same_result(alice: Chat) -> None:
    alice.says("buy 10 link with usdc")
    card = alice.card(CONFIRM)
    press = alice.press(card.buttons[CONFIRM], card.message_id)
    alice.handled(press)
    result, after = card.text, balances()
    alice.handled(press)

    assert (card.text, balances(), states()) == (result, after, ["booked"])


def test_a_press_that_was_interrupted_is_carried_on(alice: Chat) -> None:
    alice.says("buy 10 link with usdc")
    card = alice.card(CONFIRM)
    press = alice.press(card.buttons[CONFIRM], card.message_id)
    Swap.objects.update(
        state=Swap.State.CONFIRMED, confirmed_at=timezone.now(), confirmed_by=f"update {press['update_id']}"
    )
    alice.handled(press)

    assert (states(), balances()["LINK"]) == (["booked"], Decimal(10))


def test_cancel_closes_the_card_for_good(alice: Chat) -> None:
    alice.says("buy 10 link with usdc")
    data = alice.card(CONFIRM).buttons[CONFIRM]

    assert alice.presses(CANCEL) == "✖ Cancelled: USDC → LINK. Nothing was traded."
    alice.brings(alice.press(data, alice.bubbles[-1].message_id))
    assert (states(), balances()) == (["cancelled"], CASH)


def test_refresh_replaces_the_card(alice: Chat) -> None:
    alice.says("buy 10 link with usdc")
    old = alice.card(CONFIRM).buttons[CONFIRM]
    alice.presses(REFRESH)
    alice.brings(alice.press(old, alice.bubbles[-1].message_id))

    assert states() == ["replaced", "quoted"]
    assert alice.presses(CONFIRM).startswith("✅ <b>Simulated</b>")


def test_a_worse_price_is_asked_about_again(alice: Chat) -> None:
    alice.says("buy 10 link with usdc")
    market().nudge("LINK", 5)
    asked = alice.presses(CONFIRM)

    assert asked.startswith("⚠️ <b>The price moved below the minimum you saw.</b> Nothing was traded.")
    assert (states(), balances()) == (["replaced", "quoted"], CASH)
    assert alice.presses(CONFIRM).startswith("✅ <b>Simulated</b>")


def test_a_better_price_is_taken(alice: Chat) -> None:
    card = alice.says("sell 1000 usdc for eth")
    market().nudge("ETH", -5)
    booked = alice.presses(CONFIRM)

    assert shown(booked, "You got") > shown(card, "You get")


def test_cancel_in_words_drops_every_open_card(alice: Chat) -> None:
    alice.says("buy 10 link with usdc")
    alice.says("sell 10 usdc for eth")

    assert alice.says("never mind") == "Cancelled. Nothing was traded."
    assert states() == ["cancelled", "cancelled"]
    assert alice.says("/cancel") == "There was nothing open to cancel."
