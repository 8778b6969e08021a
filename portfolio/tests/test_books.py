from __future__ import annotations

import pytest
from django.utils import timezone

from portfolio.books import book_of, chosen_book, wallets_of
from portfolio.models import Book
from portfolio.tests.balance_desk import somebody, watched
from trading.models import User, Wallet

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> User:
    return somebody()


def paper(owner: User) -> Wallet:
    return Wallet.objects.create(owner=owner, name="Paper", kind=Wallet.Kind.PAPER)


def test_play_money_and_real_money_are_never_in_one_book(alice: User) -> None:
    play, vault = paper(alice), watched(alice)
    hot = Wallet.objects.create(owner=alice, name="Hot", kind=Wallet.Kind.HOT, address=f"0x{9:040x}")

    assert wallets_of(alice, Book.PAPER) == [play]
    assert wallets_of(alice, Book.REAL) == [vault, hot]
    assert [book_of(each) for each in (play, vault, hot)] == [Book.PAPER, Book.REAL, Book.REAL]


def test_wallets_of_others_and_those_taken_away_are_in_no_book(alice: User) -> None:
    watched(somebody("bob"))
    gone = watched(alice, 2)
    Wallet.objects.filter(pk=gone.pk).update(removed_at=timezone.now())

    assert wallets_of(alice, Book.REAL) == []


def test_without_a_wallet_play_money_is_meant(alice: User) -> None:
    assert chosen_book(alice) == Book.PAPER


def test_the_default_wallet_says_which_book_is_meant(alice: User) -> None:
    alice.default_wallet = watched(alice)
    assert chosen_book(alice) == Book.REAL
    alice.default_wallet = paper(alice)
    assert chosen_book(alice) == Book.PAPER
