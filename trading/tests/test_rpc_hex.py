from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trading.rpc_hex import Malformed, address, data, hash32, optional, quantity

NO_STRINGS = [None, 1, True, 1.0, b"0x1", ["0x1"], {"0x": 1}]


@pytest.mark.parametrize(
    "value",
    [
        *("", "0x", "1", "x1", "0x01", "0x00", "0xg", "0X1", "0xA", "-0x1", "0x-1", " 0x1", "0x1\n", "0x1_0", "0x٣"),
        "0x1" + "0" * 64,
        *NO_STRINGS,
    ],
)
def test_it_refuses_a_number_that_is_none(value: Any) -> None:
    with pytest.raises(Malformed):
        quantity(value)


@pytest.mark.parametrize("value", ["", "00", "0x0", "0x000", "0xgg", "0X00", "0x00 ", "0x00\n", *NO_STRINGS])
def test_it_refuses_bytes_that_are_none(value: Any) -> None:
    with pytest.raises(Malformed):
        data(value)


@pytest.mark.parametrize("read", [hash32, address])
@pytest.mark.parametrize("size", [0, 19, 21, 31, 33])
def test_it_refuses_another_size(read: Any, size: int) -> None:
    with pytest.raises(Malformed):
        read("0x" + "00" * size)


@given(st.integers(0, 2**256 - 1))
def test_it_reads_every_number(number: int) -> None:
    assert quantity(hex(number)) == number


@given(st.binary(max_size=100))
def test_it_reads_all_bytes_in_either_case(raw: bytes) -> None:
    assert data("0x" + raw.hex()) == data("0x" + raw.hex().upper()) == raw


def test_hashes_and_addresses_come_in_lower_case() -> None:
    assert hash32("0x" + "AB" * 32) == "0x" + "ab" * 32
    assert address("0x" + "AB" * 20) == "0x" + "ab" * 20


def test_null_is_nothing_where_it_may_be() -> None:
    assert optional(quantity)(None) is None
    assert optional(quantity)("0x2") == 2
    with pytest.raises(Malformed):
        optional(quantity)("")
