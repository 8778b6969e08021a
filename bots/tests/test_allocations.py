"""Portfolios as they are to be, in any frame; what speaks of one only is no wish."""

from __future__ import annotations

import json

import pytest

from bots.language import Intent, understand
from bots.language.intents import MOVES_MONEY
from bots.tests.test_gate import intent_of
from esther_site.lib.errors import UserError


@pytest.mark.parametrize(
    "text",
    [
        "my portfolio is 60% eth and 40% usdc",
        "should i rebalance to 60% eth 40% usdc",
        "split the bill 50% eth 50% usdc",
        "he wants my portfolio 60% eth 40% usdc",
        "portfolio 60% eth 40% usdc?",
        "i want 60% of my friends to buy eth",
        "portfolio 60 eth",
    ],
)
def test_what_speaks_of_a_portfolio_only_is_none(text: str) -> None:
    assert intent_of(text) not in MOVES_MONEY


def test_a_token_named_twice_is_refused() -> None:
    with pytest.raises(UserError, match="names eth twice"):
        understand("rebalance 60% eth, 40% eth")


@pytest.mark.parametrize(
    "text",
    [
        "rebalance 60% eth 40% usdc",
        "60% eth, 40% usdc, rebalance please",
        "rebalance to sixty percent ether and forty percent usdc",
        "I want 60% ETH and 40% USDC, please rebalance",
        "make my portfolio 60% eth and 40% usdc",
        "my portfolio please make 60 % ether, 40 % usdc",
        "bring my portfolio to 60% ethereum and 40% usdc",
        "allocate eth 60, usdc 40",
        "rebalance 60/40 eth/usdc",
    ],
)
def test_a_portfolio_is_read_in_any_frame(text: str) -> None:
    understood = understand(text)

    assert understood.intent == Intent.REBALANCE
    assert json.loads(understood.entities["allocations"]) == {"ETH": "60", "USDC": "40"}
