"""What candles say about a stretch of time nobody watched. Pure: nothing is looked up, fired or stored here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final, NamedTuple

from tokens.candles import Candle
from tokens.models import Token

__all__ = ["Reach", "Stretch"]

# So many candles in a row must be as high: what lasted for one look only lies in one candle, or at the seam of two.
CONFIRMING: Final = 3


class Reach(NamedTuple):
    """When a level was reached, and how far the price went in that candle."""

    at: datetime
    usd: Decimal


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A gap of a token's, and the candles that lie in it or reach into it: oldest first, one at least."""

    token: Token
    started_at: datetime
    ended_at: datetime
    candles: list[Candle]

    @property
    def gap(self) -> tuple[datetime, datetime]:
        return self.started_at, self.ended_at

    @property
    def highest(self) -> Decimal:
        return max(candle.high for candle in self.candles)

    @property
    def lowest(self) -> Decimal:
        return min(candle.low for candle in self.candles)

    @property
    def last(self) -> Decimal:
        return self.candles[-1].close

    def first_reach(self, level: Decimal, *, is_above: bool, since: datetime) -> Reach | None:
        """Return when a level was first reached, from below or from above, in a candle opened at `since` or later.

        Equal is reached.
        """
        for candle in self.candles:
            if candle.opened_at >= since and (candle.high >= level if is_above else candle.low <= level):
                return Reach(self.moment_of(candle), candle.high if is_above else candle.low)
        return None

    def moment_of(self, candle: Candle) -> datetime:
        """Return since when within the gap a candle tells: the first one may have opened before it."""
        return max(candle.opened_at, self.started_at)

    def confirmed_highs(self) -> Iterator[tuple[datetime, Decimal]]:
        """Yield the highs that several candles in a row agree on, each with when the last of them opened.

        A single wick would be a false highest price, and a trailing stop would sell because of it.
        """
        for position in range(CONFIRMING, len(self.candles) + 1):
            agreeing = self.candles[position - CONFIRMING : position]
            yield agreeing[-1].opened_at, min(candle.high for candle in agreeing)
