"""One look at the prices of everything that is watched, and at what they set off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from django.conf import settings
from django.utils import timezone

from alerts.crossing import fire_crossed, rearm, valid_prices
from alerts.evidence import VALID, Tick
from alerts.missed import unread_tokens
from alerts.moves import fire_moves
from alerts.order_pass import watch_orders
from alerts.ticks import record_ticks
from alerts.watched import watched_tokens
from tokens.market import FRESH, prices_of
from tokens.models import Price, Token

__all__ = ["Look", "valid_ticks", "watch_prices"]

LOST: Final = timedelta(minutes=5)  # a price that was there so lately is expected back

Prices = Mapping[int, Decimal]


@dataclass(frozen=True, kw_only=True)
class Look:
    """What came of one look."""

    fired: int
    sees_nothing: bool  # prices are waited for, and there was none
    lost_some: bool  # a price that was there at the last look is missing
    is_unfinished: bool  # more was reached than one look takes on


def watch_prices() -> Look:
    """Ask once for the price of each watched token, and fire what the valid ones reach."""
    tokens = list(watched_tokens())
    prices = prices_of(tokens, max_age=_max_age())
    now = timezone.now()
    ticks = valid_ticks(prices.values(), now=now)
    record_ticks(ticks)
    fired, is_unfinished = _fire({token_id: tick.usd for token_id, tick in ticks.items()}, now=now)
    return Look(
        fired=fired,
        sees_nothing=bool(tokens) and not ticks,
        lost_some=_lost_some([token for token in tokens if token.pk not in ticks], now),
        is_unfinished=is_unfinished,
    )


def valid_ticks(prices: Iterable[Price], *, now: datetime) -> dict[int, Tick]:
    """Return the prices (by token) that are fresh and can be true."""
    fresh = {price.token_id: price for price in prices if price.observed_at >= now - VALID}
    valid = valid_prices({token_id: price.usd for token_id, price in fresh.items()})
    return {token_id: Tick(usd, fresh[token_id].observed_at) for token_id, usd in valid.items()}


def _fire(known: Prices, *, now: datetime) -> tuple[int, bool]:
    """Fire what the prices reach, and return how many, and whether there are more.

    Whatever fails keeps nothing else from firing; it is raised in the end.
    """
    unread = unread_tokens(now)
    free = {token_id: usd for token_id, usd in known.items() if token_id not in unread}
    fired, is_unfinished, failures = 0, False, []
    for act in (rearm, fire_crossed, fire_moves):
        try:
            fired += act(free, now=now)
        except Exception as failure:  # noqa: BLE001 - raised below
            failures.append(failure)
    try:
        orders = watch_orders(known, now=now, unread=unread)
        fired, is_unfinished = fired + orders.fired, orders.is_unfinished
    except Exception as failure:  # noqa: BLE001 - raised below
        failures.append(failure)
    if failures:
        raise ExceptionGroup("a pass was not completed", failures)
    return fired, is_unfinished


def _lost_some(missing: list[Token], now: datetime) -> bool:
    return bool(missing) and Price.objects.filter(token__in=missing, observed_at__gte=now - LOST).exists()


def _max_age() -> timedelta:
    """Return how old a kept price may be to spare a request: younger than the pass before."""
    return min(FRESH, timedelta(seconds=settings.MONITOR_INTERVAL) / 2)
