"""Made-up markets with a known truth, seen through a feed that sometimes lies, and the monitor's own code looking on.

The truth is in whole cents, so that what is expected can be worked out without the code under test.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from alerts.decision import LOOKBACK, Step, Trigger, decide
from alerts.evidence import Tick, confirmed_low
from alerts.ladder import trailing_usd
from alerts.price_pass import valid_ticks
from alerts.tests.desk import NOW
from tokens.models import Price
from trading.models import Order

__all__ = ["DISTANCES", "KINDS", "Fired", "Pass", "Watcher", "wandering"]

KINDS: Final = list(Order.Kind)
DISTANCES: Final = (10, 50, 100, 250, 500, 1000, 2500)
INTERVAL: Final = timedelta(seconds=60)
RETRY: Final = timedelta(seconds=10)  # a pass without a price is followed by another one so soon
TOKEN: Final = 1

_RISING: Final = (Order.Kind.TAKE_PROFIT, Order.Kind.STOP_BUY)


@dataclass(frozen=True)
class Pass:
    """One look: what the price truly was, what the feed said about it, as of when, and what a second source said."""

    at: datetime
    cents: int
    said: Decimal | None
    observed_at: datetime
    second_usd: Decimal | None


@dataclass(frozen=True)
class Fired:
    """An order that fired, and in which pass."""

    number: int
    step: Step


@dataclass
class Watcher:
    """One order, looked at as `alerts.order_look` does."""

    kind: Order.Kind
    level: int  # a trigger in cents, or the distance of a trailing stop
    ticks: list[Tick] = field(default_factory=list)
    highest: Decimal | None = None

    def look(self, seen: Pass) -> Step:
        price = [] if seen.said is None else [Price(token_id=TOKEN, usd=seen.said, observed_at=seen.observed_at)]
        tick = valid_ticks(price, now=seen.at).get(TOKEN)
        if tick is None:
            return Step.LEAVE
        if not self.ticks or tick.observed_at != self.ticks[0].observed_at:
            self.ticks = [tick, *(old for old in self.ticks if old.observed_at >= seen.at - LOOKBACK)]
        trigger = self._trigger()
        if trigger is None:
            return Step.LEAVE
        step = decide(self.ticks, trigger, now=seen.at, since=NOW)
        if step is Step.CONFIRM and seen.second_usd is not None:
            return decide(self.ticks, trigger, now=seen.at, since=NOW, second_usd=seen.second_usd)
        return step

    def run(self, passes: Iterator[Pass]) -> Fired | None:
        """Look at one pass after the other until the order waits no longer."""
        for number, seen in enumerate(passes):
            step = self.look(seen)
            if step in (Step.FIRE, Step.ASK):
                return Fired(number, step)
        return None

    def _trigger(self) -> Trigger | None:
        if self.kind != Order.Kind.TRAILING_STOP:
            side = Order.Direction.ABOVE if self.kind in _RISING else Order.Direction.BELOW
            return Trigger(usd(self.level), side)
        low = confirmed_low(self.ticks)
        self.highest = max((price for price in (self.highest, low) if price is not None), default=None)
        return None if self.highest is None else Trigger(trailing_usd(self.highest, self.level), Order.Direction.BELOW)


def usd(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def wandering(dice: random.Random, *, start: int, passes: int, step_bps: int) -> list[int]:
    """Return a price that moves a little from pass to pass."""
    prices = [start]
    for _ in range(passes - 1):
        prices.append(prices[-1] + prices[-1] * dice.randint(-step_bps, step_bps) // 10_000)
    return prices
