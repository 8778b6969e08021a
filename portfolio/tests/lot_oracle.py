"""Lots worked out a second way: every unit of every token is a thing of its own, with its own cost, in a plain list.

Nothing of `portfolio.lots` is used but the shape of what goes in. Money is in fractions, so nothing is rounded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from portfolio.lots import Traded

__all__ = ["Oracle", "Piece", "Sold"]


@dataclass(frozen=True)
class Piece:
    """One unit of a token."""

    number: int  # of the purchase
    by: str
    cost: Fraction | None


@dataclass(frozen=True)
class Sold:
    """One unit that is gone; `piece` is None for one that no trade brought."""

    token: int
    by: str
    piece: Piece | None
    proceeds: Fraction | None


_NEXT: Final[dict[str, Callable[[Sequence[Piece]], Piece]]] = {
    "fifo": lambda pieces: min(pieces, key=lambda piece: piece.number),
    "lifo": lambda pieces: max(pieces, key=lambda piece: piece.number),
    "hifo": lambda pieces: max(
        pieces, key=lambda piece: (piece.cost is not None, piece.cost or Fraction(0), -piece.number)
    ),
}


@dataclass
class Oracle:
    """What is held and what was sold, one unit at a time."""

    method: str
    held: defaultdict[int, list[Piece]] = field(default_factory=lambda: defaultdict(list))
    sold: list[Sold] = field(default_factory=list)

    def follow(self, trades: Sequence[Traded]) -> Oracle:
        for number, trade in enumerate(trades):
            value = None if trade.value_usd is None else Fraction(trade.value_usd)
            gas = Fraction(trade.gas_usd)
            if trade.given:
                got = value if trade.is_purchase or value is None else value - gas
                self._sell(trade, trade.token_in, trade.given, got)
            if trade.received:
                paid = value + gas if trade.is_purchase and value is not None else value
                each = None if paid is None else paid / trade.received
                self.held[trade.token_out] += [Piece(number, trade.handle, each)] * trade.received
            if trade.gas_token is not None and trade.gas:
                happened = trade.given > 0 or trade.received > 0
                self._sell(trade, trade.gas_token, trade.gas, gas if happened else Fraction(0))
        return self

    def _sell(self, trade: Traded, token: int, units: int, proceeds: Fraction | None) -> None:
        for _ in range(units):
            piece = _NEXT[self.method](self.held[token]) if self.held[token] else None
            if piece:
                self.held[token].remove(piece)
            self.sold.append(Sold(token, trade.handle, piece, None if proceeds is None else proceeds / units))
