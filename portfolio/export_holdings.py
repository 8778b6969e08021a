"""What a user has and had, as tables: holdings, daily snapshots with their lines, and balances at a year's end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.utils import timezone

from esther_site.lib.errors import UserError
from portfolio.books import wallets_of
from portfolio.csv_table import Columns, Table, table_of
from portfolio.days import day_in
from portfolio.models import Book, Holding, SnapshotLine, WalletSync
from tokens.market import last_prices
from tokens.models import Price
from trading.models import PaperBalance, User

__all__ = ["balance_table", "holding_table", "snapshot_table"]

_AT_A_TIME: Final = 1000


@dataclass(frozen=True, kw_only=True)
class _Seen:
    """What a wallet holds of one token, whether it counts, when that was looked at, and what one costs."""

    row: PaperBalance | Holding
    counted: str = "yes"
    as_of: datetime | None = None
    price: Price | None = None

    @property
    def amount(self) -> Decimal:
        return self.row.token.to_amount(self.row.units)


_HOLDING_COLUMNS: Final[Columns[_Seen]] = {
    "Wallet": lambda seen: seen.row.wallet.name,
    "Address": lambda seen: seen.row.wallet.address,
    "Chain": lambda seen: seen.row.token.chain.name,
    "Token": lambda seen: seen.row.token.symbol,
    "Contract": lambda seen: seen.row.token.address,
    "Verified": lambda seen: seen.row.token.verified,
    "Amount": lambda seen: seen.amount,
    "Counted": lambda seen: seen.counted,
    "Price USD": lambda seen: seen.price.usd if seen.price else None,
    "Value USD": lambda seen: seen.amount * seen.price.usd if seen.price else None,
    "Price As Of": lambda seen: seen.price.observed_at if seen.price else None,
    "Balance As Of": lambda seen: seen.as_of,
}
_SNAPSHOT_COLUMNS: Final[Columns[SnapshotLine]] = {
    "Day": lambda line: line.snapshot.day,
    "Taken": lambda line: line.snapshot.taken_at,
    "Source": lambda line: line.snapshot.source,
    "Estimated": lambda line: "estimated" if line.snapshot.is_estimated else "",
    "Total USD": lambda line: line.snapshot.total_usd,
    "Chain": lambda line: line.token.chain.name,
    "Token": lambda line: line.token.symbol,
    "Contract": lambda line: line.token.address,
    "Verified": lambda line: line.token.verified,
    "Amount": lambda line: line.token.to_amount(line.units),
    "Price USD": lambda line: line.price_usd,
    "Value USD": lambda line: None if line.price_usd is None else line.value_usd,
}


def holding_table(user: User, book: Book) -> Table:
    """Return what a user's wallets hold, each at its latest known price; what is apart is there and not counted."""
    return table_of(lambda: _holdings(user, book), _HOLDING_COLUMNS, name="holdings")


def snapshot_table(user: User, book: Book) -> Table:
    """Return all daily snapshots, a row for each of their lines."""
    return _lines(user, book, name="snapshots")


def balance_table(user: User, book: Book, year: int) -> Table:
    """Return the balances at the end of a year in the user's zone, as the snapshot of its last day has them.

    Raises UserError for a year that is not over.
    """
    day = date(year, 12, 31)
    if day_in(user.time_zone, timezone.now()) <= day:
        raise UserError(f"{year} is not over yet: its balances can be exported from 1 January {year + 1} on.")
    return _lines(user, book, name=f"balances-{day}", day=day)


def _holdings(user: User, book: Book) -> list[_Seen]:
    seen = _on_paper(user) if book == Book.PAPER else _on_chains(user)
    prices = last_prices([each.row.token for each in seen])
    return [replace(each, price=prices.get(each.row.token_id)) for each in seen]


def _on_paper(user: User) -> list[_Seen]:
    balances = PaperBalance.objects.filter(wallet__in=wallets_of(user, Book.PAPER), units__gt=0)
    return [_Seen(row=row) for row in balances.select_related("wallet", "token__chain").order_by("pk")]


def _on_chains(user: User) -> list[_Seen]:
    wallets = wallets_of(user, Book.REAL)
    synced = dict(WalletSync.objects.filter(wallet__in=wallets).values_list("wallet_id", "synced_at"))
    holdings = Holding.objects.filter(wallet__in=wallets, units__gt=0)
    return [
        _Seen(row=row, counted=_counted(row), as_of=synced.get(row.wallet_id))
        for row in holdings.select_related("wallet", "token__chain").order_by("wallet_id", "pk")
    ]


def _counted(row: Holding) -> str:
    return "yes" if not row.apart or row.accepted_at else f"no: {row.apart}"


def _lines(user: User, book: Book, *, name: str, day: date | None = None) -> Table:
    lines = SnapshotLine.objects.filter(snapshot__user=user, snapshot__book=book)
    if day is not None:
        lines = lines.filter(snapshot__day=day)
    rows = lines.select_related("snapshot", "token__chain").order_by("snapshot__day", "pk")
    return table_of(lambda: rows.iterator(_AT_A_TIME), _SNAPSHOT_COLUMNS, name=name)
