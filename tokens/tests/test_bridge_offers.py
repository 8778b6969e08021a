from __future__ import annotations

from typing import Any

import pytest

from esther_site.lib.errors import TemporaryError
from tokens.bridge_offers import USUAL_GAS, BridgeOffer, read_offers

FEE_TOKEN = "0xaf88d065e77c8cc2239327c5edb3a432268e5831"


def router(**changes: Any) -> dict[str, Any]:
    """Return one bridge of OKX's answer to 1 USDC from Arbitrum to Optimism, in its recorded shape."""
    return {
        "bridgeId": 636,
        "bridgeName": "ACROSS V3",
        "toTokenAmount": "999533",
        "minimumReceived": "999533",
        "estimateGasFee": "",
        "estimateTime": "43",
        "priceImpactPercentage": "",
        "needApprove": True,
        "needCancelApprove": False,
        "crossChainFee": "466",
        "crossChainFeeTokenAddress": FEE_TOKEN,
        "otherNativeFee": "0",
    } | changes


@pytest.mark.parametrize("value", [None, {}, "list", [None], [{}], [[router()]]])
def test_what_is_no_list_of_bridges_is_refused(value: Any) -> None:
    with pytest.raises(TemporaryError, match="makes no sense"):
        read_offers(value)


@pytest.mark.parametrize(
    "changes",
    [
        {"bridgeId": None},
        {"bridgeId": "six"},
        {"bridgeName": ""},
        {"bridgeName": 636},
        {"toTokenAmount": "0"},
        {"toTokenAmount": "1.5"},
        {"toTokenAmount": "-1"},
        {"toTokenAmount": None},
        {"toTokenAmount": "9" * 80},
        {"minimumReceived": "0"},
        {"minimumReceived": ""},
        {"minimumReceived": "999534"},
        {"estimateTime": ""},
        {"estimateTime": "soon"},
        {"estimateTime": "-43"},
        {"estimateTime": "604801"},
        {"crossChainFee": "-1"},
        {"crossChainFee": "4.66"},
        {"otherNativeFee": "lots"},
        {"otherNativeFee": "1" + "0" * 22},
    ],
)
def test_a_bridge_that_makes_no_sense_is_left_out(changes: dict[str, Any]) -> None:
    with pytest.raises(TemporaryError, match="makes no sense"):
        read_offers([router(**changes)])

    assert [offer.bridge_id for offer in read_offers([router(**changes), router(bridgeId=7)])] == [7]


def test_no_bridges_are_no_offers() -> None:
    assert read_offers([]) == []


@pytest.mark.parametrize(
    ("gas", "units"),
    [("", USUAL_GAS), ("0", USUAL_GAS), ("0.002", USUAL_GAS), ("9" * 12, USUAL_GAS), ("123456", 123456)],
)
def test_gas_is_guessed_where_it_is_not_told(gas: str, units: int) -> None:
    assert read_offers([router(estimateGasFee=gas)])[0].gas_units == units


@pytest.mark.parametrize("missing", ["", None])
def test_a_fee_that_is_left_out_is_none(missing: Any) -> None:
    (offer,) = read_offers([router(crossChainFee=missing, otherNativeFee=missing, crossChainFeeTokenAddress=missing)])

    assert (offer.fee_units, offer.coin_fee_units, offer.fee_address) == (0, 0, None)


def test_an_offer_is_read_exactly() -> None:
    assert read_offers([router(otherNativeFee="5")]) == [
        BridgeOffer(
            bridge="ACROSS V3",
            bridge_id=636,
            units_out=999533,
            minimum_units_out=999533,
            seconds=43,
            fee_units=466,
            fee_address=FEE_TOKEN,
            coin_fee_units=5,
            gas_units=USUAL_GAS,
        )
    ]
