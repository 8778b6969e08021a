"""What Esther's own trades did to a user's quantities, so that the rest of a change is money moved in or out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from portfolio.models import Book
from portfolio.trades import finished_swaps, finished_swaps_of, gas_units
from tokens.models import Token
from trading.models import Swap, User

__all__ = ["TradedUnits", "traded_between", "traded_by"]


@dataclass(frozen=True, kw_only=True)
class TradedUnits:
    """A change of one token's quantity by a trade: what was bought, less what was sold or paid for gas.

    The price is what the trade itself says of one token, where it does.
    """

    at: datetime
    token: int  # its key
    units: int
    decimals: int
    price: Decimal | None = None


def traded_between(user: User, book: Book, start: datetime, end: datetime) -> list[TradedUnits]:
    """Return what trades changed after one moment and up to another, oldest first.

    Wallets that were taken away since count: while they were there, the snapshots had what they held.
    """
    swaps = finished_swaps(user, book).filter(finished_at__gt=start, finished_at__lte=end)
    return [change for swap in swaps for change in _changes(swap)]


def traded_by(users: Iterable[int], book: Book, start: datetime, end: datetime) -> dict[int, list[TradedUnits]]:
    """Return what `traded_between` does of many users at once, by their keys."""
    found: dict[int, list[TradedUnits]] = defaultdict(list)
    for swap in finished_swaps_of(users, book).filter(finished_at__gt=start, finished_at__lte=end):
        found[swap.user_id].extend(_changes(swap))
    return found


def _changes(swap: Swap) -> Iterator[TradedUnits]:
    """Yield what went, what came, and what the gas took; one that the chain undid still cost its gas."""
    if swap.state in (Swap.State.BOOKED, Swap.State.DONE):
        yield _change(swap, swap.token_in, -swap.units_in)
        yield _change(swap, swap.token_out, swap.received_units_out or 0)
    if swap.gas_token and (gas := gas_units(swap)):
        yield replace(_change(swap, swap.gas_token, -gas), price=None)  # the value is not that of the gas


def _change(swap: Swap, token: Token, units: int) -> TradedUnits:
    amount = abs(token.to_amount(units))
    return TradedUnits(
        at=swap.finished_at or swap.created_at,  # it has ended: none other was asked for
        token=token.pk,
        units=units,
        decimals=token.decimals,
        price=swap.value_usd / amount if swap.value_usd and amount else None,
    )
