"""Price alerts that were reached while nobody watched: found in candles, and told with their time, once per gap.

What fires counts as fired at the moment of its candle, so that cool-downs and expiry hold as if it had been watched.
Moves in percent and portfolio values are not read from candles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from alerts.firing import fire, plain
from alerts.models import Alert
from alerts.stretch import Reach, Stretch

__all__ = ["tell_missed"]

BATCH: Final = 1000
_MOMENT: Final = timedelta(microseconds=1)

Direction = Alert.Direction
Counting = Iterator[tuple[Alert, datetime]]  # alerts, each with since when a candle counts for it


def tell_missed(stretch: Stretch, *, now: datetime) -> int:
    """Fire the alerts that the stretch reached, and return how many; belongs into the transaction that ends it."""
    waiting, armed_again = list(_waiting(stretch)), list(_armed_again(stretch))
    _arm([alert.pk for alert, _ in armed_again])
    reached: dict[Reach, list[int]] = defaultdict(list)
    for alert, since in waiting + armed_again:
        is_above = alert.direction == Direction.ABOVE
        if alert.threshold and (reach := stretch.first_reach(alert.threshold, is_above=is_above, since=since)):
            reached[reach].append(alert.pk)
    return sum(_fire(stretch, reach, alert_ids, now=now) for reach, alert_ids in sorted(reached.items()))


def _waiting(stretch: Stretch) -> Counting:
    """Yield the armed alerts at whose level the price was at some time in the stretch."""
    above = Q(direction=Direction.ABOVE, threshold__lte=stretch.highest)
    below = Q(direction=Direction.BELOW, threshold__gte=stretch.lowest)
    for alert in Alert.objects.filter(above | below, **_active(stretch), is_armed=True):
        yield alert, _counts_from(alert)


def _armed_again(stretch: Stretch) -> Counting:
    """Yield the alerts from which the price came back by their margin, to count from the candle after that one on.

    Which end of a candle came first is not known; where it mattered, the next one opens beyond the level.
    """
    above = Q(direction=Direction.ABOVE, threshold__gt=stretch.lowest)
    below = Q(direction=Direction.BELOW, threshold__lt=stretch.highest)
    for alert in Alert.objects.filter(above | below, **_active(stretch), is_armed=False):
        left_at = _left_behind_at(alert, stretch)
        if left_at is not None:
            yield alert, max(_counts_from(alert), left_at + _MOMENT)


def _active(stretch: Stretch) -> dict[str, object]:
    return {"kind": Alert.Kind.PRICE, "state": Alert.State.ACTIVE, "token": stretch.token}


def _counts_from(alert: Alert) -> datetime:
    """Return the last of an alert's creation, its last firing and the end of its cool-down."""
    return max(moment for moment in (alert.created_at, alert.fired_at, alert.not_before) if moment)


def _left_behind_at(alert: Alert, stretch: Stretch) -> datetime | None:
    """Return when the candle opened in which the price came back from an alert that had fired."""
    fired_at = alert.fired_at or alert.created_at
    for candle in stretch.candles:
        near = candle.low if alert.direction == Direction.ABOVE else candle.high
        if candle.opened_at >= fired_at and alert.is_left_behind_by(near):
            return candle.opened_at
    return None


def _arm(alert_ids: list[int]) -> None:
    for start in range(0, len(alert_ids), BATCH):
        Alert.objects.filter(pk__in=alert_ids[start : start + BATCH], is_armed=False).update(is_armed=True)


def _fire(stretch: Stretch, reach: Reach, alert_ids: list[int], *, now: datetime) -> int:
    facts = {
        "at": now.isoformat(),
        "crossed_at": reach.at.isoformat(),
        "away_from": stretch.started_at.isoformat(),
        "away_until": stretch.ended_at.isoformat(),
        "later_usd": plain(stretch.last),
    }
    batches = (alert_ids[start : start + BATCH] for start in range(0, len(alert_ids), BATCH))
    return sum(fire(batch, reach.usd, now=reach.at, facts=facts) for batch in batches)
