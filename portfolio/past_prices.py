"""What tokens and markets cost at past moments, from OKX's candles; kept in memory for a while."""

from __future__ import annotations

import logging
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from django.core.cache import cache
from django.utils import timezone

from esther_site.lib.errors import TemporaryError
from tokens.bars import BARS, fetch_bars, fetch_exchange_bars
from tokens.candle_rows import Candle
from tokens.models import Token

__all__ = ["PastPrices", "market_prices", "token_prices"]

logger = logging.getLogger(__name__)

_KEPT_SECONDS: Final = 600
# The shortest bars that reach back far enough, in as few answers as OKX gives at once or a little more.
_BARS: Final = ((timedelta(days=35), "1H"), (timedelta(days=140), "4H"), (timedelta(days=800), "1Dutc"))


@dataclass(frozen=True)
class PastPrices:
    """Prices from the ends of candles, oldest first."""

    ends: Sequence[datetime]
    closes: Sequence[Decimal]

    def at(self, moment: datetime) -> Decimal | None:
        """Return the last price before a moment; None before the first."""
        place = bisect_right(self.ends, moment)
        return self.closes[place - 1] if place else None


def token_prices(token: Token, *, since: datetime) -> PastPrices:
    """Return a token's prices since a moment; ether's from the exchange where its chain's market has none.

    Raises:
        EstherError: OKX does not answer.
    """
    try:
        found = _kept(f"{token.pk}", since, lambda bar, start: fetch_bars(token, bar=bar, since=start))
    except TemporaryError as error:
        if not _is_ether(token):
            raise
        logger.warning("no candles for %s: %s", token, error.message)
        found = PastPrices((), ())
    return found if found.ends or not _is_ether(token) else market_prices("ETH", since=since)


def market_prices(symbol: str, *, since: datetime) -> PastPrices:
    """Return BTC's or ETH's prices on OKX's exchange since a moment, its USDT taken for USD.

    Raises:
        EstherError: OKX does not answer.
    """
    instrument = f"{symbol}-USDT"
    return _kept(instrument, since, lambda bar, start: fetch_exchange_bars(instrument, bar=bar, since=start))


def _kept(name: str, since: datetime, fetch: Callable[[str, datetime], list[Candle]]) -> PastPrices:
    """Return prices that reach back a whole number of bars' reaches, so that few different spans are asked for."""
    age = timezone.now() - since
    reach, bar = next(((reach, bar) for reach, bar in _BARS if age < reach), _BARS[-1])
    key = f"past-prices:{name}:{bar}"
    kept: PastPrices | None = cache.get(key)
    if kept is None:
        candles, now = fetch(bar, timezone.now() - reach), timezone.now()
        ends = [min(each.opened_at + BARS[bar], now) for each in candles]  # the last one is still running
        kept = PastPrices(ends, [each.close for each in candles])
        cache.set(key, kept, _KEPT_SECONDS)
    return kept


def _is_ether(token: Token) -> bool:
    return token.is_native and token.chain.native_symbol == "ETH"
