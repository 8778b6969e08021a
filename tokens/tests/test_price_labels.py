from __future__ import annotations

from decimal import Decimal

import pytest

from tokens.price_labels import price_label, round_prices, step_label, volume_label


@pytest.mark.parametrize(
    ("usd", "label"),
    [
        ("115000", "$115,000.00"),
        ("2797.417", "$2,797.42"),
        ("1", "$1.00"),
        ("0.99996", "$1.0000"),
        ("0.5", "$0.5000"),
        ("0.00000123", "$0.000001230"),
        ("0.000000123", "$0.0₆123"),
        ("0.00000000000041", "$0.0₁₂41"),
        ("0", "$0.00"),
    ],
)
def test_a_price_is_short_however_large_or_small(usd: str, label: str) -> None:
    assert price_label(Decimal(usd)) == label


@pytest.mark.parametrize(
    ("usd", "step", "label"),
    [
        ("115000", "500", "115,000"),
        ("2797.5", "2.5", "2,797.5"),
        ("0.00000125", "0.00000025", "0.00000125"),
        ("0.000000125", "0.000000025", "0.0₆125"),
        ("1.0", "0.2", "1.0"),
        ("100", "1E+2", "100"),
    ],
)
def test_a_scale_is_written_with_the_digits_of_its_steps(usd: str, step: str, label: str) -> None:
    assert step_label(Decimal(usd), step=Decimal(step)) == label


@pytest.mark.parametrize(
    ("usd", "label"),
    [
        ("0", "$0"),
        ("999", "$999"),
        ("1000", "$1.00K"),
        ("123456", "$123K"),
        ("6370000000", "$6.37B"),
        ("45600000", "$45.6M"),
        ("2000000000000", "$2.00T"),
    ],
)
def test_a_volume_has_three_digits(usd: str, label: str) -> None:
    assert volume_label(Decimal(usd)) == label


@pytest.mark.parametrize(
    ("low", "high", "step", "prices"),
    [
        ("0.1", "9", "2", ["2", "4", "6", "8"]),
        ("2690", "2820", "25", ["2700", "2725", "2750", "2775", "2800"]),
        ("0.00000111", "0.00000116", "1E-8", ["0.00000111", "0.00000112", "0.00000113", "0.00000114", "0.00000115"]),
        ("115000", "115000.5", "0.1", ["115000", "115000.1", "115000.2", "115000.3", "115000.4", "115000.5"]),
    ],
)
def test_the_prices_of_a_scale_are_round(low: str, high: str, step: str, prices: list[str]) -> None:
    found, marks = round_prices(Decimal(low), Decimal(high), most=6)

    assert found == Decimal(step)
    assert marks[: len(prices)] == [Decimal(each) for each in prices]


@pytest.mark.parametrize("high", ["1.0000001", "1.3", "2", "17", "99999", "1e12"])
def test_there_are_never_more_prices_than_fit(high: str) -> None:
    _, marks = round_prices(Decimal(1), Decimal(high), most=6)

    assert 2 <= len(marks) <= 7
