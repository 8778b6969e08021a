"""Why somebody wants something, and goodbye, are no part of it; whatever else stands behind it is."""

from __future__ import annotations

import pytest

from bots.language import Intent, understand
from bots.language.goodbyes import without_goodbye
from bots.language.intents import MOVES_MONEY
from bots.tests.test_gate import intent_of


@pytest.mark.parametrize(
    "tail",
    [
        "he said",
        "i might",
        "i was joking",
        "just kidding",
        "not",
        "is it time",
        "because he said so",
        "because my friend says so",
        "tomorrow",
        "then buy link",
        "slowly",
        "leave 1",
        "if you like it",
        "or wait",
    ],
)
def test_what_may_change_the_trade_stays(tail: str) -> None:
    assert intent_of(f"sell 2 eth, {tail}") not in MOVES_MONEY


def test_a_question_has_no_tail() -> None:
    assert intent_of("sell 2 eth, i need the cash?") not in MOVES_MONEY


def test_only_a_goodbye_with_its_name_is_taken_off() -> None:
    assert without_goodbye("sell 2 eth. Many thanks, Ann") == "sell 2 eth"
    assert without_goodbye("sell 2 eth for usdc") == "sell 2 eth for usdc"


@pytest.mark.parametrize(
    "tail",
    [
        ", i need the cash",
        " because i need money",
        ", no rush",
        ". Kind regards, Heinrich",
        ". Many thanks, Ann",
        ". Have a lovely day!",
        " so that everything is ready",
        ", it looks weak",
        ". Best wishes from Lyon",
    ],
)
def test_a_reason_and_a_goodbye_are_taken_off(tail: str) -> None:
    understood = understand(f"sell 2 eth{tail}")

    assert (understood.intent, understood.entities) == (Intent.SELL_TOKEN, {"token": "ETH", "amount": "2"})
