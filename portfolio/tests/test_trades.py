from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from portfolio.lots import Reason
from portfolio.models import Book
from portfolio.tests.past_swaps import past_swap, real_wallet
from portfolio.trades import finished_swaps, lots_of, traded_in, worth
from trading import paper
from trading.models import Swap, User
from trading.tests.desk import admitted, token


@pytest.fixture
def alice(seeded: None) -> User:
    return admitted(1, "Alice")


def spent(alice: User, **more: Any) -> Swap:
    """A purchase of 1 ETH for 2,000 USDC."""
    return past_swap(alice, ("2000", token("USDC")), ("1", token("ETH")), usd="1999", **more)


# What does not count


@pytest.mark.parametrize("state", [state for state in Swap.State if state != Swap.State.BOOKED])
def test_on_paper_only_what_was_booked_counts(alice: User, state: str) -> None:
    spent(alice, state=state)

    assert list(finished_swaps(alice, Book.PAPER)) == []


@pytest.mark.parametrize("state", [state for state in Swap.State if state != Swap.State.DONE])
def test_on_a_chain_only_what_is_done_counts(alice: User, state: str) -> None:
    spent(alice, state=state, wallet=real_wallet(alice))

    assert list(finished_swaps(alice, Book.REAL)) == []


def test_a_rehearsal_of_a_wallet_with_a_key_is_in_no_book(alice: User) -> None:
    spent(alice, wallet=real_wallet(alice), state="booked", mode="dry_run", received_units_out=None)

    assert [list(finished_swaps(alice, book)) for book in Book] == [[], []]


def test_play_money_and_real_money_are_apart(alice: User) -> None:
    play, real = spent(alice), spent(alice, wallet=real_wallet(alice))

    assert [list(finished_swaps(alice, book)) for book in (Book.PAPER, Book.REAL)] == [[play], [real]]


def test_nobody_counts_the_trades_of_others(alice: User) -> None:
    spent(admitted(2, "Bob"))

    assert lots_of(alice, Book.PAPER, "fifo").lots == []


def test_what_was_bought_before_a_reset_is_gone(alice: User) -> None:
    spent(alice)
    assert len(lots_of(alice, Book.PAPER, "fifo").lots) > 0
    paper.reset(alice, token("ETH").chain)

    assert lots_of(alice, Book.PAPER, "fifo").lots == []
    later = spent(alice)
    Swap.objects.filter(pk=later.pk).update(finished_at=timezone.now())
    assert len(lots_of(alice, Book.PAPER, "fifo").lots) > 0


def test_the_trades_of_a_wallet_that_was_taken_away_stay(alice: User) -> None:
    wallet = real_wallet(alice)
    swap = spent(alice, wallet=wallet)
    type(wallet).objects.filter(pk=wallet.pk).update(removed_at=swap.finished_at)

    assert list(finished_swaps(alice, Book.REAL)) == [swap]


# What a trade was worth


def test_a_purchase_with_dollars_is_worth_what_was_given_at_its_price(alice: User) -> None:
    assert worth(spent(alice)) == Decimal(1999)


def test_a_purchase_with_dollars_nobody_priced_is_worth_the_dollars(alice: User) -> None:
    assert worth(past_swap(alice, ("2000", token("USDC")), ("1", token("ETH")), usd=None)) == Decimal(2000)


def test_a_sale_for_dollars_is_worth_what_it_brought(alice: User) -> None:
    assert worth(past_swap(alice, ("1", token("ETH")), ("1985.5", token("USDC")), usd="2000")) == Decimal("1985.5")


def test_a_dollar_far_from_its_dollar_counts_as_any_other_token(alice: User) -> None:
    assert worth(past_swap(alice, ("1", token("ETH")), ("4000", token("USDC")), usd="2000")) == Decimal(2000)


def test_a_trade_between_two_coins_is_worth_what_was_given(alice: User) -> None:
    assert worth(past_swap(alice, ("1", token("ETH")), ("99", token("LINK")), usd="2000")) == Decimal(2000)
    assert worth(past_swap(alice, ("1", token("ETH")), ("99", token("LINK")), usd=None)) is None


@pytest.mark.parametrize(
    ("given", "received", "is_purchase"),
    [("USDC", "ETH", True), ("ETH", "USDC", False), ("ETH", "LINK", False), ("USDC", "DAI", False)],
)
def test_a_purchase_is_what_is_paid_in_dollars(alice: User, given: str, received: str, is_purchase: bool) -> None:
    swap = past_swap(alice, ("1", token(given)), ("1", token(received)), usd="1")

    assert traded_in(swap).is_purchase == is_purchase


# Gas


def test_a_live_trade_that_failed_burnt_its_gas_and_moved_nothing_else(alice: User) -> None:
    ether = token("ETH")
    gas = {"gas_token": ether, "gas_units": 10**15, "gas_usd": Decimal(2)}
    spent(alice, wallet=real_wallet(alice), state="failed", received_units_out=None, **gas)
    (burnt,) = lots_of(alice, Book.REAL, "fifo").disposals

    assert (burnt.token, burnt.units, burnt.reason, burnt.proceeds_usd) == (ether.pk, 10**15, Reason.GAS, Decimal(0))


def test_what_a_bridge_took_in_coins_is_gas_where_the_chain_tells_it_apart(alice: User) -> None:
    gas: dict[str, Any] = {"gas_token": token("ETH"), "gas_units": 100, "gas_usd": Decimal(2), "bridge_coin_units": 7}
    there = token("USDC", "Base")
    live = past_swap(
        alice, ("50", token("USDC")), ("49", there), usd="50", wallet=real_wallet(alice), bridge="Across", **gas
    )
    paper = past_swap(alice, ("50", token("USDC")), ("49", there), usd="50", bridge="Across", **gas)

    assert (traded_in(live).gas, traded_in(paper).gas) == (107, 100)


# Lots


def test_a_crossing_trade_is_a_disposal_here_and_a_purchase_there(alice: User) -> None:
    here, there = token("USDC"), token("USDC", "Base")
    past_swap(alice, ("50", here), ("49", there), usd="50", bridge="Across")
    book = lots_of(alice, Book.PAPER, "fifo")

    assert [(sold.token, sold.gain_usd) for sold in book.disposals] == [(here.pk, None)]
    assert [(lot.token, lot.cost_usd) for lot in book.lots] == [(there.pk, Decimal(49))]


@pytest.mark.parametrize(("method", "gain"), [("fifo", "500"), ("lifo", "-500"), ("hifo", "-500")])
def test_the_method_decides_what_a_sale_gained(alice: User, method: str, gain: str) -> None:
    usdc, ether = token("USDC"), token("ETH")
    past_swap(alice, ("2000", usdc), ("1", ether), usd="2000", day=1)
    past_swap(alice, ("3000", usdc), ("1", ether), usd="3000", day=2)
    past_swap(alice, ("1", ether), ("2500", usdc), usd="2501", day=3)
    gains = [sold.gain_usd for sold in lots_of(alice, Book.PAPER, method).disposals if sold.token == ether.pk]

    assert gains == [Decimal(gain)]
