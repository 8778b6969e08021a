from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.language.spelling import spelt


@pytest.mark.parametrize("text", ["buy two three eth", "one for all", "five", "hundred", "buy 1 eth"])
def test_what_is_no_number_in_several_words_stays(text: str) -> None:
    assert spelt(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("two hundred and fifty dai", "250 dai"),
        ("zero point five bitcoin", "0.5 bitcoin"),
        ("four thousand two hundred", "4200"),
        ("eighty five thousand", "85000"),
        ("ninety-five thousand", "95000"),
        ("twelve and a half percent", "12.5 percent"),
        ("seventy five percent", "75 percent"),
        ("byu 1 eth wiht usdc", "buy 1 eth with usdc"),
    ],
)
def test_numbers_are_written_in_digits_and_words_out(text: str, written: str) -> None:
    assert spelt(text) == written


@given(st.text(alphabet="abcdefghijklmnop one two hundred and a half point", max_size=80))
def test_any_text_can_be_spelt(text: str) -> None:
    assert isinstance(spelt(text), str)
