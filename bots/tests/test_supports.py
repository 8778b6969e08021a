from __future__ import annotations

import pytest

from bots.language import understand
from bots.language.intents import MOVES_MONEY
from bots.language.supports import supported


@pytest.mark.parametrize(
    "text",
    [
        "did make a sale of 2 eth",
        "do not make a sale of 2 eth",
        "he wants to make a purchase of 2 eth",
        "i made a sale of 2 eth",
        "should i make a swap of 2 eth to usdc",
        "make a wish of 2 eth",
    ],
)
def test_no_trade_is_made_of_a_noun_where_none_is_asked_for(text: str) -> None:
    assert understand(text).intent not in MOVES_MONEY


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("make sell of 2 eth", "sell 2 eth"),
        ("do trailing stop for btc with 4%", "trailing stop for btc with 4%"),
        ("make cancel of order 15", "cancel order 15"),
        ("execute me a purchase of 10 uni", "buy 10 uni"),
        ("make live trading enabled", "enable live trading"),
        ("make the live trading to be off", "disable live trading"),
    ],
)
def test_a_noun_with_a_verb_of_its_own_is_a_plain_command(text: str, command: str) -> None:
    assert supported(text) == command
