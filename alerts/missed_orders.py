"""Orders that were reached while nobody watched: found in candles, and put to their users instead of carried out.

A candle proves less than the monitor's own looks: one wrong trade makes a wick, and a wick may reach an order. That is
good enough to ask, and nothing else is done here: no money moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q, QuerySet

from alerts.ladder import climb, peaks, trailing_usd
from alerts.order_news import tell
from alerts.stretch import Reach, Stretch
from alerts.watched import TRAILING
from trading.models import Order
from trading.order_moves import ask

__all__ = ["ask_missed", "climb_missed"]

Direction = Order.Direction
Reached = Iterator[tuple[Reach, Order]]


class Fall(NamedTuple):
    """A candle so low that it reaches the trailing stops, of one distance, that trail from a moment or earlier."""

    opened_at: datetime
    reach: Reach
    trailed_from: datetime

    def concerns(self, order: Order) -> bool:
        trails = order.trails_from is not None and order.trails_from <= self.trailed_from
        return trails and self.opened_at >= _counts_from(order)


def ask_missed(stretch: Stretch, *, now: datetime) -> int:
    """Ask about the orders that the stretch reached, and return how many; belongs into the transaction that ends it.

    An order counts from its creation or the end of its rest on, a trailing stop with the highest price since it trails.
    """
    waiting = _waiting(stretch, now)
    reached = [*_at_trigger(stretch, waiting), *_at_trail(stretch, waiting)]
    reached.sort(key=lambda each: each[1].pk)  # as they are locked elsewhere
    asking = [(reach, order) for reach, order in reached if _ask(order, reach, stretch, now)]
    for reach, order in sorted(asking, key=lambda each: each[0].at):
        tell(order, "asks", now=now, crossed_at=reach.at)
    return len(asking)


def climb_missed(stretch: Stretch) -> None:
    """Let the stretch's highs count for trailing stops, as far as several candles in a row agree on them."""
    if not Order.objects.filter(TRAILING, state__in=Order.OPEN, token=stretch.token).exists():
        return
    highest = Decimal(0)
    for at, usd in reversed(list(stretch.confirmed_highs())):
        if usd > highest:  # what came before is outdone by it
            climb({stretch.token.pk: usd}, at=at)
            highest = usd


def _waiting(stretch: Stretch, now: datetime) -> QuerySet[Order]:
    alive = Q(expires_at=None) | Q(expires_at__gt=now)
    waiting = Order.objects.filter(alive, token=stretch.token, state=Order.State.ACTIVE)
    return waiting.select_related("token__chain", "currency")


def _at_trigger(stretch: Stretch, waiting: QuerySet[Order]) -> Reached:
    above = Q(direction=Direction.ABOVE, trigger_usd__lte=stretch.highest)
    below = Q(direction=Direction.BELOW, trigger_usd__gte=stretch.lowest)
    for order in waiting.filter(above | below):
        is_above, since = order.direction == Direction.ABOVE, _counts_from(order)
        if order.trigger_usd and (reach := stretch.first_reach(order.trigger_usd, is_above=is_above, since=since)):
            yield reach, order


def _at_trail(stretch: Stretch, waiting: QuerySet[Order]) -> Reached:
    """Yield the trailing stops from whose highest price the stretch fell by their distance.

    Each distance is looked at once, however many orders share it.
    """
    trailing = waiting.filter(TRAILING)
    for trail_bps in trailing.order_by().values_list("trail_bps", flat=True).distinct():
        falls = list(_falls(stretch, trail_bps or 0))
        latest = max((fall.trailed_from for fall in falls), default=None)
        if latest is None:
            continue
        for order in trailing.filter(trail_bps=trail_bps, trails_from__lte=latest):
            if reach := next((fall.reach for fall in falls if fall.concerns(order)), None):
                yield reach, order


def _falls(stretch: Stretch, trail_bps: int) -> Iterator[Fall]:
    rungs = [(rung.observed_at, rung.usd) for rung in peaks([stretch.token.pk]).get(stretch.token.pk, ())]
    stops = [(at, trailing_usd(usd, trail_bps)) for at, usd in (*rungs, *stretch.confirmed_highs())]
    for candle in stretch.candles:
        fallen = [at for at, stop in stops if at < candle.opened_at and candle.low <= stop]
        if fallen:
            reach = Reach(stretch.moment_of(candle), candle.low)
            yield Fall(candle.opened_at, reach, trailed_from=max(fallen))


def _counts_from(order: Order) -> datetime:
    """Return the later of an order's creation and the end of its rest."""
    return max(moment for moment in (order.created_at, order.not_before) if moment)


def _ask(order: Order, reach: Reach, stretch: Stretch, now: datetime) -> bool:
    """Let an order ask, unless it was cancelled or paused in the meantime."""
    return ask(order, usd=reach.usd, reason=_reason(reach, stretch), now=now)


def _reason(reach: Reach, stretch: Stretch) -> str:
    crossed, start, end = (f"{moment:%b} {moment.day}, {moment:%H:%M}" for moment in (reach.at, *stretch.gap))
    return f"Its price was reached on {crossed} UTC, when nothing was watched ({start} to {end} UTC)."
