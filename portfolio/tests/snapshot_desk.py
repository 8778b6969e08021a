"""Short words for the tests of snapshots: people, what they hold, and a clock that stands still."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from portfolio.models import Book, Holding, Snapshot, WalletSync
from tokens.models import Price, Token
from trading.models import PaperBalance, User, Wallet

NOW = datetime(2026, 5, 5, 0, 2, tzinfo=UTC)  # the fourth of May is over in UTC
LONG_AGO = NOW - timedelta(days=400)

_numbers = count(1)


def person(name: str = "alice", *, zone: str = "UTC") -> User:
    """Make somebody with an empty paper wallet that has been there for long."""
    user = User.objects.create(username=name, status=User.Status.ACTIVE, time_zone=zone)
    user.default_wallet = wallet_of(user, Wallet.Kind.PAPER)
    user.save()
    return user


def wallet_of(user: User, kind: Wallet.Kind, *, since: datetime = LONG_AGO) -> Wallet:
    number = next(_numbers)
    address = "" if kind == Wallet.Kind.PAPER else f"0x{number:040x}"
    wallet = Wallet.objects.create(owner=user, name=f"{kind.value} {number}", kind=kind, address=address)
    Wallet.objects.filter(pk=wallet.pk).update(created_at=since)
    return wallet


def real_wallet(user: User, *, synced_at: datetime | None = NOW, failure: str = "", **more: Any) -> Wallet:
    """Make a wallet on chains that was looked at."""
    wallet = wallet_of(user, Wallet.Kind.WATCH, **more)
    WalletSync.objects.create(wallet=wallet, synced_at=synced_at, failure=failure, due_at=NOW)
    return wallet


def token(symbol: str) -> Token:
    return Token.objects.select_related("chain").get(chain__name="Ethereum", symbol=symbol)


def hold(wallet: Wallet, symbol: str, amount: str, **more: Any) -> Token:
    held = token(symbol)
    units = held.to_units(Decimal(amount))
    if wallet.kind == Wallet.Kind.PAPER:
        PaperBalance.objects.update_or_create(wallet=wallet, token=held, defaults={"units": units})
    else:
        Holding.objects.create(wallet=wallet, token=held, units=units, **more)
    return held


def cost(symbol: str, usd: str, *, at: datetime = NOW) -> None:
    Price.objects.update_or_create(
        token=token(symbol), defaults={"usd": Decimal(usd), "source": "test", "observed_at": at}
    )


def lines_of(user: User, book: Book = Book.PAPER) -> dict[str, tuple[Any, Any, Any]]:
    """Return the lines of a user's only snapshot: amount, price and value by symbol."""
    snapshot = Snapshot.objects.get(user=user, book=book)
    return {
        line.token.symbol: (line.token.to_amount(line.units), line.price_usd, line.value_usd)
        for line in snapshot.lines.select_related("token")
    }
