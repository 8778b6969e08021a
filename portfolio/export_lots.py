"""Open tax lots and disposals as tables, by the user's own method. How they come about is `portfolio.lots`'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from portfolio.books import wallets_of
from portfolio.csv_table import Cell, Table
from portfolio.holdings import held_in
from portfolio.lots import Disposal, Lot, LotBook
from portfolio.models import Book
from portfolio.trades import lots_of
from tokens.models import Token
from trading.models import User

__all__ = ["lot_tables"]

_UNKNOWN: Final = "unknown"
_LOT_COLUMNS: Final = [
    "Method",
    "Chain",
    "Token",
    "Contract",
    "Amount",
    "Acquired",
    "Trade",
    "Cost USD",
    "Cost Each USD",
    "Cost",
]
_DISPOSAL_COLUMNS: Final = [
    "Method",
    "Chain",
    "Token",
    "Contract",
    "Amount",
    "Acquired",
    "Bought In",
    "Disposed",
    "Sold In",
    "Reason",
    "Proceeds USD",
    "Cost USD",
    "Gain USD",
    "Cost Is",
]


def lot_tables(user: User, book: Book) -> list[Table]:
    """Return what is open and what was disposed of; what no trade brought is there with an unknown cost."""
    ledger = lots_of(user, book, user.cost_basis)
    held = {token.pk: units for token, units in held_in(wallets_of(user, book)).units.items()}
    pks = held.keys() | {lot.token for lot in ledger.lots} | {sold.token for sold in ledger.disposals}
    tokens = {token.pk: token for token in Token.objects.filter(pk__in=pks).select_related("chain")}
    method = user.cost_basis.upper()
    return [
        Table(name="tax-lots-open", columns=_LOT_COLUMNS, rows=lambda: _lots(method, ledger, tokens, held)),
        Table(name="tax-disposals", columns=_DISPOSAL_COLUMNS, rows=lambda: _sold(method, ledger.disposals, tokens)),
    ]


def _lots(method: str, ledger: LotBook, tokens: dict[int, Token], held: dict[int, int]) -> Iterator[Sequence[Cell]]:
    bought: dict[int, int] = {}
    for lot in ledger.lots:
        bought[lot.token] = bought.get(lot.token, 0) + lot.units
        yield _lot(method, lot, tokens[lot.token])
    for pk, units in held.items():
        if (beyond := units - bought.get(pk, 0)) > 0:
            yield (method, *_called(tokens[pk]), tokens[pk].to_amount(beyond), None, "", None, None, _UNKNOWN)


def _lot(method: str, lot: Lot, token: Token) -> Sequence[Cell]:
    amount: Decimal = token.to_amount(lot.units)
    each = None if lot.cost_usd is None else lot.cost_usd / amount
    known = _UNKNOWN if lot.cost_usd is None else "known"
    return (
        method,
        *_called(token),
        amount,
        lot.acquired_at,
        lot.acquired_by,
        lot.cost_usd,
        None if each is None else round(each, 18),
        known,
    )


def _sold(method: str, disposals: Iterable[Disposal], tokens: dict[int, Token]) -> Iterator[Sequence[Cell]]:
    for sold in disposals:
        token = tokens[sold.token]
        yield (
            method,
            *_called(token),
            token.to_amount(sold.units),
            sold.acquired_at,
            sold.acquired_by,
            sold.disposed_at,
            sold.disposed_by,
            sold.reason.value,
            sold.proceeds_usd,
            sold.cost_usd,
            sold.gain_usd,
            _UNKNOWN if sold.cost_usd is None else "known",
        )


def _called(token: Token) -> tuple[Cell, ...]:
    return token.chain.name, token.symbol, token.address
