from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from alerts.evidence import Tick, confirmed_high, confirmed_low, is_agreed, is_far, is_jump, is_settled, passes_needed
from alerts.tests.desk import NOW, usd

MINUTE = timedelta(minutes=1)


def seen(*prices: str, step: timedelta = MINUTE) -> list[Tick]:
    """Return prices, given in the order in which they were seen, newest first."""
    ticks = [Tick(usd(price), NOW + step * number) for number, price in enumerate(prices)]
    return ticks[::-1]


# What proves nothing


def test_without_a_price_there_is_nothing_to_confirm() -> None:
    assert (confirmed_low([]), confirmed_high([]), passes_needed([])) == (None, None, 2)


def test_one_pass_confirms_nothing() -> None:
    assert (confirmed_low(seen("100")), confirmed_high(seen("100"))) == (None, None)


def test_two_monitors_at_one_moment_are_one_pass() -> None:
    """Both may have been given the same glitch."""
    assert confirmed_high(seen("100", "99", step=timedelta(seconds=9, microseconds=999_999))) is None
    assert confirmed_high(seen("100", "99", step=timedelta(seconds=10))) == 100


def test_what_was_seen_in_between_counts_as_well() -> None:
    ticks = [Tick(usd(price), NOW + timedelta(seconds=at)) for price, at in (("99", 61), ("100", 60), ("98", 0))]
    assert (confirmed_low(ticks), confirmed_high(ticks)) == (usd("98"), usd("100"))


def test_after_more_than_ninety_seconds_what_was_before_does_not_count() -> None:
    exactly = timedelta(seconds=90)
    assert confirmed_high(seen("100", "99", step=exactly)) == 100
    assert confirmed_high(seen("100", "99", step=exactly + timedelta(microseconds=1))) is None


@pytest.mark.parametrize("glitch", ["1000", "50"])
def test_after_a_jump_two_passes_are_not_enough(glitch: str) -> None:
    ticks = seen("100", "100", "100", glitch, glitch)
    assert passes_needed(ticks) == 3
    assert {confirmed_low(ticks), confirmed_high(ticks)} == {Decimal(100), Decimal(glitch)}


def test_a_glitch_is_confirmed_neither_by_the_pass_before_nor_by_the_one_after() -> None:
    for ticks in (seen("100", "100", "100", "1000"), seen("100", "100", "1000", "100")):
        assert confirmed_low(ticks) == 100
    for ticks in (seen("100", "100", "100", "50"), seen("100", "100", "50", "100")):
        assert confirmed_high(ticks) == 100


def test_a_glitch_right_at_the_start_is_not_confirmed() -> None:
    assert confirmed_low(seen("1000", "100")) is None
    assert confirmed_low(seen("1000", "100", "100")) == 100


def test_two_glitches_with_a_true_price_between_them_are_not_settled() -> None:
    assert not is_settled(seen("100", "100", "100", "50", "89", "50"))
    assert not is_settled(seen("100"))
    assert not is_settled([])


@pytest.mark.parametrize(
    ("price", "far"), [("80", False), ("120", False), ("79.999999999999999999", True), ("120.000000000000000001", True)]
)
def test_exactly_twenty_percent_is_not_far(price: str, far: bool) -> None:
    assert is_far(usd(price), usd("100")) is far


# What proves something


def test_two_passes_agree_on_the_nearer_price() -> None:
    ticks = seen("100", "98", "99")
    assert (passes_needed(ticks), confirmed_low(ticks), confirmed_high(ticks)) == (2, usd("98"), usd("99"))


def test_three_passes_after_a_jump_are_enough() -> None:
    ticks = seen("100", "100", "100", "70", "71", "72")
    assert (passes_needed(ticks), confirmed_low(ticks), confirmed_high(ticks)) == (3, usd("70"), usd("72"))
    assert is_settled(ticks)


@pytest.mark.parametrize(
    ("price", "jumped"),
    [
        ("120", False),
        ("120.000000000000000001", True),
        ("80", False),
        ("79.999999999999999999", True),
        ("100", False),
    ],
)
def test_exactly_twenty_percent_is_no_jump(price: str, jumped: bool) -> None:
    assert is_jump(seen("100", "100", "100", price)) is jumped


def test_a_jump_is_measured_from_the_median_of_the_last_five() -> None:
    assert not is_jump(seen("1", "100", "100", "101", "120", "130", "120"))
    assert is_jump(seen("100", "100", "100", "130", "130", "130"))
    assert not is_jump(seen("100", "100", "130", "130", "130", "130"))


def test_the_median_of_an_even_number_lies_in_the_middle() -> None:
    assert not is_jump(seen("100", "110", "126"))
    assert is_jump(seen("100", "110", "126.000000000000000001"))


def test_the_first_price_is_no_jump() -> None:
    assert not is_jump(seen("100"))


@pytest.mark.parametrize(
    ("other", "agreed"),
    [
        ("102", True),
        ("102.000000000000000001", False),
        ("98", True),
        ("97.999999999999999999", False),
        ("100", True),
    ],
)
def test_sources_exactly_two_percent_apart_agree(other: str, agreed: bool) -> None:
    assert is_agreed(usd("100"), usd(other)) is agreed


def test_every_digit_counts_however_large_the_price() -> None:
    large = usd("12345678901234567890.000000000000000000")
    assert is_agreed(large, usd("12592592479259259247.800000000000000000"))
    assert not is_agreed(large, usd("12592592479259259247.800000000000000001"))
