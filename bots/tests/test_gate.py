from __future__ import annotations

from typing import Any

import pytest
from freezegun import freeze_time
from telegram import Update
from telegram.error import BadRequest, TelegramError, TimedOut

from bots import gate
from bots.gate import Verdict, admit
from bots.models import InboxUpdate
from bots.tests.chat import BOT, Chat
from bots.tests.test_inbox import SECRETS
from trading.models import User

pytestmark = pytest.mark.django_db

GROUP = {"id": -100, "type": "group", "title": "Whales"}


def verdict(payload: dict[str, Any]) -> Verdict:
    return admit(Update.de_json(payload, None)).verdict


def moved(payload: dict[str, Any], chat: dict[str, Any]) -> dict[str, Any]:
    """Let the same thing happen in another chat."""
    payload.get("callback_query", payload)["message"]["chat"] = chat
    return payload


def retyped(payload: dict[str, Any], kind: str) -> dict[str, Any]:
    return {"update_id": payload["update_id"], kind: payload["message"]}


@pytest.mark.parametrize(
    "chat",
    [
        GROUP,
        GROUP | {"type": "supergroup"},
        GROUP | {"type": "channel"},
        {"id": 2, "type": "private"},  # somebody else's
        {"id": 1, "type": "sender"},
    ],
)
def test_nothing_happens_outside_of_a_persons_own_chat(alice: Chat, chat: dict[str, Any]) -> None:
    assert verdict(moved(alice.message("/portfolio"), chat)) == Verdict.IGNORED
    assert verdict(moved(alice.press("portfolio"), chat)) == Verdict.IGNORED
    assert not User.objects.exists()


@pytest.mark.parametrize("kind", ["edited_message", "channel_post", "edited_channel_post", "business_message"])
def test_edited_messages_and_channel_posts_are_ignored(alice: Chat, kind: str) -> None:
    assert alice.brings(retyped(alice.message("buy 0.1 eth"), kind)) == ""
    assert not User.objects.exists()


def test_bots_are_ignored(alice: Chat) -> None:
    alice.person = BOT | {"id": alice.id}

    assert alice.says("/portfolio") == ""
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "payload",
    [
        {"message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "no sender"}},
        {"callback_query": {"id": "1", "from": {"id": 1, "is_bot": False, "first_name": "A"}, "chat_instance": "1"}},
        {"poll_answer": {"poll_id": "1", "option_ids": [0], "option_persistent_ids": []}},
        {"my_chat_member": None},
        {},
    ],
)
def test_updates_without_a_person_and_a_chat_are_ignored(payload: dict[str, Any]) -> None:
    assert verdict({"update_id": 1} | payload) == Verdict.IGNORED


def test_somebody_refused_meets_silence(alice: Chat) -> None:
    alice.says("/start")
    User.objects.update(status=User.Status.BLOCKED)

    assert [alice.says("/start"), alice.says("price eth"), alice.brings(alice.press("portfolio"))] == ["", "", ""]


def test_who_sends_faster_than_the_limit_is_not_answered(alice: Chat) -> None:
    limit = gate.UPDATES_PER_MINUTE
    verdicts = [verdict(alice.message("hi")) for _ in range(limit + 3)]

    assert verdicts == [Verdict.ACTIVE] * limit + [Verdict.FLOODING, Verdict.IGNORED, Verdict.IGNORED]
    assert alice.says("/help") == ""


def test_who_sends_too_fast_is_told_once(alice: Chat) -> None:
    for _ in range(gate.UPDATES_PER_MINUTE):
        verdict(alice.message("hi"))

    assert alice.says("/help").startswith("You send faster than I can answer.")
    alice.says("/help")
    assert len(alice.bubbles) == 1


def test_a_minute_after_the_first_they_are_answered_again(alice: Chat) -> None:
    with freeze_time() as clock:
        for _ in range(gate.UPDATES_PER_MINUTE + 1):
            verdict(alice.message("hi"))
        clock.tick(59)
        assert verdict(alice.message("hi")) == Verdict.IGNORED
        clock.tick(1.1)
        assert verdict(alice.message("hi")) == Verdict.ACTIVE


def test_one_persons_flood_does_not_silence_another(alice: Chat) -> None:
    for _ in range(gate.UPDATES_PER_MINUTE + 1):
        verdict(alice.message("hi"))

    assert Chat(2, "Bob").says("hi").startswith("<b>Hello Bob")


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("field", ["text", "caption"])
def test_a_pasted_secret_is_deleted_and_its_owner_told(alice: Chat, secret: str, field: str) -> None:
    content: dict[str, Any] = {field: secret, "message_id": 77}
    answer = alice.says(**content)

    assert answer.startswith("⚠️ <b>That looked like a private key or a seed phrase.</b>\nI deleted your message")
    assert alice.wire.sent("deleteMessage") == [{"chat_id": 1, "message_id": 77}]
    assert InboxUpdate.objects.get().payload == ""


@pytest.mark.parametrize("failure", [BadRequest("message can't be deleted"), TimedOut()])
def test_the_owner_is_told_as_well_when_the_secret_cannot_be_deleted(alice: Chat, failure: TelegramError) -> None:
    alice.wire.failures["deleteMessage"] = [failure]
    answer = alice.says("0x" + "4c0883a6" * 8)

    assert "could not delete your message: please delete it yourself" in answer


def test_a_secret_of_somebody_who_still_waits_is_deleted_too() -> None:
    mallory = Chat(3, "Mallory")

    assert "I deleted your message" in mallory.says("0x" + "4c0883a6" * 8)


def test_a_name_is_kept_without_what_cannot_be_seen(alice: Chat) -> None:
    alice.person["first_name"] = "Al\u202eice\u200b\nTelegram id 1\x00"
    alice.says("/start")

    assert User.objects.get().first_name == "Alice Telegram id 1"


def test_who_writes_again_can_be_written_to_again(alice: Chat) -> None:
    alice.says("/start")
    User.objects.update(is_unreachable=True)
    alice.says("/help")

    assert User.objects.get().is_unreachable is False
