from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
import responses
from django.conf import settings
from freezegun import freeze_time

from esther_site.lib.errors import TemporaryError, UserError
from tokens.models import NATIVE_ADDRESS, Chain, Token
from tokens.quotes import Quote, SwapMode, get_quote

QUOTE_URL = f"{settings.OKX_BASE_URL}/api/v6/dex/aggregator/quote"
USDT0 = "0x779ded0c9e1022225f8e0630b35a9b54be713736"
ONE_OKB = 10**18

Chains = dict[str, Chain]


def side(address: str, *, decimal: str, price: str, **changes: Any) -> dict[str, Any]:
    return {
        "decimal": decimal,
        "isHoneyPot": False,
        "latestMultiplier": "1",
        "taxRate": "0",
        "tokenContractAddress": address,
        "tokenSymbol": "?",
        "tokenUnitPrice": price,
    } | changes


def answer(**changes: Any) -> dict[str, Any]:
    """Return OKX's answer to selling 1 OKB on X Layer, in its recorded shape."""
    row = {
        "chainIndex": "196",
        "contextSlot": 70785500,
        "dexRouterList": [
            {"dexProtocol": {"dexName": "JIT Router", "percent": "60"}},
            {"dexProtocol": {"dexName": "Curve", "percent": "40"}},
            {"dexProtocol": {"dexName": "JIT Router", "percent": "100"}},
        ],
        "estimateGasFee": "540000",
        "fromToken": side(NATIVE_ADDRESS, decimal="18", price="110.34"),
        "fromTokenAmount": str(ONE_OKB),
        "priceImpactPercent": "-0.14",
        "quoteId": "3130495545398600004",
        "swapMode": "exactIn",
        "toToken": side(USDT0, decimal="6", price="0.9991"),
        "toTokenAmount": "110185000",
        "tradeFee": "0.000993060049653",
    }
    return {"code": "0", "data": [row | changes], "msg": ""}


@pytest.fixture
def okb(chains: Chains) -> Token:
    return Token.objects.get(chain=chains["X Layer"], is_native=True)


@pytest.fixture
def usdt(chains: Chains) -> Token:
    return Token.objects.get(chain=chains["X Layer"], symbol="USDT0")


def ask(wire: responses.RequestsMock, token_in: Token, token_out: Token, **changes: Any) -> Quote:
    wire.get(QUOTE_URL, json=answer(**changes))
    return get_quote(token_in, token_out, ONE_OKB)


def test_it_refuses_to_swap_a_token_for_itself(okb: Token) -> None:
    with pytest.raises(UserError, match="That would swap OKB for itself"):
        get_quote(okb, okb, ONE_OKB)


def test_it_refuses_to_swap_between_chains(okb: Token, chains: Chains) -> None:
    usdc = Token.objects.get(chain=chains["Base"], symbol="USDC")

    with pytest.raises(UserError, match="OKB is on X Layer and USDC on Base: choose two tokens of one chain"):
        get_quote(okb, usdc, ONE_OKB)


@pytest.mark.parametrize("units", [0, -1, 2**256])
def test_it_refuses_an_amount_that_cannot_be(okb: Token, usdt: Token, units: int) -> None:
    with pytest.raises(UserError, match="The amount is too"):
        get_quote(okb, usdt, units)


@pytest.mark.parametrize(
    "changes",
    [
        {"chainIndex": "1"},
        {"fromTokenAmount": "999"},
        {"fromTokenAmount": "1000000000000000000.0"},
        {"swapMode": "exactOut"},
        {"fromToken": side(USDT0, decimal="18", price="1")},
        {"toToken": side("0x" + "1" * 40, decimal="6", price="1")},
        {"toToken": None},
    ],
)
def test_it_refuses_the_answer_to_another_question(
    wire: responses.RequestsMock, okb: Token, usdt: Token, changes: dict[str, Any]
) -> None:
    with pytest.raises(TemporaryError, match="OKX answered a different question"):
        ask(wire, okb, usdt, **changes)


@pytest.mark.parametrize("decimal", ["18", None, "six"])
def test_it_refuses_other_decimals_than_ours(
    wire: responses.RequestsMock, okb: Token, usdt: Token, decimal: Any
) -> None:
    with pytest.raises(UserError, match="count USDT0 in different decimals"):
        ask(wire, okb, usdt, toToken=side(USDT0, decimal=decimal, price="1"))


@pytest.mark.parametrize(
    "changes",
    [
        {"toTokenAmount": "0"},
        {"toTokenAmount": "-5"},
        {"toTokenAmount": "1.5"},
        {"toTokenAmount": "1e9"},
        {"toTokenAmount": None},
        {"toTokenAmount": "9" * 80},
        {"tradeFee": "-1"},
        {"tradeFee": "lots"},
        {"tradeFee": "1e400"},
        {"estimateGasFee": []},
        {"priceImpactPercent": "NaN"},
        {"priceImpactPercent": "123456789"},
        {"toToken": side(USDT0, decimal="6", price="1", taxRate="much")},
    ],
)
def test_it_refuses_amounts_that_make_no_sense(
    wire: responses.RequestsMock, okb: Token, usdt: Token, changes: dict[str, Any]
) -> None:
    with pytest.raises(TemporaryError, match="OKX's quote makes no sense"):
        ask(wire, okb, usdt, **changes)


@pytest.mark.parametrize("data", [[], ["text"], None])
def test_it_refuses_an_answer_without_a_quote(wire: responses.RequestsMock, okb: Token, usdt: Token, data: Any) -> None:
    wire.get(QUOTE_URL, json={"code": "0", "data": data, "msg": ""})

    with pytest.raises(TemporaryError):
        get_quote(okb, usdt, ONE_OKB)


@pytest.mark.parametrize("flag", [True, "true", "1", 1])
def test_anything_but_a_clear_no_is_a_honeypot(
    wire: responses.RequestsMock, okb: Token, usdt: Token, flag: Any
) -> None:
    quote = ask(wire, okb, usdt, toToken=side(USDT0, decimal="6", price="1", isHoneyPot=flag, taxRate="0.05"))

    assert (quote.honeypot_in, quote.honeypot_out) == (False, True)
    assert [quote.tax_in_percent, quote.tax_out_percent] == [0, 5]


def test_what_okx_leaves_out_is_not_made_up(wire: responses.RequestsMock, okb: Token, usdt: Token) -> None:
    quote = ask(
        wire,
        okb,
        usdt,
        priceImpactPercent=None,
        tradeFee="",
        dexRouterList=None,
        toToken=side(USDT0, decimal="6", price=""),
    )

    assert (quote.price_impact_percent, quote.price_out_usd, quote.route) == (None, None, ())
    assert quote.gas_usd == 0


@freeze_time("2026-01-01 12:00:00")
def test_a_quote_is_read_exactly(wire: responses.RequestsMock, okb: Token, usdt: Token) -> None:
    quote = ask(wire, okb, usdt)

    assert (quote.token_in, quote.token_out) == (okb, usdt)
    assert (quote.units_in, quote.units_out) == (ONE_OKB, 110185000)
    assert quote.price_impact_percent == Decimal("0.14")
    assert (quote.gas_units, quote.gas_usd) == (540000, Decimal("0.000993060049653"))
    assert quote.route == ("JIT Router", "Curve")
    assert (quote.price_in_usd, quote.price_out_usd) == (Decimal("110.34"), Decimal("0.9991"))
    assert [quote.honeypot_in, quote.honeypot_out] == [False, False]
    assert [quote.tax_in_percent, quote.tax_out_percent] == [0, 0]
    assert quote.taken_at.isoformat() == "2026-01-01T12:00:00+00:00"


def test_the_wire_carries_lower_case_addresses(wire: responses.RequestsMock, okb: Token, usdt: Token) -> None:
    ask(wire, okb, usdt)

    assert str(wire.calls[0].request.url) == (
        f"{QUOTE_URL}?chainIndex=196&amount={ONE_OKB}&swapMode=exactIn"
        f"&fromTokenAddress={NATIVE_ADDRESS}&toTokenAddress={USDT0}"
    )


def test_an_exact_output_fixes_the_bought_amount(wire: responses.RequestsMock, okb: Token, usdt: Token) -> None:
    wire.get(QUOTE_URL, json=answer(swapMode="exactOut"))

    quote = get_quote(okb, usdt, 110185000, mode=SwapMode.EXACT_OUT)

    assert (quote.units_in, quote.units_out) == (ONE_OKB, 110185000)
    assert "amount=110185000&swapMode=exactOut" in str(wire.calls[0].request.url)
