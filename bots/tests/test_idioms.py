"""Turns of phrase are the command they stand for, and only where they are one's own, now."""

from __future__ import annotations

import pytest

from bots.language import Intent, understand
from bots.language.idioms import plainly
from bots.language.intents import MOVES_MONEY
from bots.tests.test_gate import intent_of


@pytest.mark.parametrize(
    "text",
    [
        "i need 0.3 eth, should i buy it with usdc",
        "i need 0.3 eth, he will buy it with usdc",
        "i don't need 0.3 eth, buy it with usdc",
        "i want out of my eth, should i sell it all",
        "done with pepe, sell it all?",
        "take 80 usdc from my balance and bob buys uni with it",
        "pay 50 usdc for lunch",
        "open a position in link with bob",
        "would you open a $200 position in eth?",
        "don't add 5 link to my position",
        "i added 5 link to my position",
        "never place a market order for 2 eth",
        "wait for arb to fall below 0.4 then maybe buy 500",
        "sell whatever eth bob has left",
        "sell everything in the house",
        "300 usdc -> eth swap?",
        "2 eth sell signals today",
        "exit my link position and buy eth",
        "make a sale of my old bike",
    ],
)
def test_no_turn_of_phrase_makes_a_trade_of_what_is_none(text: str) -> None:
    assert intent_of(text) not in MOVES_MONEY


def test_what_is_no_turn_of_phrase_stays() -> None:
    assert plainly("buy 1 eth") == ""
    assert plainly("") == ""


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("i need 0.3 eth, buy it with usdc", Intent.BUY_TOKEN, {"token": "ETH", "amount": "0.3", "currency": "USDC"}),
        ("pay 50 usdc for link", Intent.BUY_TOKEN, {"token": "LINK", "spend": "50", "currency": "USDC"}),
        ("open a $200 position in eth", Intent.BUY_TOKEN, {"token": "ETH", "usd": "200"}),
        ("add another 5 link to my position", Intent.BUY_TOKEN, {"token": "LINK", "amount": "5"}),
        ("place a market order for 2 eth", Intent.BUY_TOKEN, {"token": "ETH", "amount": "2"}),
        ("i want out of my arb, sell it all", Intent.SELL_TOKEN, {"token": "ARB", "percent": "100"}),
        ("sell everything i have in link", Intent.SELL_TOKEN, {"token": "LINK", "percent": "100"}),
        ("300 usdc -> eth swap", Intent.SELL_TOKEN, {"token": "USDC", "amount": "300", "currency": "ETH"}),
        ("let my eth ride but trail it 8%", Intent.SET_TRAILING_STOP, {"token": "ETH", "percent": "8"}),
        ("4 eth limit buy 1950", Intent.SET_LIMIT_BUY, {"token": "ETH", "amount": "4", "price": "1950"}),
    ],
)
def test_a_turn_of_phrase_is_its_command(text: str, intent: Intent, entities: dict[str, str]) -> None:
    understood = understand(text)

    assert (understood.intent, understood.entities) == (intent, entities)
