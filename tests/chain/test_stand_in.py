"""With a chain behind it, the stand-in's gateway and balances are the chain's; without, nothing has changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sandbox.okx.balances import clear_balances, set_balance
from sandbox.okx.gateway import clear_broadcasts
from sandbox.tests.okx_client import OkxClient
from tests.chain.bank import receipt_of
from tests.chain.trader import ETHER, Trader
from tests.chain.world import World

pytestmark = [pytest.mark.chain, pytest.mark.urls("sandbox.okx.urls"), pytest.mark.usefixtures("chain_file")]

USD = 10**6
POLYGON_USDC = "0x3c499c542cef5e3811e1192ce70d8cc03d5c3359"


@pytest.fixture(autouse=True)
def _nothing_remembered_here() -> Iterator[None]:
    yield
    clear_balances()
    clear_broadcasts()


def broadcast(trader: Trader, signed: str) -> Any:
    body = {"signedTx": signed, "chainIndex": "1", "address": trader.address}
    return trader.okx.post("pre-transaction/broadcast-transaction", body)


def orders(trader: Trader) -> Any:
    answer = trader.okx.get("post-transaction/orders", address=trader.address, chainIndex="1")
    return [(row["txStatus"], row["failReason"]) for row in answer["data"][0]["orders"]]


def signed(trader: Trader, transaction: dict[str, str]) -> str:
    value = int(transaction["value"])
    return trader.ledger.sign(trader.account, transaction["to"], transaction["data"], value=value)


def question(trader: Trader, transaction: dict[str, str]) -> dict[str, Any]:
    return {
        "chainIndex": "1",
        "fromAddress": trader.address,
        "toAddress": transaction["to"],
        "txAmount": transaction["value"],
        "extJson": {"inputData": transaction["data"]},
    }


@pytest.mark.parametrize(
    ("sold", "bought", "changes", "code"),
    [
        ("ETH", "USDC", {"swapMode": "exactOut"}, "82000"),
        ("ETH", "USDC", {"toTokenAddress": "0x514910771af9ca656af840dff83e8264ecf986ca"}, "82000"),
        ("ETH", "USDC", {"amount": 1}, "82102"),
    ],
    ids=["exact out", "a token without a pool", "too little"],
)
def test_it_refuses_what_no_pool_there_can_do(
    world: World, sold: str, bought: str, changes: dict[str, object], code: str
) -> None:
    assert Trader(world[1]).ask("swap", sold, bought, ETHER, **changes)["code"] == code


def test_it_is_out_of_service_without_its_node(tmp_path: Path, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    trader = Trader(world[1])
    written = world.write(tmp_path / "gone.json").read_text().replace(world[1].rpc.url, "http://127.0.0.1:9")
    (tmp_path / "gone.json").write_text(written)
    monkeypatch.setenv("SANDBOX_CHAIN", str(tmp_path / "gone.json"))

    assert trader.ask("quote", "ETH", "USDC", ETHER)["code"] == "50001"


def test_it_refuses_to_broadcast_what_the_node_refuses(world: World) -> None:
    trader = Trader(world[1])
    poor = signed(trader, {"to": trader.address, "data": "0x", "value": str(1_000 * ETHER)})

    refusal = broadcast(trader, poor)
    assert (refusal["code"], "nsufficient funds" in refusal["msg"]) == ("81451", True)
    assert broadcast(trader, trader.offer("ETH", "USDC", ETHER)["tx"]["data"])["code"] == "81451"
    assert orders(trader) == []


def test_a_broadcast_is_done_when_the_chain_says_so(world: World) -> None:
    trader = Trader(world[1])
    offer = trader.offer("ETH", "USDC", ETHER)
    world[1].hold()
    (sent,) = broadcast(trader, signed(trader, offer["tx"]))["data"]
    assert orders(trader) == [("1", "")]

    world[1].mine()
    assert receipt_of(world[1].rpc, sent["txHash"])["status"] == "0x1"
    assert orders(trader) == [("2", "")]
    assert trader.holds("USDC") == int(offer["routerResult"]["toTokenAmount"])


def test_a_broadcast_that_reverts_has_failed(world: World) -> None:
    trader = Trader(world[1], USDC=USD)
    (sent,) = broadcast(trader, signed(trader, trader.offer("USDC", "ETH", USD)["tx"]))["data"]
    receipt_of(world[1].rpc, sent["txHash"])

    assert orders(trader) == [("3", "execution reverted")]


def test_the_same_bytes_again_are_the_same_order_also_when_they_are_mined(world: World) -> None:
    trader = Trader(world[1])
    bytes_of_it = signed(trader, trader.offer("ETH", "USDC", ETHER)["tx"])
    first = broadcast(trader, bytes_of_it)["data"]
    receipt_of(world[1].rpc, first[0]["txHash"])

    assert broadcast(trader, bytes_of_it)["data"] == first
    assert len(orders(trader)) == 1


def test_a_simulation_says_what_would_move(world: World) -> None:
    trader = Trader(world[1])
    offer = trader.offer("ETH", "USDC", ETHER)
    (result,) = trader.okx.post("pre-transaction/simulate", question(trader, offer["tx"]))["data"]

    moved = {change["symbol"]: int(change["rawValue"]) for change in result["assetChange"]}
    assert moved == {"ETH": -ETHER, "USDC": int(offer["routerResult"]["toTokenAmount"])}
    assert result["failReason"] == ""
    assert trader.holds("USDC") == 0


def test_a_simulation_says_why_it_would_fail(world: World) -> None:
    trader = Trader(world[1], USDC=USD)
    offer = trader.offer("USDC", "ETH", USD)
    (result,) = trader.okx.post("pre-transaction/simulate", question(trader, offer["tx"]))["data"]

    assert result["failReason"] == "execution reverted: ERC20: insufficient allowance"
    assert result["assetChange"] == []


def test_the_gas_is_what_the_node_estimates(world: World) -> None:
    trader = Trader(world[1], USDC=USD)
    purchase, sale = (trader.offer(*pair)["tx"] for pair in (("ETH", "USDC", ETHER), ("USDC", "ETH", USD)))
    (row,) = trader.okx.post("pre-transaction/gas-limit", question(trader, purchase))["data"]
    (price,) = trader.okx.get("pre-transaction/gas-price", chainIndex="1")["data"]

    assert 100_000 < int(row["gasLimit"]) < 400_000
    assert int(price["normal"]) == world[1].rpc.number("eth_gasPrice") == int(purchase["gasPrice"])
    assert trader.okx.post("pre-transaction/gas-limit", question(trader, sale))["code"] == "81451"


def test_balances_are_those_of_the_chain(world: World) -> None:
    trader = Trader(world[1], USDC=5 * USD, TAXED=ETHER)
    set_balance(trader.address, 1, world[1].address("DAI"), ETHER)  # a table has no say where there is a chain
    set_balance(trader.address, 137, POLYGON_USDC, 7 * USD)
    query = {"address": trader.address, "chains": "1,137,8453"}
    (shown,) = trader.okx.get("balance/all-token-balances-by-address", **query)["data"]

    assert sorted((row["chainIndex"], row["symbol"], row["balance"]) for row in shown["tokenAssets"]) == [
        ("1", "ETH", "10"),
        ("1", "USDC", "5"),
        ("137", "USDC", "7"),
    ]


def test_named_balances_are_those_of_the_chain(world: World) -> None:
    trader = Trader(world[8453], USDC=5 * USD)
    addresses = (world[8453].address("USDC"), "", world[8453].address("DAI"))
    wanted = [{"chainIndex": "8453", "tokenContractAddress": address} for address in addresses]
    body = {"address": trader.address, "tokenContractAddresses": wanted}
    (shown,) = trader.okx.post("balance/token-balances-by-address", body)["data"]

    assert [row["rawBalance"] for row in shown["tokenAssets"]] == [str(5 * USD), str(10 * ETHER), "0"]


def test_other_chains_stay_made_up() -> None:
    okx = OkxClient()
    quote = okx.quote(chainIndex="137", fromTokenAddress=POLYGON_USDC)
    (chain,) = okx.get("aggregator/supported/chain", chainIndex="137")["data"]

    assert quote["code"] == "0"
    assert chain["dexTokenApproveAddress"] == "0x3B86917369B83a6892f553609F3c2F439C184e31"


def test_the_spender_is_the_one_in_the_file(tmp_path: Path, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    other = "0x" + "5e" * 20
    path = world.write(tmp_path / "other.json")
    path.write_text(path.read_text().replace(world[1].at.spender, other))
    monkeypatch.setenv("SANDBOX_CHAIN", str(path))
    okx, token = OkxClient(), world[1].address("USDC")
    (row,) = okx.get("aggregator/approve-transaction", chainIndex="1", tokenContractAddress=token, approveAmount="1")[
        "data"
    ]

    assert row["dexContractAddress"] == other
    assert other.removeprefix("0x") in row["data"]
