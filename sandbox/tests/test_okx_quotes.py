from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from freezegun import freeze_time

from sandbox.tests.okx_client import ETH, LINK, USDC, WETH, OkxClient, oddity

pytestmark = pytest.mark.urls("sandbox.okx.urls")

NOON = "2026-11-22T12:00:00Z"
DOLLAR = 10**6
ETHER = 10**18


@pytest.fixture
def okx() -> OkxClient:
    return OkxClient()


def received(okx: OkxClient, **changes: object) -> int:
    with freeze_time(NOON):
        return int(okx.quote(**changes)["data"][0]["toTokenAmount"])


def spent(okx: OkxClient, **changes: object) -> int:
    with freeze_time(NOON):
        return int(okx.quote(swapMode="exactOut", **changes)["data"][0]["fromTokenAmount"])


def impact(okx: OkxClient, **changes: object) -> Decimal:
    with freeze_time(NOON):
        return Decimal(okx.quote(**changes)["data"][0]["priceImpactPercent"])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"chainIndex": ""}, "50014"),
        ({"amount": ""}, "50014"),
        ({"fromTokenAddress": ""}, "50014"),
        ({"amount": "0"}, "51000"),
        ({"amount": "-1"}, "51000"),
        ({"amount": "1.5"}, "51000"),
        ({"amount": "1e6"}, "51000"),
        ({"amount": "NaN"}, "51000"),
        ({"amount": "١٢"}, "51000"),
        ({"amount": str(2**256)}, "51000"),
        ({"amount": "9" * 80}, "51000"),
        ({"toTokenAddress": "0x12"}, "51000"),
        ({"toTokenAddress": USDC}, "51000"),
        ({"swapMode": "sideways"}, "51000"),
        ({"priceImpactProtectionPercent": "101"}, "51000"),
        ({"chainIndex": "99"}, "82105"),
        ({"chainIndex": "x"}, "82105"),
        ({"toTokenAddress": "0x" + "1" * 40}, "82104"),
        ({"toTokenAddress": oddity("DEAD")}, "82000"),
        ({"fromTokenAddress": USDC, "toTokenAddress": oddity("COPY"), "amount": 10**15}, "82112"),
        ({"fromTokenAddress": ETH, "toTokenAddress": USDC, "amount": "1"}, "82102"),
        ({"swapMode": "exactOut", "amount": 10**24}, "82000"),
    ],
)
def test_it_refuses_a_quote(okx: OkxClient, changes: dict[str, object], code: str) -> None:
    assert okx.quote(**changes)["code"] == code


def test_parameter_errors_are_http_400(okx: OkxClient) -> None:
    assert okx.quote(amount="-1") == {"code": "51000", "data": [], "msg": "Parameter amount error"}
    assert okx.quote(amount="") == {"code": "50014", "data": [], "msg": "Parameter amount can not be empty"}


def test_a_minimum_is_named(okx: OkxClient) -> None:
    with freeze_time(NOON):
        refusal = okx.quote(fromTokenAddress=ETH, toTokenAddress=USDC, amount="1")
    least = refusal["msg"].rsplit(" ", 1)[1]

    assert received(okx, fromTokenAddress=ETH, toTokenAddress=USDC, amount=least) == 1


def test_protection_can_be_switched_off(okx: OkxClient) -> None:
    trade: dict[str, object] = {"toTokenAddress": oddity("THIN"), "amount": 10**6 * DOLLAR}

    assert okx.quote(**trade)["code"] == "82112"
    assert okx.quote(**trade, priceImpactProtectionPercent="100")["code"] == "0"


def test_impact_grows_with_size(okx: OkxClient) -> None:
    impacts = [impact(okx, amount=dollars * DOLLAR) for dollars in (100, 10**6, 10**7, 10**8)]

    assert impacts == sorted(impacts, reverse=True)
    assert impacts[0] == Decimal("-0.05")
    assert impacts[-1] < -20


def test_impact_grows_as_liquidity_shrinks(okx: OkxClient) -> None:
    targets = (ETH, LINK, oddity("TAXED"), oddity("THIN"))

    assert [impact(okx, toTokenAddress=target) for target in targets] == sorted(
        (impact(okx, toTokenAddress=target) for target in targets), reverse=True
    )


def test_two_halves_at_one_price_beat_one_whole(okx: OkxClient) -> None:
    assert 2 * received(okx, amount=500_000 * DOLLAR) > received(okx, amount=1_000_000 * DOLLAR)


def test_the_impact_follows_from_the_amounts_and_unit_prices(okx: OkxClient) -> None:
    row = okx.quote(amount=2_000_000 * DOLLAR)["data"][0]
    paid, bought = (value_usd(row, side) for side in ("from", "to"))
    expected = ((bought / paid - 1) * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)

    assert Decimal(row["priceImpactPercent"]) == expected


def value_usd(row: dict[str, Any], side: str) -> Decimal:
    token = row[f"{side}Token"]
    return Decimal(row[f"{side}TokenAmount"]).scaleb(-int(token["decimal"])) * Decimal(token["tokenUnitPrice"])


def test_a_thousand_dollars_buys_a_thousand_dollars_of_ether(okx: OkxClient) -> None:
    row = okx.quote()["data"][0]

    assert Decimal("998.9") < value_usd(row, "to") < Decimal("1000.5")


def test_eighteen_decimals_of_dollars_on_bnb_chain(okx: OkxClient) -> None:
    row = okx.quote(
        chainIndex="56",
        amount=1000 * 10**18,
        fromTokenAddress="0x8AC76a51cc950d9822D68b83fE1Ad97B32Cd580d",
        toTokenAddress="0x55d398326f99059fF775485246999027B3197955",
    )["data"][0]

    assert 999 * 10**18 < int(row["toTokenAmount"]) < 1001 * 10**18


@pytest.mark.parametrize("wanted", [10**12, 12_345_678_901_234, ETHER // 10, 500 * ETHER])
def test_exact_out_spends_the_least_that_buys_the_amount(okx: OkxClient, wanted: int) -> None:
    needed = spent(okx, amount=wanted)

    assert received(okx, amount=needed) >= wanted
    assert received(okx, amount=needed - 1) < wanted


def test_exact_out_undoes_exact_in(okx: OkxClient) -> None:
    bought = received(okx, amount=1_234_567_891)

    assert spent(okx, amount=bought) in {1_234_567_890, 1_234_567_891}


def test_wrapping_is_one_for_one(okx: OkxClient) -> None:
    assert received(okx, fromTokenAddress=ETH, toTokenAddress=WETH, amount=ETHER) == ETHER


def test_a_honeypot_is_quoted_and_marked(okx: OkxClient) -> None:
    row = okx.quote(toTokenAddress=oddity("HONEY"))["data"][0]

    assert (row["fromToken"]["isHoneyPot"], row["toToken"]["isHoneyPot"]) == (False, True)


def test_a_tax_is_named_and_taken(okx: OkxClient) -> None:
    row = okx.quote(toTokenAddress=oddity("TAXED"), amount=DOLLAR)["data"][0]

    assert row["toToken"]["taxRate"] == "0.12"
    assert Decimal("-12.2") < Decimal(row["priceImpactPercent"]) < -12


def test_a_quote_has_the_recorded_shape(okx: OkxClient) -> None:
    with freeze_time(NOON):
        row = okx.quote(
            fromTokenAddress="0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE", toTokenAddress=USDC, amount=ETHER
        )

    quote = row["data"][0]
    assert quote.keys() == {
        "chainIndex", "contextSlot", "dexRouterList", "estimateGasFee", "fromToken", "fromTokenAmount", "mode",
        "priceImpactPercent", "quoteId", "router", "signData", "swapMode", "toToken", "toTokenAmount", "tradeFee",
    }  # fmt: skip
    assert quote["fromToken"] == {
        "decimal": "18",
        "isHoneyPot": False,
        "latestMultiplier": "1",
        "taxRate": "0",
        "tokenContractAddress": ETH,
        "tokenSymbol": "ETH",
        "tokenUnitPrice": quote["fromToken"]["tokenUnitPrice"],
    }
    assert quote["router"] == f"{ETH}--{USDC}"
    assert isinstance(quote["contextSlot"], int)
    assert quote["estimateGasFee"] == "185000"
    assert 0 < Decimal(quote["tradeFee"]) < 5


def test_hops_name_the_wrapped_coin_and_their_shares(okx: OkxClient) -> None:
    hops = okx.quote(fromTokenAddress=USDC, toTokenAddress=LINK, amount=50_000 * DOLLAR)["data"][0]["dexRouterList"]

    assert [(hop["fromTokenIndex"], hop["toTokenIndex"], hop["dexProtocol"]["percent"]) for hop in hops] == [
        ("0", "1", "92.51"),
        ("0", "1", "7.49"),
        ("1", "2", "100"),
    ]
    assert [hop["toToken"]["tokenContractAddress"] for hop in hops] == [WETH, WETH, LINK]
