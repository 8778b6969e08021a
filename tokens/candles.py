"""What a token cost in the past, as candles from OKX; nothing is kept here, and nothing is made up for a lost one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from esther_site.lib.okx import web3_client
from tokens.candle_rows import EPOCH, Candle, milliseconds_of, read_candles, without_glitches
from tokens.models import Token

__all__ = ["Candle", "fetch_candles"]

MAX_ROWS: Final = 299
RECENT_ROWS: Final = 1440  # so many bars back, OKX answers at once; older ones are history

# The bars that open at the same moment everywhere: days open at midnight in Hong Kong.
_BARS: Final = {
    "1m": timedelta(minutes=1),
    "5m": timedelta(minutes=5),
    "15m": timedelta(minutes=15),
    "30m": timedelta(minutes=30),
    "1H": timedelta(hours=1),
    "4H": timedelta(hours=4),
}


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
    return without_glitches([candle for candle in read_candles(data) if first <= candle.opened_at < end])


def _bar_for(start: datetime, end: datetime) -> str:
    """Return the shortest bar of which one answer covers a span."""
    for bar, length in _BARS.items():
        if _rows_needed(_opening(start, length), end, length) <= MAX_ROWS:
            return bar
    raise ValueError(f"No answer of OKX's covers {end - start}.")


def _opening(moment: datetime, length: timedelta) -> datetime:
    """Return when the bar opened into which a moment falls."""
    return moment - (moment - EPOCH) % length


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
        "after": str(milliseconds_of(end)),
        "limit": str(max(1, _rows_needed(first, end, _BARS[bar]))),
    }
