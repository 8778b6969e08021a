from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from bots import chat_turns, inbox
from bots.models import InboxUpdate
from bots.tests.chat import Chat

pytestmark = pytest.mark.django_db

KEY = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"
TWELVE_WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow"
TWENTY_FOUR_WORDS = (
    "letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd "
    "amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic bless"
)
SECRETS = [
    pytest.param(f"0x{KEY}", id="key"),
    pytest.param(KEY, id="key without 0x"),
    pytest.param(f"my key is {KEY.upper()}, keep it", id="key in a sentence"),
    pytest.param(TWELVE_WORDS, id="twelve words"),
    pytest.param(TWENTY_FOUR_WORDS.title(), id="twenty-four words"),
]


def age(row: InboxUpdate, **changes: datetime | int | None) -> None:
    InboxUpdate.objects.filter(pk=row.pk).update(**changes)


def accepted(text: str = "price eth") -> InboxUpdate:
    known = inbox.accept(Chat(1, "Alice").message(text))
    assert known is not None
    return InboxUpdate.objects.get(pk=known.update_id)


def abandoned(text: str = "price eth") -> InboxUpdate:
    row = accepted(text)
    age(row, lease_until=timezone.now() - timedelta(seconds=1))
    return row


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("field", ["text", "caption"])
def test_it_never_stores_a_private_key_or_a_seed_phrase(secret: str, field: str) -> None:
    known = inbox.accept(Chat(1, "Alice").message(**{field: secret}))

    assert known is not None
    assert known.payload["message"][field] == "[removed]"
    assert secret.split()[0] not in InboxUpdate.objects.get().payload


@pytest.mark.parametrize("secret", SECRETS)
def test_it_finds_a_secret_wherever_it_hides(secret: str) -> None:
    quoted = Chat(1, "Alice").message("what is this?", reply_to_message={"text": secret}, quote={"text": secret})
    inbox.accept(quoted)

    assert secret not in InboxUpdate.objects.get().payload


def test_a_button_press_keeps_no_text_of_the_message_it_is_under() -> None:
    press = Chat(1, "Alice").press("help")
    press["callback_query"]["message"] |= {"text": "10,000 USDC", "caption": "mine", "reply_to_message": {"text": "x"}}
    known = inbox.accept(press)

    assert known is not None
    assert set(known.payload["callback_query"]["message"]) == {"message_id", "date", "chat", "from"}


def test_it_accepts_an_update_once() -> None:
    update = Chat(7, "Alice").message("price eth")

    assert inbox.accept(update) == inbox.Accepted(update["update_id"], update, chat_id=7)
    assert inbox.accept(update) is None
    assert InboxUpdate.objects.get().chat_id == 7


def test_ids_may_come_in_any_order() -> None:
    for update_id in (900, 5, 2**62, -3):
        assert inbox.accept({"update_id": update_id}) is not None


def test_what_is_in_hand_is_nobody_elses() -> None:
    accepted()

    assert chat_turns.take_up() == []


def test_a_renewed_lease_keeps_it_in_hand() -> None:
    row = abandoned()
    inbox.renew({row.pk})

    assert chat_turns.take_up() == []


def test_renewing_nothing_costs_no_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        inbox.renew(set())


def test_what_is_released_is_taken_up_at_once() -> None:
    row = accepted()
    inbox.release({row.pk})

    assert [known.update_id for known in chat_turns.take_up()] == [row.pk]


def test_what_is_done_is_neither_renewed_nor_released() -> None:
    row = accepted()
    inbox.finish(row.pk)
    finished = InboxUpdate.objects.get()
    inbox.renew({row.pk})
    inbox.release({row.pk})

    assert InboxUpdate.objects.get().lease_until == finished.lease_until


def test_an_abandoned_update_is_taken_up_with_its_words() -> None:
    row = abandoned("buy 0.1 eth\x00\ud800")

    taken = chat_turns.take_up()

    assert [known.payload for known in taken] == [json.loads(row.payload)]
    assert InboxUpdate.objects.get().attempts == 2


def test_nobody_tries_an_update_a_fourth_time() -> None:
    row = abandoned()
    age(row, attempts=chat_turns.MAX_ATTEMPTS)

    assert chat_turns.take_up() == []
    assert InboxUpdate.objects.exclude(done_at=None).get().payload == ""


def test_a_finished_update_forgets_what_it_said() -> None:
    row = accepted("a private word")
    inbox.finish(row.pk)

    kept = InboxUpdate.objects.get()
    assert (kept.payload, kept.done_at is not None, chat_turns.take_up()) == ("", True, [])


def test_a_finished_update_is_still_known_when_telegram_repeats_it() -> None:
    update = Chat(1, "Alice").message("price eth")
    inbox.accept(update)
    inbox.finish(update["update_id"])

    assert inbox.accept(update) is None


def test_what_an_update_asks_for_is_noted_once() -> None:
    row = accepted()

    assert [inbox.note_act(row.pk) for _ in range(3)] == [True, False, False]
    assert inbox.note_act(row.pk + 1), "nobody knows of it, so nobody did it"


def test_it_forgets_what_was_done_two_days_ago_and_nothing_else() -> None:
    old, recent, unfinished = accepted(), accepted(), accepted()
    age(old, done_at=timezone.now() - timedelta(hours=48, minutes=1))
    age(recent, done_at=timezone.now() - timedelta(hours=47))
    age(unfinished, received_at=timezone.now() - timedelta(days=9))

    assert inbox.prune() == 1
    assert set(InboxUpdate.objects.values_list("pk", flat=True)) == {recent.pk, unfinished.pk}
