from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from esther_site.lib.errors import UserError
from tokens.models import Chain, Token
from tokens.resolver import UnknownToken
from trading.brackets import Bracket
from trading.intake import AmountKind, TradeWish, make_request
from trading.models import Swap, User
from trading.quoting import TradeRequest
from trading.tests.desk import hold, token
from trading.users import set_default_chain


def ask(user: User, what: str, **words: Any) -> TradeRequest:
    """Ask to give away 50 of a token, or (`is_purchase`) to get it."""
    wish: dict[str, Any] = {"is_purchase": False, "amount": Decimal(50), "kind": AmountKind.TOKEN} | words
    return make_request(user, TradeWish(token=what, **wish))


def sides(request: TradeRequest) -> list[str]:
    return [f"{each.symbol} on {each.chain.name}" for each in (request.token_in, request.token_out)]


def unverified(chain: str, symbol: str, number: int) -> Token:
    return Token.objects.create(
        chain=Chain.objects.get(name=chain), address=f"0x{number:040x}", symbol=symbol, decimals=18, source="okx"
    )


# What is refused


@pytest.mark.parametrize(
    "words", [{"chain": "base", "to_chain": "atlantis"}, {"chain": "atlantis", "to_chain": "base"}]
)
def test_an_unknown_chain_is_refused(alice: User, words: dict[str, str]) -> None:
    with pytest.raises(UserError, match="does not know the chain atlantis: choose one of Ethereum"):
        ask(alice, "USDC", **words)


def test_what_is_there_already_is_not_taken_there(alice: User) -> None:
    with pytest.raises(UserError, match=r"^USDC is on Ethereum already\. .*“bridge 50 USDC from Base to Ethereum”"):
        ask(alice, "USDC", to_chain="ethereum")
    with pytest.raises(UserError, match="That is the chain it is on already"):
        ask(alice, "USDC", chain="base", to_chain="base")


def test_a_token_is_not_traded_for_itself_on_one_chain(alice: User) -> None:
    with pytest.raises(UserError, match="USDC for itself"):
        ask(alice, "USDC", currency="usdc", chain="base", to_chain="base")


def test_what_the_other_chain_does_not_have_is_refused(alice: User) -> None:
    with pytest.raises(UnknownToken, match="does not know UNI on X Layer"):
        ask(alice, "UNI", to_chain="x layer")


def test_nothing_is_taken_to_one_of_several_unverified_tokens(alice: User) -> None:
    for number in (1, 2):
        unverified("Base", "TWIN", number)

    with pytest.raises(UserError, match=r"^Several tokens are called twin on Base: none of them is verified"):
        ask(alice, "USDC", currency="twin", to_chain="base")


def test_a_purchase_on_another_chain_has_no_bracket(alice: User) -> None:
    with pytest.raises(UserError, match="between chains cannot carry a stop and a target"):
        ask(
            alice,
            "ETH",
            is_purchase=True,
            kind=AmountKind.USD,
            chain="arbitrum",
            to_chain="base",
            bracket=Bracket(stop_percent=Decimal(5)),
        )


def test_a_share_of_nothing_is_nothing(alice: User) -> None:
    with pytest.raises(UserError, match="There is no USDC in this wallet"):
        ask(alice, "USDC", kind=AmountKind.PERCENT, chain="base", to_chain="polygon")


# What is understood


@pytest.mark.parametrize(
    ("words", "given", "wanted"),
    [
        ({"chain": "arb", "to_chain": "base", "currency": "eth"}, "USDC on Arbitrum", "ETH on Base"),
        ({"chain": "arbitrum", "to_chain": "polygon", "currency": "eth"}, "USDC on Arbitrum", "WETH on Polygon"),
        ({"to_chain": "polygon"}, "USDC on Ethereum", "USDC on Polygon"),
        ({"chain": "base", "to_chain": "polygon"}, "USDC on Base", "USDC on Polygon"),
    ],
)
def test_each_token_is_found_on_its_own_chain(alice: User, words: dict[str, str], given: str, wanted: str) -> None:
    request = ask(alice, "usdc", **words)

    assert sides(request) == [given, wanted]
    assert (request.asked, request.units, request.is_crossing) == (Swap.Exact.IN, 50 * 10**6, True)


def test_it_leaves_the_users_own_chain(alice: User) -> None:
    set_default_chain(alice, Chain.objects.get(name="Base"))

    assert sides(ask(alice, "usdc", to_chain="arbitrum")) == ["USDC on Base", "USDC on Arbitrum"]


def test_a_token_of_one_chain_leaves_that_chain(alice: User) -> None:
    assert sides(ask(alice, "ARB", currency="usdc", to_chain="base")) == ["ARB on Arbitrum", "USDC on Base"]


def test_a_coin_becomes_what_stands_for_it_there(alice: User) -> None:
    assert sides(ask(alice, "eth", to_chain="polygon")) == ["ETH on Ethereum", "WETH on Polygon"]


@pytest.mark.parametrize("currency", ["", "usdc"])
def test_a_purchase_is_paid_on_the_first_chain(alice: User, currency: str) -> None:
    request = ask(
        alice, "eth", is_purchase=True, kind=AmountKind.USD, chain="arbitrum", to_chain="base", currency=currency
    )

    assert sides(request) == ["USDC on Arbitrum", "ETH on Base"]
    assert (request.asked, request.units) == (Swap.Exact.IN, 50 * 10**6)


def test_a_part_is_one_of_what_is_on_the_first_chain(alice: User) -> None:
    hold(alice, "30", "USDC", "Base")

    assert ask(alice, "usdc", kind=AmountKind.PERCENT, chain="base", to_chain="polygon").units == 15 * 10**6


def test_one_chain_named_twice_is_one_chain(alice: User) -> None:
    request = ask(alice, "usdc", currency="eth", chain="arbitrum", to_chain="arb")

    assert (sides(request), request.is_crossing) == (["USDC on Arbitrum", "ETH on Arbitrum"], False)
    assert request.token_out == token("ETH", "Arbitrum")
