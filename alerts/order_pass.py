"""The waiting orders that the prices of a pass reach, and the fired ones that are not over yet: each gets its look.

What a look comes to is `alerts.order_look`'s. Whatever goes wrong with one order keeps no other from its look.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q, QuerySet

from alerts.evidence import Tick, confirmed_low
from alerts.ladder import climb_ticks
from alerts.order_crossing import reached, trailing_reached, trailing_tokens
from alerts.order_look import look_at
from alerts.order_news import tell
from alerts.order_retry import take_up
from alerts.ticks import recent_ticks
from trading.models import Order
from trading.order_moves import set_aside

__all__ = ["OrderPass", "carry_out_orders", "forget_reasons", "watch_orders"]

logger = logging.getLogger(__name__)

LIMIT: Final = 100  # looks in one pass, for each kind of trigger
SECONDS: Final = 20  # for the looks of one pass: the next one must not come late
AWAY: Final = timedelta(minutes=5)  # what was not looked at for so long is at its trigger no more

Prices = Mapping[int, Decimal]


@dataclass(frozen=True, kw_only=True)
class OrderPass:
    """What came of the orders in one pass."""

    fired: int  # wait no longer: carried out, asked about, or paused
    is_unfinished: bool  # there were more than one pass takes on


def watch_orders(prices: Prices, *, now: datetime, unread: Set[int] = frozenset()) -> OrderPass:
    """Look at the orders that the prices (by token) reach.

    The prices count as highest prices for trailing stops, too. Orders of `unread` tokens are left to who reads their
    gap.
    """
    _climb(prices, now=now)
    free = {token_id: usd for token_id, usd in prices.items() if token_id not in unread}
    found = [find(free, now=now, limit=LIMIT + 1) for find in (reached, trailing_reached)]
    orders = _waiting([order_id for order_ids in found for order_id in order_ids[:LIMIT]], now)
    ticks = recent_ticks({order.token_id for order in orders}, now=now)
    fired, looks = _each(orders, lambda order: look_at(order, ticks.get(order.token_id, ()), now=now), now=now)
    is_unfinished = looks < len(orders) or any(len(order_ids) > LIMIT for order_ids in found)
    return OrderPass(fired=fired, is_unfinished=is_unfinished)


def carry_out_orders(now: datetime) -> bool:
    """Take up the fired orders whose next attempt is due, or whose monitor is gone; False when there are none."""
    due = Order.objects.filter(_is_due(now), state=Order.State.TRIGGERED).order_by("not_before", "pk")
    orders = list(_loaded(due)[:LIMIT])
    _each(orders, lambda order: take_up(order, now=now), now=now)
    return bool(orders)


def forget_reasons(now: datetime) -> int:
    """Clear why orders waited at their trigger that the price has left since; return how many."""
    held = Order.objects.filter(state=Order.State.ACTIVE, not_before__lt=now - AWAY).exclude(waits_because="")
    return held.update(waits_because="")


def _climb(prices: Prices, *, now: datetime) -> None:
    """Put on the ladders what the last passes agree on: a glitch is no highest price."""
    past = recent_ticks(trailing_tokens(prices), now=now)
    lows = {token_id: (confirmed_low(ticks), ticks[0].observed_at) for token_id, ticks in past.items()}
    climb_ticks({token_id: Tick(low, at) for token_id, (low, at) in lows.items() if low is not None})


def _waiting(order_ids: list[int], now: datetime) -> list[Order]:
    """Return orders in their turns; another monitor may have leased some since they were found."""
    waiting = _loaded(Order.objects.filter(_is_due(now), state=Order.State.ACTIVE)).in_bulk(order_ids)
    return [waiting[order_id] for order_id in order_ids if order_id in waiting]


def _is_due(now: datetime) -> Q:
    return Q(not_before=None) | Q(not_before__lte=now)


def _loaded(orders: QuerySet[Order]) -> QuerySet[Order]:
    return orders.select_related("user", "wallet", "token__chain", "currency__chain", "swap")


def _each(orders: list[Order], look: Callable[[Order], bool], *, now: datetime) -> tuple[int, int]:
    """Give each order its look, as far as the time allows; return how many came to something, of how many."""
    moved, looks, deadline = 0, 0, time.monotonic() + SECONDS
    for order in orders:
        if time.monotonic() > deadline:
            break
        looks += 1
        try:
            moved += look(order)
        except (OperationalError, InterfaceError):  # the database, and no order's fault
            raise
        except Exception:
            logger.exception("order %d could not be looked at", order.pk)
            _set_aside(order, now)
    return moved, looks


def _set_aside(order: Order, now: datetime) -> None:
    """Let an order wait that a bug keeps from its look; its user is told when it waits for good."""
    with transaction.atomic():
        if set_aside(order, now=now):
            tell(order, "paused", now=now)
