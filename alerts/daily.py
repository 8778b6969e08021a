"""What is done once a day, by whichever monitor comes first. What that is, the receivers of `day_began` know."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Q
from django.dispatch import Signal

from alerts.models import Day

__all__ = ["begin_day", "day_began"]

logger = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=15)  # for the day's work; afterwards another monitor does it again

# Sent with `day`, a date in UTC, and possibly more than once: what hangs on it must be idempotent.
day_began = Signal()


def begin_day(now: datetime) -> bool:
    """Do the work of the day unless it is done, or in somebody's hands; return whether it was done now."""
    day, lease_until = now.date(), now + LEASE
    row, _ = Day.objects.get_or_create(day=day, defaults={"lease_until": now})
    if row.finished_at is not None:  # as it mostly is, which must not take SQLite's one lock for writing
        return False
    free = Day.objects.filter(Q(lease_until__lte=now), day=day, finished_at=None)
    if not free.update(lease_until=lease_until):
        return False
    if not _do(day):
        return False
    return Day.objects.filter(day=day, lease_until=lease_until).update(finished_at=now) > 0


def _do(day: date) -> bool:
    """Let every receiver do its part; what one of them meets keeps no other from its own."""
    failures = [outcome for _, outcome in day_began.send_robust(sender=None, day=day) if isinstance(outcome, Exception)]
    for failure in failures:
        logger.error("the work of %s is not all done", day, exc_info=failure)
    return not failures
