"""What the later looks at simulated trades measured. Only measured numbers are told, and none when there are none."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from statistics import median
from typing import Final

from trading.models import Repricing, Swap, User
from trading.repricing import DELAYS

__all__ = ["ENOUGH", "Honesty", "Look", "Median", "honesty_of", "looks_at"]

ENOUGH: Final = 5  # measured trades before anything is made of them elsewhere
_NEWEST: Final = 5000
_PER_PERCENT: Final = Decimal(100)

State = Repricing.State


@dataclass(frozen=True, kw_only=True)
class Look:
    """One later look at one trade: above zero the simulation was too rosy, None is not measured."""

    handle: str
    minutes: int
    state: Repricing.State
    error_percent: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Median:
    """The middle of the errors after so many minutes."""

    minutes: int
    percent: Decimal


@dataclass(frozen=True, kw_only=True)
class Honesty:
    """How far simulated trades were off; `trades` were measured at least once."""

    medians: list[Median] = field(default_factory=list)  # of the delays that were measured
    worst: Look | None = None
    trades: int = 0
    missed: int = 0  # looks that came too late ...
    refused: int = 0  # ... and looks that found no quote
    waiting: int = 0

    @property
    def is_enough(self) -> bool:
        return self.trades >= ENOUGH


def honesty_of(user: User, *, since: datetime | None = None, until: datetime | None = None) -> Honesty:
    """Return what was measured of a user's simulated trades, of those booked from `since` to before `until`."""
    looks = Repricing.objects.filter(swap__user=user)
    if since is not None:
        looks = looks.filter(swap__finished_at__gte=since)
    if until is not None:
        looks = looks.filter(swap__finished_at__lt=until)
    rows = looks.order_by("-pk").values_list("swap__handle", "delay_minutes", "state", "error_bps")[:_NEWEST]
    return _summary([_look(*row) for row in rows])


def looks_at(swap: Swap) -> list[Look]:
    """Return the later looks at one trade, the first one first."""
    rows = swap.repricings.order_by("delay_minutes").values_list("delay_minutes", "state", "error_bps")
    return [_look(swap.handle, *row) for row in rows]


def _look(handle: str, minutes: int, state: str, error_bps: int | None) -> Look:
    percent = None if error_bps is None else Decimal(error_bps) / _PER_PERCENT
    return Look(handle=handle, minutes=minutes, state=State(state), error_percent=percent)


def _summary(looks: list[Look]) -> Honesty:
    errors: dict[int, list[Decimal]] = defaultdict(list)
    for look in looks:
        if look.error_percent is not None:
            errors[look.minutes].append(look.error_percent)
    measured = [look for look in looks if look.error_percent is not None]
    states = Counter(look.state for look in looks)
    return Honesty(
        medians=[Median(minutes=delay, percent=median(errors[delay])) for delay in DELAYS if errors[delay]],
        worst=max(measured, key=lambda look: look.error_percent or Decimal(0), default=None),
        trades=len({look.handle for look in measured}),
        missed=states[State.MISSED],
        refused=states[State.REFUSED],
        waiting=states[State.WAITING],
    )
