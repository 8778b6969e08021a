"""What a candle is, and how OKX's rows are read as candles; what is asked for is not known here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from esther_site.lib.okx_errors import OkxTemporaryError
from tokens.answers import lists_of, number_of, units_of, usd_of

__all__ = ["EPOCH", "Candle", "milliseconds_of", "read_candles", "without_glitches"]

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
GLITCH: Final = 5  # times what the price was right before, and is right after

_MILLISECOND: Final = timedelta(milliseconds=1)
_FAR: Final = 10**14  # milliseconds: the year 5138
_MOST_VOLUME: Final = 10**18
_UNREADABLE: Final = "OKX gave candles that Esther cannot read: try again in a minute."


@dataclass(frozen=True, kw_only=True)
class Candle:
    """A token's prices in USD within one bar; within it, nobody knows what came first, its high or its low."""

    opened_at: datetime
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    volume_usd: Decimal | None = None  # what changed hands


def milliseconds_of(moment: datetime) -> int:
    """Return a moment on OKX's clock, rounded up."""
    return -((EPOCH - moment) // _MILLISECOND)


def read_candles(data: Any) -> list[Candle]:
    """Return the candles of an answer that can be true, oldest first.

    Both hosts give `[opened at, open, high, low, close, volume, volume in dollars, …]`: the DEX market in USD, a spot
    market of the exchange in its quote currency.

    https://web3.okx.com/onchainos/dev-docs/market/market-candlesticks
    https://www.okx.com/docs-v5/en/#order-book-trading-market-data-get-candlesticks

    Raises:
        OkxTemporaryError: there are rows, and none of them can be read.
    """
    candles = {candle.opened_at: candle for row in lists_of(data) if (candle := _candle(row))}
    if data and not candles:
        raise OkxTemporaryError(_UNREADABLE)
    return [candles[at] for at in sorted(candles)]


def without_glitches(candles: list[Candle]) -> list[Candle]:
    """Leave out the candles that are off by far from what came before and after: a true move stays for a while."""
    return [candle for position, candle in enumerate(candles) if not _is_glitch(candle, _around(candles, position))]


def _candle(row: Sequence[Any]) -> Candle | None:
    if len(row) < 5:
        return None
    milliseconds, prices = units_of(row[0]), [usd_of(value) for value in row[1:5]]
    if milliseconds is None or milliseconds > _FAR:
        return None
    known = [price for price in prices if price is not None]
    if len(known) < len(prices):
        return None
    opened, high, low, closed = known
    if not low <= min(opened, closed) <= max(opened, closed) <= high:
        return None
    opened_at = EPOCH + milliseconds * _MILLISECOND
    return Candle(opened_at=opened_at, open=opened, high=high, low=low, close=closed, volume_usd=_volume(row))


def _volume(row: Sequence[Any]) -> Decimal | None:
    number = number_of(row[6]) if len(row) > 6 else None
    return number if number is not None and 0 <= number < _MOST_VOLUME else None


def _around(candles: list[Candle], position: int) -> list[Decimal]:
    """Return where the price was right before a candle and right after it."""
    before = [candle.close for candle in candles[max(0, position - 1) : position]]
    return before + [candle.open for candle in candles[position + 1 : position + 2]]


def _is_glitch(candle: Candle, around: list[Decimal]) -> bool:
    if not around:
        return False
    return candle.high >= GLITCH * max(around) or candle.low * GLITCH <= min(around)
