"""How somebody is let in: the newcomer waits, the operators decide, the newcomer is told."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from pytest_django import Settings

from bots.tests.chat import Chat, Wire
from trading.models import User, Wallet

WAITING = "<b>You are on the waiting list.</b>"


@dataclass
class Door:
    """Everybody sees the same Telegram: two operators, a newcomer, and one who is nosy."""

    ruth: Chat
    otto: Chat
    bob: Chat
    mallory: Chat


@pytest.fixture
def door(seeded: None, settings: Settings) -> Door:
    settings.TELEGRAM_ADMIN_IDS = [9001, 9002]
    wire = Wire()
    ruth, otto = Chat(9001, "Ruth", wire), Chat(9002, "Otto", wire)
    door = Door(ruth, otto, Chat(2, "Bob", wire), Chat(3, "Mallory", wire))
    ruth.says("/start")
    return door


def status(chat: Chat) -> str:
    return User.objects.get(telegram_id=chat.id).status


def test_a_newcomer_waits_and_gets_nothing_else(door: Door) -> None:
    for text in ("hi", "/help", "/portfolio", "buy 0.1 eth", "/nope"):
        assert door.bob.says(text).startswith(WAITING)
    assert not Wallet.objects.filter(owner__telegram_id=2).exists()


def test_a_newcomer_is_told_the_id_that_makes_them_the_operator(door: Door, settings: Settings) -> None:
    assert "Your Telegram id is <code>2</code>." in door.bob.says("hi")

    settings.TELEGRAM_ADMIN_IDS = [2]
    assert "I am Esther" in door.bob.says("/start")
    assert User.objects.get(telegram_id=2).is_staff


def test_a_newcomer_cannot_press_anything(door: Door) -> None:
    assert door.bob.brings(door.bob.press("portfolio")).startswith(WAITING)


def test_every_operator_is_asked_once_about_a_newcomer(door: Door) -> None:
    door.bob.says("hi")
    door.bob.says("hi again")

    for operator in (door.ruth, door.otto):
        asked = [bubble for bubble in operator.bubbles if "would like to use Esther" in bubble.text]
        assert [(bubble.text, list(bubble.buttons)) for bubble in asked] == [
            ("<b>Bob</b> would like to use Esther.\nTelegram id <code>2</code>", ["Approve", "Refuse"])
        ]


def test_the_operators_are_asked_again_when_a_newcomer_says_start(door: Door) -> None:
    for text in ("hi", "/start", "hi", "/start"):
        door.bob.says(text)

    assert len([bubble for bubble in door.otto.bubbles if "Bob" in bubble.text]) == 3


def test_an_operator_whom_telegram_does_not_know_keeps_nobody_out(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    door.bob.wire.failures["sendMessage"] = [(400, {"description": "Bad Request: chat not found"})]

    assert door.bob.says("hi").startswith(WAITING)
    assert door.otto.last.startswith("<b>Bob</b> would like to use Esther.")
    assert "operator 9001 could not be asked: Chat not found" in caplog.messages


def test_a_name_with_markup_is_shown_as_it_is(door: Door) -> None:
    door.bob.person["first_name"] = "<b>Ruth</b>\n✅ approved"
    door.bob.says("hi")

    assert door.ruth.last.startswith("<b>&lt;b&gt;Ruth&lt;/b&gt; ✅ approved</b> would like to use Esther.")


@pytest.mark.parametrize("label", ["Approve", "Refuse"])
def test_nobody_but_an_operator_may_decide(door: Door, settings: Settings, label: str) -> None:
    door.bob.says("hi")
    data = door.ruth.card(label).buttons[label]
    settings.OPEN_REGISTRATION = True
    door.mallory.says("/start")

    assert door.mallory.brings(door.mallory.press(data)) == "Only an operator can do that."
    assert status(door.bob) == "pending"


@pytest.mark.parametrize("data", ["approve", "approve:", "approve:x", "approve:1:2", "approve:-1", "refuse:²"])
def test_a_button_from_nowhere_decides_nothing(door: Door, data: str) -> None:
    assert door.ruth.brings(door.ruth.press(data)) == "This button is from an older version."


@pytest.mark.parametrize("person", ["0", "424242", "9" * 50])
def test_nobody_can_be_let_in_who_is_not_known(door: Door, person: str) -> None:
    assert door.ruth.brings(door.ruth.press(f"approve:{person}")) == "This person is no longer known here."


def test_an_approved_newcomer_is_told_and_can_start(door: Door) -> None:
    door.bob.says("hi")

    assert door.ruth.presses("Approve") == "✅ <b>Bob</b> (<code>2</code>) may use Esther now."
    assert door.bob.last.startswith("<b>Hello Bob, I am Esther.</b>")
    assert door.bob.says("/wallets").startswith("<b>Your wallets</b>\n1. ⭐ <b>Paper</b>")


def test_a_refused_newcomer_hears_nothing_more(door: Door) -> None:
    door.bob.says("hi")

    assert door.ruth.presses("Refuse") == "🚫 <b>Bob</b> (<code>2</code>) was refused."
    assert [door.bob.says("hi"), door.bob.says("/start")] == ["", ""]


@pytest.mark.parametrize(("first", "outcome"), [("Approve", "active"), ("Refuse", "blocked")])
@pytest.mark.parametrize("second", ["Approve", "Refuse"])
def test_the_first_operator_who_decides_decides(door: Door, first: str, second: str, outcome: str) -> None:
    door.bob.says("hi")
    data = door.otto.card(second).buttons[second]
    door.ruth.presses(first)

    assert door.otto.brings(door.otto.press(data)) == "Somebody has already decided about this person."
    assert status(door.bob) == outcome


def test_with_open_registration_nobody_waits(door: Door, settings: Settings) -> None:
    settings.OPEN_REGISTRATION = True

    assert door.bob.says("/start").startswith("<b>Hello Bob")
    assert "Bob" not in door.ruth.last
