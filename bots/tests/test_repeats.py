from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from bots import dialogs, repeats
from bots.language import Intent, Understood
from bots.models import Repeat
from bots.registry import COMMANDS
from bots.tests.chat import Chat
from esther_site.lib.errors import UserError
from trading.models import User
from trading.tests.desk import admitted

pytestmark = pytest.mark.django_db

PRICE = Understood(Intent.GET_PRICE, {"token": "eth"})


@pytest.fixture
def anna(seeded: None) -> User:
    return admitted(101, "Anna")


def test_nobody_else_can_say_it_again(anna: User) -> None:
    row = repeats.keep(anna, PRICE)

    with pytest.raises(UserError, match="not yours"):
        repeats.take(admitted(666, "Mallory"), row.handle)
    assert repeats.take(anna, row.handle) == PRICE


def test_it_is_said_again_once(anna: User) -> None:
    row = repeats.keep(anna, PRICE)
    repeats.take(anna, row.handle)

    with pytest.raises(UserError, match="tried again already"):
        repeats.take(anna, row.handle)


def test_it_is_too_late_after_a_quarter_of_an_hour(anna: User) -> None:
    row = repeats.keep(anna, PRICE)
    Repeat.objects.update(expires_at=timezone.now())

    with pytest.raises(UserError, match="too long ago"):
        repeats.take(anna, row.handle)


def test_what_is_over_is_deleted_after_two_days(anna: User) -> None:
    old, young = repeats.keep(anna, PRICE), repeats.keep(anna, PRICE)
    Repeat.objects.filter(pk=old.pk).update(expires_at=timezone.now() - repeats.KEPT_FOR - timedelta(minutes=1))

    assert (repeats.prune(), list(Repeat.objects.all())) == (1, [young])


MONEY = sorted({command.intent for command in COMMANDS.values() if command.moves_money})


@pytest.mark.parametrize("intent", MONEY)
def test_after_a_bug_nothing_that_moves_money_is_said_again(intent: Intent) -> None:
    assert not repeats.may_repeat(Understood(intent), is_bug=True)


@pytest.mark.parametrize("intent", MONEY)
def test_of_what_moves_money_only_wishes_that_end_in_a_card_are_said_again(intent: Intent) -> None:
    ends_in_card = intent in (Intent.BUY_TOKEN, Intent.SELL_TOKEN, Intent.REBALANCE)

    assert repeats.may_repeat(Understood(intent), is_bug=False) == ends_in_card


@pytest.mark.parametrize(
    "understood", [Understood(Intent.UNKNOWN), Understood(Intent.SPENDING_LIMITS, {"code": "123456"})]
)
def test_neither_what_was_not_understood_nor_a_code_is_kept(understood: Understood) -> None:
    assert not repeats.may_repeat(understood, is_bug=False)


def test_saying_it_again_leaves_the_question_that_was_open(alice: Chat) -> None:
    alice.says("buy eth")
    user = User.objects.get(telegram_id=alice.id)
    handle = repeats.keep(user, PRICE).handle
    alice.brings(alice.press(f"repeat:{handle}"))

    assert dialogs.open_question(user) is None
    assert alice.last.startswith("<b>ETH</b>")


@pytest.mark.parametrize("data", ["repeat", "repeat:", "repeat:nope", "repeat:x:y"])
def test_a_button_of_long_ago_answers_kindly(alice: Chat, data: str) -> None:
    assert alice.brings(alice.press(data)) == (
        "This button is not yours, or from too long ago. Please say it again in your own words."
    )
