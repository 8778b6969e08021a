from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from bots.handlers import start as _registered  # noqa: F401 - fills the registry
from bots.help_topics import TITLES
from bots.language import Topic
from bots.messages import MAX_LENGTH, without_markup
from bots.registry import BUTTONS, commands_about, listed_commands
from bots.tests.chat import Chat
from trading.models import User

pytestmark = pytest.mark.django_db


def test_start_greets_by_name_and_says_what_is_simulated(alice: Chat) -> None:
    greeting = alice.says("/start")

    assert greeting.startswith("<b>Hello Alice, I am Esther.</b>")
    assert "Everything is <b>simulated</b> for now" in greeting
    assert "Never send me a private key or a seed phrase." in greeting


def test_start_says_what_is_real(alice: Chat, settings: Settings) -> None:
    settings.DRY_RUN = False
    alice.says("/start")
    User.objects.update(live_trading_enabled=True)
    greeting = alice.says("/start")
    assert "<b>real</b> once you press Confirm" in greeting
    assert "simulated" not in greeting


def test_start_says_that_the_operator_keeps_it_simulated(alice: Chat, settings: Settings) -> None:
    settings.DRY_RUN = True
    alice.says("/start")
    User.objects.update(live_trading_enabled=True)
    assert "Everything is <b>simulated</b> for now" in alice.says("/start")


def test_a_name_with_markup_is_greeted_as_it_is(alice: Chat) -> None:
    alice.person["first_name"] = "<i>A&B</i>"

    assert alice.says("/start").startswith("<b>Hello &lt;i&gt;A&amp;B&lt;/i&gt;, I am Esther.</b>")


@pytest.mark.parametrize("text", ["/start", "/start ref_42", "hello", "Hi Esther!", "good morning"])
def test_a_greeting_is_returned(alice: Chat, text: str) -> None:
    assert alice.says(text).startswith("<b>Hello Alice")


@pytest.mark.parametrize("data", ["try", "try:", "try:sell_all", "try:buy0"])
def test_a_forged_thing_to_try_does_nothing(alice: Chat, data: str) -> None:
    alice.says("/start")

    assert alice.brings(alice.press(data)) == "This button is from an older version. Send /start for fresh ones."


def test_what_there_is_to_try_works_at_once_and_leaves_the_greeting(alice: Chat) -> None:
    greeting = alice.says("/start")
    assert alice.presses("💲 Price of BTC") == greeting
    assert alice.last.startswith("<b>BTC</b>  $")
    alice.presses("🛒 Buy $50 of ETH")
    assert "You give: <b>50 USDC</b>" in alice.last
    assert next(iter(alice.bubbles[-1].buttons)) == "✅ Confirm"  # nothing is traded by one press
    alice.presses("📊 Portfolio")
    assert "10,000 USDC" in alice.last or "10,000" in alice.last


@pytest.mark.parametrize("sentence", ["price of BTC", "buy $50 of ETH", "what's in my portfolio?"])
def test_the_sentences_of_the_greeting_are_understood(alice: Chat, sentence: str) -> None:
    assert f"<code>{sentence}</code>" in alice.says("/start").replace("&#x27;", "'")
    assert not alice.says(sentence).startswith("I am not sure")


def test_a_button_of_the_greeting_opens_the_help(alice: Chat) -> None:
    alice.says("/start")
    alice.presses("❓ What can you do?")

    assert alice.last.startswith("<b>What you can say</b>")


@pytest.mark.parametrize("text", ["/help", "help", "what can you do?"])
def test_help_names_each_command_in_short(alice: Chat, text: str) -> None:
    words = without_markup(alice.says(text)).split()

    assert [command.name for command in listed_commands() if f"/{command.name}" not in words] == []
    assert len(alice.last) < MAX_LENGTH / 2
    assert list(alice.bubbles[-1].buttons) == list(TITLES.values())


@pytest.mark.parametrize("topic", Topic)
def test_a_topic_lists_its_commands_with_their_examples(alice: Chat, topic: Topic) -> None:
    lines = without_markup(alice.says(f"/help {topic}")).splitlines()

    assert lines[0] == TITLES[topic]
    for command in commands_about(topic):
        place = lines.index(f"/{command.name}: {command.summary}")
        assert lines[place + 1 : place + 1 + len(command.examples)] == list(command.examples)


def test_topics_are_a_press_away_and_back_in_one_message(alice: Chat) -> None:
    alice.says("/help")
    for topic, title in TITLES.items():
        assert alice.presses(title).startswith(f"<b>{title}</b>"), topic
        assert alice.presses("◀ All topics").startswith("<b>What you can say</b>")
    assert len(alice.bubbles) == 1


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("help with trading", Topic.TRADES),
        ("help me with my orders", Topic.ORDERS),
        ("/help wallet", Topic.WALLETS),
        ("help on live trading", Topic.LIVE),
        ("/help 2FA", Topic.LIVE),
    ],
)
def test_topics_have_other_names(alice: Chat, text: str, topic: Topic) -> None:
    assert alice.says(text).startswith(f"<b>{TITLES[topic]}</b>")


def test_a_topic_there_is_none_of_is_no_help(alice: Chat) -> None:
    assert "/help orders" in alice.says("/help cooking")
    alice.brings(alice.press("help:cooking", alice.bubbles[-1].message_id))
    assert alice.last.startswith("<b>What you can say</b>")


@pytest.mark.parametrize(
    "text", ["/start", "/help", "/paper", "/settings", "/wallets", "/history", "/portfolio", "what?"]
)
def test_these_answers_fit_in_one_message(alice: Chat, text: str) -> None:
    alice.says(text)

    assert len(alice.bubbles) == 1
    assert len(alice.last) <= MAX_LENGTH


def test_there_is_nothing_to_cancel_at_first(alice: Chat) -> None:
    assert alice.says("/cancel") == "There was nothing open to cancel."


def test_cancel_drops_questions_too(alice: Chat) -> None:
    alice.says("buy eth")

    assert alice.says("never mind") == "Cancelled. Nothing was traded."


def test_every_button_esther_shows_has_a_handler(alice: Chat) -> None:
    for text in ("/start", "price eth", "/portfolio", "buy 1 link", "/settings", "sell usdc for eth"):
        alice.says(text)

    verbs = {data.partition(":")[0] for bubble in alice.bubbles for data in bubble.buttons.values()}
    assert verbs <= BUTTONS.keys()
    assert verbs >= {"help", "price", "portfolio", "confirm", "cancel", "refresh", "settings", "try", "answer"}
