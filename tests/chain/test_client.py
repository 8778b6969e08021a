"""Esther's own client of OKX gets prices of the chain through the stand-in."""

from __future__ import annotations

import pytest
from responses import RequestsMock

from tests.chain.trader import ETHER
from tests.chain.world import World
from tokens.models import Token
from tokens.quotes import get_quote

pytestmark = [pytest.mark.chain, pytest.mark.django_db]


def test_a_quote_of_esthers_follows_the_pool(okx_on_chain: RequestsMock, world: World) -> None:
    coin, dollar = (Token.objects.get(chain=1, symbol=symbol, verified=True) for symbol in ("ETH", "USDC"))
    before = get_quote(coin, dollar, ETHER)
    world[1].crowd_sells("WETH", 100 * ETHER, for_symbol="USDC")
    after = get_quote(coin, dollar, ETHER)

    way = [world[1].at.wrapped, world[1].address("USDC")]
    signature = "getAmountsOut(uint256,address[])"
    amounts = world[1].rpc.read(world[1].at.uniswap_router, signature, ETHER, way, returns="uint256[]")
    assert before.units_out > after.units_out == amounts[-1]
