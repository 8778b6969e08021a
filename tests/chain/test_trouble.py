"""What goes wrong on real chains can be had on these: waiting, replacing, reorganising, forgetting."""

from __future__ import annotations

import pytest

from tests.chain.bank import receipt_of
from tests.chain.trader import ETHER, Trader
from tests.chain.wire import RpcError
from tests.chain.world import World

pytestmark = [pytest.mark.chain, pytest.mark.urls("sandbox.okx.urls"), pytest.mark.usefixtures("chain_file")]

GWEI = 10**9
RECEIVER = "0x" + "f1" * 20


def test_it_refuses_a_nonce_that_is_used(world: World) -> None:
    trader = Trader(world[1])
    world[1].done(trader.account, RECEIVER, value=1)

    with pytest.raises(RpcError, match="nonce too low"):
        world[1].send(trader.account, RECEIVER, value=2, nonce=0)


def test_it_refuses_a_replacement_that_pays_no_more(world: World) -> None:
    trader = Trader(world[1])
    world[1].hold()
    world[1].send(trader.account, RECEIVER, value=1)

    with pytest.raises(RpcError, match="underpriced"):
        world[1].send(trader.account, RECEIVER, value=2, nonce=0)


def test_a_transaction_waits_until_a_block_is_mined(world: World) -> None:
    trader = Trader(world[1])
    world[1].hold()
    waiting = world[1].send(trader.account, RECEIVER, value=1)
    assert (world[1].receipt(waiting), world[1].nonce(trader.address), world[1].nonce(trader.address, "pending")) == (
        None,
        0,
        1,
    )

    world[1].mine()
    assert receipt_of(world[1].rpc, waiting)["status"] == "0x1"
    assert world[1].nonce(trader.address) == 1


def test_a_transaction_that_pays_too_little_is_stuck_until_it_is_replaced(world: World) -> None:
    trader = Trader(world[1])
    world[1].hold()
    stuck = world[1].send(trader.account, RECEIVER, value=1, maxFeePerGas=2 * GWEI, maxPriorityFeePerGas=GWEI)
    world[1].set_base_fee(50 * GWEI)
    world[1].mine()
    assert world[1].receipt(stuck) is None

    replacement = world[1].send(
        trader.account, RECEIVER, value=1, nonce=0, maxFeePerGas=60 * GWEI, maxPriorityFeePerGas=2 * GWEI
    )
    world[1].mine()
    assert receipt_of(world[1].rpc, replacement)["status"] == "0x1"
    assert world[1].receipt(stuck) is None


def test_a_reorganisation_takes_a_receipt_away_and_the_same_bytes_bring_it_back(world: World) -> None:
    trader = Trader(world[1])
    offer = trader.offer("ETH", "USDC", ETHER)
    transaction = offer["tx"]
    signed = world[1].sign(trader.account, transaction["to"], transaction["data"], value=int(transaction["value"]))
    swap = world[1].rpc.ask("eth_sendRawTransaction", signed)
    receipt_of(world[1].rpc, swap)
    assert trader.holds("USDC") > 0

    world[1].reorganise(1)
    assert (world[1].receipt(swap), trader.holds("USDC"), world[1].nonce(trader.address)) == (None, 0, 0)

    assert world[1].rpc.ask("eth_sendRawTransaction", signed) == swap
    receipt_of(world[1].rpc, swap)
    assert trader.holds("USDC") == int(offer["routerResult"]["toTokenAmount"])


def test_a_node_forgets_a_transaction(world: World) -> None:
    trader = Trader(world[1])
    world[1].hold()
    forgotten = world[1].send(trader.account, RECEIVER, value=1)
    world[1].drop(forgotten)
    world[1].mine()

    assert world[1].receipt(forgotten) is None
    assert world[1].rpc.ask("eth_getTransactionByHash", forgotten) is None
    assert world[1].nonce(trader.address, "pending") == 0
