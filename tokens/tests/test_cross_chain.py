from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import responses
from django.conf import settings
from django.utils import timezone
from freezegun import freeze_time

from esther_site.lib.errors import OperatorError, TemporaryError, UserError
from sandbox.okx.faults import set_fault
from tokens.bridge_offers import USUAL_GAS
from tokens.cross_chain import CrossQuote, as_fraction, get_cross_quote, read_taken_offer
from tokens.models import Chain, Price, Token
from tokens.tests.test_bridge_offers import router

QUOTE_URL = f"{settings.OKX_BASE_URL}/api/v6/dex/cross-chain/quote"
GAS_URL = f"{settings.OKX_BASE_URL}/api/v6/dex/pre-transaction/gas-price"
ONE_PERCENT = Decimal(1)
MILLION = 10**6
ON_ARBITRUM = "0xaf88d065e77c8cc2239327c5edb3a432268e5831"
ON_OPTIMISM = "0x0b2c639c533813f4aa9d7837caf62653d097ff85"

Ask = Callable[..., CrossQuote]


def token(symbol: str, chain: str) -> Token:
    return Token.objects.select_related("chain").get(symbol=symbol, chain__name=chain, verified=True)


def know(priced: Token, usd: str) -> None:
    Price.objects.create(token=priced, usd=Decimal(usd), source="test", observed_at=timezone.now())


def side(address: str, **changes: Any) -> dict[str, Any]:
    return {"decimals": 6, "tokenContractAddress": address, "tokenSymbol": "USDC"} | changes


def answer(**changes: Any) -> dict[str, Any]:
    """Return OKX's answer to 1 USDC from Arbitrum to Optimism, in its recorded shape."""
    row = {
        "fromChainIndex": "42161",
        "toChainIndex": "10",
        "fromTokenAmount": "1000000",
        "fromToken": side(ON_ARBITRUM),
        "toToken": side(ON_OPTIMISM),
        "routerList": [router()],
    }
    return {"code": "0", "data": [row | changes], "msg": ""}


@pytest.fixture
def ask(wire: responses.RequestsMock, chains: dict[str, Chain]) -> Ask:
    """Ask for 1 USDC from Arbitrum to Optimism, where ether costs 2,500 dollars and gas 1 gwei."""
    for priced, usd in ((("USDC", "Arbitrum"), "1"), (("USDC", "Optimism"), "1"), (("ETH", "Arbitrum"), "2500")):
        know(token(*priced), usd)
    wire.get(GAS_URL, json={"code": "0", "data": [{"normal": str(10**9)}], "msg": ""})

    def question(*, slippage: Decimal = ONE_PERCENT, **changes: Any) -> CrossQuote:
        wire.get(QUOTE_URL, json=answer(**changes))
        return get_cross_quote(token("USDC", "Arbitrum"), token("USDC", "Optimism"), MILLION, slippage_percent=slippage)

    return question


# What is refused before OKX is asked


def test_it_refuses_one_chain(chains: dict[str, Chain]) -> None:
    with pytest.raises(UserError, match="Both tokens are on Base: no bridge is needed"):
        get_cross_quote(token("USDC", "Base"), token("ETH", "Base"), MILLION, slippage_percent=ONE_PERCENT)


@pytest.mark.parametrize("units", [0, -1, 2**256])
def test_it_refuses_an_amount_that_cannot_be(chains: dict[str, Chain], units: int) -> None:
    with pytest.raises(UserError, match="The amount is too"):
        get_cross_quote(token("USDC", "Base"), token("USDC", "Polygon"), units, slippage_percent=ONE_PERCENT)


@pytest.mark.parametrize("percent", ["0", "-1", "0.19", "50.01"])
def test_it_refuses_a_slippage_no_bridge_takes(chains: dict[str, Chain], percent: str) -> None:
    with pytest.raises(UserError, match=r"must be from 0\.2 to 50 %"):
        get_cross_quote(token("USDC", "Base"), token("USDC", "Polygon"), MILLION, slippage_percent=Decimal(percent))


# What OKX refuses


@pytest.mark.parametrize("code", ["82000", "82104", "82106", "82115", "82116"])
def test_no_route_is_told_in_plain_words(okx: responses.RequestsMock, code: str) -> None:
    set_fault("cross-chain/quote", "code", detail=code)

    with pytest.raises(UserError, match=r"^No bridge takes USDC on Base to ETH on Arbitrum: choose other tokens"):
        cross("10", "USDC", "Base", to="ETH", there="Arbitrum")


def test_an_empty_list_of_bridges_is_no_route(okx: responses.RequestsMock) -> None:
    with pytest.raises(UserError, match=r"^No bridge takes USDC on Base to OKB on X Layer"):
        cross("10", "USDC", "Base", to="OKB", there="X Layer")


def test_too_little_and_too_much_are_told_apart(okx: responses.RequestsMock) -> None:
    with pytest.raises(UserError, match=r"^That is less than any bridge takes from USDC on Base .*: swap more\.$"):
        cross("0.1", "USDC", "Base", to="ETH", there="Arbitrum")
    with pytest.raises(UserError, match=r"^That is more than any bridge takes from USDC on Base .*: swap less\.$"):
        cross("20000000", "USDC", "Base", to="ETH", there="Arbitrum")


def test_a_slippage_that_is_too_small_is_told(okx: responses.RequestsMock) -> None:
    set_fault("cross-chain/quote", "code", detail="82114")

    with pytest.raises(UserError, match="need more slippage"):
        cross("10", "USDC", "Base", to="ETH", there="Arbitrum")


def test_an_outage_is_no_refusal(okx: responses.RequestsMock) -> None:
    set_fault("cross-chain/quote", "500", times=9)

    with pytest.raises(TemporaryError):
        cross("10", "USDC", "Base", to="ETH", there="Arbitrum")


def test_a_rejected_request_is_for_the_operator(okx: responses.RequestsMock) -> None:
    set_fault("cross-chain/quote", "code", detail="51000")

    with pytest.raises(OperatorError):
        cross("10", "USDC", "Base", to="ETH", there="Arbitrum")


# Answers that cannot be trusted


@pytest.mark.parametrize(
    "changes",
    [
        {"fromChainIndex": "1"},
        {"toChainIndex": "8453"},
        {"toChainIndex": None},
        {"fromTokenAmount": "999999"},
        {"fromTokenAmount": "1000000.0"},
        {"fromToken": side(ON_OPTIMISM)},
        {"toToken": side("0x" + "1" * 40)},
        {"toToken": None},
    ],
)
def test_it_refuses_the_answer_to_another_question(ask: Ask, changes: dict[str, Any]) -> None:
    with pytest.raises(TemporaryError, match="OKX answered a different question"):
        ask(**changes)


@pytest.mark.parametrize("decimals", [18, None, "six", True])
def test_it_refuses_other_decimals_than_ours(ask: Ask, decimals: Any) -> None:
    with pytest.raises(UserError, match="count USDC in different decimals"):
        ask(toToken=side(ON_OPTIMISM, decimals=decimals))


@pytest.mark.parametrize("data", [[], ["text"], None])
def test_it_refuses_an_answer_without_a_quote(
    wire: responses.RequestsMock, chains: dict[str, Chain], data: Any
) -> None:
    wire.get(QUOTE_URL, json={"code": "0", "data": data, "msg": ""})

    with pytest.raises(TemporaryError):
        cross("1", "USDC", "Arbitrum", to="USDC", there="Optimism")


def test_it_refuses_bridges_that_make_no_sense(ask: Ask) -> None:
    with pytest.raises(TemporaryError, match="makes no sense"):
        ask(routerList=[router(toTokenAmount="-1")])


def test_it_refuses_a_loss_that_makes_no_sense(ask: Ask) -> None:
    much = str(2**250)
    with pytest.raises(TemporaryError, match="makes no sense"):
        ask(routerList=[router(toTokenAmount=much, minimumReceived=much)])


def test_a_bridge_that_promises_less_than_the_slippage_is_not_taken(ask: Ask) -> None:
    """1 % of 999533 leaves 989537.67: that is the least a bridge may promise."""
    loose = router(bridgeName="LOOSE", minimumReceived="989536")

    with pytest.raises(UserError, match="No bridge keeps within this slippage"):
        ask(routerList=[loose])


def test_a_bridge_at_the_very_bound_is_taken(ask: Ask) -> None:
    loose = router(bridgeName="LOOSE", toTokenAmount="1000000", minimumReceived="980000")

    assert ask(routerList=[loose, router(minimumReceived="989537")]).bridge == "ACROSS V3"


# What is read


@pytest.mark.parametrize(
    ("percent", "fraction"), [("1", "0.01"), ("0.5", "0.005"), ("0.2", "0.002"), ("0.75", "0.0075"), ("3.00", "0.03")]
)
def test_percent_is_sent_as_a_fraction(ask: Ask, wire: responses.RequestsMock, percent: str, fraction: str) -> None:
    ask(slippage=Decimal(percent))

    assert as_fraction(Decimal(percent)) == Decimal(fraction)
    assert parse_qs(urlsplit(str(wire.calls[0].request.url)).query) == {
        "fromChainIndex": ["42161"],
        "toChainIndex": ["10"],
        "fromTokenAddress": [ON_ARBITRUM],
        "toTokenAddress": [ON_OPTIMISM],
        "amount": ["1000000"],
        "slippage": [fraction],
    }


@freeze_time("2026-01-01 12:00:00")
def test_a_quote_is_read_exactly(ask: Ask) -> None:
    quote = ask(routerList=[router(otherNativeFee=str(10**14))])

    assert (quote.token_in, quote.token_out) == (token("USDC", "Arbitrum"), token("USDC", "Optimism"))
    assert (quote.units_in, quote.units_out) == (MILLION, 999533)
    assert (quote.bridge, quote.bridge_id, quote.estimated_seconds) == ("ACROSS V3", 636, 43)
    assert quote.route == ("ACROSS V3",)
    assert quote.price_impact_percent == Decimal("25.0467")
    assert quote.gas_units == USUAL_GAS
    assert quote.gas_usd == Decimal("0.0004") * 2500 + Decimal("0.0001") * 2500
    assert quote.bridge_fee_usd == Decimal("0.000466") + Decimal("0.25")
    assert [quote.price_in_usd, quote.price_out_usd] == [1, 1]
    assert quote.taken_at.isoformat() == "2026-01-01T12:00:00+00:00"


def test_what_a_bridge_takes_in_coins_counts_when_bridges_are_compared(ask: Ask) -> None:
    dear = router(bridgeName="DEAR", toTokenAmount="999900", minimumReceived="999900", otherNativeFee=str(10**15))

    assert ask(routerList=[dear, router()]).bridge == "ACROSS V3"


def bridged(name: str, units: int, seconds: int) -> dict[str, Any]:
    return router(bridgeName=name, toTokenAmount=str(units), minimumReceived=str(units), estimateTime=str(seconds))


@pytest.mark.parametrize(("units", "chosen"), [(999_000, "QUICK"), (998_999, "BEST")])
def test_the_quickest_of_those_that_bring_nearly_the_most_is_taken(ask: Ask, units: int, chosen: str) -> None:
    bridges = [bridged("BEST", 10**6, 1140), bridged("QUICK", units, 40), bridged("WORSE", 990_000, 5)]

    assert ask(routerList=bridges).bridge == chosen


def test_of_equally_quick_ones_the_better_is_taken(ask: Ask) -> None:
    bridges = [bridged("GOOD", 999_900, 40), bridged("BETTER", 999_950, 40), bridged("BEST", 10**6, 41)]

    assert ask(routerList=bridges).bridge == "BETTER"


def test_a_bridge_may_take_more_than_it_brings(ask: Ask) -> None:
    quote = ask(routerList=[router(otherNativeFee=str(10**15)), router(otherNativeFee=str(10**16))])

    assert quote.price_impact_percent == Decimal("250.0467")


def test_a_loss_that_is_not_known_is_not_made_up(ask: Ask, wire: responses.RequestsMock) -> None:
    wire.post(re.compile(r".*/market/price"), json={"code": "0", "data": [], "msg": ""})
    Price.objects.filter(token=token("USDC", "Optimism")).delete()

    quote = ask(routerList=[router(), router(bridgeName="LESS", toTokenAmount="999000", minimumReceived="999000")])

    assert (quote.bridge, quote.price_impact_percent, quote.price_out_usd) == ("ACROSS V3", None, None)


def test_a_fee_in_an_unknown_token_is_not_made_up(ask: Ask) -> None:
    assert ask(routerList=[router(crossChainFeeTokenAddress="0x" + "5" * 40)]).bridge_fee_usd is None


def cross(amount: str, symbol: str, here: str, *, to: str, there: str) -> CrossQuote:
    given = token(symbol, here)
    return get_cross_quote(given, token(to, there), given.to_units(Decimal(amount)), slippage_percent=ONE_PERCENT)


@pytest.mark.parametrize(
    ("given", "here", "wanted", "there"),
    [
        ("USDC", "Arbitrum", "USDC", "Polygon"),
        ("USDC", "Arbitrum", "ETH", "Base"),
        ("ETH", "Base", "USDC", "BSC"),
        ("LINK", "Ethereum", "ARB", "Arbitrum"),
    ],
)
def test_the_stand_in_brings_about_what_was_given(
    okx: responses.RequestsMock, given: str, here: str, wanted: str, there: str
) -> None:
    quote = cross("100", given, here, to=wanted, there=there)

    assert quote.price_impact_percent is not None
    assert 0 < quote.price_impact_percent < 2
    assert quote.bridge_fee_usd is not None
    assert quote.bridge_fee_usd > 0
    assert quote.gas_usd > 0
    assert quote.estimated_seconds in {43, 180, 1140}


# A live trade keeps to the bridge that was confirmed


def test_one_bridge_is_asked_for_by_its_number_and_no_other_is_taken(wire: responses.RequestsMock, ask: Ask) -> None:
    given, wanted = token("USDC", "Arbitrum"), token("USDC", "Optimism")
    wire.get(QUOTE_URL, json=answer(routerList=[router(bridgeId=701, toTokenAmount="999999"), router()]))

    quote = get_cross_quote(given, wanted, MILLION, slippage_percent=ONE_PERCENT, bridge_id=636)
    assert (quote.bridge_id, quote.coin_fee_units) == (636, 0)
    assert parse_qs(urlsplit(str(wire.calls[0].request.url)).query)["bridgeId"] == ["636"]
    with pytest.raises(UserError, match="No bridge takes"):
        get_cross_quote(given, wanted, MILLION, slippage_percent=ONE_PERCENT, bridge_id=812)


@pytest.mark.parametrize(
    "changes",
    [
        {"router": None},
        {"router": {}},
        {"router": router(bridgeId=701)},
        {"fromTokenAmount": "1000001"},
        {"minimumReceived": ""},
        {"toTokenAmount": "0"},
    ],
)
def test_an_offer_that_is_not_the_one_asked_for_is_no_answer(changes: dict[str, Any]) -> None:
    row = {"fromTokenAmount": "1000000", "toTokenAmount": "999533", "minimumReceived": "999533", "router": router()}

    assert read_taken_offer(row, units=MILLION, bridge_id=636).minimum_units_out == 999_533
    with pytest.raises(TemporaryError):
        read_taken_offer(row | changes, units=MILLION, bridge_id=636)
