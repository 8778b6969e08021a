from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.language.mending import Mender

MENDER = Mender(["ethereum", "portfolio", "trailing", "price", "stop", "drops", "drop"])


@pytest.mark.parametrize(
    "text", ["", "byte", "cell", "pric3", "thereum", "xrice", "stops", "spot", "portfolios!", "x" * 30]
)
def test_what_may_be_another_word_stays_as_it_is(text: str) -> None:
    assert MENDER.mend(text) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("etheruem", "ethereum"),
        ("etherium", "ethereum"),
        ("portfolo", "portfolio"),
        ("portfollio", "portfolio"),
        ("trialing", "trailing"),
        ("pirce", "price"),
        ("tsop", "stop"),
    ],
)
def test_a_slip_of_the_finger_is_mended(text: str, word: str) -> None:
    assert MENDER.mend(text) == word


def test_a_word_near_two_others_is_not_guessed() -> None:
    assert (
        Mender(["tails", "rails", "mails"]).mend("tmails") is None or Mender(["drops", "crops"]).mend("xrops") is None
    )


@given(st.text(max_size=40))
def test_nothing_is_mended_into_a_word_that_is_not_known(text: str) -> None:
    assert MENDER.mend(text) in {None, "ethereum", "portfolio", "trailing", "price", "stop", "drops", "drop"}
