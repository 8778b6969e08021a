"""The authenticator app in the chat, and the code that is asked for in the middle of something."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings
from telegram.error import BadRequest, TimedOut

from bots import registry
from bots.bridge import in_thread
from bots.models import Dialog, InboxUpdate
from bots.second_step import asking_for_code, code_in
from bots.tests.chat import Chat
from bots.turn import Turn
from trading.custody import open_text
from trading.models import SecondFactor, User
from trading.tests.live_desk import SEALING_KEY, code_at, enrolled
from trading.two_factor import demand_code

pytestmark = pytest.mark.django_db

ASKED, WRONG = "🔐 <b>Send the 6 digits</b>", "This code is wrong, too old, or used already."


@pytest.fixture(autouse=True)
def _sealing(settings: Settings) -> None:
    settings.ENCRYPTION_KEY = SEALING_KEY


def user_of(chat: Chat) -> User:
    return User.objects.get(telegram_id=chat.id)


def is_on(chat: Chat) -> bool:
    return SecondFactor.objects.filter(user=user_of(chat)).exclude(confirmed_at=None).exists()


@pytest.fixture
def protected(alice: Chat) -> Chat:
    alice.says("/start")
    enrolled(user_of(alice))
    return alice


def other(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


# Setting it up


def test_a_stranger_sets_up_nothing(alice: Chat, settings: Settings) -> None:
    settings.OPEN_REGISTRATION = False
    alice.says("/2fa")
    assert SecondFactor.objects.count() == 0


def test_without_a_key_to_seal_with_it_says_so(alice: Chat, settings: Settings) -> None:
    settings.ENCRYPTION_KEY = ""
    assert alice.says("/2fa").startswith("ENCRYPTION_KEY is not set")
    assert alice.wire.sent("sendPhoto") == []


def test_a_wrong_code_does_not_switch_it_on(alice: Chat) -> None:
    alice.says("/2fa")
    assert alice.says(other(code_at(user_of(alice)))).startswith(WRONG)
    assert not is_on(alice)
    assert alice.wire.sent("deleteMessage") == []


def test_nobody_elses_code_switches_it_on(alice: Chat) -> None:
    alice.says("/2fa")
    mallory = Chat(3, "Mallory", alice.wire)
    mallory.says("/start")
    code = code_at(user_of(alice))

    assert mallory.says(code).startswith("I am not sure")
    assert mallory.says(f"/2fa {code}").startswith("There is no second factor to confirm")
    assert not is_on(alice)


def test_a_picture_that_does_not_arrive_asks_for_nothing(alice: Chat) -> None:
    alice.says("/start")
    alice.wire.failures["sendPhoto"] = [TimedOut()]

    assert alice.says("/2fa") == "Telegram did not take the picture. Please try again."
    assert len(alice.wire.sent("sendPhoto")) == 1
    assert alice.says(code_at(user_of(alice))).startswith("I am not sure")


def test_the_first_code_switches_it_on_and_takes_the_picture_away(alice: Chat) -> None:
    caption = alice.says("/2fa")
    picture = alice.bubbles[-1].message_id
    row = SecondFactor.objects.get()
    assert open_text(row.sealed_secret, belongs_to=f"the second factor of user {row.user_id}") in caption
    card = alice.says(code_at(user_of(alice)))

    assert card.startswith("🔐 <b>Your second factor is on.</b>")
    assert "before a live trade above <b>$500.00</b>" in card
    assert "Delete the picture" not in card
    assert [call["message_id"] for call in alice.wire.sent("deleteMessage")] == [picture]
    assert is_on(alice)


def test_a_picture_that_cannot_be_deleted_is_told_of(alice: Chat) -> None:
    alice.says("/2fa")
    alice.wire.failures["deleteMessage"] = [BadRequest("message can't be deleted")]

    assert "⚠️ Delete the picture with the key yourself" in alice.says(code_at(user_of(alice)))


def test_the_code_may_come_with_the_command(alice: Chat) -> None:
    alice.says("/2fa")
    Dialog.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert alice.says(f"/2fa {code_at(user_of(alice))}").startswith("🔐 <b>Your second factor is on.</b>")


def test_the_secret_is_stored_sealed_only(alice: Chat) -> None:
    caption = alice.says("/2fa")
    secret = caption.split("<code>")[1].split("</code>")[0]
    stored = [*map(vars, Dialog.objects.all()), *map(vars, InboxUpdate.objects.all()), vars(SecondFactor.objects.get())]

    assert len(secret) == 32
    assert secret not in repr(stored)


# What it is asked for


def test_it_is_not_turned_off_without_a_code(protected: Chat) -> None:
    assert ASKED in protected.says("/2fa off")
    assert protected.says(other(code_at(user_of(protected)))).startswith(WRONG)
    assert is_on(protected)
    assert protected.says(code_at(user_of(protected))).startswith("Your second factor is <b>off</b>.")
    assert not is_on(protected)


def test_it_is_not_replaced(protected: Chat) -> None:
    before = SecondFactor.objects.get().sealed_secret
    assert protected.says("/2fa").startswith("🔐 <b>Your second factor</b>")
    assert SecondFactor.objects.get().sealed_secret == before
    assert protected.wire.sent("sendPhoto") == []


def test_a_lower_amount_acts_at_once_and_a_higher_one_needs_a_code(protected: Chat) -> None:
    assert "above <b>$100.00</b>" in protected.says("/2fa above 100")
    assert ASKED in protected.says("/2fa above 200")
    assert SecondFactor.objects.get().asks_above_usd == 100
    assert "above <b>$200.00</b>" in protected.says(code_at(user_of(protected)))


def test_after_five_wrong_codes_none_is_taken(protected: Chat) -> None:
    protected.says("/2fa off")
    code = code_at(user_of(protected))
    said = [protected.says(other(code)) for _ in range(5)]

    assert [text.startswith(WRONG) for text in said] == [True] * 4 + [False]
    assert protected.says(code).startswith("5 codes were wrong, so none is taken for 15 minutes.")
    assert is_on(protected)


# A button that needs a code


@pytest.fixture
def pressed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], str]]:
    """What a button that needs a code did, with its arguments and the code."""
    done: list[tuple[list[str], str]] = []

    @asking_for_code
    async def risky(turn: Turn) -> None:
        await in_thread(demand_code, turn.user, code_in(turn))
        done.append((turn.arguments, code_in(turn)))
        await turn.show("live_disabled", was_on=True)

    monkeypatch.setitem(registry.BUTTONS, "risky", risky)
    return done


def test_a_press_goes_on_with_the_code(protected: Chat, pressed: list[tuple[list[str], str]]) -> None:
    assert ASKED in protected.brings(protected.press("risky:k7m2:1"))
    assert pressed == []
    code = code_at(user_of(protected))
    assert protected.says(code).startswith("⛔")
    assert pressed == [(["k7m2", "1"], code)]
    assert protected.says(code).startswith("I am not sure")


def test_a_press_does_not_go_on_with_a_wrong_a_used_or_a_late_code(
    protected: Chat, pressed: list[tuple[list[str], str]]
) -> None:
    code = code_at(user_of(protected))
    protected.brings(protected.press("risky:k7m2"))
    assert protected.says(other(code)).startswith(WRONG)
    late = protected.says(code, sent_at=timezone.now() - timedelta(minutes=3))
    assert late.startswith("This message reached me too late")
    Dialog.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert protected.says(code).startswith("I am not sure")
    assert pressed == []
    protected.brings(protected.press("risky:k7m2"))
    protected.says(code)
    protected.brings(protected.press("risky:k7m2"))
    assert protected.says(code).startswith(WRONG)
    assert len(pressed) == 1


def test_a_sentence_in_between_drops_what_was_pressed(protected: Chat, pressed: list[tuple[list[str], str]]) -> None:
    protected.brings(protected.press("risky:k7m2"))
    protected.says("/wallets")

    assert protected.says(code_at(user_of(protected))).startswith("I am not sure")
    assert pressed == []


def test_somebody_elses_code_does_not_carry_on_a_press(protected: Chat, pressed: list[tuple[list[str], str]]) -> None:
    protected.brings(protected.press("risky:k7m2"))
    mallory = Chat(3, "Mallory", protected.wire)
    mallory.says("/start")

    assert mallory.says(code_at(user_of(protected))).startswith("I am not sure")
    assert pressed == []


def test_who_has_none_is_not_asked(alice: Chat, pressed: list[tuple[list[str], str]]) -> None:
    alice.says("/start")
    alice.brings(alice.press("risky:x"))
    assert pressed == [(["x"], "")]
