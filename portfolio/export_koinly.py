"""Trades in the universal form that Koinly, and other tax programs after it, read.

Its columns: https://support.koinly.io/en/articles/9489976-how-to-create-a-custom-csv-file-with-your-data
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import Final

from portfolio.csv_table import Cell, Table
from portfolio.export_trades import transaction_hash, with_hashes
from portfolio.models import Book
from portfolio.trades import finished_swaps, gas_units, worth
from trading.models import Swap, User

__all__ = ["koinly_table"]

_COLUMNS: Final = [
    "Date",
    "Sent Amount",
    "Sent Currency",
    "Received Amount",
    "Received Currency",
    "Fee Amount",
    "Fee Currency",
    "Net Worth Amount",
    "Net Worth Currency",
    "Label",
    "Description",
    "TxHash",
]
_COST: Final = "cost"  # Koinly's word for what was paid and brought nothing


def koinly_table(user: User, book: Book) -> Table:
    """Return what a user's trades moved, and what the failed ones cost in gas."""
    return Table(name="koinly", columns=_COLUMNS, rows=lambda: map(_row, with_hashes(finished_swaps(user, book))))


def _row(swap: Swap) -> Sequence[Cell]:
    at = f"{(swap.finished_at or swap.created_at).astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    if swap.state in (Swap.State.BOOKED, Swap.State.DONE):
        return (at, *_trade(swap), transaction_hash(swap))
    return (at, *_burnt(swap), transaction_hash(swap))


def _trade(swap: Swap) -> Sequence[Cell]:
    value, gas = worth(swap), gas_units(swap)
    return (
        swap.token_in.to_amount(swap.units_in),
        swap.token_in.symbol,
        swap.token_out.to_amount(swap.received_units_out or 0),
        swap.token_out.symbol,
        swap.gas_token.to_amount(gas) if swap.gas_token and gas else None,
        swap.gas_token.symbol if swap.gas_token and gas else "",
        value,
        "USD" if value is not None else "",
        "",
        _description(swap),
    )


def _burnt(swap: Swap) -> Sequence[Cell]:
    coin = swap.gas_token
    amount, symbol = (coin.to_amount(gas_units(swap)), coin.symbol) if coin else (None, "")
    described = f"Gas of a trade that failed: {_description(swap)}"
    return (amount, symbol, None, "", None, "", swap.gas_usd, "USD", _COST, described)


def _description(swap: Swap) -> str:
    """Say which trade it was, and by their contracts which tokens: names can be copied."""
    where = swap.chain.name if swap.to_chain is None else f"{swap.chain.name} to {swap.to_chain.name}"
    return f"{swap.handle} on {where}, {swap.token_in.address} to {swap.token_out.address}"
