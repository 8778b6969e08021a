from __future__ import annotations

from decimal import Decimal

import pytest
import responses

from portfolio.models import Book, Holding
from portfolio.profit import Profit, TokenProfit, about, profit_of
from portfolio.tests.past_swaps import past_swap, real_wallet
from sandbox.okx.faults import set_fault
from tokens.models import Price
from trading.models import User
from trading.tests.desk import admitted, hold, hold_nothing, token
from trading.tests.order_desk import fixed_price

ZERO = Decimal(0)


@pytest.fixture
def alice(okx: responses.RequestsMock) -> User:
    """Somebody who holds nothing, where ETH costs 3,000 and USDC one dollar."""
    user = admitted(1, "Alice")
    hold_nothing(user)
    fixed_price("ETH", "3000")
    fixed_price("USDC", "1")
    return user


def of(profit: Profit, symbol: str) -> TokenProfit:
    (found,) = [each for each in profit.tokens if each.token.symbol == symbol]
    return found


def test_who_has_nothing_and_never_traded_has_no_profit(alice: User) -> None:
    profit = profit_of(alice, Book.PAPER)

    assert (profit.tokens, profit.realised_usd, profit.unrealised_usd) == ([], ZERO, ZERO)


def test_what_came_from_elsewhere_gains_nothing_and_is_said_to_be_unknown(alice: User) -> None:
    hold(alice, "2", "ETH")
    ether = of(profit_of(alice, Book.PAPER), "ETH")

    assert (ether.unknown, ether.open, ether.average_usd, ether.unrealised_usd) == (Decimal(2), ZERO, None, None)


def test_a_sale_of_unknown_cost_is_no_gain(alice: User) -> None:
    past_swap(alice, ("1", token("ETH")), ("2900", token("USDC")), usd="2900")
    ether = of(profit_of(alice, Book.PAPER), "ETH")

    assert (ether.has_sold, ether.realised_usd) == (False, ZERO)
    assert (ether.unknown_sold, ether.unknown_proceeds_usd) == (Decimal(1), Decimal(2900))


def test_realised_and_unrealised_gains_are_apart(alice: User) -> None:
    past_swap(alice, ("4000", token("USDC")), ("2", token("ETH")), usd="4000", gas_usd=Decimal(10), day=1)
    past_swap(alice, ("1", token("ETH")), ("2500", token("USDC")), usd="2510", gas_usd=Decimal(5), day=2)
    hold(alice, "1.5", "ETH")
    ether = of(profit_of(alice, Book.PAPER), "ETH")

    assert ether.realised_usd == Decimal(2500) - 5 - 2005
    assert (ether.open, ether.average_usd, ether.unrealised_usd) == (Decimal(1), Decimal(2005), Decimal(995))
    assert (ether.unknown, ether.gone) == (Decimal("0.5"), ZERO)


def test_what_was_moved_away_is_in_no_unrealised_gain(alice: User) -> None:
    past_swap(alice, ("4000", token("USDC")), ("2", token("ETH")), usd="4000")
    hold(alice, "0.5", "ETH")
    ether = of(profit_of(alice, Book.PAPER), "ETH")

    assert (ether.open, ether.cost_usd, ether.unrealised_usd) == (Decimal("0.5"), Decimal(1000), Decimal(500))
    assert ether.gone == Decimal("1.5")


def test_without_a_price_the_unrealised_gain_is_not_known(alice: User) -> None:
    past_swap(alice, ("100", token("USDC")), ("5", token("LINK")), usd="100")
    hold(alice, "5", "LINK")
    Price.objects.filter(token=token("LINK")).delete()
    set_fault("", "500", times=99)
    profit = profit_of(alice, Book.PAPER)

    assert of(profit, "LINK").unrealised_usd is None
    assert [each.token.symbol for each in profit.unpriced] == ["LINK"]


def test_the_other_book_is_not_counted(alice: User) -> None:
    wallet = real_wallet(alice)
    past_swap(alice, ("4000", token("USDC")), ("2", token("ETH")), usd="4000", wallet=wallet)
    Holding.objects.create(wallet=wallet, token=token("ETH"), units=2 * 10**18)

    assert profit_of(alice, Book.PAPER).tokens == []
    assert of(profit_of(alice, Book.REAL), "ETH").unrealised_usd == Decimal(2000)


def test_the_method_is_the_user_s(alice: User) -> None:
    past_swap(alice, ("2000", token("USDC")), ("1", token("ETH")), usd="2000", day=1)
    past_swap(alice, ("3000", token("USDC")), ("1", token("ETH")), usd="3000", day=2)
    past_swap(alice, ("1", token("ETH")), ("2500", token("USDC")), usd="2500", day=3)
    gains = []
    for alice.cost_basis in ("fifo", "lifo", "hifo"):
        gains.append(of(profit_of(alice, Book.PAPER), "ETH").realised_usd)

    assert gains == [500, -500, -500]


@pytest.mark.parametrize(("name", "symbols"), [("eth", ["ETH"]), ("$ETH", ["ETH"]), ("ether", ["ETH"]), ("nope", [])])
def test_a_token_is_found_by_any_of_its_names(alice: User, name: str, symbols: list[str]) -> None:
    hold(alice, "1", "ETH")
    hold(alice, "1", "LINK")

    assert [each.token.symbol for each in about(profit_of(alice, Book.PAPER), name)] == symbols
