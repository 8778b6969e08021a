from __future__ import annotations

import pytest

from tokens.answers import address_of
from tokens.models import NATIVE_ADDRESS
from tokens.seeds import CHAINS, ChainSeed
from tokens.spoken import fold

BY_INDEX = {seed.index: seed for seed in CHAINS}

each_chain = pytest.mark.parametrize("seed", CHAINS, ids=lambda seed: seed.name)


@each_chain
def test_every_address_is_whole(seed: ChainSeed) -> None:
    addresses = [seed.spender, *seed.routers, *(token.address for token in seed.tokens)]

    assert [address for address in addresses if address_of(address) is None] == []


@each_chain
def test_no_symbol_and_no_alias_is_used_twice_on_a_chain(seed: ChainSeed) -> None:
    words = [fold(word) for token in seed.tokens for word in (token.symbol, *token.aliases)]

    assert sorted(words) == sorted(set(words))


@each_chain
def test_no_token_is_listed_twice(seed: ChainSeed) -> None:
    assert len({token.address.lower() for token in seed.tokens}) == len(seed.tokens)


@each_chain
def test_the_native_coin_comes_first_and_alone(seed: ChainSeed) -> None:
    assert [token.address == NATIVE_ADDRESS for token in seed.tokens] == [True] + [False] * (len(seed.tokens) - 1)
    assert seed.tokens[0].decimals == 18


@each_chain
def test_nothing_may_move_tokens_that_is_also_a_router(seed: ChainSeed) -> None:
    assert seed.spender not in seed.routers


@each_chain
def test_every_chain_has_a_dollar_and_a_reserve_for_gas(seed: ChainSeed) -> None:
    assert "USDC" in {token.symbol for token in seed.tokens}
    assert seed.gas_reserve > 0


def test_no_spoken_name_means_two_chains() -> None:
    words = [fold(word) for seed in CHAINS for word in (str(seed.index), seed.name, *seed.aliases)]

    assert sorted(words) == sorted(set(words))


def test_dollars_on_bsc_have_18_decimals() -> None:
    decimals = {token.symbol: token.decimals for token in BY_INDEX[56].tokens}

    assert (decimals["USDC"], decimals["USDT"]) == (18, 18)


def test_the_chains_are_the_ones_promised() -> None:
    assert sorted(BY_INDEX) == [1, 10, 56, 137, 196, 8453, 42161, 43114]
    assert {seed.index for seed in CHAINS if seed.supports_exact_out} == {1, 56, 8453, 42161}
