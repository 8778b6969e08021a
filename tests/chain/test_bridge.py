"""The stand-in bridge: what is deposited on one chain is paid out on the other, once, and only by its relayer."""

from __future__ import annotations

import pytest

from tests.chain.bank import receipt_of
from tests.chain.trader import ETHER, Trader
from tests.chain.wire import RpcError, call_data
from tests.chain.world import World

pytestmark = pytest.mark.chain

USD = 10**6
NOBODY = "0x" + "0" * 40
DEPOSIT = "depositV3(address,address,address,address,uint256,uint256,uint256,address,uint32,uint32,uint32,bytes)"
FILL = "fill(uint256,uint256,address,address,uint256)"


def deposit(world: World, trader: Trader, symbol: str, units: int, *, arriving: int = 0) -> str:
    now = int(world[1].rpc.ask("eth_getBlockByNumber", "latest", False)["timestamp"], 16)
    tokens = (world[1].address(symbol), world[8453].address(symbol))
    amounts = (units, arriving or units, 8453)
    return call_data(DEPOSIT, trader.address, trader.address, *tokens, *amounts, NOBODY, now, now + 60, 0, b"")


def test_it_refuses_a_payout_by_a_stranger(world: World) -> None:
    trader = Trader(world[8453])
    data = call_data(FILL, 1, 0, world[8453].address("USDC"), trader.address, 1)

    with pytest.raises(RpcError, match="only the relayer"):
        world[8453].rpc.ask("eth_call", {"from": trader.address, "to": world[8453].at.bridge, "data": data}, "latest")


def test_it_refuses_other_coins_than_the_deposit_says(world: World) -> None:
    trader = Trader(world[1])
    call = {"from": trader.address, "to": world[1].at.bridge, "data": deposit(world, trader, "WETH", ETHER)}

    with pytest.raises(RpcError, match="MsgValueDoesNotMatchInputAmount"):
        world[1].rpc.ask("eth_call", call | {"value": hex(ETHER // 2)}, "latest")


def test_it_refuses_any_other_function(world: World) -> None:
    call = {"from": Trader(world[1]).address, "to": world[1].at.bridge, "data": "0xdeadbeef" + "0" * 768}

    with pytest.raises(RpcError, match="no such function"):
        world[1].rpc.ask("eth_call", call, "latest")


def test_it_refuses_to_pay_out_twice(world: World) -> None:
    trader = Trader(world[1])
    deposited = world[1].send(trader.account, world[1].at.bridge, deposit(world, trader, "WETH", ETHER), value=ETHER)
    receipt_of(world[1].rpc, deposited)
    world.carry_over(deposited, source=1)

    with pytest.raises(RuntimeError, match="failed on chain 8453"):
        world.carry_over(deposited, source=1)
    assert world[8453].balance(trader.address, "ETH") == ETHER
    assert world[8453].balance(trader.address, "WETH") == 0


def test_tokens_cross_when_the_test_says_so_and_not_before(world: World) -> None:
    trader = Trader(world[1], USDC=100 * USD)
    world[1].approve(trader.account, "USDC", 100 * USD, spender=world[1].at.bridge)
    data = deposit(world, trader, "USDC", 100 * USD, arriving=99 * USD)
    deposited = world[1].send(trader.account, world[1].at.bridge, data)
    receipt_of(world[1].rpc, deposited)
    assert (trader.holds("USDC"), world[8453].balance(trader.address, "USDC")) == (0, 0)

    world.carry_over(deposited, source=1)
    assert world[8453].balance(trader.address, "USDC") == 99 * USD
