from __future__ import annotations

import pytest

from tokens.spoken import clean, fold, shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  eth \n mainnet ", "eth mainnet"),
        ("US\u200bDC", "USDC"),
        ("\u202eCDSU", "CDSU"),
        ("ＵＳＤＣ", "USDC"),
        ("E\x00T\x1bH", "ETH"),
        ("\u200b", ""),
    ],
)
def test_what_cannot_be_seen_is_taken_out(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_two_spellings_of_one_name_are_equal() -> None:
    assert fold(" Wrapped  ETHER ") == fold("wrapped ether")


def test_a_long_text_is_shown_in_part() -> None:
    assert shown("x" * 5000) == "x" * 19 + "…"
