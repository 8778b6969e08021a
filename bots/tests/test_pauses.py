"""Pausing live trading in the chat."""

from __future__ import annotations

import pytest

from alerts.models import Notification
from bots.language import Intent, understand
from bots.messages import render
from bots.notifier import _shown
from bots.tests.chat import Chat
from trading.models import Pause, User
from trading.pauses import is_paused, lift, pause

pytestmark = pytest.mark.django_db

ONLY = "Only an operator can do that."


def of(chat: Chat) -> User:
    return User.objects.get(telegram_id=chat.id)


@pytest.fixture
def operator(alice: Chat) -> Chat:
    chat = Chat(9001, "Olga", alice.wire)
    chat.says("/start")
    return chat


@pytest.mark.parametrize("text", ["/pauseall", "/resumeall", "pause everybody", "resume trading for everybody"])
def test_only_operators_speak_for_everybody(alice: Chat, text: str) -> None:
    assert alice.says(text) == ONLY
    assert Pause.objects.count() == 0


@pytest.mark.parametrize("verb", ["resume_all", "resume_all:1"])
def test_a_forged_button_does_not_resume_everybody(alice: Chat, operator: Chat, verb: str) -> None:
    operator.says("/pauseall")
    alice.says("/start")

    assert alice.brings(alice.press(verb)) == ONLY
    assert is_paused(of(alice))


def test_nobody_resumes_somebody_else(alice: Chat) -> None:
    alice.says("/pause")
    mallory = Chat(3, "Mallory", alice.wire)
    mallory.says("/start")
    label = "▶ Resume live trading"
    mallory.brings(mallory.press(alice.card(label).buttons[label]))

    assert mallory.last == "You had not paused live trading."
    assert is_paused(of(alice))


def test_a_pause_says_what_it_stops_and_ends(alice: Chat) -> None:
    card = alice.says("/pause <b>going</b> on holiday")

    assert card.startswith("⏸ <b>Live trading is paused</b> since ")
    assert "Reason: &lt;b&gt;going&lt;/b&gt; on holiday" in card
    assert "orders on wallets with a key wait" in card
    assert "The paper wallet trades on." in card
    assert is_paused(of(alice))
    assert alice.presses("▶ Resume live trading").startswith("▶ <b>Your pause is over.</b>")
    assert is_paused(of(alice)) is None
    assert alice.says("/resume") == "You had not paused live trading."


def test_an_own_resume_leaves_the_operators_pause(alice: Chat, operator: Chat) -> None:
    alice.says("/pause")
    assert "for everybody</b> since" in operator.says("/pauseall the node is wrong")
    answer = alice.says("/resume")

    assert answer.startswith("▶ <b>Your pause is over.</b>")
    assert "The operator has paused live trading for everybody (the node is wrong)" in answer
    assert operator.presses("▶ Resume for everybody").startswith("▶ <b>Live trading is no longer paused for everybody.")
    assert is_paused(of(alice)) is None
    assert operator.says("/resumeall") == "Live trading was not paused for everybody."


def test_what_an_operator_paused_for_one_user_they_cannot_resume_and_read_by_whom(alice: Chat, operator: Chat) -> None:
    alice.says("/start")
    pause(of(alice), by=of(operator), reason="your <phone> was stolen")
    assert "The operator Olga has paused your live trading (your &lt;phone&gt; was stolen)" in alice.says("/resume")
    assert "until an operator ends that. Ask them." in alice.last
    assert is_paused(of(alice))

    news = Notification.objects.get(template="paused_for_you")
    text = render(news.template, {"zone": "UTC", **_shown(news.data, zone="UTC")})
    assert "<b>The operator Olga has paused your live trading</b> since" in text
    assert "Reason: your &lt;phone&gt; was stolen" in text
    lift(of(alice), by=of(operator))
    assert alice.says("/resume") == "You had not paused live trading."
    over = Notification.objects.latest("pk")
    assert "Your live trading goes on" in render(over.template, {"zone": "UTC", **_shown(over.data, zone="UTC")})


def test_the_paper_wallet_trades_on(alice: Chat) -> None:
    alice.says("/pause")
    alice.says("buy $100 of link")

    assert "✅ Confirm" in alice.bubbles[-1].buttons


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("pause", Intent.PAUSE_TRADING),
        ("pause live trading", Intent.PAUSE_TRADING),
        ("pause trading because i am away", Intent.PAUSE_TRADING),
        ("resume trading", Intent.RESUME_TRADING),
        ("pause all trading", Intent.PAUSE_TRADING),
        ("pause everyone", Intent.PAUSE_EVERYBODY),
        ("pauseall: node", Intent.PAUSE_EVERYBODY),
        ("pause alert k7m2p9x4qd", Intent.PAUSE_ALERT),
        ("pause order k7m2p9x4qd", Intent.PAUSE_ORDER),
        ("pause my eth alert", Intent.UNKNOWN),
        ("pause all my orders", Intent.UNKNOWN),
        ("don't pause trading", Intent.UNKNOWN),
        ("resume the meeting", Intent.UNKNOWN),
        ("should i enable live trading?", Intent.UNKNOWN),
        ("don't enable live trading", Intent.UNKNOWN),
        ("enable live trading and buy 1 eth", Intent.UNKNOWN),
        ("limit eth 2000", Intent.SET_LIMIT_BUY),
        ("set a daily limit of nothing", Intent.UNKNOWN),
        ("my daily limit is 500", Intent.UNKNOWN),
        ("2fa on", Intent.UNKNOWN),
        ("2fa 12345", Intent.UNKNOWN),
    ],
)
def test_a_sentence_is_taken_whole(text: str, intent: Intent) -> None:
    assert understand(text).intent == intent
