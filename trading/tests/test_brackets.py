from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esther_site.lib.errors import UserError
from trading.brackets import Bracket, bracket_fields, bracket_of, bracket_prices, checked_usd, prices_around
from trading.models import Swap

BOUGHT_AT = Decimal(2000)
percents = st.decimals(min_value="0.01", max_value="99.99", places=2)


def bracket(**sides: str) -> Bracket:
    return Bracket(**{name: Decimal(number) for name, number in sides.items()})


# What is refused


@pytest.mark.parametrize(
    ("sides", "says"),
    [
        ({}, "Name a stop or a target"),
        ({"stop_percent": "5", "stop_usd": "1900"}, "not both"),
        ({"target_percent": "5", "target_usd": "2100"}, "not both"),
        ({"stop_percent": "0"}, "above 0 and below 100 %"),
        ({"stop_percent": "-5"}, "above 0 and below 100 %"),
        ({"stop_percent": "100"}, "above 0 and below 100 %"),
        ({"stop_percent": "NaN"}, "above 0 and below 100 %"),
        ({"stop_percent": "1.234"}, "two decimals"),
        ({"target_percent": "0"}, "below 10,000 %"),
        ({"target_percent": "10000"}, "below 10,000 %"),
        ({"target_percent": "Infinity"}, "below 10,000 %"),
        ({"stop_usd": "0"}, "above zero"),
        ({"stop_usd": "NaN"}, "above zero"),
        ({"target_usd": "1e12"}, "below a million million"),
        ({"target_usd": "1e-19"}, "too small"),
    ],
)
def test_a_bracket_that_makes_no_sense_cannot_be_made(sides: dict[str, str], says: str) -> None:
    with pytest.raises(UserError, match=says):
        bracket(**sides)


@pytest.mark.parametrize(
    ("sides", "says"),
    [
        ({"stop_usd": "2000"}, "stop must be below"),
        ({"stop_usd": "2000.01"}, "stop must be below"),
        ({"target_usd": "2000"}, "target must be above"),
        ({"target_usd": "1999.99", "stop_percent": "5"}, "target must be above"),
    ],
)
def test_a_purchase_lies_between_its_stop_and_its_target(sides: dict[str, str], says: str) -> None:
    with pytest.raises(UserError, match=says):
        prices_around(bracket(**sides), bought_at=BOUGHT_AT)


def test_a_stop_that_would_be_nothing_is_refused() -> None:
    with pytest.raises(UserError, match="too small"):
        bracket_prices(bracket(stop_percent="50"), bought_at=Decimal("1e-18"))


@pytest.mark.parametrize("usd", [None, "0", "-1", "NaN", "Infinity", "1e12"])
def test_a_price_is_a_number_of_dollars(usd: str | None) -> None:
    with pytest.raises(UserError, match="Name a price"):
        checked_usd(None if usd is None else Decimal(usd))


# Where the sides are


@pytest.mark.parametrize(
    ("sides", "stop", "target"),
    [
        ({"stop_percent": "5", "target_percent": "10"}, "1900", "2200"),
        ({"stop_usd": "1950.5", "target_usd": "2500"}, "1950.5", "2500"),
        ({"stop_percent": "0.01"}, "1999.8", None),
        ({"target_percent": "9999.99"}, None, "201999.8"),
    ],
)
def test_percentages_count_from_the_price_of_the_purchase(
    sides: dict[str, str], stop: str | None, target: str | None
) -> None:
    prices = prices_around(bracket(**sides), bought_at=BOUGHT_AT)

    assert prices.stop == (None if stop is None else Decimal(stop))
    assert prices.target == (None if target is None else Decimal(target))


@given(percents, percents, st.decimals(min_value="0.000001", max_value=10**9, places=18))
def test_percentages_are_always_around_the_price(stop: Decimal, target: Decimal, bought_at: Decimal) -> None:
    prices = prices_around(Bracket(stop_percent=stop, target_percent=target), bought_at=bought_at)

    assert prices.stop is not None
    assert prices.target is not None
    assert 0 < prices.stop < bought_at < prices.target


# In a row


@pytest.mark.parametrize("sides", [{"stop_percent": "5"}, {"stop_usd": "1", "target_percent": "10"}])
def test_a_bracket_survives_the_way_into_a_row_and_back(sides: dict[str, Any]) -> None:
    asked = bracket(**sides)

    assert bracket_of(Swap(**bracket_fields(asked))) == asked


def test_a_row_without_sides_has_no_bracket() -> None:
    assert bracket_of(Swap(**bracket_fields(None))) is None
