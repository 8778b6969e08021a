"""Trades and orders as tables. What was only rehearsed or played is never in one table with what was real."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from django.db.models import Prefetch, Q, QuerySet

from portfolio.csv_table import Columns, Table, table_of
from portfolio.models import Book
from portfolio.trades import gas_units, worth
from tokens.models import Token
from trading.execution_report import execution_of
from trading.models import Attempt, Order, Swap, Transaction, User, Wallet

__all__ = ["order_table", "trade_table", "transaction_hash", "with_hashes"]

_AT_A_TIME: Final = 1000  # rows in memory

_OF_TRADES: Final = ("token_in", "token_out", "gas_token", "wallet", "chain", "to_chain", "execution")
_OF_ORDERS: Final = ("token__chain", "currency", "wallet", "swap")


def trade_table(user: User, book: Book) -> Table:
    """Return every trade a user confirmed, oldest first. A rehearsal, also of a wallet with a key, is on paper."""
    is_real = Q(mode=Swap.Mode.LIVE)
    swaps = Swap.objects.filter(is_real if book == Book.REAL else ~is_real, user=user, confirmed_at__isnull=False)
    return table_of(lambda: with_hashes(swaps.order_by("pk")), _TRADE_COLUMNS, name="trades")


def order_table(user: User, book: Book) -> Table:
    """Return every order of a user, oldest first; one whose trade was only rehearsed is on paper."""
    is_played = Q(wallet__kind=Wallet.Kind.PAPER) | Q(swap__mode=Swap.Mode.DRY_RUN)
    mine = Order.objects.filter(user=user)
    orders = mine.filter(is_played) if book == Book.PAPER else mine.exclude(is_played)
    rows = orders.select_related(*_OF_ORDERS).order_by("pk")
    return table_of(lambda: rows.iterator(_AT_A_TIME), _ORDER_COLUMNS, name="orders")


def with_hashes(swaps: QuerySet[Swap]) -> Iterator[Swap]:
    """Go through trades with all that a row tells of them, not all at once."""
    hashes = Prefetch("tries", Attempt.objects.exclude(kind=Attempt.Kind.CANCEL).order_by("-pk"))
    done = Transaction.objects.filter(
        purpose=Transaction.Purpose.SWAP, state__in=[Transaction.State.DONE, Transaction.State.REVERTED]
    )
    wanted = swaps.select_related(*_OF_TRADES)
    return wanted.prefetch_related(Prefetch("transactions", done.prefetch_related(hashes))).iterator(_AT_A_TIME)


def transaction_hash(swap: Swap) -> str:
    """Return the hash of a live trade's transaction: of the newest try, where it was sent with higher fees."""
    return next((each.hash for row in swap.transactions.all() for each in row.tries.all()), "")


def _value(swap: Swap) -> Decimal | None:
    return worth(swap) if swap.state in (Swap.State.BOOKED, Swap.State.DONE) else swap.value_usd


def _gas(swap: Swap) -> Decimal | None:
    return swap.gas_token.to_amount(gas_units(swap)) if swap.gas_token else None


def _asked(order: Order) -> Token:
    return order.token_in if order.asked == Swap.Exact.IN else order.token_out


def _against_promise(swap: Swap, name: str) -> Decimal | None:
    """Return what was promised, or a part of what differs from it, above zero being better; None is not known."""
    execution = execution_of(swap)
    if execution is None:
        return None
    if name == "promised":
        return execution.token.to_amount(execution.promised)
    return _amount(execution.token, getattr(execution.parts, name, None))


def _amount(token: Token, units: int | None) -> Decimal | None:
    """Return base units as whole tokens, and nothing as nothing."""
    return None if units is None else token.to_amount(units)


_TRADE_COLUMNS: Final[Columns[Swap]] = {
    "Trade": lambda swap: swap.handle,
    "Time": lambda swap: swap.finished_at,
    "Confirmed": lambda swap: swap.confirmed_at,
    "State": lambda swap: swap.state,
    "Mode": lambda swap: swap.mode,
    "Origin": lambda swap: swap.origin,
    "Wallet": lambda swap: swap.wallet.name,
    "Address": lambda swap: swap.wallet.address,
    "Chain": lambda swap: swap.chain.name,
    "Sent Amount": lambda swap: swap.token_in.to_amount(swap.units_in),
    "Sent Token": lambda swap: swap.token_in.symbol,
    "Sent Contract": lambda swap: swap.token_in.address,
    "To Chain": lambda swap: swap.to_chain.name if swap.to_chain else "",
    "Received Amount": lambda swap: _amount(swap.token_out, swap.received_units_out),
    "Received Token": lambda swap: swap.token_out.symbol,
    "Received Contract": lambda swap: swap.token_out.address,
    "Value USD": lambda swap: _value(swap),
    "Slippage %": lambda swap: swap.slippage_percent,
    "Price Impact %": lambda swap: swap.price_impact_percent,
    "Gas Amount": lambda swap: _gas(swap),
    "Gas Token": lambda swap: swap.gas_token.symbol if swap.gas_token else "",
    "Gas USD": lambda swap: swap.gas_usd,
    "Bridge": lambda swap: swap.bridge,
    "Failure": lambda swap: swap.failure,
    "TxHash": lambda swap: transaction_hash(swap),
    "Promised Amount": lambda swap: _against_promise(swap, "promised"),
    "Promised Token": lambda swap: each.token.symbol if (each := execution_of(swap)) else "",
    "Price Move": lambda swap: _against_promise(swap, "price_move"),
    "Slippage": lambda swap: _against_promise(swap, "slippage"),
    "Tax": lambda swap: _against_promise(swap, "tax"),
    "Promised Gas USD": lambda swap: each.gas_promised_usd if (each := execution_of(swap)) else None,
}
_ORDER_COLUMNS: Final[Columns[Order]] = {
    "Order": lambda order: order.handle,
    "Created": lambda order: order.created_at,
    "Finished": lambda order: order.finished_at,
    "State": lambda order: order.state,
    "Kind": lambda order: order.kind,
    "Wallet": lambda order: order.wallet.name,
    "Address": lambda order: order.wallet.address,
    "Chain": lambda order: order.token.chain.name,
    "Sell Token": lambda order: order.token_in.symbol,
    "Sell Contract": lambda order: order.token_in.address,
    "Buy Token": lambda order: order.token_out.symbol,
    "Buy Contract": lambda order: order.token_out.address,
    "Trigger USD": lambda order: order.trigger_usd,
    "Trail %": lambda order: None if order.trail_bps is None else Decimal(order.trail_bps) / 100,
    "Amount": lambda order: _amount(_asked(order), order.units),
    "Amount Of": lambda order: _asked(order).symbol if order.units is not None else "",
    "Share %": lambda order: order.share_percent,
    "Slippage %": lambda order: order.slippage_percent,
    "Automatic": lambda order: order.is_automatic,
    "Expires": lambda order: order.expires_at,
    "Reached": lambda order: order.reached_at,
    "Reached USD": lambda order: order.reached_usd,
    "Trade": lambda order: order.swap.handle if order.swap else "",
    "Waits Because": lambda order: order.waits_because,
}
