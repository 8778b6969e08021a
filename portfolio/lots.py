"""Which purchase a sale sells, and what it gained: first in first out, last in first out, or the dearest first.

Pure: what was traded goes in, open lots and disposals come out. Where the trades come from is not known here.

The rules, which the exports follow too:

* A trade is a disposal of what was given and a purchase of what was received, both at its one value in USD.
* Gas is paid with a coin, which is a disposal of that coin at what the gas was worth. The same worth is added to the
  cost of a purchase (`Traded.is_purchase`), and taken off the proceeds of every other trade.
* Of a trade that did not happen only the gas is gone: a disposal for nothing.
* What is given beyond all known lots came from elsewhere (a deposit, the start of a paper wallet): its cost is
  unknown, and so is what it gained. It is never taken for nothing.

USD are shared out at 18 decimals, each share from what the ones before it left, so that no part of a cent is lost.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from typing import Final

__all__ = ["Disposal", "Lot", "LotBook", "Method", "Reason", "Traded", "book_lots"]

_SMALLEST_USD: Final = Decimal("1e-18")


class Method(StrEnum):
    """The values of `User.cost_basis`."""

    FIFO = "fifo"
    LIFO = "lifo"
    HIFO = "hifo"


class Reason(StrEnum):
    """What something was given away for."""

    TRADE = "trade"
    GAS = "gas"


@dataclass(frozen=True, kw_only=True, slots=True)
class Traded:
    """One trade that is over. Tokens are named by their keys; `given` and `received` are zero where it failed."""

    handle: str
    at: datetime
    token_in: int
    given: int
    token_out: int
    received: int
    value_usd: Decimal | None  # None: nobody knew
    is_purchase: bool = False  # paid in dollars
    gas_token: int | None = None
    gas: int = 0
    gas_usd: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Lot:
    """What is left of one purchase; `cost_usd` is of what is left, None where nobody knew what it was worth."""

    token: int
    units: int
    cost_usd: Decimal | None
    acquired_at: datetime
    acquired_by: str  # the handle of a trade


@dataclass(frozen=True, kw_only=True, slots=True)
class Disposal:
    """What was given away of one lot, or (`acquired_at` is None) of what no known trade had brought."""

    token: int
    units: int
    proceeds_usd: Decimal | None
    cost_usd: Decimal | None
    acquired_at: datetime | None
    acquired_by: str
    disposed_at: datetime
    disposed_by: str
    reason: Reason

    @property
    def gain_usd(self) -> Decimal | None:
        """What it gained (below zero: lost); None where a side of it is not known."""
        if self.proceeds_usd is None or self.cost_usd is None:
            return None
        return self.proceeds_usd - self.cost_usd


@dataclass(frozen=True)
class LotBook:
    """Open lots, those of a token in the order in which they would be sold next; and all disposals, oldest first."""

    lots: list[Lot]
    disposals: list[Disposal]


_Rank = tuple[Decimal | int, ...]
_RANKS: Final[dict[Method, Callable[[Lot, int], _Rank]]] = {  # the lowest is sold first
    Method.FIFO: lambda lot, number: (number,),
    Method.LIFO: lambda lot, number: (-number,),
    Method.HIFO: lambda lot, number: (1, 0, number) if lot.cost_usd is None else (0, -lot.cost_usd / lot.units, number),
}


def book_lots(trades: Iterable[Traded], method: Method) -> LotBook:
    """Work out what is left of each purchase, and what each sale gained; trades come oldest first."""
    desk = _Desk(_RANKS[method])
    for trade in trades:
        desk.book(trade)
    lots = [lot for pile in desk.piles.values() for _, lot in sorted(pile, key=lambda each: each[0])]
    return LotBook(lots=lots, disposals=desk.disposals)


@dataclass
class _Desk:
    """The open lots of every token, each a heap by what is sold next, while trades are gone through."""

    rank: Callable[[Lot, int], _Rank]
    piles: dict[int, list[tuple[_Rank, Lot]]] = field(default_factory=dict)
    disposals: list[Disposal] = field(default_factory=list)
    bought: int = 0

    def book(self, trade: Traded) -> None:
        """Take what was given from its lots, add what was received, and take the gas: it may be paid from that."""
        value = trade.value_usd
        is_done = bool(trade.given or trade.received)
        if trade.given:
            proceeds = value if value is None or trade.is_purchase else value - trade.gas_usd
            self._dispose(trade, trade.token_in, trade.given, proceeds, Reason.TRADE)
        if trade.received:
            cost = value + trade.gas_usd if value is not None and trade.is_purchase else value
            self._acquire(trade, cost)
        if trade.gas and trade.gas_token is not None:
            worth = trade.gas_usd if is_done else Decimal(0)
            self._dispose(trade, trade.gas_token, trade.gas, worth, Reason.GAS)

    def _acquire(self, trade: Traded, cost: Decimal | None) -> None:
        self.bought += 1
        lot = Lot(
            token=trade.token_out,
            units=trade.received,
            cost_usd=cost,
            acquired_at=trade.at,
            acquired_by=trade.handle,
        )
        heapq.heappush(self.piles.setdefault(lot.token, []), (self.rank(lot, self.bought), lot))

    def _dispose(self, trade: Traded, token: int, units: int, proceeds: Decimal | None, reason: Reason) -> None:
        pile = self.piles.setdefault(token, [])
        while units:
            lot = _taken(pile, units)
            size = lot.units if lot else units
            share = _share(proceeds, size, of=units)
            self.disposals.append(
                Disposal(
                    token=token,
                    units=size,
                    proceeds_usd=share,
                    cost_usd=lot.cost_usd if lot else None,
                    acquired_at=lot.acquired_at if lot else None,
                    acquired_by=lot.acquired_by if lot else "",
                    disposed_at=trade.at,
                    disposed_by=trade.handle,
                    reason=reason,
                )
            )
            units -= size
            proceeds = None if proceeds is None or share is None else proceeds - share


def _taken(pile: list[tuple[_Rank, Lot]], units: int) -> Lot | None:
    """Take up to so many units of the lot that is sold next; what is left of it keeps its place."""
    if not pile:
        return None
    rank, lot = pile[0]
    if lot.units <= units:
        heapq.heappop(pile)
        return lot
    cost = _share(lot.cost_usd, units, of=lot.units)
    rest = None if lot.cost_usd is None or cost is None else lot.cost_usd - cost
    pile[0] = (rank, replace(lot, units=lot.units - units, cost_usd=rest))
    return replace(lot, units=units, cost_usd=cost)


def _share(usd: Decimal | None, units: int, *, of: int) -> Decimal | None:
    if usd is None or units == of:
        return usd
    return (usd * units / of).quantize(_SMALLEST_USD, ROUND_HALF_EVEN)
