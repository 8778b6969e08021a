from __future__ import annotations

import pytest

from bots.language import understand
from bots.language.intents import MOVES_MONEY, Intent


@pytest.mark.parametrize(
    "text",
    [
        "buy 1 eth - bob",
        "sell 2 eth, slowly",
        "sell 2 eth at 3000 gradually",
        "sell 2 link ondo",
        "sell 2 eth dnot",
        "sell 2 eth neverr",
        "bob sell 2 eth",
        "sell 1 eth and",
        "sell 1 eth each",
    ],
)
def test_a_word_that_may_matter_is_not_left_out(text: str) -> None:
    assert understand(text).intent not in MOVES_MONEY


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("take profit link at 30 ez", Intent.SET_TAKE_PROFIT),
        ("buy 3 uni for me bestie", Intent.BUY_TOKEN),
        ("vale, sell 0.2 eth to usdc", Intent.SELL_TOKEN),
        ("bruh just sell my avax plsss", Intent.SELL_TOKEN),
        ("brother buy me 45 usdt of cardano sharp sharp", Intent.BUY_TOKEN),
        ("stop loss eth 2100 ser", Intent.SET_STOP_LOSS),
    ],
)
def test_a_sigh_or_a_form_of_address_at_the_edge_says_nothing(text: str, intent: Intent) -> None:
    assert understand(text).intent == intent
