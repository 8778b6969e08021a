"""What OKX's market says about many tokens beside their price: how deep it is, and how far the price moved in a day."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.core.cache import cache

from esther_site.lib.errors import EstherError
from esther_site.lib.okx import web3_client
from tokens.answers import address_of, number_of, rows_of, usd_of
from tokens.models import NATIVE_ADDRESS, Token

__all__ = ["MAX_BATCH", "MarketFacts", "changes_24h", "fetch_facts"]

logger = logging.getLogger(__name__)

MAX_BATCH: Final = 100
CHANGE_SECONDS: Final = 300
_MOST_CHANGE_PERCENT: Final = 10**8


@dataclass(frozen=True, kw_only=True)
class MarketFacts:
    """What the market says of one token; None is what it does not say."""

    usd: Decimal | None
    liquidity_usd: Decimal | None
    change_24h_percent: Decimal | None


def fetch_facts(tokens: Sequence[Token]) -> dict[int, MarketFacts]:
    """Return what the market knows about tokens, by the tokens' keys; those it does not know are missing.

    https://web3.okx.com/onchainos/dev-docs/market/market-token-price-info

    Raises:
        EstherError: OKX does not answer.
    """
    facts: dict[int, MarketFacts] = {}
    for start in range(0, len(tokens), MAX_BATCH):
        facts |= _fetch(tokens[start : start + MAX_BATCH])
    return facts


def changes_24h(tokens: Sequence[Token]) -> dict[int, Decimal]:
    """Return how much prices changed in 24 hours, in percent and at most five minutes old, where that is known."""
    kept: dict[str, Decimal | None] = cache.get_many([_key(token) for token in tokens])
    missing = [token for token in tokens if _key(token) not in kept]
    try:
        facts = fetch_facts(missing)
    except EstherError as error:
        logger.warning("no 24 h changes of %d tokens: %s", len(missing), error.message)
        facts, missing = {}, []
    fresh = {_key(token): _change_in(facts, token) for token in missing}
    cache.set_many(fresh, CHANGE_SECONDS)
    found = {token.pk: (kept | fresh).get(_key(token)) for token in tokens}
    return {pk: change for pk, change in found.items() if change is not None}


def _change_in(facts: dict[int, MarketFacts], token: Token) -> Decimal | None:
    return facts[token.pk].change_24h_percent if token.pk in facts else None


def _key(token: Token) -> str:
    return f"day-change:{token.pk}"


def _fetch(tokens: Sequence[Token]) -> dict[int, MarketFacts]:
    wanted = [{"chainIndex": str(token.chain_id), "tokenContractAddress": token.address} for token in tokens]
    rows = rows_of(web3_client().post("/api/v6/dex/market/price-info", wanted)) if wanted else []
    by_place = {_place(row): row for row in rows}
    return {
        token.pk: _read(row) for token in tokens if (row := by_place.get((str(token.chain_id), token.address.lower())))
    }


def _place(row: dict[str, Any]) -> tuple[str, str]:
    return str(row.get("chainIndex")), address_of(row.get("tokenContractAddress")) or NATIVE_ADDRESS


def _read(row: dict[str, Any]) -> MarketFacts:
    change = number_of(row.get("priceChange24H"))
    is_sound = change is not None and -100 <= change < _MOST_CHANGE_PERCENT
    return MarketFacts(
        usd=usd_of(row.get("price")),
        liquidity_usd=usd_of(row.get("liquidity")),
        change_24h_percent=change if is_sound else None,
    )
