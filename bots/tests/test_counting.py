"""A number behind a token counts it only where it can be neither its price nor dollars."""

from __future__ import annotations

import pytest

from bots.language import Intent, understand
from bots.language.intents import MOVES_MONEY
from bots.tests.test_gate import intent_of


@pytest.mark.parametrize(
    "text", ["buy eth 2000", "sell eth 2000", "buy link 25", "buy pepe 0.00001", "limit buy 2500 eth 0.5"]
)
def test_a_number_that_may_be_a_price_is_not_traded(text: str) -> None:
    assert intent_of(text) not in MOVES_MONEY


@pytest.mark.parametrize(("text", "amount"), [("buy eth 0.3", "0.3"), ("buy btc 2", "2"), ("buy link 0.5", "0.5")])
def test_a_number_too_small_for_a_price_counts(text: str, amount: str) -> None:
    understood = understand(text)

    assert (understood.intent, understood.entities["amount"]) == (Intent.BUY_TOKEN, amount)
