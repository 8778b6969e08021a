"""Calldata is read with certainty or refused: real answers of OKX, made ones, and everything in between."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esther_site.lib.errors import UserError
from trading import calldata
from trading.calldata import UnknownCalldata, decode_swap
from trading.calldata_tail import Trim
from trading.tests import recorded_calldata
from trading.tests.router_calls import (
    DAG,
    DAG_TO,
    NATIVE,
    NOBODY,
    PATH,
    QUOTE,
    REQUEST,
    WETH,
    Terms,
    arguments,
    call,
    selector_of,
    trim_tail,
)

USDC, USDT = "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48", "0xdac17f958d2ee523a2206206994597c13d831ec7"
ALICE = "0x" + "a1" * 20
SELL = Terms(USDC, USDT, 1_000_000, 989_703)
SIGNATURES = {
    signature.partition("(")[0]: signature
    for signature in (
        DAG,
        DAG_TO,
        f"smartSwapByOrderId(uint256,{REQUEST},uint256[],{PATH}[][],{QUOTE}[])",
        f"smartSwapTo(uint256,address,{REQUEST},uint256[],{PATH}[][],{QUOTE}[])",
        f"unxswapToWithBaseRequest(uint256,address,{REQUEST},bytes32[])",
        f"uniswapV3SwapToWithBaseRequest(uint256,address,{REQUEST},uint256[])",
        "swapWrap(uint256,uint256)",
        f"swapWrapToWithBaseRequest(uint256,address,{REQUEST})",
    )
}
ROUTED = [name for name in SIGNATURES if not name.startswith("swapWrap")]
WITH_RECEIVER = [name for name in SIGNATURES if name not in {"dagSwapByOrderId", "smartSwapByOrderId", "swapWrap"}]
REFUSED = {
    f"smartSwapByInvest({REQUEST},uint256[],{PATH}[][],{QUOTE}[],address)": "e99bfa95",
    f"smartSwapByInvestWithRefund({REQUEST},uint256[],{PATH}[][],{QUOTE}[],address,address)": "591b3d08",
    "claimTokens(address,address,address,uint256)": "0a5ea466",
    "approve(address,uint256)": "095ea7b3",
    "transfer(address,uint256)": "a9059cbb",
}


def refused(data: bytes, **options: Any) -> str:
    """Return why calldata is refused."""
    with pytest.raises(UnknownCalldata) as caught:
        decode_swap(data, **options)
    assert isinstance(caught.value, UserError)
    return caught.value.detail


# What is refused


@pytest.mark.parametrize(("signature", "selector"), REFUSED.items(), ids=[name[:20] for name in REFUSED])
def test_it_refuses_functions_whose_facts_are_elsewhere(signature: str, selector: str) -> None:
    assert selector_of(signature).hex() == selector
    assert refused(bytes.fromhex(selector) + bytes(320)) == f"unknown function 0x{selector}"


@pytest.mark.parametrize("recorded", ["UNISWAP_V3_WITH_COMMISSION", "UNXSWAP_WITH_COMMISSION"])
def test_it_refuses_real_answers_with_a_commission(recorded: str) -> None:
    assert refused(getattr(recorded_calldata, recorded)).endswith("a commission behind the arguments")


@pytest.mark.parametrize("data", [b"", b"\xf2", b"\xf2\xc4\x26", bytes(4), bytes(100), b"\xff" * 100])
def test_it_refuses_what_is_no_call(data: bytes) -> None:
    refused(data)


@pytest.mark.parametrize("name", ROUTED)
def test_it_refuses_calldata_that_is_cut_off_anywhere(name: str) -> None:
    data = call(SIGNATURES[name], SELL)
    for size in range(4, len(data)):
        refused(data[:size])


@pytest.mark.parametrize("loose", [b"\x00", b"\x00" * 31, b"\x00" * 32, b"\x01" * 64, b"memo".ljust(64, b"\x00")])
def test_it_refuses_anything_unknown_behind_the_arguments(loose: bytes) -> None:
    assert "behind the arguments" in refused(call(DAG, SELL) + loose)


def test_it_refuses_more_than_a_sane_route_needs() -> None:
    assert refused(call(DAG, replace(SELL, extra=[b"\x01" * 70_000]))) == "too much calldata"


def test_it_is_not_kept_busy_by_pointers_that_cross() -> None:
    """The same bytes, pointed at from everywhere, would decode to more than memory holds."""
    count = 500
    path = b"".join(word.to_bytes(32) for word in [*[160] * 4, 1, count]) + (0).to_bytes(32) * count
    paths = count.to_bytes(32) + (32 * count).to_bytes(32) * count + path
    data = call(DAG, SELL)[: 4 + 7 * 32] + paths
    assert "NotCanonical" in refused(data)


@pytest.mark.parametrize("word", range(7))
def test_it_refuses_a_head_that_points_elsewhere(word: int) -> None:
    data = bytearray(call(DAG, SELL))
    data[4 + 6 * 32 : 4 + 7 * 32] = (word * 32).to_bytes(32)
    refused(bytes(data))


def test_it_refuses_a_gap_between_the_arguments() -> None:
    data = call(DAG, SELL)
    head = data[4 : 4 + 6 * 32] + (8 * 32).to_bytes(32)
    assert "NotCanonical" in refused(data[:4] + head + bytes(32) + data[4 + 7 * 32 :])


@pytest.mark.parametrize("position", [2 * 32, 4 * 32 + 7])
def test_it_refuses_an_address_with_more_than_an_address(position: int) -> None:
    data = bytearray(call(DAG, SELL))
    data[4 + position] = 1
    if position == 2 * 32:
        refused(bytes(data))  # the token that is bought
    else:
        assert decode_swap(bytes(data)).minimum_out > 2**128  # a number may be that large


@pytest.mark.parametrize("name", ROUTED)
def test_it_refuses_a_sold_token_with_more_than_an_address(name: str) -> None:
    values = arguments(name, SELL)
    at = next(i for i, value in enumerate(values) if isinstance(value, tuple))
    values[at] = (values[at][0] | 2**200, *values[at][1:])
    assert refused(call(SIGNATURES[name], values)) == "a token with more than an address"


@pytest.mark.parametrize(
    "terms",
    [
        replace(SELL, token_out=USDC),
        replace(SELL, token_in=NOBODY),
        replace(SELL, token_out=NOBODY),
        replace(SELL, units_in=0),
    ],
)
def test_it_refuses_what_is_no_swap_of_one_token_for_another(terms: Terms) -> None:
    for name in ROUTED:
        assert "not a swap of one token for another" in refused(call(SIGNATURES[name], terms))


@pytest.mark.parametrize("name", [name for name in ROUTED if "WithBaseRequest" not in name])
def test_it_refuses_a_route_of_another_token(name: str) -> None:
    values = arguments(name, SELL)
    other = replace(SELL, token_in=USDT).path
    values = [_with_first_path(value, other) if isinstance(value, list) else value for value in values]
    assert refused(call(SIGNATURES[name], values)) == "a route that does not begin with the token that is sold"


def test_it_refuses_routes_that_begin_with_different_tokens() -> None:
    buy = replace(SELL, token_in=NATIVE)
    values = arguments("smartSwapByOrderId", buy)
    values[3] = [[buy.path], [SELL.path]]
    assert "a route that does not begin" in refused(call(SIGNATURES["smartSwapByOrderId"], values))


def _with_first_path(value: list[Any], path: tuple[Any, ...]) -> list[Any]:
    first = value[0] if value else None
    if isinstance(first, tuple):
        return [path, *value[1:]]
    return [[path, *first[1:]]] if isinstance(first, list) else value


@pytest.mark.parametrize(
    ("name", "position", "empty"),
    [
        ("dagSwapByOrderId", 2, []),
        ("dagSwapTo", 3, []),
        ("smartSwapByOrderId", 3, []),
        ("smartSwapTo", 4, []),
        ("smartSwapByOrderId", 3, [[]]),
        ("unxswapToWithBaseRequest", 3, []),
        ("uniswapV3SwapToWithBaseRequest", 3, []),
    ],
)
def test_it_refuses_a_swap_without_a_route(name: str, position: int, empty: list[Any]) -> None:
    values = arguments(name, SELL)
    values[position] = empty
    refused(call(SIGNATURES[name], values))


# Wrapping


WRAP = SIGNATURES["swapWrap"]
UNWRAP_BIT = 2**255


def test_it_refuses_a_wrap_when_nobody_says_what_the_wrapped_coin_is() -> None:
    assert "what the wrapped coin is" in refused(call(WRAP, [1, 10]))


@pytest.mark.parametrize("bit", [128, 200, 254])
def test_it_refuses_a_wrap_with_bits_of_unknown_meaning(bit: int) -> None:
    assert "bits of unknown meaning" in refused(call(WRAP, [1, 10 | 2**bit]), wrapped_native=WETH)


def test_it_refuses_a_wrap_that_a_commission_hides_in() -> None:
    commission = int("3ca20afc2aaa" + "00" * 22 + "0001", 16)
    assert "in the shape of a tail" in refused(call(WRAP, [1, commission << 16]), wrapped_native=WETH)


@pytest.mark.parametrize("signature", [WRAP, SIGNATURES["swapWrapToWithBaseRequest"]])
def test_it_refuses_a_wrap_that_keeps_a_part(signature: str) -> None:
    values = [1, 10] if signature == WRAP else arguments("swapWrapToWithBaseRequest", replace(SELL, token_in=NATIVE))
    detail = refused(call(signature, values) + trim_tail(10), wrapped_native=WETH)
    assert "a trim that no minimum holds in check" in detail


def test_it_refuses_a_wrap_of_other_coins() -> None:
    assert refused(call(SIGNATURES["swapWrapToWithBaseRequest"], SELL)) == "a wrap without the native coin"


@pytest.mark.parametrize(("bit", "tokens"), [(0, (NATIVE, WETH)), (UNWRAP_BIT, (WETH, NATIVE))])
def test_a_wrap_brings_as_much_as_it_takes(bit: int, tokens: tuple[str, str]) -> None:
    swap = decode_swap(call(WRAP, [1, bit | 10**18]), wrapped_native=WETH.upper().replace("X", "x"))
    assert (swap.token_in, swap.token_out) == tokens
    assert (swap.units_in, swap.minimum_out, swap.receiver, swap.deadline) == (10**18, 10**18, None, None)


def test_a_wrap_with_a_request_brings_as_much_as_it_takes_whatever_its_minimum() -> None:
    terms = Terms(NATIVE, WETH, 100, 1, receiver=ALICE)
    swap = decode_swap(call(SIGNATURES["swapWrapToWithBaseRequest"], terms))
    assert (swap.units_in, swap.minimum_out, swap.receiver) == (100, 100, ALICE)


# What is read


def test_every_function_of_the_table_has_the_selector_of_its_signature() -> None:
    table = {selector: form.name for selector, form in calldata._FORMS.items()}
    signatures = SIGNATURES | {
        "unxswapByOrderId": "unxswapByOrderId(uint256,uint256,uint256,bytes32[])",
        "unxswapTo": "unxswapTo(uint256,uint256,uint256,address,bytes32[])",
        "uniswapV3SwapTo": "uniswapV3SwapTo(uint256,uint256,uint256,uint256[])",
    }
    assert table == {selector_of(signature).hex(): name for name, signature in signatures.items()}
    types = {form.name: ",".join(form.types) for form in calldata._FORMS.values()}
    assert {name: f"{name}({types[name]})" for name in types} == signatures


def test_a_real_answer_for_tokens_is_read() -> None:
    assert asdict(decode_swap(recorded_calldata.DAG_USDC_TO_USDT)) == {
        "selector": "0xf2c42696",
        "name": "dagSwapByOrderId",
        "token_in": USDC,
        "token_out": USDT,
        "units_in": 1_000_000,
        "minimum_out": 989_703,
        "receiver": None,
        "deadline": 1_773_815_936,
        "trim": asdict(Trim(999_701, 100, "0xfa00a9ed787f3793db668bff3e6e6e7db0f92a1b")),
    }


def test_a_real_answer_for_another_receiver_is_read() -> None:
    swap = decode_swap(recorded_calldata.DAG_TO_WETH_TO_WSTETH)
    assert (swap.name, swap.receiver) == ("dagSwapTo", "0x1231deb6f5749ef6ce6943a275a1d3e7486f4eae")
    assert (swap.units_in, swap.minimum_out) == (29_077_811_172_079_415_809, 23_746_573_644_780_292_734)


def test_a_real_answer_of_another_chain_is_read() -> None:
    swap = decode_swap(recorded_calldata.DAG_XETH_TO_USDT0)
    assert (swap.units_in, swap.minimum_out) == (7_900_000_000_000_000, 21_480_297)
    assert swap.trim == Trim(21_697_270, 100, "0x7fc8fd8bb3192e2d62a3d8d97d9a7924d4bae58b")


def test_a_real_answer_for_the_native_coin_is_read() -> None:
    swap = decode_swap(recorded_calldata.SMART_ETH_TO_USDC)
    assert (swap.name, swap.token_in, swap.token_out) == ("smartSwapByOrderId", NATIVE, USDC)
    assert (swap.units_in, swap.minimum_out, swap.trim) == (10**14, 250_511, None)


addresses = st.integers(1, 2**160 - 1).map(lambda number: f"0x{number:040x}")
units = st.integers(1, 2**256 - 1)
any_terms = st.builds(
    Terms,
    token_in=st.just(NATIVE) | addresses,
    token_out=st.just(NATIVE) | addresses,
    units_in=units,
    minimum_out=st.integers(0, 2**256 - 1),
    deadline=st.integers(0, 2**256 - 1),
    receiver=st.just(NOBODY) | addresses,
    extra=st.lists(st.binary(max_size=70), max_size=3),
).filter(lambda terms: terms.token_in != terms.token_out)
trims = st.none() | st.builds(Trim, st.integers(0, 2**160 - 1), st.integers(0, 100), addresses)


@given(name=st.sampled_from(ROUTED), terms=any_terms, trim=trims)
@settings(deadline=None)
def test_what_was_encoded_is_what_is_read(name: str, terms: Terms, trim: Trim | None) -> None:
    tail = trim_tail(trim.above, per_mille=trim.per_mille, receiver=trim.receiver) if trim else b""
    swap = decode_swap(call(SIGNATURES[name], terms) + tail)
    assert (swap.name, swap.token_in, swap.token_out) == (name, terms.token_in, terms.token_out)
    assert (swap.units_in, swap.minimum_out, swap.deadline) == (terms.units_in, terms.minimum_out, terms.deadline)
    assert swap.receiver == (terms.receiver if name in WITH_RECEIVER and terms.receiver != NOBODY else None)
    assert swap.trim == trim


@given(data=st.binary(max_size=1500), selector=st.sampled_from(sorted(calldata._FORMS)))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes, selector: str) -> None:
    try:
        swap = decode_swap(bytes.fromhex(selector) + data, wrapped_native=WETH)
    except UnknownCalldata:
        return
    assert swap.units_in > 0


@given(position=st.integers(0, len(recorded_calldata.DAG_USDC_TO_USDT) - 1), value=st.integers(1, 255))
@settings(deadline=None)
def test_a_changed_byte_is_refused_or_changes_no_more_than_it_says(position: int, value: int) -> None:
    """Whatever byte of a real answer is changed: what is read, encoded again, holds the changed bytes."""
    data = bytearray(recorded_calldata.DAG_USDC_TO_USDT)
    data[position] ^= value
    try:
        swap = decode_swap(bytes(data))
    except UnknownCalldata:
        return
    words = [data[4 + 32 * i : 36 + 32 * i] for i in range(1, 6)]
    assert [int.from_bytes(word) for word in words[2:]] == [swap.units_in, swap.minimum_out, swap.deadline]
    assert ["0x" + word[12:].hex() for word in words[:2]] == [swap.token_in, swap.token_out]
