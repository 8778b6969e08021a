"""The stretches of time in which nobody watched a token: written down, claimed, and read from candles once each.

What a stretch sets off is `alerts.missed_alerts` and `alerts.missed_orders`.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F

from alerts.missed_alerts import tell_missed
from alerts.missed_orders import ask_missed, climb_missed
from alerts.models import Missed
from alerts.stretch import Stretch
from alerts.watched import crossable_tokens
from esther_site.lib.errors import EstherError
from tokens.candles import Candle, fetch_candles

__all__ = ["HELD", "note_missed", "prune_missed", "read_missed", "unread_stretches", "unread_tokens"]

logger = logging.getLogger(__name__)

HELD: Final = timedelta(minutes=2)  # so long after a gap its alerts and orders are left to who reads it
LONGEST: Final = timedelta(days=7)  # of a longer gap, the last so much is read
LEASE: Final = timedelta(seconds=60)  # longer than OKX is waited for
RETRY: Final = timedelta(seconds=40)  # three attempts fit into the time in which a token is held
MAX_ATTEMPTS: Final = 3
KEPT: Final = timedelta(days=30)
_TRIED: Final = 20  # stretches looked at, in case other monitors are faster


def note_missed(started_at: datetime, ended_at: datetime) -> int:
    """Write down that nobody watched, for each token with a level to cross; return for how many.

    Two monitors that end the same gap write it once. Moves in percent are not read from candles.
    """
    missed = [
        Missed(token_id=token_id, started_at=started_at, ended_at=ended_at, not_before=ended_at)
        for token_id in crossable_tokens().order_by("pk").values_list("pk", flat=True)
    ]
    Missed.objects.bulk_create(missed, ignore_conflicts=True)
    return len(missed)


def unread_tokens(now: datetime) -> set[int]:
    """Return the tokens whose gap was a moment ago and is not read yet: a price pass leaves them alone."""
    unread = Missed.objects.filter(read_at=None, ended_at__gt=now - HELD)
    return set(unread.values_list("token", flat=True))


def unread_stretches(now: datetime, *, most: int) -> int:
    """Return how many stretches are due to be read, as far as that is no more than `most`."""
    return Missed.objects.filter(read_at=None, not_before__lte=now)[:most].count()


def read_missed(now: datetime) -> bool:
    """Read one missed stretch from candles, and do what it says; False when there is none to read.

    A stretch that cannot be read is tried again, and given up after the third attempt: the next look at the price goes
    on without it. A process that dies while reading leaves a lease.
    """
    missed = _claim(now)
    if missed is None:
        return False
    if missed.attempts > MAX_ATTEMPTS:  # whoever had it did not live to say so
        _give_up(missed, now)
        return True
    try:
        _read(missed, now)
    except EstherError as error:
        logger.warning("no candles for token %d: %s", missed.token_id, error.message)
        _put_back(missed, now)
    except Exception:  # one stretch must not keep the others from being read
        logger.exception("missed stretch %d could not be read", missed.pk)
        _put_back(missed, now)
    return True


def prune_missed(now: datetime) -> int:
    """Forget the stretches that were read long ago; return how many."""
    return Missed.objects.filter(read_at__lt=now - KEPT).delete()[0]


def _claim(now: datetime) -> Missed | None:
    """Lease the stretch that waits longest; `not_before` is the end of the lease, and says whose it is."""
    due = Missed.objects.filter(read_at=None, not_before__lte=now)
    for missed in due.select_related("token").order_by("not_before", "pk")[:_TRIED]:
        leased = Missed.objects.filter(pk=missed.pk, read_at=None, not_before=missed.not_before)
        if leased.update(not_before=now + LEASE, attempts=F("attempts") + 1):
            missed.not_before, missed.attempts = now + LEASE, missed.attempts + 1
            return missed
    return None


def _read(missed: Missed, now: datetime) -> None:
    """Look at the candles, and store all they set off with the end of the stretch. Raises EstherError."""
    candles = _candles(missed, now)
    gap = {"started_at": missed.started_at, "ended_at": missed.ended_at}
    with transaction.atomic():
        if _close(missed, now) and candles:
            _act(Stretch(token=missed.token, candles=candles, **gap), now)


def _candles(missed: Missed, now: datetime) -> list[Candle]:
    """Return the candles from the gap, and from the time since in which its token was held."""
    end = max(missed.ended_at, min(now, missed.ended_at + HELD))
    return fetch_candles(missed.token, start=max(missed.started_at, end - LONGEST), end=end)


def _act(stretch: Stretch, now: datetime) -> None:
    told, asked = tell_missed(stretch, now=now), ask_missed(stretch, now=now)
    climb_missed(stretch)
    logger.info("%s: %d alerts and %d orders were reached while nobody watched", stretch.token, told, asked)


def _close(missed: Missed, now: datetime) -> bool:
    """End the stretch, unless somebody else has it by now."""
    mine = Missed.objects.filter(pk=missed.pk, read_at=None, not_before=missed.not_before)
    return mine.update(read_at=now) > 0


def _put_back(missed: Missed, now: datetime) -> None:
    if missed.attempts >= MAX_ATTEMPTS:
        _give_up(missed, now)
        return
    mine = Missed.objects.filter(pk=missed.pk, read_at=None, not_before=missed.not_before)
    mine.update(not_before=now + RETRY)


def _give_up(missed: Missed, now: datetime) -> None:
    if _close(missed, now):
        logger.error("missed stretch %d (%s) is given up: what crossed in it is not known", missed.pk, missed)
