"""Which wallets belong together: play money and real money are never added up."""

from __future__ import annotations

from portfolio.models import Book
from trading.models import User, Wallet

__all__ = ["book_of", "chosen_book", "wallets_of"]


def book_of(wallet: Wallet) -> Book:
    return Book.PAPER if wallet.kind == Wallet.Kind.PAPER else Book.REAL


def chosen_book(user: User) -> Book:
    """Return the book a user means without saying so: that of the default wallet."""
    return book_of(user.default_wallet) if user.default_wallet else Book.PAPER


def wallets_of(user: User, book: Book) -> list[Wallet]:
    """Return a user's wallets of one book, without those that were taken away."""
    wallets = Wallet.objects.filter(owner=user, removed_at=None).order_by("pk")
    return [wallet for wallet in wallets if book_of(wallet) == book]
