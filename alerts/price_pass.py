"""One look at the prices of everything that is watched, and at what they set off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Final

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from alerts.crossing import fire_crossed, rearm
from alerts.models import Alert
from alerts.moves import fire_moves, record_ticks
from tokens.market import FRESH, prices_of
from tokens.models import Price, Token

__all__ = ["VALID", "watch_prices", "watched_tokens"]

VALID: Final = timedelta(seconds=60)  # an older price says nothing about now

# One condition for each partial index, so that a token with many alerts costs as little as one with none.
_ACTIVE: Final = {"token": OuterRef("pk"), "state": Alert.State.ACTIVE}
_WATCHED: Final = (
    Q(kind=Alert.Kind.PRICE, is_armed=True, direction=Alert.Direction.ABOVE),
    Q(kind=Alert.Kind.PRICE, is_armed=True, direction=Alert.Direction.BELOW),
    Q(kind=Alert.Kind.PRICE, is_armed=False),
    Q(kind=Alert.Kind.MOVE),
)


def watch_prices() -> int:
    """Ask once for the price of each watched token, and fire what the valid ones reach; return how many fired."""
    prices = prices_of(watched_tokens(), max_age=_max_age())
    now = timezone.now()
    valid = _valid(prices.values(), now)
    rearm(valid, now=now)
    fired = fire_crossed(valid, now=now)
    record_ticks(valid, now=now)
    return fired + fire_moves(valid, now=now)


def watched_tokens() -> QuerySet[Token]:
    """Return the tokens for which a price or a move is waited for."""
    watched = reduce(or_, (Q(Exists(Alert.objects.filter(condition, **_ACTIVE))) for condition in _WATCHED))
    return Token.objects.filter(watched)


def _max_age() -> timedelta:
    """Return how old a kept price may be to spare a request: younger than the pass before."""
    return min(FRESH, timedelta(seconds=settings.MONITOR_INTERVAL) / 2)


def _valid(prices: Iterable[Price], now: datetime) -> dict[int, Decimal | None]:
    return {price.token_id: price.usd for price in prices if price.observed_at >= now - VALID}
