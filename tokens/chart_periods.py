"""The spans of time that charts show: how long, in which candles, and for how long those are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

__all__ = ["DEFAULT_PERIOD", "PERIODS", "Period"]


@dataclass(frozen=True, kw_only=True)
class Period:
    """About a hundred candles fit a picture on a phone: `candle` is how long one of them is."""

    name: str  # as people write it
    words: str
    length: timedelta
    bar: str  # asked of OKX
    candle: timedelta  # drawn: one bar, or several put together
    candle_words: str
    kept_seconds: int


_MINUTES, _HOURS, _DAYS = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_ALL: Final = (
    Period(
        name="24h",
        words="24 hours",
        length=24 * _HOURS,
        bar="15m",
        candle=15 * _MINUTES,
        candle_words="15-minute",
        kept_seconds=60,
    ),
    Period(
        name="7d",
        words="7 days",
        length=7 * _DAYS,
        bar="2H",
        candle=2 * _HOURS,
        candle_words="2-hour",
        kept_seconds=120,
    ),
    Period(
        name="30d",
        words="30 days",
        length=30 * _DAYS,
        bar="6Hutc",
        candle=6 * _HOURS,
        candle_words="6-hour",
        kept_seconds=300,
    ),
    Period(
        name="90d",
        words="90 days",
        length=90 * _DAYS,
        bar="1Dutc",
        candle=_DAYS,
        candle_words="1-day",
        kept_seconds=600,
    ),
    Period(
        name="1y",
        words="1 year",
        length=365 * _DAYS,
        bar="1Dutc",
        candle=3 * _DAYS,
        candle_words="3-day",
        kept_seconds=600,
    ),
)
PERIODS: Final = {period.name: period for period in _ALL}
DEFAULT_PERIOD: Final = PERIODS["7d"]
