from __future__ import annotations

from decimal import Decimal

import pytest

from esther_site.lib.errors import UserError
from tokens.models import Chain, Token
from trading.currencies import default_currency, default_symbol, offered_currencies, set_default_currency
from trading.intake import AmountKind, CurrencyNeeded, TradeWish, make_request, tokens_of
from trading.models import User
from trading.tests.desk import admitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(seeded: None) -> User:
    return admitted(101, "Alice")


def chain(name: str) -> Chain:
    return Chain.objects.get(name=name)


@pytest.mark.parametrize("name", ["NOSUCH", "<b>", "OKB", "COPY"])
def test_what_the_chain_has_not_is_no_currency(alice: User, name: str) -> None:
    Token.objects.create(chain_id=1, address="0x" + "1" * 40, symbol="COPY", decimals=18, source="user")
    with pytest.raises(UserError, match=r"There is no verified .* on Ethereum.*such as USDC or .*unchanged"):
        set_default_currency(alice, name)

    assert default_symbol(User.objects.get()) == "USDC"


def test_a_token_called_like_a_dollar_by_anybody_is_not_it(alice: User) -> None:
    set_default_currency(alice, "dai")
    Token.objects.filter(chain=chain("Base"), symbol="DAI").delete()
    Token.objects.create(chain=chain("Base"), address="0x" + "1" * 40, symbol="DAI", decimals=18, source="user")

    with pytest.raises(UserError, match="There is no verified DAI, your default currency, on Base"):
        default_currency(alice, chain("Base"))


def test_a_token_is_not_traded_for_itself_by_default(alice: User) -> None:
    set_default_currency(alice, "USDT")

    with pytest.raises(CurrencyNeeded, match="Name both tokens"):
        tokens_of(alice, token="usdt", currency="", chain="")
    assert tokens_of(alice, token="usdc", currency="", chain="")[1].symbol == "USDT"


def test_dollars_are_not_taken_for_the_default_currency(alice: User) -> None:
    """“Spend 100” says of what, and what it says of dollars is never read as a hundred ethers."""
    set_default_currency(alice, "ETH")
    wish = TradeWish(is_purchase=True, token="link", currency="USDC", amount=Decimal(100), kind=AmountKind.SPEND)

    assert make_request(alice, wish).token_in.symbol == "USDC"


def test_at_first_it_is_the_dollar_of_the_chain(alice: User) -> None:
    assert default_currency(alice, chain("Arbitrum")).symbol == "USDC"
    assert default_currency(alice, chain("Arbitrum")).chain.name == "Arbitrum"


def test_it_is_what_trades_are_paid_with_and_bring(alice: User) -> None:
    set_default_currency(alice, "tether")
    bought = make_request(alice, TradeWish(is_purchase=True, token="eth", amount=Decimal(1), kind=AmountKind.TOKEN))

    assert User.objects.get().default_currency == "USDT"
    assert (bought.token_in.symbol, bought.token_out.symbol) == ("USDT", "ETH")
    assert tokens_of(alice, token="link", currency="", chain="")[1].symbol == "USDT"


def test_the_dollar_of_the_chain_can_be_chosen_again(alice: User) -> None:
    set_default_currency(alice, "usdt")
    set_default_currency(alice, "usdc")

    assert User.objects.get().default_currency == ""


def test_only_what_the_chain_has_is_offered(alice: User) -> None:
    assert offered_currencies(alice)[:2] == ["USDC", "USDT"]
    assert "ETH" in offered_currencies(alice)
