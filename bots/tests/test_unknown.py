"""What comes of sentences that no rule matches: proposals of a model, which need a yes, and examples."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import responses
from django.utils import timezone
from pytest_django import Settings

from bots.language import Intent, understand
from bots.models import Dialog
from bots.suggestions import suggestions_for
from bots.tests.chat import Chat
from bots.tests.ledger import CASH, CONFIRM, balances, states
from esther_site.lib import llm
from tests.language_model import LanguageModel
from trading.models import Order, Swap

pytestmark = pytest.mark.django_db

NOT_SURE = "I am not sure what you want, so I did nothing."
QUOTE_IT = "✅ Yes, quote it"
SET_IT = "✅ Yes, set it"
# With a word that no rule will ever know, so that they reach the model.
WISH = "abracadabra ape 50 usdc into link"
BOUGHT = {"intent": "buy_token", "token": "LINK", "spend": "50", "currency": "USDC"}
LOOK = "abracadabra whats cooking with link these days"
LOOKED = {"intent": "get_price", "token": "LINK"}


@pytest.fixture
def model(okx: responses.RequestsMock, settings: Settings) -> Iterator[LanguageModel]:
    """A model that takes everything for nothing, until it is told otherwise."""
    with LanguageModel(lambda data: {"intent": "unknown"}) as model:
        okx.add_passthru(model.url)
        settings.LLM_API_KEY, settings.LLM_BASE_URL = "some-model-key", model.url
        llm.llm.cache_clear()
        yield model
    llm.llm.cache_clear()


def takes_for(model: LanguageModel, answer: Any) -> None:
    model.says = lambda data: answer


@pytest.mark.parametrize("text", [WISH, LOOK])
def test_no_rule_matches_the_sentences_of_these_tests(text: str) -> None:
    assert understand(text).intent == Intent.UNKNOWN


# Without a model, and where it is of no use


@pytest.mark.parametrize("text", [WISH, LOOK, "lorem ipsum dolor", "hello abracadabra 🚀"])
def test_without_a_model_nothing_is_done(alice: Chat, text: str) -> None:
    assert alice.says(text).startswith(NOT_SURE)
    assert not Swap.objects.exists()
    assert not Dialog.objects.exists()


@pytest.mark.parametrize(
    "answer",
    [
        {"intent": "buy_token", "token": "ETH", "amount": "100"},
        {"intent": "sell_token", "token": "ETH", "percent": "100"},
        {"intent": "enable_live_trading"},
        {"intent": "delete_wallet"},
        {"intent": "get_price", "token": "ETH"},
        "buy 100 ETH at once",
        {"intent": "buy_token", "token": "ETH", "amount": "100", "confirmed": "true"},
    ],
)
def test_a_model_that_makes_something_up_is_not_heard(alice: Chat, model: LanguageModel, answer: Any) -> None:
    takes_for(model, answer)

    assert alice.says("my dear abracadabra").startswith(NOT_SURE)
    assert len(model.questions) == 1
    assert (Swap.objects.count(), Order.objects.count(), Dialog.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("status", [401, 429, 500])
def test_a_model_that_is_down_changes_nothing(alice: Chat, model: LanguageModel, status: int) -> None:
    model.status = status

    assert alice.says(LOOK).startswith(NOT_SURE)


def test_a_model_that_is_slow_changes_nothing(
    alice: Chat, model: LanguageModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bots.model_reading.asking.SECONDS", 0.2)
    model.delay_seconds = 3

    assert alice.says(LOOK).startswith(NOT_SURE)


def test_what_the_grammar_understands_never_leaves(alice: Chat, model: LanguageModel) -> None:
    for text in ("price eth", "buy 10 link with usdc", "/history", "orders"):
        alice.says(text)

    assert model.questions == []


def test_a_slash_command_never_leaves(alice: Chat, model: LanguageModel) -> None:
    alice.says("/buy whatever you like best")
    alice.says("/nosuchcommand at all")

    assert model.questions == []


def test_who_waits_for_approval_is_not_read_by_a_model(
    okx: responses.RequestsMock, model: LanguageModel, settings: Settings
) -> None:
    settings.OPEN_REGISTRATION = False
    Chat(5, "Mallory").says(LOOK)

    assert model.questions == []


def test_what_may_answer_an_open_question_does_not_leave(alice: Chat, model: LanguageModel) -> None:
    alice.says("buy link")
    alice.says("whatever you think of it, dear")

    assert model.questions == []


def test_over_the_budget_it_is_as_without_a_model(alice: Chat, model: LanguageModel, settings: Settings) -> None:
    settings.LLM_CALLS_PER_DAY = 1
    takes_for(model, LOOKED)
    bob = Chat(2, "Bob", alice.wire)

    assert "LINK" in alice.says(LOOK)
    assert alice.says(LOOK).startswith(NOT_SURE)
    assert not bob.says(LOOK).startswith(NOT_SURE)
    assert len(model.questions) == 2


# What changes nothing is answered at once


def test_a_look_at_something_is_answered_at_once(alice: Chat, model: LanguageModel) -> None:
    takes_for(model, LOOKED)

    assert alice.says(LOOK) == alice.says("price link")
    assert not Dialog.objects.exists()


def test_a_look_at_something_leaves_an_open_question(alice: Chat, model: LanguageModel) -> None:
    takes_for(model, BOUGHT)
    alice.says(WISH)
    takes_for(model, LOOKED)
    alice.says(LOOK)
    alice.presses(QUOTE_IT)

    assert "This question is closed. Please ask again." in alice.last
    assert not Swap.objects.exists()


# A trade is proposed, and nothing else


def test_a_trade_is_shown_as_a_plain_command_and_not_even_quoted(alice: Chat, model: LanguageModel) -> None:
    takes_for(model, BOUGHT)
    text = alice.says(WISH)

    assert text.startswith("I understood: <code>buy LINK with 50 USDC</code>\n\n")
    assert list(alice.bubbles[-1].buttons) == [QUOTE_IT, "No"]
    assert not Swap.objects.exists()


def test_a_yes_leads_to_the_usual_quote_with_its_own_confirm(alice: Chat, model: LanguageModel) -> None:
    takes_for(model, BOUGHT)
    alice.says(WISH)
    before = len(alice.bubbles)
    text = alice.presses(QUOTE_IT)

    assert text.startswith("<b>USDC → LINK</b>")
    assert len(alice.bubbles) == before  # the same message, edited
    assert (states(), balances()) == (["quoted"], CASH)
    assert alice.presses(CONFIRM).startswith("✅ <b>Simulated</b>")


def test_a_no_closes_it(alice: Chat, model: LanguageModel) -> None:
    takes_for(model, BOUGHT)
    alice.says(WISH)
    data = alice.card(QUOTE_IT).buttons[QUOTE_IT]

    assert alice.presses("No").startswith("Fine. Nothing was done.")
    assert alice.bubbles[-1].buttons == {}
    alice.brings(alice.press(data, alice.bubbles[-1].message_id))
    assert not Swap.objects.exists()


@pytest.mark.parametrize("word", ["yes", "Yes!", "ok", "confirm", "do it"])
def test_a_typed_yes_is_none(alice: Chat, model: LanguageModel, word: str) -> None:
    takes_for(model, BOUGHT)
    alice.says(WISH)
    alice.says(word)

    assert not Swap.objects.exists()


def test_only_who_was_asked_may_say_yes_or_no(alice: Chat, model: LanguageModel) -> None:
    takes_for(model, BOUGHT)
    alice.says(WISH)
    mallory = Chat(3, "Mallory", alice.wire)
    mallory.says("/start")
    for label in (QUOTE_IT, "No"):
        answer = mallory.brings(mallory.press(alice.card(QUOTE_IT).buttons[label]))
        assert "This question is not yours, or no longer known." in answer

    assert not Swap.objects.exists()
    assert alice.presses(QUOTE_IT).startswith("<b>USDC → LINK</b>")


def test_two_presses_of_yes_quote_once(alice: Chat, model: LanguageModel) -> None:
    takes_for(model, BOUGHT)
    alice.says(WISH)
    card = alice.card(QUOTE_IT)
    press = card.buttons[QUOTE_IT]
    alice.brings(alice.press(press, card.message_id), alice.press(press, card.message_id))

    assert Swap.objects.count() == 1


def test_a_yes_after_its_time_does_nothing(alice: Chat, model: LanguageModel) -> None:
    takes_for(model, BOUGHT)
    alice.says(WISH)
    Dialog.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    alice.presses(QUOTE_IT)

    assert not Swap.objects.exists()


def test_a_new_sentence_closes_the_proposal(alice: Chat, model: LanguageModel) -> None:
    takes_for(model, BOUGHT)
    alice.says(WISH)
    alice.says("price eth")
    alice.presses(QUOTE_IT)

    assert not Swap.objects.exists()


def test_the_proposal_survives_a_restart_and_the_end_of_the_model(
    alice: Chat, model: LanguageModel, settings: Settings
) -> None:
    takes_for(model, BOUGHT)
    alice.says(WISH)
    settings.LLM_API_KEY = ""
    llm.llm.cache_clear()
    again = Chat(alice.id, "Alice", alice.wire)  # each update is handled by a new application, which knows rows only

    assert again.presses(QUOTE_IT).startswith("<b>USDC → LINK</b>")


@pytest.mark.parametrize(
    ("text", "answer", "sentence"),
    [
        (
            "abracadabra offload 0.5 eth if it tanks to 2000",
            {"intent": "set_stop_loss", "token": "ETH", "amount": "0.5", "price": "2000"},
            "stop loss 0.5 ETH at 2000",
        ),
        (
            "abracadabra gimme a shout if eth tanks past 2000",
            {"intent": "set_alert", "token": "ETH", "price": "2000", "direction": "below"},
            "alert me when ETH falls below 2000",
        ),
    ],
)
def test_an_order_and_an_alert_are_set_by_a_yes_only(
    trader: Chat, model: LanguageModel, text: str, answer: dict[str, str], sentence: str
) -> None:
    takes_for(model, answer)

    assert trader.says(text).startswith(f"I understood: <code>{sentence}</code>")
    assert not Order.objects.exists()
    trader.presses(SET_IT)
    assert "2,000" in trader.last


def test_two_users_are_asked_at_once_and_each_about_their_own(alice: Chat, model: LanguageModel) -> None:
    both = threading.Barrier(2, timeout=5)

    def says(data: dict[str, str]) -> dict[str, str]:
        both.wait()  # neither is answered before both have asked
        return {"intent": "get_price", "token": "LINK" if "link" in data["sentence"] else "UNI"}

    model.says = says
    bob = Chat(2, "Bob", alice.wire)
    alice.says("/start")
    bob.says("/start")
    alice.brings(alice.message(LOOK), bob.message(LOOK.replace("link", "uni")))

    assert "LINK" in alice.last
    assert "UNI" in bob.last


# What is said instead


@pytest.mark.parametrize(
    ("text", "examples", "topic"),
    [
        ("abracadabra buying a lil something", ["buy 0.1 ETH with USDC"], "💱 Trades"),
        ("some kind of stop loss abracadabra", ["/stoploss ETH 2800"], "🎯 Orders"),
        ("tell me when abracadabra happens", ["alert"], "🔔 Alerts"),
        ("what's up with my portfolio's abracadabra", ["portfolio"], "📈 Prices and portfolio"),
        ("lorem ipsum dolor", ["price ETH", "buy 0.1 ETH with USDC", "sell half my ETH"], ""),
    ],
)
def test_examples_near_to_what_was_typed_are_offered(alice: Chat, text: str, examples: list[str], topic: str) -> None:
    answer = alice.says(text)

    assert answer.startswith(NOT_SURE)
    assert all(example in answer for example in examples)
    assert 1 <= answer.count("\n• ") <= 3
    assert list(alice.bubbles[-1].buttons) == [*filter(None, [topic]), "❓ All I can do"]


def test_the_button_under_it_leads_to_help(alice: Chat) -> None:
    alice.says("abracadabra buying a lil something")

    assert "/buy" in alice.presses("💱 Trades")


@pytest.mark.parametrize("topic_words", ["go live", "stop loss", "buy", "alert me", "wallet", "price", "settings"])
def test_every_example_is_understood(alice: Chat, topic_words: str) -> None:
    for example in suggestions_for(f"blah {topic_words} blah")[1]:
        assert understand(example.removeprefix("/")).intent != Intent.UNKNOWN
