"""What counts of what a wallet holds: pure rules over numbers, and the only place where they stand.

* What OKX takes for a trap does not count, whatever it seems to be worth.
* What nobody vouches for counts when it can be sold: it has a price, and a market deep enough to take all of it.
* What alone raises the wallet's worth by more than half since the last sync is held back until its owner says that it
  counts. Of what nobody vouches for, that is any rise, more of it included. Of a verified token with a price, it is a
  rise of the price only: more of it came by a deposit or a trade, and USDC that arrives is no surprise.
* What was paid for with the rest of the wallet does not raise its worth, and is not held back.
* The first sync of a wallet has nothing to compare with, and holds nothing back. What was held back once stays so for
  as long as it would raise the worth of the rest by more than half.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portfolio.models import Holding
from portfolio.sorting_out import Found

__all__ = ["LEAST_LIQUIDITY_USD", "Before", "Judged", "judge"]

LEAST_LIQUIDITY_USD: Final = Decimal(10_000)
JUMP_SHARE: Final = Decimal("0.5")  # of the worth at the last sync
_MOST_USD: Final = Decimal(10) ** 20 - 1  # what can be stored

Apart = Holding.Apart


@dataclass(frozen=True)
class Before:
    """What a wallet held at its last complete sync, by the tokens' keys, and what that was worth; None: no sync yet."""

    holdings: Mapping[int, Holding]
    counted_usd: Decimal | None


@dataclass(frozen=True)
class Judged:
    """What is to be kept, why some of it does not count, and what the rest is worth."""

    apart: list[tuple[Found, Apart]]
    counted_usd: Decimal


def judge(found: Sequence[Found], before: Before) -> Judged:
    """Decide about everything a wallet holds."""
    doubtful = [(one, _worth_nothing(one)) for one in found]
    jumps = _jumps([one for one, why in doubtful if why == Apart.NO], before)
    apart = [(one, Apart.JUMP if one.token.pk in jumps else why) for one, why in doubtful]
    counted = _total(one for one, why in apart if why == Apart.NO)
    return Judged(apart, min(counted, _MOST_USD))


def _worth_nothing(one: Found) -> Apart:
    if one.is_risky:
        return Apart.RISK
    if not one.token.verified and not _can_be_sold(one):
        return Apart.WORTHLESS
    return Apart.NO


def _can_be_sold(one: Found) -> bool:
    return bool(one.price) and (one.liquidity_usd or 0) >= max(LEAST_LIQUIDITY_USD, one.value)


def _jumps(found: Sequence[Found], before: Before) -> set[int]:
    """Return the tokens that are held back, by their keys."""
    if before.counted_usd is None:
        return set()
    most = before.counted_usd * JUMP_SHARE
    rises = {one.token.pk: _rise(one, before.holdings.get(one.token.pk)) for one in found}
    total = _total(one for one in found if rises[one.token.pk] <= most)
    jumps = set()
    for one in sorted((one for one in found if rises[one.token.pk] > most), key=lambda one: one.value):
        if total + one.value - before.counted_usd > most:
            jumps.add(one.token.pk)
        else:
            total += one.value
    return jumps


def _rise(one: Found, held: Holding | None) -> Decimal:
    """Return by how much this alone raised what the wallet is worth."""
    if held and held.apart == Apart.JUMP and not held.accepted_at:
        return one.value
    was = held.units if held and (held.apart == Apart.NO or held.accepted_at) else 0
    then = one.price if one.price_before is None else one.price_before
    if one.token.verified:
        kept = min(was, one.units)
        return one.worth(kept, one.price) - one.worth(kept, then)
    return one.value - one.worth(was, then)


def _total(found: Iterable[Found]) -> Decimal:
    return sum((one.value for one in found), Decimal(0))
