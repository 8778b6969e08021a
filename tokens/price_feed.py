"""Asking OKX for prices; nothing is kept here, and nothing falls back to something else."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from esther_site.lib.errors import EstherError
from esther_site.lib.okx import market_client, web3_client
from esther_site.lib.okx_errors import OkxTemporaryError
from tokens.answers import address_of, moment_of, number_of, rows_of, usd_of
from tokens.models import NATIVE_ADDRESS, Token

__all__ = ["Observation", "fetch_batch", "fetch_change_24h", "fetch_many", "fetch_ticker"]

logger = logging.getLogger(__name__)

MAX_BATCH: Final = 100
_MAX_CHANGE_PERCENT: Final = 10**8
_CHANGE_STEP: Final = Decimal("0.0001")


@dataclass(frozen=True, kw_only=True)
class Observation:
    """A price in USD as somebody saw it."""

    usd: Decimal
    observed_at: datetime
    change_24h_percent: Decimal | None = None


def fetch_many(tokens: Sequence[Token]) -> dict[int, Observation]:
    """Return what `fetch_batch` returns for any number of tokens; a batch that fails is logged and left out."""
    prices: dict[int, Observation] = {}
    for start in range(0, len(tokens), MAX_BATCH):
        batch = tokens[start : start + MAX_BATCH]
        try:
            prices |= fetch_batch(batch)
        except EstherError as error:
            logger.warning("no prices for %d tokens: %s", len(batch), error.message)
    return prices


def fetch_batch(tokens: Sequence[Token]) -> dict[int, Observation]:
    """Return the market prices of at most 100 tokens, by the tokens' keys; tokens without a price are missing.

    https://web3.okx.com/onchainos/dev-docs/market/market-price

    Raises:
        EstherError: OKX does not answer.
    """
    rows = rows_of(web3_client().post("/api/v6/dex/market/price", [_item(token) for token in tokens]))
    by_item = {_item_key(row): row for row in rows}
    return {
        token.pk: Observation(usd=usd, observed_at=moment_of(row.get("time")))
        for token in tokens
        if (row := by_item.get(_item_key(_item(token)))) and (usd := usd_of(row.get("price")))
    }


def fetch_change_24h(token: Token) -> Decimal | None:
    """Return the change of a token's price in 24 hours in percent, or None when OKX names none.

    Raises:
        EstherError: OKX does not answer.
    """
    rows = rows_of(web3_client().post("/api/v6/dex/market/price-info", [_item(token)]))
    changes = (row.get("priceChange24H") for row in rows if _item_key(row) == _item_key(_item(token)))
    return _percent(number_of(next(changes, None)))


def fetch_ticker(instrument: str) -> Observation:
    """Return the last trade of a public market such as BTC-USDT, its USDT taken for USD.

    Raises:
        EstherError: OKX does not answer, or not with a price.
    """
    rows = rows_of(market_client().get("/api/v5/market/ticker", {"instId": instrument}))
    row = next((row for row in rows if row.get("instId") == instrument), {})
    usd = usd_of(row.get("last"))
    if usd is None:
        raise OkxTemporaryError(f"OKX has no price for {instrument} just now: try again in a minute.")
    opened = usd_of(row.get("open24h"))
    change = _percent((usd / opened - 1) * 100 if opened else None)
    return Observation(usd=usd, observed_at=moment_of(row.get("ts")), change_24h_percent=change)


def _item(token: Token) -> dict[str, str]:
    return {"chainIndex": str(token.chain_id), "tokenContractAddress": token.address.lower()}


def _item_key(row: dict[str, Any]) -> tuple[str, str]:
    """Return what a row is about; some of OKX's answers name a native coin by an empty address."""
    return str(row.get("chainIndex")), address_of(row.get("tokenContractAddress")) or NATIVE_ADDRESS


def _percent(number: Decimal | None) -> Decimal | None:
    """Return a change that can be true and stored, or None."""
    if number is None or not -100 <= number < _MAX_CHANGE_PERCENT:
        return None
    return number.quantize(_CHANGE_STEP)
