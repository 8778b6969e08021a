from __future__ import annotations

import pytest

from bots.language.denials import is_near_denial


@pytest.mark.parametrize("word", ["not", "nto", "nott", "dont", "dotn", "don't", "nevr", "unles", "maybee", "tomorow"])
def test_a_slip_of_a_denial_is_a_denial(word: str) -> None:
    assert is_near_denial(word)


@pytest.mark.parametrize("word", ["now", "note", "got", "ever", "over", "news", "water", "late", "wedding", "coming"])
def test_another_word_is_none(word: str) -> None:
    assert not is_near_denial(word)
