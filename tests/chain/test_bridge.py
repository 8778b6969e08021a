"""The stand-in bridge: what one chain locks, the other releases, once, and only by its relayer."""

from __future__ import annotations

import pytest

from tests.chain.bank import receipt_of
from tests.chain.trader import ETHER, Trader
from tests.chain.wire import RpcError, call_data
from tests.chain.world import World

pytestmark = pytest.mark.chain

USD = 10**6
LOCK = "lock(address,uint256,uint256,address)"
RELEASE = "release(bytes32,address,address,uint256)"


def test_it_refuses_a_release_by_a_stranger(world: World) -> None:
    trader = Trader(world[8453])
    data = call_data(RELEASE, bytes(32), world[8453].address("USDC"), trader.address, 1)

    with pytest.raises(RpcError, match="only the relayer"):
        world[8453].rpc.ask("eth_call", {"from": trader.address, "to": world[8453].at.bridge, "data": data}, "latest")


def test_it_refuses_to_lock_coins_that_were_not_sent(world: World) -> None:
    trader = Trader(world[1])
    data = call_data(LOCK, world[1].address("ETH"), ETHER, 8453, trader.address)

    with pytest.raises(RpcError, match="value not equal amount"):
        world[1].rpc.ask("eth_call", {"from": trader.address, "to": world[1].at.bridge, "data": data}, "latest")


def test_it_refuses_to_release_twice(world: World) -> None:
    trader = Trader(world[1])
    data = call_data(LOCK, world[1].address("ETH"), ETHER, 8453, trader.address)
    locked = world[1].send(trader.account, world[1].at.bridge, data, value=ETHER)
    receipt_of(world[1].rpc, locked)
    world.carry_over(locked, source=1)

    with pytest.raises(RuntimeError, match="failed on chain 8453"):
        world.carry_over(locked, source=1)
    assert world[8453].balance(trader.address, "ETH") == ETHER


def test_tokens_cross_when_the_test_says_so_and_not_before(world: World) -> None:
    trader = Trader(world[1], USDC=100 * USD)
    world[1].approve(trader.account, "USDC", 100 * USD, spender=world[1].at.bridge)
    data = call_data(LOCK, world[1].address("USDC"), 100 * USD, 8453, trader.address)
    locked = world[1].send(trader.account, world[1].at.bridge, data)
    receipt_of(world[1].rpc, locked)
    assert (trader.holds("USDC"), world[8453].balance(trader.address, "USDC")) == (0, 0)

    world.carry_over(locked, source=1, fee_units=USD)
    assert world[8453].balance(trader.address, "USDC") == 99 * USD
