"""Words that say nothing change nothing, and never make a trade of what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.language import Intent, understand
from bots.language.intents import MOVES_MONEY
from bots.tests.test_gate import intent_of

FILLERS = ["just", "please", "quickly", "right now", "immediately", "bro", "sir", "again", "thanks", "for me", "ok"]


@pytest.mark.parametrize("filler", FILLERS)
@pytest.mark.parametrize("text", ["should i {} buy eth", "don't {} sell my eth", "i {} sold 1 eth", "why {} buy eth"])
def test_a_filler_does_not_take_a_doubt_away(text: str, filler: str) -> None:
    assert intent_of(text.format(filler)) not in MOVES_MONEY


@pytest.mark.parametrize("text", ["sell eth 2 usdc", "buy 2 4", "sell link 4"])
def test_a_number_is_no_word_where_nothing_else_says_how_much(text: str) -> None:
    assert intent_of(text) not in MOVES_MONEY


@given(st.sampled_from(FILLERS), st.sampled_from([0, 1, 3, 5]))
def test_a_filler_changes_nothing(filler: str, place: int) -> None:
    words = ["sell", "0.5", "eth", "to", "usdc"]
    words.insert(place, filler)

    understood = understand(" ".join(words))

    assert understood.intent == Intent.SELL_TOKEN
    assert understood.entities == {"token": "ETH", "amount": "0.5", "currency": "USDC"}


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("sell 2 aave 4 usdt", {"token": "AAVE", "amount": "2", "currency": "USDT"}),
        ("bridge 100 usdc base 2 op", {"token": "USDC", "amount": "100", "chain": "8453", "to_chain": "10"}),
    ],
)
def test_a_number_may_stand_for_a_word(text: str, entities: dict[str, str]) -> None:
    assert understand(text).entities == entities
