"""Fresh prices for snapshots; a token for which nobody answered is told apart from one that has no price."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Final

from django.db.models import QuerySet

from esther_site.lib.errors import EstherError
from portfolio.models import Book
from portfolio.snapshot_ready import held_rows
from tokens.market import prices_of
from tokens.models import Token
from tokens.price_feed import MAX_BATCH, fetch_batch
from trading.models import User

__all__ = ["FRESH", "ask_for_prices"]

logger = logging.getLogger(__name__)

FRESH: Final = timedelta(minutes=15)  # a snapshot has no older price
_KEPT: Final = timedelta(minutes=5)  # not asked for again


def ask_for_prices(users: QuerySet[User], book: Book) -> set[int]:
    """Have the prices of all that users hold in a book stored; return the tokens for which OKX did not answer."""
    held = held_rows(book).filter(wallet__owner__in=users.values("pk")).values("token")
    tokens = list(Token.objects.filter(pk__in=held).select_related("chain").order_by("pk"))
    prices = prices_of(tokens, max_age=_KEPT)
    missing = [token for token in tokens if token.pk not in prices]
    batches = [missing[start : start + MAX_BATCH] for start in range(0, len(missing), MAX_BATCH)]
    return {token.pk for batch in batches if not _answered(batch) for token in batch}


def _answered(tokens: list[Token]) -> bool:
    """Say whether OKX answers when it is asked for tokens without a price."""
    try:
        fetch_batch(tokens)
    except EstherError as error:
        logger.warning("no snapshot of who holds one of %d tokens: %s", len(tokens), error.message)
        return False
    return True
