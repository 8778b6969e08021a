"""What the stand-in answers is carried out by real contracts on a real node, to the base unit it promised."""

from __future__ import annotations

import time

import pytest

from tests.chain.trader import ETHER, Trader
from tests.chain.wire import RpcError, event_topic
from tests.chain.world import World

pytestmark = [pytest.mark.chain, pytest.mark.urls("sandbox.okx.urls"), pytest.mark.usefixtures("chain_file")]

USD = 10**6
ORDER_RECORD = "OrderRecord(address,address,address,uint256,uint256)"
SUCCEEDED, REVERTED = "0x1", "0x0"


def reason(trader: Trader, transaction: dict[str, str]) -> str:
    """Return why a transaction would fail."""
    call = {"from": trader.address, "to": transaction["to"], "data": transaction["data"]}
    with pytest.raises(RpcError) as refusal:
        trader.ledger.rpc.ask("eth_call", call | {"value": hex(int(transaction["value"]))}, "latest")
    return str(refusal.value)


def test_it_refuses_a_swap_without_an_approval(world: World) -> None:
    trader = Trader(world[1], USDC=1_000 * USD)
    offer = trader.offer("USDC", "ETH", 1_000 * USD)

    assert "insufficient allowance" in reason(trader, offer["tx"])
    assert trader.take(offer)["status"] == REVERTED
    assert trader.holds("USDC") == 1_000 * USD


def test_an_approval_of_the_router_does_not_help(world: World) -> None:
    trader = Trader(world[1], USDC=1_000 * USD)
    world[1].approve(trader.account, "USDC", 1_000 * USD, spender=world[1].at.router)

    assert trader.take(trader.offer("USDC", "ETH", 1_000 * USD))["status"] == REVERTED


def test_it_refuses_less_than_the_minimum_return(world: World) -> None:
    trader = Trader(world[1], USDC=1_000 * USD)
    trader.approve("USDC", 1_000 * USD)
    offer = trader.offer("USDC", "ETH", 1_000 * USD, slippagePercent="0.5")
    world[1].crowd_sells("USDC", 50_000 * USD, for_symbol="WETH")

    assert reason(trader, offer["tx"]) == "execution reverted: Min return not reached"
    assert trader.take(offer)["status"] == REVERTED
    assert trader.holds("USDC") == 1_000 * USD


def test_it_refuses_an_expired_swap(world: World) -> None:
    trader = Trader(world[1])
    offer = trader.offer("ETH", "USDC", ETHER)
    world[1].set_clock(int(time.time()) + 3_601)

    assert reason(trader, offer["tx"]) == "execution reverted: Route: expired"


def test_it_refuses_coins_for_a_swap_of_tokens(world: World) -> None:
    trader = Trader(world[1], USDC=USD)
    trader.approve("USDC", USD)
    transaction = trader.offer("USDC", "DAI", USD)["tx"] | {"value": "1"}

    assert reason(trader, transaction) == "execution reverted: value must be 0"


@pytest.mark.parametrize(
    ("chain_index", "sold", "bought", "units"),
    [
        (1, "USDC", "DAI", 1_000 * USD),
        (1, "USDC", "WBTC", 20_000 * USD),
        (1, "DAI", "USDT", 500 * ETHER),
        (1, "WBTC", "WETH", 10**7),
        (8453, "USDC", "cbBTC", 1_000 * USD),
    ],
)
def test_a_swap_of_tokens_brings_what_was_quoted(
    world: World, chain_index: int, sold: str, bought: str, units: int
) -> None:
    trader = Trader(world[chain_index], **{sold: units})
    trader.approve(sold, units)
    offer = trader.offer(sold, bought, units)
    receipt = trader.take(offer)

    assert receipt["status"] == SUCCEEDED
    assert trader.holds(sold) == 0
    assert trader.holds(bought) == int(offer["routerResult"]["toTokenAmount"])
    assert world[chain_index].allowance(trader.address, sold) == 0


def test_coins_buy_tokens(world: World) -> None:
    trader = Trader(world[1])
    offer = trader.offer("ETH", "USDC", ETHER)
    receipt = trader.take(offer)
    gas_paid = int(receipt["gasUsed"], 16) * int(receipt["effectiveGasPrice"], 16)

    assert trader.holds("USDC") == int(offer["routerResult"]["toTokenAmount"])
    assert trader.holds("ETH") == 9 * ETHER - gas_paid


def test_tokens_buy_coins(world: World) -> None:
    trader = Trader(world[8453], USDC=1_000 * USD)
    trader.approve("USDC", 1_000 * USD)
    before = trader.holds("ETH")
    offer = trader.offer("USDC", "ETH", 1_000 * USD)
    receipt = trader.take(offer)
    gas_paid = int(receipt["gasUsed"], 16) * int(receipt["effectiveGasPrice"], 16)

    assert trader.holds("ETH") - before + gas_paid == int(offer["routerResult"]["toTokenAmount"])


def test_coins_are_wrapped_and_unwrapped_one_for_one(world: World) -> None:
    trader = Trader(world[1])
    wrapping = trader.offer("ETH", "WETH", ETHER)
    trader.take(wrapping)
    assert (wrapping["tx"]["data"][:10], trader.holds("WETH")) == ("0x01617fab", ETHER)

    trader.approve("WETH", ETHER)
    before = trader.holds("ETH")
    receipt = trader.take(trader.offer("WETH", "ETH", ETHER))
    gas_paid = int(receipt["gasUsed"], 16) * int(receipt["effectiveGasPrice"], 16)
    assert (trader.holds("WETH"), trader.holds("ETH") - before + gas_paid) == (0, ETHER)


@pytest.mark.parametrize("bought", ["USDC", "WETH"])
def test_the_order_is_recorded(world: World, bought: str) -> None:
    trader = Trader(world[1])
    offer = trader.offer("ETH", bought, ETHER)
    receipt = trader.take(offer)
    (record,) = (log for log in receipt["logs"] if log["topics"] == [event_topic(ORDER_RECORD)])
    words = [record["data"][2:][start : start + 64] for start in range(0, 320, 64)]

    assert record["address"] == world[1].at.router.lower()
    assert ["0x" + word[-40:] for word in words[:3]] == [
        world[1].address("ETH"),
        world[1].address(bought).lower(),
        trader.address.lower(),
    ]
    assert [int(word, 16) for word in words[3:]] == [ETHER, int(offer["routerResult"]["toTokenAmount"])]


def test_tether_is_approved_through_zero_only(world: World) -> None:
    trader = Trader(world[1], USDT=1_000 * USD)
    trader.approve("USDT", 1)
    assert trader.approve("USDT", 1_000 * USD)["status"] == REVERTED
    assert trader.approve("USDT", 0)["status"] == SUCCEEDED
    assert trader.approve("USDT", 1_000 * USD)["status"] == SUCCEEDED

    offer = trader.offer("USDT", "ETH", 1_000 * USD)
    assert trader.take(offer)["status"] == SUCCEEDED
    assert (trader.holds("USDT"), world[1].allowance(trader.address, "USDT")) == (0, 0)


def test_tether_returns_nothing_and_still_arrives(world: World) -> None:
    trader = Trader(world[1])
    offer = trader.offer("ETH", "USDT", ETHER)
    trader.take(offer)

    assert trader.holds("USDT") == int(offer["routerResult"]["toTokenAmount"])


def test_a_tax_is_in_the_quote_both_ways(world: World) -> None:
    trader = Trader(world[1], TAXED=1_000 * ETHER)
    trader.approve("TAXED", 1_000 * ETHER)
    sale = trader.offer("TAXED", "USDC", 1_000 * ETHER)
    trader.take(sale)
    assert trader.holds("USDC") == int(sale["routerResult"]["toTokenAmount"])

    purchase = trader.offer("ETH", "TAXED", ETHER)
    trader.take(purchase)
    assert trader.holds("TAXED") == int(purchase["routerResult"]["toTokenAmount"])
    assert (sale["routerResult"]["fromToken"]["taxRate"], purchase["routerResult"]["toToken"]["taxRate"]) == (
        "0.12",
    ) * 2


def test_a_receiver_gets_what_the_sender_pays_for(world: World) -> None:
    trader, friend = Trader(world[1]), "0x" + "f1" * 20
    offer = trader.offer("ETH", "USDC", ETHER, swapReceiverAddress=friend)
    trader.take(offer)

    assert offer["tx"]["data"].startswith("0x0c307f76")
    assert (trader.holds("USDC"), world[1].balance(friend, "USDC")) == (0, int(offer["routerResult"]["toTokenAmount"]))


def test_a_quote_is_what_uniswap_itself_would_pay(world: World) -> None:
    trader, at = Trader(world[1]), world[1].at
    way = [at.tokens["USDC"], at.wrapped, at.tokens["WBTC"]]
    signature = "getAmountsOut(uint256,address[])"
    amounts = world[1].rpc.read(at.uniswap_router, signature, 10**9, way, returns="uint256[]")

    (quote,) = trader.ask("quote", "USDC", "WBTC", 10**9)["data"]
    assert int(quote["toTokenAmount"]) == amounts[-1]
    assert quote["router"].split("--") == [address.lower() for address in way]
    assert quote["contextSlot"] == world[1].rpc.number("eth_blockNumber")


def test_a_quote_follows_the_pool(world: World) -> None:
    trader = Trader(world[1])
    before = trader.offer("ETH", "USDC", ETHER)["routerResult"]
    world[1].crowd_sells("WETH", 100 * ETHER, for_symbol="USDC")
    after = trader.offer("ETH", "USDC", ETHER)["routerResult"]

    assert int(after["toTokenAmount"]) < int(before["toTokenAmount"])
    assert -2 < float(before["priceImpactPercent"]) < 0  # the fee, and how far the market has moved since
    assert float(after["priceImpactPercent"]) < float(before["priceImpactPercent"]) - 5


def test_two_chains_keep_apart(world: World) -> None:
    trader = Trader(world[1])
    trader.take(trader.offer("ETH", "USDC", ETHER))

    assert [world[index].rpc.number("eth_chainId") for index in (1, 8453)] == [1, 8453]
    assert world[8453].balance(trader.address, "ETH") == 0
    with pytest.raises(RpcError, match="chain id"):
        world[8453].rpc.ask("eth_sendRawTransaction", world[1].sign(trader.account, world[8453].at.router))


def test_everything_is_as_before_in_the_next_test(world: World) -> None:
    trader = Trader(world[1])
    trader.take(trader.offer("ETH", "USDC", ETHER))
    world[1].hold()
    waiting = world[1].send(trader.account, trader.address)
    world.restore()

    assert world[1].balance(trader.address, "ETH") == 0
    assert world[1].rpc.ask("eth_getTransactionByHash", waiting) is None
    assert world[1].rpc.number("eth_getTransactionCount", trader.address, "pending") == 0
    assert Trader(world[1]).take(trader.offer("ETH", "USDC", ETHER))["status"] == SUCCEEDED


def test_the_clock_shows_the_present_again_in_the_next_test(world: World) -> None:
    world[1].set_clock(int(time.time()) + 86_400)
    world.restore()
    now = int(world[1].rpc.ask("eth_getBlockByNumber", "latest", False)["timestamp"], 16)

    assert abs(now - time.time()) <= 2
