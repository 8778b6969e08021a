from __future__ import annotations

from decimal import Decimal

import pytest
from freezegun import freeze_time

from sandbox.okx.calldata import swap_terms
from sandbox.tests.okx_client import ETH, USDC, USDT, WALLET, OkxClient, oddity

pytestmark = pytest.mark.urls("sandbox.okx.urls")

NOON = "2026-11-22T12:00:00Z"
ETHER = 10**18


@pytest.fixture
def okx() -> OkxClient:
    return OkxClient()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"slippagePercent": ""}, "50014"),
        ({"slippagePercent": "101"}, "51000"),
        ({"slippagePercent": "-1"}, "51000"),
        ({"slippagePercent": "Infinity"}, "51000"),
        ({"userWalletAddress": ""}, "50014"),
        ({"userWalletAddress": "vitalik.eth"}, "51000"),
        ({"swapReceiverAddress": "0x1"}, "51000"),
        ({"gasLevel": "warp"}, "51000"),
        ({"toTokenAddress": oddity("DEAD")}, "82000"),
    ],
)
def test_it_refuses_a_swap(okx: OkxClient, changes: dict[str, object], code: str) -> None:
    assert okx.swap(**changes)["code"] == code


@pytest.mark.parametrize("slippage", ["1", "0.5", "0", "3.333"])
def test_the_minimum_is_rounded_down(okx: OkxClient, slippage: str) -> None:
    swap = okx.swap(toTokenAddress=USDT, amount="1000003", slippagePercent=slippage)["data"][0]
    exact = Decimal(swap["routerResult"]["toTokenAmount"]) * (1 - Decimal(slippage) / 100)

    assert int(swap["tx"]["minReceiveAmount"]) == int(exact)
    assert swap["tx"]["slippagePercent"] == slippage


def test_a_swap_has_the_recorded_transaction(okx: OkxClient) -> None:
    with freeze_time(NOON):
        swap = okx.swap(gasLevel="fast")["data"][0]

    transaction = swap["tx"]
    assert {name: transaction[name] for name in transaction.keys() - {"data", "minReceiveAmount"}} == {
        "from": WALLET,
        "gas": "185000",
        "gasPrice": "1200000000",
        "maxPriorityFeePerGas": "240000000",
        "maxSpendAmount": "",
        "signatureData": [""],
        "slippagePercent": "1",
        "to": "0x8feAB81D36E7576107D5dE0758c1b839Be31B4F6",
        "value": "0",
    }


def test_the_calldata_says_what_the_answer_says(okx: OkxClient) -> None:
    with freeze_time(NOON):
        transaction = okx.swap(fromTokenAddress=ETH, toTokenAddress=USDC, amount=ETHER)["data"][0]["tx"]

    terms = swap_terms(transaction["data"])
    assert terms is not None
    assert transaction["data"].startswith("0xf2c42696")
    assert transaction["value"] == str(ETHER)
    assert (terms.source, terms.target, terms.amount) == (ETH, USDC, ETHER)
    assert terms.least_received == int(transaction["minReceiveAmount"])
    assert terms.deadline == 1_795_348_800 + 3600


def test_an_exact_out_swap_may_spend_more_but_not_receive_less(okx: OkxClient) -> None:
    swap = okx.swap(swapMode="exactOut", amount=ETHER)["data"][0]
    most = Decimal(swap["routerResult"]["fromTokenAmount"]) * Decimal("1.01")

    assert swap["tx"]["minReceiveAmount"] == str(ETHER)
    assert 0 <= int(swap["tx"]["maxSpendAmount"]) - most < 1
    assert swap["tx"]["to"] == "0xa875Fb2204cE71679BE054d97f7fAFFeb6536D67"


def test_a_swap_can_carry_its_approval(okx: OkxClient) -> None:
    (approval,) = okx.swap(approveTransaction="true")["data"][0]["tx"]["signatureData"]

    assert "0x095ea7b3" in approval
