"""What happened from one snapshot to the next: price effects, money moved in or out, and what trades did.

For a token that was held, q is its quantity and p its price; a quantity without a price counts as none, since its
value is not known. From one day to the next, with what Esther's own trades changed (`traded`):

    price effect = q before * (p - p before)
    trade effect = traded * p
    flow         = (q - q before - traded) * p

The three add up to the change of the value. What a trade costs is thus a loss and no withdrawal, and a deposit is no
profit. Of a token that is gone p is what its last trade says, else what it was before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from itertools import pairwise
from typing import Final

from portfolio.history import DayLine, DayRow
from portfolio.traded import TradedUnits

__all__ = ["EXACT", "Step", "TokenStep", "steps_of", "worth"]

EXACT: Final = Context(prec=80)
_NONE: Final = DayLine(0, None, Decimal(0), 0)


@dataclass(frozen=True, kw_only=True)
class TokenStep:
    """One token's part, in USD; `before` and `now` are its prices where they are known and it was held."""

    price_effect: Decimal
    trade_effect: Decimal
    flow: Decimal
    before: Decimal | None
    now: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Step:
    """From one day's end to the next one there is."""

    before: DayRow
    now: DayRow
    start_usd: Decimal
    end_usd: Decimal
    tokens: Mapping[int, TokenStep]

    @property
    def flow(self) -> Decimal:
        return sum((token.flow for token in self.tokens.values()), Decimal(0))

    @property
    def days(self) -> int:
        return (self.now.day - self.before.day).days

    @property
    def is_whole_day(self) -> bool:
        """Whether it is neither of several days nor of one that is still running."""
        return self.days == 1 and not self.now.is_live


def steps_of(days: Sequence[DayRow], trades: Sequence[TradedUnits]) -> list[Step]:
    """Split the changes from each day to the next; a trade belongs where it was carried out, by its moment."""
    with localcontext(EXACT):
        return [
            _step(before, now, [trade for trade in trades if before.taken_at < trade.at <= now.taken_at])
            for before, now in pairwise(days)
        ]


def worth(day: DayRow) -> Decimal:
    """Return what a day's lines come to, to the last digit."""
    with localcontext(EXACT):
        return sum((_quantity(line) * (line.price or 0) for line in day.lines.values()), Decimal(0))


def _step(before: DayRow, now: DayRow, trades: Sequence[TradedUnits]) -> Step:
    traded: dict[int, list[TradedUnits]] = defaultdict(list)
    for trade in trades:
        traded[trade.token].append(trade)
    tokens = {
        token: _token_step(before.lines.get(token, _NONE), now.lines.get(token, _NONE), traded[token])
        for token in sorted(before.lines.keys() | now.lines.keys() | traded.keys())
    }
    return Step(before=before, now=now, start_usd=worth(before), end_usd=worth(now), tokens=tokens)


def _token_step(before: DayLine, now: DayLine, trades: Sequence[TradedUnits]) -> TokenStep:
    said = [trade.price for trade in trades if trade.price is not None]
    price = next((each for each in (now.price, *reversed(said), before.price) if each is not None), None)
    if price is None:  # nobody knows what any of it was worth
        return TokenStep(price_effect=Decimal(0), trade_effect=Decimal(0), flow=Decimal(0), before=None, now=None)
    traded = sum((Decimal(trade.units).scaleb(-trade.decimals) for trade in trades), Decimal(0))
    held = _quantity(before)
    return TokenStep(
        price_effect=held * (price - before.price) if before.price is not None else Decimal(0),
        trade_effect=traded * price,
        flow=(_quantity(now) - held - traded) * price,
        before=before.price if held else None,
        now=price,
    )


def _quantity(line: DayLine) -> Decimal:
    return Decimal(line.units).scaleb(-line.decimals) if line.price is not None else Decimal(0)
