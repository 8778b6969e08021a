"""What a token cost in the past, as candles from OKX; nothing is kept here, and nothing is made up for a lost one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone

from esther_site.lib.okx import web3_client
from esther_site.lib.okx_errors import OkxTemporaryError
from tokens.answers import lists_of, units_of, usd_of
from tokens.models import Token

__all__ = ["Candle", "fetch_candles"]

MAX_ROWS: Final = 299
RECENT_ROWS: Final = 1440  # so many bars back, OKX answers at once; older ones are history
GLITCH: Final = 5  # times what the price was right before, and is right after

# The bars that open at the same moment everywhere: days open at midnight in Hong Kong.
_BARS: Final = {
    "1m": timedelta(minutes=1),
    "5m": timedelta(minutes=5),
    "15m": timedelta(minutes=15),
    "30m": timedelta(minutes=30),
    "1H": timedelta(hours=1),
    "4H": timedelta(hours=4),
}
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)
_FAR: Final = 10**14  # milliseconds: the year 5138
_UNREADABLE: Final = "OKX gave candles that Esther cannot read: try again in a minute."


@dataclass(frozen=True, kw_only=True)
class Candle:
    """A token's prices in USD within one bar; within it, nobody knows what came first, its high or its low."""

    opened_at: datetime
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal


def fetch_candles(token: Token, *, start: datetime, end: datetime) -> list[Candle]:
    """Return the candles that lie in a span of time or reach into it, oldest first; its last may still be running.

    They are the shortest of which one answer covers the span. A bar without a trade has none, and what cannot be true
    is left out.

    https://web3.okx.com/onchainos/dev-docs/market/market-candlesticks

    Raises:
        EstherError: OKX does not answer, or not with a single candle that can be read.
        ValueError: the span is longer than any answer.
    """
    bar = _bar_for(start, end)
    first = _opening(start, _BARS[bar])
    data = web3_client().get(_path(first, _BARS[bar]), _query(token, bar, first, end))
    candles = {candle.opened_at: candle for row in lists_of(data) if (candle := _candle(row))}
    if data and not candles:
        raise OkxTemporaryError(_UNREADABLE)
    return _without_glitches([candles[at] for at in sorted(candles) if first <= at < end])


def _bar_for(start: datetime, end: datetime) -> str:
    """Return the shortest bar of which one answer covers a span."""
    for bar, length in _BARS.items():
        if _rows_needed(_opening(start, length), end, length) <= MAX_ROWS:
            return bar
    raise ValueError(f"No answer of OKX's covers {end - start}.")


def _opening(moment: datetime, length: timedelta) -> datetime:
    """Return when the bar opened into which a moment falls."""
    return moment - (moment - _EPOCH) % length


def _rows_needed(first: datetime, end: datetime, length: timedelta) -> int:
    return -((first - end) // length)


def _path(first: datetime, length: timedelta) -> str:
    is_recent = timezone.now() - first < length * (RECENT_ROWS - 1)
    return "/api/v6/dex/market/candles" if is_recent else "/api/v6/dex/market/historical-candles"


def _query(token: Token, bar: str, first: datetime, end: datetime) -> dict[str, str]:
    """Ask for the newest rows before the end: naming the start as well is documented as something else."""
    return {
        "chainIndex": str(token.chain_id),
        "tokenContractAddress": token.address.lower(),
        "bar": bar,
        "after": str(-((_EPOCH - end) // _MILLISECOND)),
        "limit": str(max(1, _rows_needed(first, end, _BARS[bar]))),
    }


def _candle(row: Sequence[Any]) -> Candle | None:
    """Read `[opened at, open, high, low, close, …]`; None when it cannot be true."""
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
    opened_at = _EPOCH + milliseconds * _MILLISECOND
    return Candle(opened_at=opened_at, open=opened, high=high, low=low, close=closed)


def _without_glitches(candles: list[Candle]) -> list[Candle]:
    """Leave out the candles that are off by far from what came before and after: a true move stays for a while."""
    return [candle for position, candle in enumerate(candles) if not _is_glitch(candle, _around(candles, position))]


def _around(candles: list[Candle], position: int) -> list[Decimal]:
    """Return where the price was right before a candle and right after it."""
    before = [candle.close for candle in candles[max(0, position - 1) : position]]
    return before + [candle.open for candle in candles[position + 1 : position + 2]]


def _is_glitch(candle: Candle, around: list[Decimal]) -> bool:
    if not around:
        return False
    return candle.high >= GLITCH * max(around) or candle.low * GLITCH <= min(around)
