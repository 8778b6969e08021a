"""However politely it is asked for, it is the same trade; and a polite frame around a doubt is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.language import Intent, understand
from bots.language.intents import MOVES_MONEY
from bots.tests.test_gate import intent_of

FRAMES = [
    "could you please {}",
    "would you be so kind as to {}",
    "would you be so good and {}?",
    "may I ask you to {}?",
    "could I trouble you to {}",
    "I'd like you to {}",
    "i want that you {}",
    "if you don't mind, {}",
    "if it isn't too much trouble, {}",
    "do me a favour and {}",
    "be so kind as to {}",
    "go ahead and {}",
    "let me {}",
]
COMMANDS = {
    "buy 0.5 eth with usdc": {"amount": "0.5", "currency": "USDC", "token": "ETH"},
    "sell half of my link": {"percent": "50", "token": "LINK"},
    "swap 20 usdc for dai": {"amount": "20", "currency": "DAI", "token": "USDC"},
}
DOUBTS = ["not", "never", "don't", "should i", "tomorrow", "yesterday", "said", "maybe", "he", "unless", "how", '"']


@pytest.mark.parametrize(
    "text",
    [
        "he'd be grateful if you sold my eth",
        "i'd be grateful if he sold my eth",
        "would you mind if i sold my eth?",
        "would it be wise if you sold my eth?",
        "i would be glad if you never sold my eth",
        "i'd be grateful if you told me whether to sell my eth",
        "if you don't mind, should i sell my eth?",
        "if you don't mind, sell my eth?",
        "can i trade you?",
        "could you sell my eth, he asked",
        "time to buy eth?",
        "is it time to sell my eth",
        "it would have been great if you had sold my eth",
        "would be great if you sold eth yesterday",
    ],
)
def test_a_question_a_report_or_a_denial_in_polite_words_is_no_trade(text: str) -> None:
    assert intent_of(text) not in MOVES_MONEY


@given(st.sampled_from(FRAMES), st.sampled_from(sorted(COMMANDS)), st.sampled_from(DOUBTS), st.integers(0, 8))
def test_a_word_of_doubt_in_a_polite_command_makes_it_none(frame: str, command: str, doubt: str, place: int) -> None:
    words = command.split()
    words.insert(min(place, len(words)), doubt)

    assert intent_of(frame.format(" ".join(words))) not in MOVES_MONEY


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("frame", FRAMES)
def test_a_polite_frame_changes_nothing(frame: str, command: str) -> None:
    understood = understand(frame.format(command))

    assert understood.intent in (Intent.BUY_TOKEN, Intent.SELL_TOKEN)
    assert understood.entities == COMMANDS[command]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("I'd appreciate it if you bought 2 link", Intent.BUY_TOKEN),
        ("I'd be most grateful if you could sell 2 link", Intent.SELL_TOKEN),
        ("I'd be very thankful if you kindly sold 2 link", Intent.SELL_TOKEN),
        ("would you mind selling 2 link?", Intent.SELL_TOKEN),
        ("do you mind terribly buying 2 link for me?", Intent.BUY_TOKEN),
        ("would you mind putting a stop loss on 2 link at 9?", Intent.SET_STOP_LOSS),
    ],
)
def test_verbs_in_other_forms_are_the_same_verbs(text: str, intent: Intent) -> None:
    understood = understand(text)

    assert understood.intent == intent
    assert understood.entities["token"] == "LINK"
    assert understood.entities["amount"] == "2"
