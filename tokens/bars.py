"""The latest candles of a named length, from the DEX market or from OKX's own exchange; nothing is kept here.

`tokens.candles` answers for a span of time, with bars as short as fit; here the length of the bars is chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone

from esther_site.lib.okx import market_client, web3_client
from tokens.candle_rows import EPOCH, Candle, milliseconds_of, read_candles, without_glitches
from tokens.models import Token

__all__ = ["BARS", "fetch_bars", "fetch_exchange_bars", "joined"]

MAX_ROWS: Final = 299  # of one answer: the exchange gives 300
_MOST_ANSWERS: Final = 3

# Named as OKX names them. What is shorter than a day opens at the same moment everywhere up to 4H; plain 6H and 1D
# open by the clock of Hong Kong, so those of UTC are used.
BARS: Final = {
    "15m": timedelta(minutes=15),
    "1H": timedelta(hours=1),
    "2H": timedelta(hours=2),
    "4H": timedelta(hours=4),
    "6Hutc": timedelta(hours=6),
    "1Dutc": timedelta(days=1),
}

_Page = Callable[[dict[str, str]], Any]


def fetch_bars(token: Token, *, bar: str, since: datetime) -> list[Candle]:
    """Return a token's candles since a moment up to now, oldest first; the last may still be running.

    A bar without a trade has none. What cannot be true is left out, unless it is the first or last: there nothing
    tells a glitch from a move.

    https://web3.okx.com/onchainos/dev-docs/market/market-candlesticks

    Raises:
        EstherError: OKX does not answer, or not with a single candle that can be read.
    """
    names = {"chainIndex": str(token.chain_id), "tokenContractAddress": token.address.lower()}
    return _fetch(lambda page: web3_client().get("/api/v6/dex/market/candles", names | page), bar=bar, since=since)


def fetch_exchange_bars(instrument: str, *, bar: str, since: datetime) -> list[Candle]:
    """Return the candles of a spot market such as BTC-USDT, its USDT taken for USD; otherwise like `fetch_bars`.

    https://www.okx.com/docs-v5/en/#order-book-trading-market-data-get-candlesticks
    """
    names = {"instId": instrument}
    return _fetch(lambda page: market_client().get("/api/v5/market/candles", names | page), bar=bar, since=since)


def joined(candles: list[Candle], *, length: timedelta) -> list[Candle]:
    """Put candles together to longer ones, which open at whole multiples of their length since 1970."""
    groups: dict[datetime, list[Candle]] = {}
    for candle in candles:
        groups.setdefault(candle.opened_at - (candle.opened_at - EPOCH) % length, []).append(candle)
    return [_joined(opened_at, group) for opened_at, group in groups.items()]


def _fetch(page: _Page, *, bar: str, since: datetime) -> list[Candle]:
    """Ask for the newest rows, then for those before them, until they reach back far enough."""
    found: dict[datetime, Candle] = {}
    query = {"bar": bar, "limit": str(_rows_since(since, BARS[bar]))}
    for _answer in range(_MOST_ANSWERS):
        rows = page(query)
        older = [candle for candle in read_candles(rows) if candle.opened_at not in found]
        found |= {candle.opened_at: candle for candle in older}
        if not older or older[0].opened_at <= since or len(rows) < int(query["limit"]):
            break
        query |= {"after": str(milliseconds_of(older[0].opened_at))}
    reaching = [found[at] for at in sorted(found) if at + BARS[bar] > since]
    return reaching[:1] + _inner(reaching) + reaching[-1:] if len(reaching) > 2 else reaching


def _rows_since(since: datetime, length: timedelta) -> int:
    return min(MAX_ROWS, (timezone.now() - since) // length + 2)


def _inner(candles: list[Candle]) -> list[Candle]:
    """Return what can be true between the first candle and the last."""
    ends = {candles[0].opened_at, candles[-1].opened_at}
    return [candle for candle in without_glitches(candles) if candle.opened_at not in ends]


def _joined(opened_at: datetime, candles: list[Candle]) -> Candle:
    volumes = [candle.volume_usd for candle in candles if candle.volume_usd is not None]
    return Candle(
        opened_at=opened_at,
        open=candles[0].open,
        high=max(candle.high for candle in candles),
        low=min(candle.low for candle in candles),
        close=candles[-1].close,
        volume_usd=sum(volumes, start=volumes[0] * 0) if volumes else None,
    )
