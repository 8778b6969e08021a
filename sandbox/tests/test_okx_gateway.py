from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from freezegun import freeze_time

from sandbox.market import market
from sandbox.okx.balances import clear_balances, set_balance
from sandbox.okx.gateway import broadcasts, clear_broadcasts
from sandbox.okx.keccak import keccak256
from sandbox.tests.okx_client import ETH, USDC, WALLET, OkxClient, oddity

pytestmark = pytest.mark.urls("sandbox.okx.urls")

SIGNED = "0x02f8" + "ab" * 100


@pytest.fixture
def okx() -> Iterator[OkxClient]:
    yield OkxClient()
    clear_balances()
    clear_broadcasts()


def held(okx: OkxClient, **query: object) -> Any:
    query = {"address": WALLET, "chains": "1,56"} | query
    return okx.get("balance/all-token-balances-by-address", **query)["data"][0]["tokenAssets"]


def broadcast(okx: OkxClient, signed: str = SIGNED, **more: object) -> Any:
    body = {"signedTx": signed, "chainIndex": "1", "address": WALLET} | more
    return okx.post("pre-transaction/broadcast-transaction", body)


def order(okx: OkxClient, **query: object) -> Any:
    answer = okx.get("post-transaction/orders", **({"address": WALLET, "chainIndex": "1"} | query))
    return answer["data"][0]["orders"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"address": "", "chains": "1"}, "50014"),
        ({"address": WALLET, "chains": ""}, "50014"),
        ({"address": WALLET, "chains": "1,501"}, "81104"),
        ({"address": WALLET, "chains": ",".join(["1"] * 51)}, "51000"),
    ],
)
def test_it_refuses_a_balance_request(okx: OkxClient, query: dict[str, object], code: str) -> None:
    assert okx.get("balance/all-token-balances-by-address", **query)["code"] == code


def test_a_balance_of_an_unlisted_token_cannot_be_set() -> None:
    with pytest.raises(LookupError):
        set_balance(WALLET, 1, "0x" + "1" * 40, 5)


def test_an_unknown_address_holds_nothing(okx: OkxClient) -> None:
    assert held(okx) == []


def test_balances_name_the_native_coin_by_an_empty_address(okx: OkxClient) -> None:
    set_balance(WALLET.upper().replace("0X", "0x"), 1, "", 15 * 10**17)
    (asset,) = held(okx)

    assert asset.pop("tokenPrice").startswith("2")
    assert asset == {
        "chainIndex": "1",
        "tokenContractAddress": "",
        "address": WALLET,
        "symbol": "ETH",
        "balance": "1.5",
        "rawBalance": "1500000000000000000",
        "isRiskToken": False,
    }


def test_risky_tokens_are_hidden_unless_asked_for(okx: OkxClient) -> None:
    set_balance(WALLET, 1, oddity("HONEY"), 1)

    assert held(okx) == []
    assert [asset["isRiskToken"] for asset in held(okx, excludeRiskToken="1")] == [True]


def test_named_balances_include_zeros(okx: OkxClient) -> None:
    wanted = [{"chainIndex": "1", "tokenContractAddress": address} for address in (USDC, "")]
    answer = okx.post("balance/token-balances-by-address", {"address": WALLET, "tokenContractAddresses": wanted})

    assert answer["msg"] == "success"
    assert [asset["rawBalance"] for asset in answer["data"][0]["tokenAssets"]] == ["0", "0"]


def test_named_balances_are_at_most_twenty(okx: OkxClient) -> None:
    body = {"address": WALLET, "tokenContractAddresses": [{"chainIndex": "1", "tokenContractAddress": USDC}] * 21}

    assert okx.post("balance/token-balances-by-address", body)["code"] == "51000"
    assert okx.post("balance/token-balances-by-address", {"address": WALLET})["code"] == "50014"


def test_the_total_value_adds_the_chains_up(okx: OkxClient) -> None:
    set_balance(WALLET, 1, USDC, 100 * 10**6)
    set_balance(WALLET, 56, "0x8ac76a51cc950d9822d68b83fe1ad97b32cd580d", 100 * 10**18)
    with freeze_time("2026-11-22T12:00:00Z"):
        answer = okx.get("balance/total-value-by-address", address=WALLET, chains="1,56")
        expected = 200 * market().price(1, USDC)

    assert Decimal(answer["data"][0]["totalValue"]) == expected


def test_gas_prices_have_the_recorded_shape(okx: OkxClient) -> None:
    (row,) = okx.get("pre-transaction/gas-price", chainIndex="1")["data"]

    assert int(row["min"]) < int(row["normal"]) < int(row["max"])
    assert row["supporteip1559"] is True
    assert okx.get("pre-transaction/gas-price", chainIndex="501")["code"] == "81104"


@pytest.mark.parametrize(("data", "gas"), [("0x", "21000"), ("0x095ea7b3", "171064")])
def test_the_gas_limit_grows_with_the_calldata(okx: OkxClient, data: str, gas: str) -> None:
    body = {
        "chainIndex": "1",
        "fromAddress": WALLET,
        "toAddress": USDC,
        "txAmount": "0",
        "extJson": {"inputData": data},
    }

    assert okx.post("pre-transaction/gas-limit", body)["data"] == [{"gasLimit": gas}]


@pytest.mark.parametrize("data", ["zz", "0x0", "f2c4"])
def test_it_refuses_calldata_that_is_not_hex(okx: OkxClient, data: str) -> None:
    body = {"chainIndex": "1", "fromAddress": WALLET, "toAddress": USDC, "extJson": {"inputData": data}}

    assert okx.post("pre-transaction/simulate", body)["code"] == "81001"


def test_a_simulated_swap_moves_what_the_calldata_says(okx: OkxClient) -> None:
    transaction = okx.swap(fromTokenAddress=ETH, toTokenAddress=USDC, amount=10**18)["data"][0]["tx"]
    body = {
        "chainIndex": "1",
        "fromAddress": WALLET,
        "toAddress": transaction["to"],
        "txAmount": transaction["value"],
        "extJson": {"inputData": transaction["data"]},
    }
    (result,) = okx.post("pre-transaction/simulate", body)["data"]

    assert result["failReason"] == ""
    assert [(change["symbol"], change["rawValue"]) for change in result["assetChange"]] == [
        ("ETH", str(-(10**18))),
        ("USDC", transaction["minReceiveAmount"]),
    ]


def test_it_refuses_to_broadcast_what_is_not_hex(okx: OkxClient) -> None:
    assert broadcast(okx, "hello")["code"] == "81001"
    assert broadcast(okx, "")["code"] == "50014"


@pytest.mark.parametrize("extra", ["yes", "[]", '{"enableMevProtection": "true"}', '{"enableMevProtection": 1}'])
def test_it_refuses_a_wish_for_protection_that_is_none(okx: OkxClient, extra: str) -> None:
    assert broadcast(okx, extraData=extra)["code"] == "81001"
    assert broadcasts() == []


@pytest.mark.parametrize(
    ("more", "is_protected"),
    [({}, False), ({"extraData": "{}"}, False), ({"extraData": '{"enableMevProtection": true}'}, True)],
)
def test_it_remembers_the_wish_for_protection(okx: OkxClient, more: dict[str, str], is_protected: bool) -> None:
    assert broadcast(okx, **more)["code"] == "0"
    assert [each.is_protected for each in broadcasts()] == [is_protected]


def test_a_broadcast_is_pending_then_done(okx: OkxClient) -> None:
    with freeze_time("2026-11-22T12:00:00Z") as clock:
        (sent,) = broadcast(okx)["data"]
        statuses = [order(okx)[0]["txStatus"]]
        clock.tick(timedelta(seconds=7))
        statuses.append(order(okx)[0]["txStatus"])

    assert sent["txHash"] == "0x" + keccak256(bytes.fromhex(SIGNED[2:])).hex()
    assert statuses == ["1", "2"]


def test_the_same_bytes_are_the_same_order(okx: OkxClient) -> None:
    assert broadcast(okx)["data"] == broadcast(okx)["data"]
    assert len(order(okx)) == 1


def test_unsigned_calldata_fails(okx: OkxClient) -> None:
    broadcast(okx, okx.swap()["data"][0]["tx"]["data"])

    assert order(okx)[0]["txStatus"] == "3"


def test_orders_are_filtered_and_paged(okx: OkxClient) -> None:
    sent = [broadcast(okx, SIGNED + f"{i:02x}")["data"][0] for i in range(3)]

    assert [row["txHash"] for row in order(okx, limit=2)] == [sent[2]["txHash"], sent[1]["txHash"]]
    assert [row["txHash"] for row in order(okx, limit=2, cursor=2)] == [sent[0]["txHash"]]
    assert [row["txHash"] for row in order(okx, orderId=sent[1]["orderId"])] == [sent[1]["txHash"]]
    assert order(okx, txStatus="3") == []
    assert order(okx, address="0x" + "2" * 40) == []
