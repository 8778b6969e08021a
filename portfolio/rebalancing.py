"""From what is held and what is wanted to the fewest trades between them. Pure: no database, no prices, no quotes.

A leg goes straight from what is too much to what is too little, so nothing is traded twice and the turnover is the
least there is. How many legs that takes depends on which assets are settled among themselves: n assets take n - 1
legs, and one less for each part of them that comes out even by itself.

"Even" may leave a thousandth of the turnover undone: nobody wants to pay another trade's gas for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal
from typing import Final

from portfolio.settling import Amounts, settle

__all__ = ["Move", "Position", "Rebalancing", "rebalance", "wanted_usd"]

_HUNDRED: Final = Decimal(100)
_MICRO: Final = 6  # amounts are matched in millionths of a dollar


@dataclass(frozen=True, kw_only=True)
class Position:
    """One asset: what of it is there, its target, and what of it is never given away (for gas)."""

    key: int
    value_usd: Decimal
    percent: Decimal
    kept_usd: Decimal = Decimal(0)
    is_cash: bool = False


@dataclass(frozen=True, kw_only=True)
class Move:
    """One trade: dollars' worth of one asset for another."""

    source: int
    target: int
    usd: Decimal


@dataclass(frozen=True, kw_only=True)
class Rebalancing:
    """The trades in their order, what each asset should be worth, and by how much it misses that afterwards."""

    moves: list[Move]
    wanted_usd: dict[int, Decimal]
    missed_usd: dict[int, Decimal] = field(default_factory=dict)  # above zero: there is still too much of it
    is_within_band: bool = False

    @property
    def turnover_usd(self) -> Decimal:
        """What is given away in all trades together."""
        return sum((move.usd for move in self.moves), Decimal(0))


def rebalance(positions: Sequence[Position], *, minimum_usd: Decimal, band_percent: Decimal) -> Rebalancing:
    """Find the trades to the targets, leaving out those under the minimum; none when all weights are in the band.

    The targets make exactly 100 %; whatever else is a bug of the caller (ValueError).
    """
    if sum(position.percent for position in positions) != _HUNDRED:
        raise ValueError("the targets do not make 100 %")
    wanted = wanted_usd(positions)
    apart = {position.key: position.value_usd - wanted[position.key] for position in positions}
    total = sum((position.value_usd for position in positions), Decimal(0))
    if all(abs(usd) * _HUNDRED <= band_percent * total for usd in apart.values()):
        return Rebalancing(moves=[], wanted_usd=wanted, missed_usd=apart, is_within_band=True)
    settled = settle(_balanced(apart))
    moves = [
        Move(source=source, target=target, usd=usd)
        for source, target, micros in settled
        if (usd := Decimal(micros).scaleb(-_MICRO)) >= minimum_usd
    ]
    return Rebalancing(moves=_sales_first(moves, positions), wanted_usd=wanted, missed_usd=_missed(apart, moves))


def wanted_usd(positions: Sequence[Position]) -> dict[int, Decimal]:
    """Return what each asset should be worth; what is kept for gas is not given away, and the others share the rest."""
    total = sum((position.value_usd for position in positions), Decimal(0))
    kept = {
        position.key: floor
        for position in positions
        if (floor := min(position.kept_usd, position.value_usd)) > total * position.percent / _HUNDRED
    }
    rest = total - sum(kept.values(), Decimal(0))
    shares = sum((position.percent for position in positions if position.key not in kept), Decimal(0))
    return {
        position.key: kept[position.key] if position.key in kept else rest * position.percent / shares
        for position in positions
    }


def _balanced(apart: dict[int, Decimal]) -> Amounts:
    """Return the differences in millionths of a dollar, never larger than they are, and adding up to nothing."""
    amounts = {key: int(usd.scaleb(_MICRO).to_integral_value(ROUND_DOWN)) for key, usd in apart.items()}
    while odd := sum(amounts.values()):
        largest = max(amounts, key=lambda key: amounts[key] if odd > 0 else -amounts[key])
        amounts[largest] -= min(odd, amounts[largest]) if odd > 0 else max(odd, amounts[largest])
    return {key: amount for key, amount in amounts.items() if amount}


def _missed(apart: dict[int, Decimal], moves: Iterable[Move]) -> dict[int, Decimal]:
    missed = dict(apart)
    for move in moves:
        missed[move.source] -= move.usd
        missed[move.target] += move.usd
    return missed


def _sales_first(moves: list[Move], positions: Sequence[Position]) -> list[Move]:
    """Sort sales for cash before all else and purchases with cash behind; of each kind the largest first."""
    cash = {position.key for position in positions if position.is_cash}
    return sorted(moves, key=lambda move: (move.source in cash, move.target not in cash, -move.usd, move.source))
