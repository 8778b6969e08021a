from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from freezegun import freeze_time

from sandbox.market import market
from sandbox.okx.bridges import BRIDGES
from sandbox.okx.chains import CHAINS
from sandbox.okx.cross_transfers import clear_transfers
from sandbox.okx.gateway import clear_broadcasts
from sandbox.okx.listing import find_token, native_token
from sandbox.tests.okx_client import ETH, USDC, WALLET, OkxClient, oddity

pytestmark = pytest.mark.urls("sandbox.okx.urls")

ON_ARBITRUM = "0xaf88d065e77c8cc2239327c5edb3a432268e5831"  # USDC
ON_OPTIMISM = "0x0b2c639c533813f4aa9d7837caf62653d097ff85"  # USDC
ON_BSC = "0x8ac76a51cc950d9822d68b83fe1ad97b32cd580d"  # USDC of 18 decimals
ACROSS, STARGATE, CCTP = (bridge.id for bridge in BRIDGES)
CROSSING: dict[str, object] = {
    "fromChainIndex": "42161",
    "toChainIndex": "10",
    "fromTokenAddress": ON_ARBITRUM,
    "toTokenAddress": ON_OPTIMISM,
    "amount": "100000000",
    "slippage": "0.01",
}


@pytest.fixture
def okx() -> Iterator[OkxClient]:
    yield OkxClient()
    clear_transfers()
    clear_broadcasts()


def ask(okx: OkxClient, operation: str = "quote", **changes: object) -> Any:
    return okx.get(f"cross-chain/{operation}", **(CROSSING | changes))


def bridges_of(answer: Any) -> list[str]:
    return [router["bridgeName"] for router in answer["data"][0]["routerList"]]


@pytest.mark.parametrize("operation", ["quote", "swap"])
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"fromChainIndex": ""}, "50014"),
        ({"toChainIndex": ""}, "50014"),
        ({"amount": ""}, "50014"),
        ({"slippage": ""}, "50014"),
        ({"toChainIndex": "999999"}, "82105"),
        ({"toChainIndex": "42161", "toTokenAddress": ETH}, "51000"),
        ({"toTokenAddress": USDC}, "82104"),
        ({"toTokenAddress": "usdc"}, "51000"),
        ({"amount": "0"}, "51000"),
        ({"amount": "1.5"}, "51000"),
        ({"slippage": "1"}, "51000"),
        ({"slippage": "0.5000001"}, "51000"),
        ({"slippage": "0.001"}, "51000"),
        ({"slippage": "1e-2"}, "51000"),
        ({"slippage": "-0.01"}, "51000"),
        ({"bridgeId": "1"}, "82106"),
        ({"amount": "100"}, "82102"),
        ({"amount": str(11 * 10**12)}, "82103"),
    ],
)
def test_it_refuses_a_crossing(okx: OkxClient, operation: str, changes: dict[str, object], code: str) -> None:
    assert ask(okx, operation, userWalletAddress=WALLET, **changes)["code"] == code


def test_it_refuses_a_request_without_a_signature(okx: OkxClient) -> None:
    answer = Client().get(f"/api/v6/dex/cross-chain/quote?{urlencode(CROSSING)}")

    assert (answer.status_code, answer.json()["code"]) == (401, "50103")


def test_it_names_the_smallest_and_the_largest_amount(okx: OkxClient) -> None:
    assert ask(okx, amount="100")["msg"].startswith("The amount is below the minimum: 0.5")
    assert ask(okx, amount=str(11 * 10**12))["msg"].startswith("The amount is above the maximum: ")


def test_where_no_bridge_goes_the_list_is_empty(okx: OkxClient) -> None:
    answer = ask(okx, toChainIndex="196", toTokenAddress="0x74b7f16337b8972027f6196a17a631ac6de26d22")

    assert (answer["code"], answer["data"][0]["routerList"]) == ("0", [])


def test_what_has_no_pool_has_no_route(okx: OkxClient) -> None:
    assert ask(okx, toChainIndex="1", toTokenAddress=oddity("DEAD"))["code"] == "82000"


def test_a_swap_needs_a_wallet(okx: OkxClient) -> None:
    assert ask(okx, "swap")["code"] == "50014"
    assert ask(okx, "swap", userWalletAddress="vitalik.eth")["code"] == "51000"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"bridgeId": ""}, "50014"),
        ({"bridgeId": "2"}, "82106"),
        ({"approveAmount": "MAX"}, "51000"),
        ({"userWalletAddress": ""}, "50014"),
        ({"tokenContractAddress": ETH}, "51000"),
    ],
)
def test_it_refuses_an_approval(okx: OkxClient, changes: dict[str, object], code: str) -> None:
    assert approve(okx, **changes)["code"] == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"hash": ""}, "50014"), ({"bridgeId": ""}, "50014"), ({"hash": "0x12"}, "51000"), ({"chainIndex": "5"}, "82105")],
)
def test_it_refuses_to_look_for_a_transfer(okx: OkxClient, changes: dict[str, object], code: str) -> None:
    assert status(okx, "0x" + "1" * 64, **changes)["code"] == code


def test_a_quote_has_the_recorded_shape(okx: OkxClient) -> None:
    answer = ask(okx, amount="1000000")
    (row,) = answer["data"]

    assert {name: row[name] for name in row.keys() - {"routerList"}} == {
        "fromChainIndex": "42161",
        "toChainIndex": "10",
        "fromTokenAmount": "1000000",
        "fromToken": {"decimals": 6, "tokenContractAddress": ON_ARBITRUM, "tokenSymbol": "USDC"},
        "toToken": {"decimals": 6, "tokenContractAddress": ON_OPTIMISM, "tokenSymbol": "USDC"},
    }
    assert row["routerList"] == [
        {
            "bridgeId": 636,
            "bridgeName": "ACROSS V3",
            "toTokenAmount": "999534",
            "minimumReceived": "999534",
            "estimateGasFee": "",
            "estimateTime": "43",
            "priceImpactPercentage": "",
            "needApprove": True,
            "needCancelApprove": False,
            "crossChainFee": "466",
            "crossChainFeeTokenAddress": ON_ARBITRUM,
            "otherNativeFee": "0",
        }
    ]


def test_the_bridge_that_brings_the_most_comes_first(okx: OkxClient) -> None:
    assert bridges_of(ask(okx)) == ["CCTP V2", "ACROSS V3", "STARGATE V2"]
    assert bridges_of(ask(okx, bridgeId=STARGATE)) == ["STARGATE V2"]


def test_a_bridge_may_take_coins_on_top(okx: OkxClient) -> None:
    fees = {router["bridgeId"]: router["otherNativeFee"] for router in ask(okx)["data"][0]["routerList"]}

    assert fees == {ACROSS: "0", STARGATE: "40000000000000", CCTP: "0"}


def test_decimals_are_counted_on_each_side(okx: OkxClient) -> None:
    answer = ask(okx, toChainIndex="56", toTokenAddress=ON_BSC)

    assert answer["data"][0]["routerList"][0]["toTokenAmount"] == str(99_940_000 * 10**12)


def test_what_is_swapped_on_the_way_is_bounded_by_the_slippage(okx: OkxClient) -> None:
    router = ask(okx, toTokenAddress=ETH, slippage="0.02")["data"][0]["routerList"][0]
    ether = Decimal(router["toTokenAmount"]).scaleb(-18)
    optimism = find_token(10, ETH)
    assert optimism is native_token(CHAINS[10])

    assert int(router["minimumReceived"]) == int(Decimal(router["toTokenAmount"]) * Decimal("0.98"))
    assert Decimal("0.995") < ether * market().price(10, ETH) / 100 < Decimal("1.001")


def approve(okx: OkxClient, **changes: object) -> Any:
    usual: dict[str, object] = {
        "chainIndex": "42161",
        "tokenContractAddress": ON_ARBITRUM,
        "userWalletAddress": WALLET,
        "bridgeId": ACROSS,
        "approveAmount": "100000000",
    }
    return okx.get("cross-chain/approve-tx", **(usual | changes))


def test_each_bridge_has_its_own_spender(okx: OkxClient) -> None:
    answers = [approve(okx, bridgeId=bridge.id)["data"][0] for bridge in BRIDGES]

    assert len({answer["approveAddress"] for answer in answers}) == len(BRIDGES)
    for answer in answers:
        assert answer["tx"]["to"] == ON_ARBITRUM
        assert answer["tx"]["data"] == f"0x095ea7b3{answer['approveAddress'][2:]:0>64}{10**8:064x}"


def test_a_transaction_pays_the_bridge_in_coins_and_tokens(okx: OkxClient) -> None:
    ether = ask(okx, "swap", userWalletAddress=WALLET, fromTokenAddress=ETH, amount=10**18, bridgeId=STARGATE)
    (row,) = ether["data"]

    assert row["router"]["bridgeId"] == STARGATE
    assert row["tx"]["value"] == str(10**18 + 40_000_000_000_000)
    assert row["tx"]["from"] == WALLET
    assert int(row["minimumReceived"]) <= int(row["toTokenAmount"])


def status(okx: OkxClient, tx_hash: str, **changes: object) -> Any:
    usual: dict[str, object] = {"hash": tx_hash, "chainIndex": "42161", "bridgeId": STARGATE}
    return okx.get("cross-chain/status", **(usual | changes))


def test_a_transfer_is_found_late_then_pending_then_there(okx: OkxClient) -> None:
    with freeze_time("2026-11-22T12:00:00Z") as clock:
        (row,) = ask(okx, "swap", userWalletAddress=WALLET, bridgeId=STARGATE)["data"]
        signed = f"0x02{row['tx']['data'][2:]}"
        body = {"chainIndex": "42161", "address": WALLET, "signedTx": signed}
        tx_hash = okx.post("pre-transaction/broadcast-transaction", body)["data"][0]["txHash"]
        seen = []
        for seconds in (0, 29, 1, 149, 1):
            clock.tick(timedelta(seconds=seconds))
            seen.append(status(okx, tx_hash)["data"][0])

    assert [each["status"] for each in seen] == ["NOT_FOUND", "NOT_FOUND", "PENDING", "PENDING", "SUCCESS"]
    assert [each["toAmount"] for each in seen] == ["", "", "", "", row["toTokenAmount"]]
    assert (seen[-1]["toChainIndex"], seen[-1]["toTokenAddress"]) == ("10", ON_OPTIMISM)
    assert seen[-1]["toTxHash"] != tx_hash
    assert status(okx, tx_hash, chainIndex="10")["data"][0]["status"] == "NOT_FOUND"


def test_it_lists_what_joins_two_chains(okx: OkxClient) -> None:
    joined = okx.get("cross-chain/supported/bridges", fromChainIndex="42161", toChainIndex="56")["data"]
    tokens = okx.get("cross-chain/supported/tokens", fromChainIndex="56")["data"]

    assert [bridge["bridgeName"] for bridge in joined] == ["STARGATE V2"]
    assert joined[0]["requireOtherNativeFee"] is True
    assert {token["tokenSymbol"]: token["decimals"] for token in tokens} == {"USDC": 18, "USDT": 18, "ETH": 18}
