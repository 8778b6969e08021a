"""Which part of what a user owns is meant: play money or real, one wallet, or one chain. In words and in buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bots.language.intents import Understood
from esther_site.lib.errors import UserError
from portfolio.books import book_of, chosen_book, wallets_of
from portfolio.models import Book
from portfolio.valuation import Valuation, value_book, value_wallet
from tokens.models import Chain
from tokens.resolver import resolve_chain
from tokens.spoken import fold, shown
from trading.models import User, Wallet
from trading.wallets import list_wallets

__all__ = ["Scope", "scope_named", "scope_pressed"]

_BOOKS: Final = {"paper": Book.PAPER, "play money": Book.PAPER, "real": Book.REAL, "live": Book.REAL}


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What is looked at; a wallet or a chain narrows the book."""

    book: Book
    wallet: Wallet | None = None
    chain: Chain | None = None

    @property
    def arguments(self) -> tuple[object, ...]:
        """The scope as a button carries it."""
        return self.book.value, self.wallet.pk if self.wallet else 0, self.chain.pk if self.chain else 0

    def value(self, user: User) -> Valuation:
        """Value what is in it."""
        if self.wallet:
            return value_wallet(self.wallet)
        return value_book(user, self.book, chain=self.chain)

    def title(self, user: User) -> str:
        """Return what to call it."""
        wallets = [self.wallet] if self.wallet else wallets_of(user, self.book)
        name = wallets[0].name if len(wallets) == 1 else "Your wallets"
        return f"{name} on {self.chain.name}" if self.chain else name


def scope_named(user: User, understood: Understood) -> Scope:
    """Return what a sentence means. Raises UserError for a name that is nothing."""
    place, chain = understood.entities.get("place"), understood.entities.get("chain")
    if place in _BOOKS:
        return Scope(book=_BOOKS[place], chain=resolve_chain(chain) if chain else None)
    if chain:
        return Scope(book=chosen_book(user), chain=resolve_chain(chain))
    return _called(user, place) if place else Scope(book=chosen_book(user))


def scope_pressed(user: User, arguments: Sequence[str]) -> Scope:
    """Return what a button means; without anything in it, all of the chosen book. Raises UserError for a lost one."""
    if not arguments:
        return Scope(book=chosen_book(user))
    book, wallet, chain = (*arguments, "", "", "")[:3]
    if book not in Book.values or not wallet.isdecimal() or not chain.isdecimal():
        raise UserError("This button is from an older version. Look at /portfolio for a fresh one.")
    mine = next((each for each in list_wallets(user) if each.pk == int(wallet)), None)
    if int(wallet) and mine is None:
        raise UserError("This wallet is gone. Look at /portfolio for what there is.")
    return Scope(book=Book(book), wallet=mine, chain=Chain.objects.filter(pk=int(chain)).first())


def _called(user: User, place: str) -> Scope:
    for wallet in list_wallets(user):
        if fold(place) in (fold(wallet.name), wallet.address or None):
            return Scope(book=book_of(wallet), wallet=wallet)
    try:
        return Scope(book=chosen_book(user), chain=resolve_chain(place))
    except UserError as error:
        raise UserError(
            f"You have no wallet called {shown(place)}, and no chain is called that. /wallets lists yours."
        ) from error
