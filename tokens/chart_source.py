"""Where the candles of a chart come from: the DEX market of a token's chain, or OKX's own exchange."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core.cache import cache
from django.utils import timezone

from esther_site.lib.errors import TemporaryError
from tokens.bars import BARS, fetch_bars, fetch_exchange_bars, joined
from tokens.candle_rows import Candle
from tokens.chart_periods import Period
from tokens.models import Chain, Token
from tokens.resolver import resolve_chain, resolve_token
from tokens.spoken import clean, fold

__all__ = ["History", "history_of", "look_up_history"]

logger = logging.getLogger(__name__)

_BITCOIN: Final = frozenset({"btc", "bitcoin"})
_LONGEST_LABEL: Final = 16


@dataclass(frozen=True, kw_only=True)
class History:
    """The candles of one period; `token` is None for a market of the exchange."""

    token: Token | None
    label: str
    place: str
    source: str
    candles: list[Candle]
    fetched_at: datetime
    is_fallback: bool = False  # from the exchange, since the token's own market did not answer


def look_up_history(text: str, *, chain_text: str | None, default_chain: Chain, period: Period) -> History:
    """Return the candles of what a user names.

    Bitcoin without a chain is that of the exchange; when that fails, and for everything else, it is a chain's token.

    Raises:
        EstherError: the chain or token is not known or in doubt, or OKX has no candles to give.
    """
    if chain_text is None and fold(text).removeprefix("$") in _BITCOIN:
        try:
            return _of_exchange("BTC", period)
        except TemporaryError as error:
            logger.warning("no candles of the exchange: %s", error.message)
    chain = resolve_chain(chain_text) if chain_text else None
    return history_of(resolve_token(text, chain=chain, default_chain=default_chain), period)


def history_of(token: Token, period: Period) -> History:
    """Return a token's candles; for ether those of the exchange, where its chain's market has none.

    Raises:
        EstherError: OKX does not answer.
    """
    try:
        candles, fetched_at = _kept(f"{token.pk}", period, lambda since: fetch_bars(token, bar=period.bar, since=since))
    except TemporaryError as error:
        if not _is_ether(token):
            raise
        logger.warning("no candles for %s: %s", token, error.message)
        candles, fetched_at = [], timezone.now()
    if not candles and _is_ether(token):
        return _of_exchange("ETH", period, token=token)
    return History(
        token=token,
        label=_label(token),
        place=token.chain.name,
        source=f"OKX DEX market on {token.chain.name}",
        candles=candles,
        fetched_at=fetched_at,
    )


def _of_exchange(symbol: str, period: Period, *, token: Token | None = None) -> History:
    instrument = f"{symbol}-USDT"
    candles, fetched_at = _kept(
        instrument, period, lambda since: fetch_exchange_bars(instrument, bar=period.bar, since=since)
    )
    return History(
        token=token,
        label=symbol,
        place=f"OKX {instrument}",
        source=f"OKX {instrument} market",
        candles=candles,
        fetched_at=fetched_at,
        is_fallback=token is not None,
    )


def _kept(name: str, period: Period, fetch: Callable[[datetime], list[Candle]]) -> tuple[list[Candle], datetime]:
    """Return candles that are still fresh enough for their length, or new ones, with the moment they were fetched."""
    key = f"chart:{name}:{period.name}"
    kept: tuple[list[Candle], datetime] | None = cache.get(key)
    if kept is None:
        now = timezone.now()
        kept = _drawn(fetch(now - period.length), period), now
        cache.set(key, kept, period.kept_seconds)
    return kept


def _drawn(candles: list[Candle], period: Period) -> list[Candle]:
    return candles if BARS[period.bar] == period.candle else joined(candles, length=period.candle)


def _is_ether(token: Token) -> bool:
    return token.is_native and token.chain.native_symbol == "ETH"


def _label(token: Token) -> str:
    label = clean(token.symbol)
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1] + "…"
