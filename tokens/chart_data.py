"""What a chart shows, as plain data: who asked for it, and how it is drawn, is not known here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from enum import StrEnum

from tokens.candle_rows import Candle
from tokens.chart_periods import Period

__all__ = ["Chart", "Fill", "Level", "LevelKind"]


class LevelKind(StrEnum):
    """Whose price a line marks."""

    ORDER = "order"
    ALERT = "alert"


@dataclass(frozen=True, kw_only=True)
class Level:
    """A price that somebody waits for."""

    usd: Decimal
    kind: LevelKind
    words: str  # short: "Stop", "Alert"


@dataclass(frozen=True, kw_only=True)
class Fill:
    """A trade that was carried out."""

    at: datetime
    usd: Decimal  # for one token
    is_purchase: bool


@dataclass(frozen=True, kw_only=True)
class Chart:
    """The candles of one period, oldest first, and the marks on them; there may be no candle at all."""

    label: str  # what the token is called, as it may be shown
    place: str  # the chain, or the market
    period: Period
    candles: Sequence[Candle]
    ends_at: datetime
    levels: Sequence[Level] = ()
    fills: Sequence[Fill] = ()
    zone: tzinfo = UTC  # of the times along the axis

    @property
    def starts_at(self) -> datetime:
        return self.ends_at - self.period.length

    @property
    def last_usd(self) -> Decimal | None:
        return self.candles[-1].close if self.candles else None

    @property
    def change_percent(self) -> Decimal | None:
        """How much the price changed from the first candle's opening to now."""
        if not self.candles:
            return None
        return (self.candles[-1].close / self.candles[0].open - 1) * 100

    @property
    def is_whole(self) -> bool:
        """Whether the candles reach back to the beginning of the period, give or take one of them."""
        return bool(self.candles) and self.candles[0].opened_at <= self.starts_at + 2 * self.period.candle

    @property
    def high(self) -> Candle | None:
        return max(self.candles, key=lambda candle: candle.high, default=None)

    @property
    def low(self) -> Candle | None:
        return min(self.candles, key=lambda candle: candle.low, default=None)

    @property
    def volume_usd(self) -> Decimal | None:
        """What changed hands in all, None where no candle tells."""
        known = [candle.volume_usd for candle in self.candles if candle.volume_usd is not None]
        return sum(known, start=Decimal(0)) if known else None
