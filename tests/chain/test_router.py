"""What the router does with calldata that the stand-in would never make."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from eth_abi.abi import encode

from sandbox.okx.calldata import SwapTerms
from sandbox.okx.chain_calldata import Edge, dag_swap, swap_wrap
from tests.chain.ledger import Ledger
from tests.chain.trader import ETHER, Trader
from tests.chain.wire import RpcError, call_data
from tests.chain.world import World

pytestmark = pytest.mark.chain

USD = 10**6
SOMEBODY = "0x" + "f1" * 20


def terms(ledger: Ledger, sold: str, bought: str, units: int, **changes: Any) -> SwapTerms:
    deadline = int(time.time()) + 60
    return replace(SwapTerms(ledger.address(sold), ledger.address(bought), units, 1, deadline), **changes)


def edge(ledger: Ledger, sold: str, bought: str) -> Edge:
    """Return a sale from the file's own list of pools."""
    pair = {ledger.at.tokens[sold], ledger.at.tokens[bought]}
    (pool,) = (pool for one, other, pool in ledger.at.pools if {one, other} == pair)
    return Edge(ledger.at.tokens[sold], ledger.at.tokens[bought], pool, ledger.at.adapter)


def refusal(ledger: Ledger, sender: str, data: str, *, value: int = 0) -> str:
    call = {"from": sender, "to": ledger.at.router, "data": data, "value": hex(value)}
    with pytest.raises(RpcError) as error:
        ledger.rpc.ask("eth_call", call, "latest")
    return str(error.value).removeprefix("execution reverted: ")


@pytest.mark.parametrize(
    ("calldata", "reason"),
    [
        (lambda ledger: dag_swap(terms(ledger, "ETH", "USDC", ETHER), []), "paths must be > 0"),
        (
            lambda ledger: dag_swap(terms(ledger, "ETH", "DAI", ETHER), [edge(ledger, "USDC", "DAI")]),
            "firstToken mismatch",
        ),
        (
            lambda ledger: dag_swap(terms(ledger, "ETH", "USDC", ETHER, deadline=1), [edge(ledger, "WETH", "USDC")]),
            "Route: expired",
        ),
        (
            lambda ledger: dag_swap(
                terms(ledger, "ETH", "USDC", ETHER, least_received=2**255), [edge(ledger, "WETH", "USDC")]
            ),
            "Min return not reached",
        ),
        (lambda ledger: swap_wrap(0, unwraps=False), "amount must be > 0"),
        (lambda ledger: swap_wrap(2 * ETHER, unwraps=False), "value not equal amount"),
        (lambda ledger: swap_wrap(ETHER, unwraps=True), "value must be 0"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_router_refuses_with_the_words_of_the_real_one(
    world: World, calldata: Callable[[Ledger], str], reason: str
) -> None:
    trader = Trader(world[1])

    assert refusal(world[1], trader.address, calldata(world[1]), value=ETHER) == reason


def test_nobody_but_the_router_may_claim_tokens(world: World) -> None:
    trader = Trader(world[1], USDC=USD)
    world[1].approve(trader.account, "USDC", USD)
    signature = "claimTokens(address,address,address,uint256)"
    data = call_data(signature, world[1].address("USDC"), trader.address, SOMEBODY, USD)

    with pytest.raises(RpcError, match="TokenApprove: Access restricted"):
        world[1].rpc.ask("eth_call", {"from": SOMEBODY, "to": world[1].at.spender, "data": data}, "latest")


def test_coins_beyond_the_amount_come_back(world: World) -> None:
    trader = Trader(world[1])
    data = dag_swap(terms(world[1], "ETH", "USDC", ETHER), [edge(world[1], "WETH", "USDC")])
    receipt = world[1].done(trader.account, world[1].at.router, data, value=3 * ETHER)
    gas_paid = int(receipt["gasUsed"], 16) * int(receipt["effectiveGasPrice"], 16)

    assert trader.holds("USDC") > 0
    assert trader.holds("ETH") == 9 * ETHER - gas_paid


def test_what_a_pool_does_not_take_comes_back(world: World) -> None:
    trader = Trader(world[1], USDC=1_000 * USD)
    world[1].approve(trader.account, "USDC", 1_000 * USD)
    partial = replace(edge(world[1], "USDC", "DAI"), pay_to=world[1].at.adapter, extra=encode(["uint256"], [400 * USD]))
    data = dag_swap(terms(world[1], "USDC", "DAI", 1_000 * USD), [partial])
    world[1].done(trader.account, world[1].at.router, data)

    assert trader.holds("USDC") == 600 * USD
    assert 380 * ETHER < trader.holds("DAI") < 400 * ETHER
    assert world[1].allowance(trader.address, "USDC") == 0


def test_the_router_keeps_nothing(world: World) -> None:
    trader = Trader(world[1], USDC=1_000 * USD)
    world[1].approve(trader.account, "USDC", 1_000 * USD)
    way = [edge(world[1], "USDC", "WETH"), edge(world[1], "WETH", "WBTC")]
    world[1].done(trader.account, world[1].at.router, dag_swap(terms(world[1], "USDC", "WBTC", 1_000 * USD), way))

    assert trader.holds("WBTC") > 0
    for holder in (world[1].at.router, world[1].at.spender, world[1].at.adapter):
        assert [world[1].balance(holder, symbol) for symbol in ("ETH", "WETH", "USDC", "WBTC")] == [0, 0, 0, 0]
