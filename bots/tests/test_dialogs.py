from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from pytest_django import Settings

from bots import dialogs
from bots.language import Intent, Understood, Wants
from bots.models import Dialog
from bots.tests.chat import Chat
from esther_site.lib.errors import UserError
from tokens.catalogue import forget_catalogue
from trading.models import User
from trading.tests.desk import admitted

SENTENCE = Understood(Intent.BUY_TOKEN, {"token": "eth"})
OPTIONS = [{"usd": "50"}, {"usd": "100"}]


@pytest.fixture
def alice(seeded: None) -> User:
    return admitted(101, "Alice")


@pytest.fixture
def mallory(seeded: None) -> User:
    return admitted(666, "Mallory")


@pytest.fixture
def question(alice: User) -> Dialog:
    return dialogs.open_dialog(alice, SENTENCE, OPTIONS, wants=Wants.PURCHASE)


def lapse(dialog: Dialog, *, by: timedelta = timedelta(seconds=1)) -> None:
    Dialog.objects.filter(pk=dialog.pk).update(expires_at=timezone.now() - by)


def test_nobody_else_can_answer(question: Dialog, mallory: User) -> None:
    with pytest.raises(UserError, match="not yours"):
        dialogs.answer(mallory, question.handle, "0")
    assert dialogs.open_question(mallory) is None
    assert dialogs.close_all(mallory) == 0


@pytest.mark.parametrize("choice", ["2", "-1", "²", "", "x", "9" * 50])
def test_what_was_not_offered_is_no_answer(alice: User, question: Dialog, choice: str) -> None:
    with pytest.raises(UserError, match="no longer known"):
        dialogs.answer(alice, question.handle, choice)
    assert dialogs.open_question(alice) == question


def test_a_question_whose_time_is_over_takes_no_answer(alice: User, question: Dialog) -> None:
    lapse(question)

    assert dialogs.open_question(alice) is None
    with pytest.raises(UserError, match="This question is closed"):
        dialogs.take(question, {"usd": "100"})
    with pytest.raises(UserError, match="This question is closed"):
        dialogs.answer(alice, question.handle, "0")


def test_an_answer_is_taken_once_whichever_way_it_comes(alice: User, question: Dialog) -> None:
    assert dialogs.take(question, {"usd": "70"}) == Understood(Intent.BUY_TOKEN, {"token": "eth", "usd": "70"})
    with pytest.raises(UserError, match="This question is closed"):
        dialogs.answer(alice, question.handle, "1")
    with pytest.raises(UserError, match="This question is closed"):
        dialogs.take(question, {"usd": "80"})


def test_what_is_no_answer_leaves_the_question_open(alice: User, question: Dialog) -> None:
    with pytest.raises(UserError, match="type how much"):
        dialogs.read(question, "lots")
    assert dialogs.open_question(alice) == question


def test_where_only_the_buttons_answer_no_typed_answer_is_looked_for(alice: User) -> None:
    dialogs.open_dialog(alice, SENTENCE, OPTIONS)

    assert dialogs.open_question(alice) is None


def test_a_closed_question_is_not_reopened_by_somebody_who_did_not_answer_it(alice: User, question: Dialog) -> None:
    late = Dialog.objects.get(pk=question.pk)
    dialogs.close_all(alice)

    assert not dialogs.reopen(late)
    assert dialogs.open_question(alice) is None


def test_a_question_is_not_reopened_beside_a_newer_one(alice: User, question: Dialog) -> None:
    dialogs.take(question, {"usd": "70"})
    newer = dialogs.open_dialog(alice, SENTENCE, OPTIONS, wants=Wants.PURCHASE)

    assert not dialogs.reopen(question)
    assert dialogs.open_question(alice) == newer


def test_a_question_is_not_reopened_after_its_time(question: Dialog) -> None:
    dialogs.take(question, {"usd": "70"})
    lapse(question)

    assert not dialogs.reopen(question)


def test_a_question_answered_in_vain_is_asked_again(alice: User, question: Dialog) -> None:
    dialogs.take(question, {"usd": "70"})

    assert dialogs.reopen(question)
    assert dialogs.answer(alice, question.handle, "1").entities == {"token": "eth", "usd": "100"}


def test_a_new_question_drops_the_one_before(alice: User, question: Dialog) -> None:
    newer = dialogs.open_dialog(alice, SENTENCE, OPTIONS, wants=Wants.PURCHASE)

    assert dialogs.open_question(alice) == newer
    assert dialogs.close_all(alice) == 1


def test_a_question_survives_a_restart(okx: object, settings: Settings) -> None:
    """Each of these messages is handled by a bot of its own, and nothing in memory outlives the first."""
    settings.OPEN_REGISTRATION = True
    chat = Chat(1, "Carol")
    chat.says("buy eth")
    cache.clear()
    forget_catalogue()
    answer = chat.says("0.1")

    assert answer.startswith("<b>USDC → ETH</b>")
    assert list(chat.bubbles[-1].buttons)[:1] == ["✅ Confirm"]


def test_a_user_has_one_open_question(okx: object, settings: Settings) -> None:
    settings.OPEN_REGISTRATION = True
    chat = Chat(1, "Carol")
    chat.says("buy eth")
    first = chat.bubbles[-1]
    chat.says("buy link")

    assert Dialog.objects.filter(answered_at=None).count() == 1
    chat.brings(chat.press(next(iter(first.buttons.values())), first.message_id))
    assert chat.last == "This question is closed. Please ask again."


def test_old_questions_are_deleted_and_young_ones_stay(alice: User, question: Dialog) -> None:
    lapse(question, by=dialogs.KEPT_FOR + timedelta(minutes=1))
    young = dialogs.open_dialog(alice, SENTENCE, OPTIONS)
    lapse(young)

    assert (dialogs.prune(), list(Dialog.objects.all())) == (1, [young])
    with pytest.raises(UserError, match="no longer known"):
        dialogs.answer(alice, question.handle, "0")
