from __future__ import annotations

import pytest

from tokens.dollars import is_dollar
from tokens.models import Token
from tokens.seeds import CHAINS


@pytest.mark.parametrize("symbol", ["ETH", "WBTC", "", "USD", "USDCX"])
def test_other_tokens_are_no_dollars(symbol: str) -> None:
    assert not is_dollar(Token(symbol=symbol, verified=True))


def test_a_dollar_nobody_vouches_for_is_none() -> None:
    assert not is_dollar(Token(symbol="USDC", verified=False))


def test_every_seeded_coin_that_says_dollar_is_one() -> None:
    seeds = {seed.symbol: seed.name for chain in CHAINS for seed in chain.tokens}
    dollars = {symbol for symbol in seeds if is_dollar(Token(symbol=symbol, verified=True))}

    assert dollars == {symbol for symbol, name in seeds.items() if "USD" in name or "Dai" in name}
