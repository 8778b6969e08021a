"""Texts made to take long, from pieces of the grammar itself: as long as a command may be, and far longer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.language import understand
from bots.tests.patience import LONGEST, is_quick
from esther_site.lib.errors import UserError

PIECES = [
    *(
        "1",
        "1,",
        ", ",
        ", stop 1",
        "a ",
        "the ",
        "eth ",
        "5% ",
        "$1",
        "at 1 ",
        "of my ",
        "if it falls to ",
        "with stop 5% ",
    ),
    *("on base ", "from base ", "to ", "and ", "please ", "so please buy ", "can you ", "i ", "show me ", "what is "),
    *(
        "rebalance ",
        "my portfolio ",
        "orders ",
        "alert me ",
        "x layer ",
        "one ",
        "hundred and ",
        "etheruem ",
        "half ",
        "? ",
    ),
    *("last ", "7 d ", "not ", "🚀", "½", "é ", "\u200b"),
]
STARTS = [
    "",
    "buy ",
    "sell 1 eth ",
    "swap 1 usdc ",
    "stop loss ",
    "trail my ",
    "oco eth ",
    "rebalance ",
    "alert me when ",
]


@pytest.mark.parametrize("piece", PIECES)
def test_a_sentence_of_repeated_pieces_takes_no_longer_than_others(piece: str) -> None:
    for start in STARTS:
        assert is_quick((start + piece * LONGEST)[:LONGEST]), start


@pytest.mark.parametrize("piece", PIECES)
def test_a_hundred_kilobytes_take_no_time(piece: str) -> None:
    assert is_quick(piece * (100_000 // len(piece)))


@given(st.lists(st.sampled_from([*PIECES, *STARTS]), max_size=40))
def test_any_mixture_of_pieces_is_understood_or_answered_with_a_sentence(pieces: list[str]) -> None:
    try:
        understand("".join(pieces)[:LONGEST])
    except UserError as refusal:
        assert refusal.message.endswith((".", "?"))  # noqa: PT017 - what else is raised is a bug
