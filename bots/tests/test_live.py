"""Turning live trading on and off in the chat."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from bots.models import Dialog
from bots.tests.chat import Chat
from trading.live_switch import PHRASE
from trading.models import User
from trading.readiness import keep_canary
from trading.tests.live_desk import SEALING_KEY, code_at, enrolled, hot_wallet

pytestmark = pytest.mark.django_db

ASKED = f"To go on type: <code>{PHRASE}</code>"
OFF = "⛔ Turn live trading off"


@pytest.fixture(autouse=True)
def _live(settings: Settings) -> None:
    settings.ENCRYPTION_KEY = SEALING_KEY
    settings.DRY_RUN = False


@pytest.fixture
def owner(alice: Chat) -> Chat:
    """Somebody with a hot default wallet."""
    alice.says("/start")
    keep_canary()
    hot_wallet(User.objects.get())
    return alice


def is_on() -> bool:
    return User.objects.filter(live_trading_enabled=True).exists()


def test_a_stranger_is_turned_away(settings: Settings, alice: Chat) -> None:
    settings.OPEN_REGISTRATION = False
    assert alice.says("/enablelivetrading").startswith("<b>You are on the waiting list.</b>")
    assert not is_on()


def test_with_the_paper_wallet_as_default_nothing_is_asked(alice: Chat) -> None:
    card = alice.says("/enablelivetrading")

    assert "⚠️ Live trading needs a wallet with a key as your default one" in card
    assert "Wallet: <b>none that can sign</b>" in card
    assert "To go on type" not in card
    assert alice.says(PHRASE).startswith("I am not sure what you want")
    assert not is_on()


def test_without_custody_nothing_is_asked(owner: Chat, settings: Settings) -> None:
    settings.ENCRYPTION_KEY = ""
    card = owner.says("/enablelivetrading")

    assert "⚠️ ENCRYPTION_KEY is not set" in card
    assert "To go on type" not in card


def test_the_phrase_means_nothing_where_nobody_asked(owner: Chat) -> None:
    assert owner.says(PHRASE).startswith("I am not sure what you want")
    assert not is_on()


@pytest.mark.parametrize("text", ["yes", "I understand", f"{PHRASE}, I think", "123456"])
def test_another_phrase_is_refused_and_asked_for_again(owner: Chat, text: str) -> None:
    owner.says("/enablelivetrading")

    assert owner.says(text).startswith("That is not the phrase, so live trading stays off.")
    assert not is_on()
    assert owner.says(PHRASE.lower()).startswith("🔴 <b>Live trading is on</b>")


def test_a_phrase_that_comes_too_late_is_refused(owner: Chat) -> None:
    owner.says("/enablelivetrading")
    late = owner.says(PHRASE, sent_at=timezone.now() - timedelta(minutes=3))
    assert late.startswith("This message reached me too late")

    Dialog.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert owner.says(PHRASE).startswith("I am not sure what you want")
    assert not is_on()


def test_a_forwarded_phrase_is_none(owner: Chat) -> None:
    owner.says("/enablelivetrading")
    origin = {"type": "user", "date": 1, "sender_user": {"id": 2, "is_bot": False, "first_name": "Bob"}}

    assert owner.says(PHRASE, forward_origin=origin).startswith("I do not act on forwarded messages.")
    assert not is_on()


def test_nobody_else_answers_the_question(owner: Chat) -> None:
    owner.says("/enablelivetrading")
    mallory = Chat(3, "Mallory", owner.wire)
    mallory.says("/start")

    assert mallory.says(PHRASE).startswith("I am not sure what you want")
    assert not is_on()


def test_a_wallet_that_goes_meanwhile_keeps_it_off(owner: Chat) -> None:
    owner.says("/enablelivetrading")
    User.objects.update(default_wallet=None)

    assert owner.says(PHRASE).startswith("Live trading needs a wallet with a key")
    assert not is_on()


def test_who_has_a_second_factor_types_a_code_as_well(owner: Chat) -> None:
    user = enrolled(User.objects.get())
    assert "Second factor: <b>on</b>" in owner.says("/enablelivetrading")
    assert owner.says("yes").startswith("That is not the phrase")
    assert "Send the 6 digits" in owner.says(PHRASE)
    assert owner.says("12345").startswith("I did not understand that. Type the six digits")
    assert owner.says(PHRASE).startswith("I did not understand that. Type the six digits")
    assert not is_on()
    code = code_at(user)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    assert owner.says(wrong).startswith("This code is wrong, too old, or used already.")
    assert not is_on()
    assert owner.says(f"{code[:3]} {code[3:]}").startswith("🔴 <b>Live trading is on</b>")
    assert is_on()


def test_it_shows_what_stands_and_what_custody_means(owner: Chat, settings: Settings) -> None:
    settings.DRY_RUN = True
    card = owner.says("enable live trading")

    assert card.startswith("<b>Live trading is off.</b> All your trades are simulated.")
    assert "DRY_RUN: <b>on</b>, everything stays simulated until the operator turns it off" in card
    assert "Limits: <b>$1,000.00</b> a trade, <b>$5,000.00</b> within 24 hours (/limits)" in card
    assert "Second factor: <b>none</b>, /2fa sets one up" in card
    assert "whoever controls that server can take what is in it" in card
    assert card.endswith(ASKED)


def test_under_dry_run_it_may_be_enabled_and_says_what_that_means(owner: Chat, settings: Settings) -> None:
    settings.DRY_RUN = True
    owner.says("/enable_live_trading")
    card = owner.says(PHRASE)

    assert is_on()
    assert "• DRY_RUN is on, so everything is simulated until the operator turns it off." in card
    assert "is signed and sent" not in card


def test_without_dry_run_it_says_how_much_may_go(owner: Chat) -> None:
    owner.says("/enablelivetrading")
    card = owner.says(PHRASE)

    assert "signed and sent: at most $1,000.00 at once and $5,000.00 within 24 hours." in card
    assert "Nothing is signed for now" not in card


def test_who_has_enabled_it_sees_what_is_in_the_way(owner: Chat) -> None:
    owner.says("/enablelivetrading")
    owner.says(PHRASE)
    owner.says("/pause on holiday")
    card = owner.says("/enablelivetrading")

    assert card.startswith("🔴 <b>Live trading is on.</b>")
    assert "• You have paused live trading (on holiday): /resume ends the pause." in card


@pytest.mark.parametrize("text", ["/disablelivetrading", "/disable_live_trading", "turn off live trading", ""])
def test_one_tap_or_word_turns_it_off(owner: Chat, text: str) -> None:
    owner.says("/enablelivetrading")
    owner.says(PHRASE)
    card = owner.says(text) if text else owner.presses(OFF)

    assert card.startswith("⛔ <b>Live trading is off.</b> Nothing more is signed for you.")
    assert not is_on()
    assert owner.says("/disablelivetrading").startswith("⛔ <b>Live trading is off, and was before.</b>")


def test_nobody_turns_off_somebody_elses(owner: Chat) -> None:
    owner.says("/enablelivetrading")
    owner.says(PHRASE)
    mallory = Chat(3, "Mallory", owner.wire)
    mallory.says("/start")
    mallory.brings(mallory.press(owner.card(OFF).buttons[OFF]))

    assert is_on()
