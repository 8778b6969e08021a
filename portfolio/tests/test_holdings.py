from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from portfolio.holdings import held_in
from portfolio.models import Book, Holding, WalletSync
from portfolio.tests.balance_desk import NOW, somebody, token, watched
from portfolio.valuation import value_book, value_wallet
from tokens.models import Price
from trading.models import PaperBalance, User, Wallet

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(seeded: None) -> User:
    return somebody()


def synced(wallet: Wallet, *, hours_ago: int = 0, failure: str = "") -> WalletSync:
    at = NOW - timedelta(hours=hours_ago)
    return WalletSync.objects.create(wallet=wallet, synced_at=at, failure=failure, due_at=NOW)


def test_what_is_apart_is_listed_and_not_counted(alice: User) -> None:
    vault = watched(alice)
    for symbol, why in (("ETH", ""), ("LINK", "risk"), ("UNI", "worthless"), ("AAVE", "jump")):
        Holding.objects.create(wallet=vault, token=token(symbol), units=5, apart=why)
    held = held_in([vault])

    assert held.units == {token("ETH"): 5}
    assert [(one.token.symbol, one.units, one.why) for one in held.apart] == [
        ("LINK", 5, "risk"),
        ("UNI", 5, "worthless"),
        ("AAVE", 5, "jump"),
    ]


def test_what_its_owner_counts_counts(alice: User) -> None:
    vault = watched(alice)
    Holding.objects.create(wallet=vault, token=token("AAVE"), units=5, apart="jump", accepted_at=timezone.now())
    assert (held_in([vault]).units, held_in([vault]).apart) == ({token("AAVE"): 5}, [])


def test_one_token_in_two_wallets_is_one_line(alice: User) -> None:
    first, second = watched(alice, 1), watched(alice, 2)
    for wallet in (first, second):
        Holding.objects.create(wallet=wallet, token=token("ETH"), units=5)
    assert held_in([first, second]).units == {token("ETH"): 10}


def test_what_is_used_up_is_not_held(alice: User) -> None:
    vault = watched(alice)
    Holding.objects.create(wallet=vault, token=token("ETH"), units=0)
    assert held_in([vault]).units == {}


def test_it_is_as_old_as_the_wallet_looked_at_longest_ago(alice: User) -> None:
    first, second = watched(alice, 1), watched(alice, 2)
    synced(first, hours_ago=1)
    synced(second, hours_ago=3)
    assert held_in([first, second]).synced_at == NOW - timedelta(hours=3)


def test_a_failure_makes_it_stale_and_nothing_else(alice: User) -> None:
    vault = watched(alice)
    failed = synced(vault, hours_ago=1, failure="OKX was away.")
    Holding.objects.create(wallet=vault, token=token("ETH"), units=5)
    held = held_in([vault])

    assert (held.stale, held.units, held.unseen) == ([failed], {token("ETH"): 5}, [])


def test_a_wallet_that_was_never_seen_is_named(alice: User) -> None:
    fresh, tried = watched(alice, 1), watched(alice, 2)
    WalletSync.objects.create(wallet=tried, failure="OKX was away.", due_at=NOW)
    assert held_in([fresh, tried]).unseen == [fresh, tried]


def test_a_paper_wallet_needs_no_look_at_any_chain(alice: User) -> None:
    play = Wallet.objects.create(owner=alice, name="Paper", kind=Wallet.Kind.PAPER)
    PaperBalance.objects.create(wallet=play, token=token("ETH"), units=5)
    held = held_in([play])

    assert (held.units, held.synced_at, held.stale, held.unseen) == ({token("ETH"): 5}, None, [], [])


def test_a_book_is_valued_over_its_wallets_and_on_one_chain(alice: User) -> None:
    first, second = watched(alice, 1), watched(alice, 2)
    for wallet, name, chain in ((first, "ETH", "Ethereum"), (second, "ETH", "Base"), (second, "USDC", "Base")):
        held = token(name, chain)
        Holding.objects.create(wallet=wallet, token=held, units=10**held.decimals)
        usd = Decimal(3000 if name == "ETH" else 1)
        Price.objects.create(token=held, usd=usd, source="test", observed_at=timezone.now())

    assert value_book(alice, Book.REAL).total_usd == 6001
    assert value_book(alice, Book.REAL, chain=token("ETH", "Base").chain).total_usd == 3001
    assert value_wallet(second).total_usd == 3001
    assert value_book(alice, Book.PAPER).total_usd == 0


def test_a_value_with_a_stale_or_unseen_wallet_in_it_is_not_complete(alice: User) -> None:
    vault = watched(alice)
    assert not value_wallet(vault).is_complete
    sync = synced(vault)
    assert value_wallet(vault).is_complete
    WalletSync.objects.filter(pk=sync.pk).update(failure="OKX was away.")
    assert not value_wallet(vault).is_complete
