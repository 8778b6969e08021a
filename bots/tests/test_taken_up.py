"""A message that was carried out when the process died, taken up by another one: it makes nothing twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db.models import Model

from alerts.models import Alert
from bots import inbox
from bots.models import InboxUpdate
from bots.tests.chat import Chat
from bots.tests.ledger import balances
from trading.models import Order, Wallet

pytestmark = pytest.mark.django_db

SENTENCES = [
    pytest.param("alert me when eth goes above 9000", Alert, "/alerts", id="alert"),
    pytest.param("buy 0.1 eth at 1000", Order, "/orders", id="order"),
    pytest.param("watch 0x52908400098527886E0F7030069857D2E4169EE7", Wallet, "/wallets", id="wallet"),
]


def dies_and_is_taken_up(chat: Chat, sentence: str, *, before_death: Callable[[], object]) -> str:
    """Have a message handled twice, as when the first process dies after the act; return the second answer."""
    update = chat.message(sentence)
    assert inbox.accept(update)
    chat.handled(update)
    before_death()
    InboxUpdate.objects.filter(pk=update["update_id"]).update(done_at=None)
    return chat.handled(update)


@pytest.mark.parametrize(("sentence", "kind", "see"), SENTENCES)
def test_what_a_message_made_is_not_made_again(alice: Chat, sentence: str, kind: type[Model], see: str) -> None:
    made: list[int] = []
    answer = dies_and_is_taken_up(alice, sentence, before_death=lambda: made.append(kind._default_manager.count()))

    assert made[0] > 0
    assert answer == f"I did this already, and was interrupted before I could tell you. See {see}."
    assert kind._default_manager.count() == made[0]


def test_paper_money_is_not_added_twice(alice: Chat) -> None:
    answer = dies_and_is_taken_up(alice, "/paper add 1500 usdc", before_death=lambda: None)

    assert answer.startswith("I did this already")
    assert balances()["USDC"] == 11500


def test_what_was_not_done_is_done_by_whoever_takes_it_up(alice: Chat) -> None:
    update = alice.message("alert me when eth goes above 9000")
    assert inbox.accept(update)

    assert "✅" in alice.handled(update) or Alert.objects.exists()
    assert InboxUpdate.objects.get(pk=update["update_id"]).acted_at is not None
