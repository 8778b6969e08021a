"""Of whom a snapshot may be taken. What is not known as it is now is left for a later attempt, never guessed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from portfolio.models import Book, Holding, WalletSync
from trading.models import PaperBalance, Swap, Transaction, User, Wallet

__all__ = ["Skipped", "held_rows", "holding_any", "owners", "ready", "reasons", "wallets_in"]

OLDEST_SYNC: Final = timedelta(hours=3)
_UNDER_WAY: Final = (Swap.State.CONFIRMED, Swap.State.APPROVING, Swap.State.SENT, Swap.State.BRIDGING)


@dataclass(frozen=True)
class Skipped:
    """Whose snapshot was not taken, and why; it is tried again."""

    user: User
    book: Book
    why: str


def wallets_in(book: Book) -> QuerySet[Wallet]:
    """Return everybody's wallets of one book."""
    wallets, is_paper = Wallet.objects.filter(removed_at=None), Q(kind=Wallet.Kind.PAPER)
    return wallets.filter(is_paper if book == Book.PAPER else ~is_paper)


def held_rows(book: Book) -> QuerySet[Any]:
    """Return what counts in everybody's wallets of one book, one row per wallet and token."""
    if book == Book.PAPER:
        return PaperBalance.objects.filter(units__gt=0, wallet__in=wallets_in(book))
    counts = Q(apart=Holding.Apart.NO) | Q(accepted_at__isnull=False)
    return Holding.objects.filter(counts, units__gt=0, wallet__in=wallets_in(book))


def owners(book: Book, *, since: datetime) -> QuerySet[User]:
    """Return the users who had a wallet of a book at a moment."""
    theirs = wallets_in(book).filter(owner=OuterRef("pk"), created_at__lte=since)
    return User.objects.filter(Exists(theirs), status=User.Status.ACTIVE)


def ready(users: QuerySet[User], book: Book, now: datetime) -> QuerySet[User]:
    """Leave out the users of whose wallets one is not known as it is now."""
    return users.exclude(Exists(_unknown(book, now).filter(owner=OuterRef("pk"))))


def holding_any(tokens: Collection[int], book: Book) -> Exists:
    """Say whether a user holds any of these tokens."""
    return Exists(held_rows(book).filter(wallet__owner=OuterRef("pk"), token__in=tokens))


def reasons(users: QuerySet[User], book: Book, now: datetime, *, most: int) -> list[Skipped]:
    """Say of the first so many users why no snapshot of theirs could be taken."""
    return [Skipped(user, book, _reason(user, book, now)) for user in users.order_by("pk")[:most]]


def _unknown(book: Book, now: datetime) -> QuerySet[Wallet]:
    """Return the wallets of which it is not known what they hold now.

    While a trade is under way, or until a sync has seen what it did, its two sides are not in the rows together.
    """
    trading = Exists(Swap.objects.filter(wallet=OuterRef("pk"), state__in=_UNDER_WAY))
    if book == Book.PAPER:
        return wallets_in(book).filter(trading)
    seen = WalletSync.objects.filter(wallet=OuterRef("pk"), failure="", synced_at__gte=now - OLDEST_SYNC)
    unseen_trades = Transaction.objects.filter(
        wallet=OuterRef("pk"), swap__finished_at__gt=OuterRef("sync__synced_at"), fee_wei__isnull=False
    )
    return wallets_in(book).filter(~Exists(seen) | trading | Exists(unseen_trades))


def _reason(user: User, book: Book, now: datetime) -> str:
    wallet = _unknown(book, now).filter(owner=user).select_related("sync").first()
    if wallet is None:
        return "OKX gave no prices"
    sync: WalletSync | None = getattr(wallet, "sync", None)
    if book == Book.PAPER:
        return f"a trade of {wallet.name} is under way"
    if sync is None or sync.synced_at is None:
        return f"{wallet.name} was not looked at yet"
    if sync.failure:
        return f"{wallet.name} could not be looked at: {sync.failure}"
    if sync.synced_at < now - OLDEST_SYNC:
        return f"{wallet.name} was not looked at for hours"
    return f"a trade of {wallet.name} is under way"
