"""Swaps whose tokens only their pools know: refused unless every pool follows from the one before."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trading.calldata import DecodedSwap, UnknownCalldata, decode_swap, way_in
from trading.calldata_pools import PoolKind
from trading.tests import recorded_calldata
from trading.tests.router_calls import NATIVE, WETH, call

USDC, DAI = "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48", "0x6b175474e89094c44da98b954eedeac495271d0f"
ALICE = "0x" + "a1" * 20
FIRST, SECOND, STRANGE = "0x" + "b1" * 20, "0x" + "b2" * 20, "0x" + "b3" * 20
POOLS = {FIRST: (USDC, WETH), SECOND: (DAI, WETH)}
REVERSE, FEE = 1 << 255, 997_000_000 << 160
UNWRAP = {PoolKind.V2: 1 << 254, PoolKind.V3: 1 << 253}
ORDER = 0x3BBC864A << 160
UNITS, MINIMUM = 1_000_000, 990_000

Words = list[int]


def v2(pool: str, flags: int = 0) -> int:
    return int(pool, 16) | FEE | flags


def unxswap(source: str, words: Words) -> bytes:
    pools = [word.to_bytes(32) for word in words]
    return call("unxswapByOrderId(uint256,uint256,uint256,bytes32[])", [int(source, 16) | ORDER, UNITS, MINIMUM, pools])


def unxswap_to(source: str, words: Words, receiver: str) -> bytes:
    pools = [word.to_bytes(32) for word in words]
    values = [int(source, 16), UNITS, MINIMUM, receiver, pools]
    return call("unxswapTo(uint256,uint256,uint256,address,bytes32[])", values)


def v3_swap(words: Words, receiver: str = ALICE) -> bytes:
    values = [int(receiver, 16) | ORDER, UNITS, MINIMUM, words]
    return call("uniswapV3SwapTo(uint256,uint256,uint256,uint256[])", values)


def read(data: bytes, **options: Any) -> DecodedSwap:
    return decode_swap(data, **{"wrapped_native": WETH, "pools": POOLS, **options})


def refused(data: bytes, **options: Any) -> str:
    with pytest.raises(UnknownCalldata) as caught:
        read(data, **options)
    return caught.value.detail.partition(": ")[2]


def swapped(swap: DecodedSwap) -> tuple[str, str, int, int, str | None]:
    return swap.token_in, swap.token_out, swap.units_in, swap.minimum_out, swap.receiver


# What is refused


@pytest.mark.parametrize(
    "words",
    [
        [v2(FIRST), v2(SECOND)],  # USDC for WETH, then DAI is sold
        [v2(FIRST, REVERSE)],  # sells WETH
        [v2(SECOND)],
        [v2(FIRST), v2(SECOND, REVERSE), v2(SECOND, REVERSE)],
    ],
)
def test_it_refuses_pools_that_do_not_follow_from_each_other(words: Words) -> None:
    assert refused(unxswap(USDC, words)) == "pools that do not follow from each other"


@pytest.mark.parametrize("pools", [{}, {SECOND: POOLS[SECOND]}])
def test_it_refuses_pools_that_nobody_vouches_for(pools: dict[str, tuple[str, str]]) -> None:
    assert refused(unxswap(USDC, [v2(FIRST)]), pools=pools) == "a pool that nobody vouches for"
    assert refused(unxswap(USDC, [v2(FIRST), v2(STRANGE)])) == "a pool that nobody vouches for"


@pytest.mark.parametrize("kind", PoolKind)
def test_it_refuses_coins_that_are_unwrapped_in_the_middle(kind: PoolKind) -> None:
    if kind is PoolKind.V2:
        data = unxswap(USDC, [v2(FIRST, UNWRAP[kind]), v2(SECOND, REVERSE)])
    else:
        data = v3_swap([int(FIRST, 16) | UNWRAP[kind], int(SECOND, 16) | REVERSE])
    assert refused(data) == "coins unwrapped in the middle"


def test_it_refuses_to_unwrap_what_is_not_the_wrapped_coin() -> None:
    data = unxswap(WETH, [v2(SECOND, REVERSE | UNWRAP[PoolKind.V2])])
    assert refused(data) == "something unwrapped that is not the wrapped coin"
    assert refused(unxswap(USDC, [v2(FIRST, UNWRAP[PoolKind.V2])]), wrapped_native=None).startswith("something unwrap")


@given(bit=st.integers(192, 251))
def test_it_refuses_every_bit_it_does_not_know(bit: int) -> None:
    assert refused(unxswap(USDC, [v2(FIRST, 1 << bit)])) == "a pool with bits of unknown meaning"
    assert refused(v3_swap([int(FIRST, 16) | 1 << bit])) == "a pool with bits of unknown meaning"


@pytest.mark.parametrize("bit", [160, 191, 252, 254])
def test_a_v3_pool_has_no_bits_of_a_v2_pool(bit: int) -> None:
    assert refused(v3_swap([int(FIRST, 16) | 1 << bit])) == "a pool with bits of unknown meaning"


@pytest.mark.parametrize("numerator", [0, 10**9 + 1, 2**32 - 1])
def test_it_refuses_a_fee_that_makes_no_sense(numerator: int) -> None:
    word = int(FIRST, 16) | numerator << 160
    assert refused(unxswap(USDC, [word])) == "a pool with a fee that makes no sense"


@pytest.mark.parametrize("words", [[], [v2(FIRST), v2(FIRST, REVERSE)] * 4])
def test_it_refuses_no_way_and_long_ways(words: Words) -> None:
    assert refused(unxswap(USDC, words)).endswith("pools")


def test_it_refuses_a_v3_swap_for_nobody() -> None:
    assert refused(v3_swap([int(FIRST, 16)], "0x" + "00" * 20)) == "a receiver that is nobody"


def test_it_refuses_coins_where_the_pools_take_none() -> None:
    data = v3_swap([int(FIRST, 16)])
    assert refused(data, sends_coins=True) == "pools that do not follow from each other"
    assert refused(unxswap(NATIVE, [v2(FIRST)])) == "pools that do not follow from each other"
    assert refused(unxswap(NATIVE, [v2(FIRST, REVERSE)]), wrapped_native=None).startswith("native coins, and nobody")


def test_it_refuses_a_way_that_comes_back() -> None:
    with pytest.raises(UnknownCalldata, match="cannot read for certain"):
        read(unxswap(USDC, [v2(FIRST), v2(FIRST, REVERSE)]))


# What is read


@pytest.mark.parametrize("tax", [0, 1 << 253, 1 << 252, 3 << 252])
def test_it_reads_a_swap_over_one_pool(tax: int) -> None:
    data = unxswap(USDC, [v2(FIRST, tax)])
    assert swapped(read(data)) == (USDC, WETH, UNITS, MINIMUM, None)


@pytest.mark.parametrize("native", [NATIVE, "0x" + "00" * 20])
def test_it_reads_native_coins_in_and_out(native: str) -> None:
    sold = read(unxswap(native, [v2(FIRST, REVERSE)]), sends_coins=True)
    assert (sold.token_in, sold.token_out) == (NATIVE, USDC)
    bought = read(unxswap(USDC, [v2(FIRST, UNWRAP[PoolKind.V2])]))
    assert (bought.token_in, bought.token_out) == (USDC, NATIVE)


def test_it_reads_a_way_over_two_pools_and_its_receiver() -> None:
    data = unxswap_to(USDC, [v2(FIRST), v2(SECOND, REVERSE)], ALICE)
    assert swapped(read(data)) == (USDC, DAI, UNITS, MINIMUM, ALICE)


def test_it_reads_a_v3_swap() -> None:
    way = [int(FIRST, 16), int(SECOND, 16) | REVERSE]
    assert swapped(read(v3_swap(way))) == (USDC, DAI, UNITS, MINIMUM, ALICE)
    unwrapped = read(v3_swap([int(FIRST, 16) | UNWRAP[PoolKind.V3]]))
    assert (unwrapped.token_in, unwrapped.token_out) == (USDC, NATIVE)
    sold = read(v3_swap([int(FIRST, 16) | REVERSE]), sends_coins=True)
    assert (sold.token_in, sold.token_out) == (NATIVE, USDC)


def test_it_reads_real_answers_once_their_commission_is_gone() -> None:
    """Both sold a token for ETH, with the router's own trim behind the arguments."""
    pool, token = "0x97e1fcb93ae7267dbafad23f7b9afaa08264cfd8", "0x249e38ea4102d0cf8264d3701f1a0e39c4f2dc3b"
    data = recorded_calldata.UNXSWAP_WITH_COMMISSION[:-64]
    swap = read(data, pools={pool: (token, WETH)})
    assert (swap.token_in, swap.token_out, swap.minimum_out) == (token, NATIVE, 0x20068F78C840C7)
    assert swap.trim is not None

    data = recorded_calldata.UNISWAP_V3_WITH_COMMISSION[:-64]
    pool, token = "0x9bdc7dfd19b75b023e28bbb8e197295c51ce55e4", USDC
    swap = read(data, pools={pool: (token, WETH)})
    assert (swap.token_in, swap.token_out) == (token, NATIVE)
    assert swap.receiver == "0xadaf6f9b702718e3cec12f944be7df8b34e59e2f"


def test_only_such_swaps_have_a_way() -> None:
    way = way_in(unxswap(USDC, [v2(FIRST), v2(SECOND, REVERSE)]))
    assert way is not None
    assert [(hop.pool, hop.is_reversed) for hop in way.hops] == [(FIRST, False), (SECOND, True)]
    assert way_in(recorded_calldata.DAG_USDC_TO_USDT) is None
