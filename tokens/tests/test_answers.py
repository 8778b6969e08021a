from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from freezegun import freeze_time

from esther_site.lib.errors import TemporaryError
from tokens.answers import address_of, decimals_of, lists_of, moment_of, number_of, rows_of, units_of, usd_of


@pytest.mark.parametrize("data", [None, "text", 5])
def test_it_refuses_an_answer_that_is_no_list(data: Any) -> None:
    with pytest.raises(TemporaryError):
        rows_of(data)


def test_it_takes_one_object_for_a_list_and_drops_what_is_no_object() -> None:
    assert rows_of({"a": 1}) == [{"a": 1}]
    assert rows_of([{"a": 1}, None, "text"]) == [{"a": 1}]


@pytest.mark.parametrize("data", [None, "text", 5, {"a": 1}])
def test_it_refuses_what_is_no_list_of_lists(data: Any) -> None:
    with pytest.raises(TemporaryError):
        lists_of(data)


def test_of_a_list_of_lists_it_drops_what_is_none() -> None:
    assert lists_of([["1"], None, {"a": 1}, "text", []]) == [["1"], []]


@pytest.mark.parametrize(
    "value", [None, True, "", "-1", "+1", "1.0", "1e5", "0x1", " 1", "1_000", "١", 2**256, "9" * 80]
)
def test_units_are_whole_and_fit_a_uint256(value: Any) -> None:
    assert units_of(value) is None


@pytest.mark.parametrize(("value", "expected"), [("0", 0), (7, 7), (str(2**256 - 1), 2**256 - 1)])
def test_units_are_read_exactly(value: Any, expected: int) -> None:
    assert units_of(value) == expected


@pytest.mark.parametrize("value", ["37", "-1", None])
def test_decimals_end_at_36(value: Any) -> None:
    assert decimals_of(value) is None


@pytest.mark.parametrize("value", [None, True, 1.5, "", "NaN", "Infinity", "1,5", [], "1" * 101])
def test_a_number_is_finite_and_never_a_float(value: Any) -> None:
    assert number_of(value) is None


@pytest.mark.parametrize("value", ["0", "-1", "1e20", "1e400", "1e-19", "NaN"])
def test_a_price_is_above_zero_and_can_be_stored(value: str) -> None:
    assert usd_of(value) is None


def test_a_price_is_rounded_as_it_is_stored() -> None:
    assert usd_of("0.0000000000000000015") == Decimal("0.000000000000000002")


@pytest.mark.parametrize("value", [None, "", "0x1", "0x" + "g" * 40, "0x" + "a" * 41])
def test_an_address_is_whole(value: Any) -> None:
    assert address_of(value) is None


def test_an_address_is_read_in_lower_case() -> None:
    assert address_of(" 0X" + "A" * 40) == "0x" + "a" * 40


@freeze_time("2026-01-02 00:00:00")
@pytest.mark.parametrize("value", [None, "soon", "1767312000001", "9" * 40])
def test_a_moment_that_cannot_be_true_is_now(value: Any) -> None:
    assert moment_of(value) == datetime(2026, 1, 2, tzinfo=UTC)


@freeze_time("2026-01-02 00:00:00")
def test_a_moment_is_read_from_milliseconds() -> None:
    assert moment_of("1767311999000") == datetime(2026, 1, 1, 23, 59, 59, tzinfo=UTC)


@freeze_time("2026-01-02 00:00:00")
def test_an_old_moment_is_never_taken_for_now() -> None:
    assert moment_of("1767225599999") == datetime(2025, 12, 31, 23, 59, 59, 999000, tzinfo=UTC)
    assert moment_of("0") == datetime(2025, 1, 2, tzinfo=UTC)
