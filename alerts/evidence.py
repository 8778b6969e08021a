"""Whether the prices that were seen are good enough to move money. Pure: no database, no network, no clock.

One glitch proves nothing: a price counts once two passes in a row agree on it, three after a jump. Ticks are given
newest first, and only such as can be true (see `alerts.price_pass`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Context, Decimal
from typing import Final

from alerts.watching import GAP

__all__ = [
    "EXACT",
    "VALID",
    "Tick",
    "Ticks",
    "confirmed_high",
    "confirmed_low",
    "is_agreed",
    "is_far",
    "is_jump",
    "is_settled",
    "passes_needed",
]

VALID: Final = timedelta(seconds=60)  # an older price says nothing about now
SPACING: Final = timedelta(seconds=10)  # two monitors that look at the same moment see the same glitch: one pass
EXACT: Final = Context(prec=120)  # every product of two prices fits

_MEDIAN_OF: Final = 5
_JUMP: Final = 5  # one fifth: 20 %
_AGREED: Final = 50  # one fiftieth: 2 %
_PASSES: Final = 2
_PASSES_AFTER_JUMP: Final = 3

Ticks = Sequence["Tick"]


@dataclass(frozen=True)
class Tick:
    """A token's price as somebody saw it."""

    usd: Decimal
    observed_at: datetime


def passes_needed(ticks: Ticks) -> int:
    """Return how many passes must agree before the newest price counts: three when it, or the one before, jumped."""
    run = _run(ticks)
    recent = _passes(run, _PASSES) or run
    jumped = any(is_jump(run[index:]) for index in range(len(recent)))
    return _PASSES_AFTER_JUMP if jumped else _PASSES


def is_jump(ticks: Ticks) -> bool:
    """Say whether the newest price is more than 20 % away from the median of those before it."""
    before = sorted(tick.usd for tick in ticks[1 : _MEDIAN_OF + 1])
    if not before:
        return False
    middle = len(before) // 2
    twice = EXACT.add(before[middle], before[-middle - 1])  # the median, twice: no division, no rounding
    return is_far(EXACT.multiply(ticks[0].usd, Decimal(2)), twice)


def confirmed_low(ticks: Ticks) -> Decimal | None:
    """Return the price that the last passes all reach from below: at least so high it is. None: too few passes."""
    agreed = _agreed(ticks)
    return min(tick.usd for tick in agreed) if agreed else None


def confirmed_high(ticks: Ticks) -> Decimal | None:
    """Return the price that the last passes all reach from above: at most so high it is. None: too few passes."""
    agreed = _agreed(ticks)
    return max(tick.usd for tick in agreed) if agreed else None


def is_settled(ticks: Ticks) -> bool:
    """Say whether the last passes that count are within 20 % of the newest: two glitches are no second price."""
    agreed = _agreed(ticks)
    return bool(agreed) and not any(is_far(agreed[0].usd, tick.usd) for tick in agreed)


def is_far(usd: Decimal, other_usd: Decimal) -> bool:
    """Say whether a price is more than 20 % away from another."""
    return EXACT.multiply(abs(EXACT.subtract(usd, other_usd)), Decimal(_JUMP)) > other_usd


def is_agreed(usd: Decimal, other_usd: Decimal) -> bool:
    """Say whether another source is within 2 % of a price."""
    return EXACT.multiply(abs(EXACT.subtract(usd, other_usd)), Decimal(_AGREED)) <= usd


def _agreed(ticks: Ticks) -> Ticks:
    run = _run(ticks)
    return _passes(run, passes_needed(run))


def _run(ticks: Ticks) -> Ticks:
    """Return the newest stretch that nobody interrupted: what was seen before a gap proves nothing now."""
    for index in range(1, len(ticks)):
        if ticks[index - 1].observed_at - ticks[index].observed_at > GAP:
            return ticks[:index]
    return ticks


def _passes(ticks: Ticks, count: int) -> Ticks:
    """Return the newest ticks that make up so many passes, with whatever was seen in between; none if too few."""
    passes, latest = 0, None
    for index, tick in enumerate(ticks):
        if latest is None or latest - tick.observed_at >= SPACING:
            passes, latest = passes + 1, tick.observed_at
        if passes == count:
            return ticks[: index + 1]
    return ()
