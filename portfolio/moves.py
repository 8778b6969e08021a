"""How much tokens' prices changed within a day, a week and a month, from candles; kept for a few minutes."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from django.core.cache import cache

from esther_site.lib.errors import EstherError, UserError
from tokens.bars import BARS, fetch_bars
from tokens.candle_rows import Candle
from tokens.models import Token

__all__ = ["SPANS", "changes_in", "moves_of"]

logger = logging.getLogger(__name__)

SPANS: Final = {"24 hours": timedelta(hours=24), "7 days": timedelta(days=7), "30 days": timedelta(days=30)}
_BAR: Final = "4H"  # of which one answer of OKX covers a month; a span is thus exact to two hours
_KEPT_SECONDS: Final = 300


def moves_of(tokens: Iterable[Token], now: datetime) -> dict[int, dict[str, Decimal]]:
    """Return tokens' price changes in percent, by the tokens' keys and the names of the spans.

    What OKX has no candles of is missing. While it is away nothing more is asked: somebody waits.
    """
    found: dict[int, dict[str, Decimal]] = {}
    for token in tokens:
        try:
            found[token.pk] = changes_in(_candles(token, now), now)
        except UserError as error:  # OKX does not trade this one
            logger.info("no moves of %s: %s", token.pk, error.message)
        except EstherError as error:
            logger.warning("no moves: %s", error.message)
            break
    return {pk: changes for pk, changes in found.items() if changes}


def changes_in(candles: list[Candle], now: datetime) -> dict[str, Decimal]:
    """Return the changes in percent over the spans that candles, oldest first, reach back to."""
    befores = {name: _price_at(candles, now - span) for name, span in SPANS.items()}
    return {name: (candles[-1].close / before - 1) * 100 for name, before in befores.items() if before is not None}


def _price_at(candles: list[Candle], moment: datetime) -> Decimal | None:
    """Return the price nearest to a moment that is known; None from before the first candle."""
    length = BARS[_BAR]
    before = [candle for candle in candles if candle.opened_at <= moment]
    if not before:
        return candles[0].open if candles and candles[0].opened_at - moment < length / 2 else None
    return before[-1].open if moment - before[-1].opened_at < length / 2 else before[-1].close


def _candles(token: Token, now: datetime) -> list[Candle]:
    key = f"moves:{token.pk}"
    kept: list[Candle] | None = cache.get(key)
    if kept is None:
        kept = fetch_bars(token, bar=_BAR, since=now - max(SPANS.values()))
        cache.set(key, kept, _KEPT_SECONDS)
    return kept
