from __future__ import annotations

from typing import Any

import pytest
from eth_abi.abi import encode
from hypothesis import given, settings
from hypothesis import strategies as st

from trading.abi_layout import NotCanonical, encoding_end

number = st.integers(0, 2**256 - 1)
raw = st.binary(max_size=100)
pair = st.tuples(number, raw)
SHAPES: list[tuple[list[str], Any]] = [
    (["uint256"], st.tuples(number)),
    (["bytes"], st.tuples(raw)),
    (["uint256[]", "bytes"], st.tuples(st.lists(number, max_size=4), raw)),
    (["(uint256,uint256)", "uint256[]"], st.tuples(st.tuples(number, number), st.lists(number, max_size=4))),
    (["(uint256,bytes)[]"], st.tuples(st.lists(pair, max_size=4))),
    (
        ["(uint256,bytes)[][]", "uint256", "bytes[]"],
        st.tuples(st.lists(st.lists(pair, max_size=3), max_size=3), number, st.lists(raw, max_size=3)),
    ),
]
shaped = st.one_of([st.tuples(st.just(types), values) for types, values in SHAPES])


@given(shaped, st.binary(max_size=100))
@settings(deadline=None)
def test_an_encoding_ends_where_the_encoder_stopped(shape: tuple[list[str], Any], behind: bytes) -> None:
    types, values = shape
    encoded = encode(types, values)
    assert encoding_end(types, encoded + behind) == len(encoded)


@given(shaped, st.data())
@settings(deadline=None)
def test_a_shorter_one_has_no_end(shape: tuple[list[str], Any], draw: st.DataObject) -> None:
    types, values = shape
    encoded = encode(types, values)
    size = draw.draw(st.integers(0, len(encoded) - 1))
    with pytest.raises(NotCanonical):
        encoding_end(types, encoded[:size])


def words(*numbers: int) -> bytes:
    return b"".join(value.to_bytes(32) for value in numbers)


@pytest.mark.parametrize(
    ("types", "data"),
    [
        (["bytes"], words(64, 0, 0)),  # a gap
        (["bytes"], words(0)),  # a pointer to itself
        (["bytes", "bytes"], words(64, 64, 0)),  # the same bytes twice
        (["bytes", "bytes"], words(96, 64, 0, 0)),  # the wrong way round
        (["bytes"], words(32, 2**255)),
        (["bytes"], words(2**256 - 1, 0)),
        (["uint256[]"], words(32, 2**255)),
        (["uint256[]"], words(32, 2, 1)),
        (["bytes"], words(32, 1, 2**248 + 1)),  # something in the padding
        (["bytes[]"], words(32, 2, 64, 64, 0)),
    ],
)
def test_no_encoder_makes_this(types: list[str], data: bytes) -> None:
    with pytest.raises(NotCanonical):
        encoding_end(types, data)
