from __future__ import annotations

import pytest

from alerts.stretch import Reach, Stretch
from alerts.tests.away import at, candle, stretch
from alerts.tests.desk import usd
from tokens.models import Token

ETH = Token(symbol="ETH")


@pytest.fixture
def hill() -> Stretch:
    """Up from 100 to 130 and down to 90."""
    return stretch(ETH, "100 110 99 110", "110 130 105 120", "120 121 95 95", "95 96 90 91")


@pytest.mark.parametrize(("level", "is_above"), [("130.000000000000000001", True), ("89.999999999999999999", False)])
def test_a_level_that_was_not_reached_was_not_reached(hill: Stretch, level: str, is_above: bool) -> None:
    assert hill.first_reach(usd(level), is_above=is_above, since=at(-60)) is None


@pytest.mark.parametrize(
    ("level", "is_above", "minute", "price"),
    [("110", True, 0, "110"), ("110.01", True, 1, "130"), ("130", True, 1, "130"), ("95", False, 2, "95")],
)
def test_the_first_candle_that_reached_a_level_says_when_and_how_far(
    hill: Stretch, level: str, is_above: bool, minute: int, price: str
) -> None:
    assert hill.first_reach(usd(level), is_above=is_above, since=at(-60)) == Reach(at(minute), usd(price))


def test_candles_from_before_a_moment_do_not_count(hill: Stretch) -> None:
    assert hill.first_reach(usd("110"), is_above=True, since=at(0.1)) == Reach(at(1), usd("130"))
    assert hill.first_reach(usd("110"), is_above=True, since=at(2)) == Reach(at(2), usd("121"))
    assert hill.first_reach(usd("110"), is_above=True, since=at(2.1)) is None


def test_a_candle_opened_before_the_gap_tells_of_its_start() -> None:
    early = Stretch(token=ETH, started_at=at(0), ended_at=at(9), candles=[candle(-0.5, "100 130 99 100")])

    assert early.first_reach(usd("120"), is_above=True, since=at(-1)) == Reach(at(0), usd("130"))


def test_it_knows_its_extremes_and_its_end(hill: Stretch) -> None:
    assert (hill.highest, hill.lowest, hill.last) == (usd("130"), usd("90"), usd("91"))


def test_a_high_counts_when_three_candles_in_a_row_reach_it(hill: Stretch) -> None:
    assert list(hill.confirmed_highs()) == [(at(2), usd("110")), (at(3), usd("96"))]


@pytest.mark.parametrize("wick", [0, 1, 2, 3, 4])
def test_a_wick_is_no_high_even_at_the_seam_of_two_candles(wick: int) -> None:
    calm, up, down = "100 101 99 100", "100 1000 99 1000", "1000 1000 99 100"
    rows = [calm] * 6
    rows[wick], rows[wick + 1] = up, down

    assert {high for _, high in stretch(ETH, *rows).confirmed_highs()} == {usd("101")}


def test_two_candles_confirm_nothing() -> None:
    assert list(stretch(ETH, "100 101 99 100", "100 101 99 100").confirmed_highs()) == []
