"""Numbers in several pieces are one, where nothing else can be meant."""

from __future__ import annotations

import pytest

from bots.language.figures import in_one_piece


@pytest.mark.parametrize(
    "text",
    [
        "buy aave 4 120 usdc",
        "sell 2 eth 500",
        "buy 1 000x",
        "buy 0 500 arb",
        "rebalance 60 eth 40 usdc",
        "call 1 800 555",
    ],
)
def test_numbers_that_may_be_two_stay_two(text: str) -> None:
    assert in_one_piece(text) == text


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("sell 2 500 arb", "sell 2500 arb"),
        ("buy eth for 1 000 usdc", "buy eth for 1000 usdc"),
        ("stop loss eth at 2 700", "stop loss eth at 2700"),
        ("buy 1 000 000 pepe", "buy 1000000 pepe"),
        ("sell 1/2 of my eth", "sell half of my eth"),
        ("sell 3/4 of my op bag", "sell 3 quarters of my op bag"),
        ("rebalance 60/40 eth/usdc", "rebalance 60% eth 40% usdc"),
        ("buy me point five eth", "buy me zero point five eth"),
    ],
)
def test_the_pieces_of_a_number_are_joined(text: str, joined: str) -> None:
    assert in_one_piece(text) == joined
