"""What is to become of an order whose trigger the newest price reaches. Pure, so that it can be tried a million times.

Leasing the order, asking for a quote and storing the outcome are `alerts.order_pass`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum, auto
from itertools import pairwise, zip_longest
from typing import Final

from alerts.evidence import VALID, Ticks, confirmed_high, confirmed_low, is_agreed, is_far, is_settled, passes_needed
from alerts.watching import GAP
from trading.models import Order

__all__ = ["LOOKBACK", "Step", "Trigger", "decide", "has_been_away", "reached_since"]

LOOKBACK: Final = timedelta(minutes=15)  # how much of the past is looked at
_BELIEVED: Final = 2

Direction = Order.Direction


class Step(Enum):
    """What comes next."""

    LEAVE = auto()  # not reached, or nothing to go by yet
    CONFIRM = auto()  # seen in one pass: a second source may stand in for the second pass
    ASK = auto()  # true, but nobody watched when it came about: the user decides
    FIRE = auto()  # true


@dataclass(frozen=True)
class Trigger:
    """The price an order waits for; equal is reached."""

    usd: Decimal
    direction: Direction

    def is_reached_by(self, usd: Decimal) -> bool:
        return usd >= self.usd if self.direction == Direction.ABOVE else usd <= self.usd


def decide(
    ticks: Ticks,
    trigger: Trigger,
    *,
    now: datetime,
    since: datetime,
    second_usd: Decimal | None = None,
) -> Step:
    """Say what to do about an order that waits `since` a moment, from its token's last ticks, newest first.

    `second_usd` is what another source says that the token costs now. It may stand in for a pass, and it may contradict
    however many there were.
    """
    if not ticks or now - ticks[0].observed_at > VALID or not trigger.is_reached_by(ticks[0].usd):
        return Step.LEAVE
    if second_usd is not None and is_far(second_usd, ticks[0].usd):
        return Step.LEAVE
    if not _is_proven(ticks, trigger):
        if passes_needed(ticks) > 2:  # no second source stands in for a pass after a jump
            return Step.LEAVE
        if second_usd is None:
            return Step.CONFIRM
        if not is_agreed(ticks[0].usd, second_usd):
            return Step.LEAVE
    return Step.ASK if _crossed_unseen(ticks, trigger, since=since) else Step.FIRE


def has_been_away(ticks: Ticks, trigger: Trigger) -> bool:
    """Say whether the price was away from the trigger lately: two looks in a row say so, one may have been a glitch."""
    unreached = [not trigger.is_reached_by(tick.usd) for tick in ticks]
    return any(pair == (True, True) for pair in pairwise(unreached))


def reached_since(ticks: Ticks, trigger: Trigger) -> datetime | None:
    """Return when the price reached the trigger, in which it has been since; None when that is too long ago."""
    reached = None
    for tick in ticks:
        if not trigger.is_reached_by(tick.usd):
            return reached
        reached = tick.observed_at
    return None


def _is_proven(ticks: Ticks, trigger: Trigger) -> bool:
    """Say whether the last passes all reach the trigger, and are not too far from each other to be true."""
    agreed = confirmed_low(ticks) if trigger.direction == Direction.ABOVE else confirmed_high(ticks)
    return agreed is not None and trigger.is_reached_by(agreed) and is_settled(ticks)


def _crossed_unseen(ticks: Ticks, trigger: Trigger, *, since: datetime) -> bool:
    """Say whether the price may have reached the trigger while nobody looked, going back to where it had not yet.

    That it had not is believed of two looks in a row: one alone may have been a glitch.
    """
    earliest, away = max(since, ticks[0].observed_at - LOOKBACK), 0
    for tick, before in zip_longest(ticks, ticks[1:]):
        away = 0 if trigger.is_reached_by(tick.usd) else away + 1
        if away == _BELIEVED:
            return False
        seen_at = max(before.observed_at, earliest) if before else earliest
        if tick.observed_at - seen_at > GAP:
            return True
        if seen_at == earliest:
            return False
    return False
