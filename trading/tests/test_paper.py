from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from esther_site.lib.errors import EstherError, UserError
from tokens.models import Chain, Price
from trading import paper
from trading.models import PaperBalance, Swap, User, Wallet
from trading.quoting import TradeRequest
from trading.swaps import PriceMoved, confirm_swap, quote_swap
from trading.tests.desk import hold, hold_nothing, holdings, receive, spend, token

CASH = 10_000_000_000


def chain(name: str) -> Chain:
    return Chain.objects.get(name=name)


def wallet_of(user: User) -> Wallet:
    assert user.default_wallet is not None
    return user.default_wallet


# Putting money in


@pytest.mark.parametrize("amount", ["0", "-1", "1e-7", "1e12", "1e400", "NaN", "Infinity", "-Infinity"])
def test_only_an_amount_can_be_added(alice: User, amount: str) -> None:
    with pytest.raises(UserError, match="Name an amount of USDC"):
        hold(alice, amount, "USDC")

    assert holdings(alice) == {"USDC": CASH}


def test_what_is_added_comes_on_top(alice: User) -> None:
    hold(alice, "0.000001", "USDC")
    hold(alice, "1.5", "LINK")

    assert holdings(alice) == {"USDC": CASH + 1, "LINK": 15 * 10**17}


def test_a_wallet_is_opened_once(alice: User) -> None:
    PaperBalance.objects.update(units=5)

    assert paper.open_paper_wallet(alice) == wallet_of(alice)
    assert Wallet.objects.count() == 1
    assert holdings(alice) == {"USDC": 5}


def test_a_wallet_that_is_there_becomes_the_default_again(alice: User) -> None:
    User.objects.update(default_wallet=None)
    forgetful = User.objects.get()
    wallet = paper.open_paper_wallet(forgetful)

    assert (forgetful.default_wallet, User.objects.get().default_wallet) == (wallet, wallet)


@pytest.mark.parametrize(("name", "units"), [("Ethereum", CASH), ("BSC", 10_000 * 10**18), ("X Layer", CASH)])
def test_starting_over_leaves_the_cash_on_one_chain(alice: User, name: str, units: int) -> None:
    hold(alice, "1", "LINK")
    paper.reset(alice, chain(name))

    (balance,) = PaperBalance.objects.select_related("token__chain")
    assert (balance.token.symbol, balance.token.chain.name, balance.units) == ("USDC", name, units)


def test_starting_over_touches_nobody_else(alice: User, bob: User) -> None:
    hold(bob, "1", "LINK")
    paper.reset(alice, chain("Base"))

    assert holdings(bob) == {"USDC": CASH, "LINK": 10**18}


@pytest.mark.parametrize("name", ["Ethereum", "Optimism", "BSC", "Polygon", "X Layer", "Base", "Arbitrum", "Avalanche"])
def test_every_chain_has_cash(seeded: None, name: str) -> None:
    assert paper.cash_token(chain(name)).symbol == "USDC"


# Paying gas


@pytest.fixture
def prices(seeded: None) -> None:
    for symbol, usd in (("ETH", "2500"), ("USDC", "1")):
        Price.objects.create(token=token(symbol), usd=Decimal(usd), source="test", observed_at=timezone.now())


def pay(user: User, gas_usd: str, **moves: int) -> tuple[str, int] | None:
    by_token = {token(symbol).pk: change for symbol, change in moves.items()}
    payment = paper.gas_payment(wallet_of(user), chain("Ethereum"), Decimal(gas_usd), by_token)
    return (payment[0].symbol, payment[1]) if payment else None


def test_gas_nobody_can_pay_is_said_to_be_unpaid(prices: None, alice: User) -> None:
    assert pay(alice, "0.25", USDC=-CASH + 249_999) is None


def test_gas_is_paid_to_the_last_unit(prices: None, alice: User) -> None:
    assert pay(alice, "0.25", USDC=-CASH + 250_000) == ("USDC", 250_000)


def test_the_coin_pays_before_cash(prices: None, alice: User) -> None:
    hold(alice, "0.0001", "ETH")

    assert pay(alice, "0.25") == ("ETH", 10**14)
    assert pay(alice, "0.25", ETH=-1) == ("USDC", 250_000)


def test_gas_is_rounded_up(prices: None, alice: User) -> None:
    assert pay(alice, "0.0000001") == ("USDC", 1)


def test_free_gas_needs_no_balance(prices: None, alice: User) -> None:
    hold_nothing(alice)
    assert pay(alice, "0") == ("ETH", 0)


# Booking


def swap_of(user: User) -> Swap:
    return Swap(wallet=wallet_of(user), token_in=token("USDC"), token_out=token("ETH"))


@pytest.mark.parametrize(("units_in", "gas_units"), [(CASH + 1, 0), (CASH, 1)])
def test_what_is_not_there_is_not_booked(alice: User, units_in: int, gas_units: int) -> None:
    with transaction.atomic(), pytest.raises(UserError, match="Nothing was booked"), transaction.atomic():
        paper.book(swap_of(alice), units_in=units_in, units_out=10**18, gas=(token("USDC"), gas_units))

    assert holdings(alice) == {"USDC": CASH}


def test_a_booking_moves_what_is_spent_received_and_paid_for_gas(alice: User) -> None:
    paper.book(swap_of(alice), units_in=1000, units_out=50, gas=(token("ETH"), 50))
    paper.book(swap_of(alice), units_in=1000, units_out=70, gas=(token("USDC"), 3))

    assert holdings(alice) == {"USDC": CASH - 2003, "ETH": 70}


Ask = Callable[[User, Decimal], TradeRequest]
ASKS: tuple[Ask, ...] = (
    lambda user, size: spend(user, f"{size:f}", "USDC", get="ETH"),
    lambda user, size: spend(user, f"{size:f}", "USDC", get="WBTC"),
    lambda user, size: spend(user, f"{size / 2500:f}", "ETH", get="LINK"),
    lambda user, size: spend(user, f"{size / 20:f}", "LINK", get="USDC"),
    lambda user, size: receive(user, f"{size / 2500:f}", "ETH"),
    lambda user, size: receive(user, f"{size / 110000:f}", "WBTC", pay="ETH"),
    lambda user, size: receive(user, f"{size:f}", "USDC", pay="WBTC"),
)


def trade_at_random(user: User, *, seed: int, times: int) -> int:
    """Try this many trades of all sizes, too large ones among them; return how many were refused."""
    chance = random.Random(seed)
    refused = 0
    for number in range(times):
        size = Decimal(chance.randrange(1, 600_000)) / 100
        try:
            swap = quote_swap(chance.choice(ASKS)(user, size))
            confirm_swap(user, swap.handle, pressed_by=f"press {number}")
        except (EstherError, PriceMoved):
            refused += 1
    return refused


def booked_moves() -> Counter[str]:
    """Return what the booked trades say was moved, by symbol."""
    moves: Counter[str] = Counter()
    swaps = Swap.objects.filter(state=Swap.State.BOOKED).select_related("token_in", "token_out", "gas_token")
    for swap in swaps:
        assert swap.gas_token is not None
        assert swap.gas_units is not None
        assert swap.received_units_out is not None
        moves[swap.token_in.symbol] -= swap.units_in
        moves[swap.token_out.symbol] += swap.received_units_out
        moves[swap.gas_token.symbol] -= swap.gas_units
    return moves


@pytest.mark.parametrize("seed", range(4))
def test_balances_are_the_sum_of_what_was_booked(okx: object, alice: User, bob: User, seed: int) -> None:
    refused = trade_at_random(alice, seed=seed, times=25)

    moves = booked_moves()
    moves["USDC"] += CASH
    assert holdings(alice) == {symbol: units for symbol, units in moves.items() if units}
    assert min(holdings(alice).values()) > 0
    assert holdings(bob) == {"USDC": CASH}
    assert 0 < refused < 25  # both ways were taken
