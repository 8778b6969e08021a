"""Turns at the verbs, in the large form: due, woken, begun, ended. Every move is a conditional UPDATE of one row.

A turn that was woken and never begun, or begun and neither ended nor kept, is due again after a while: so what a queue
or a worker loses is found again. A task that comes twice finds its turn begun, and leaves.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import Error as AnyDatabaseError
from django.db import connection
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from alerts.models import Wake

__all__ = [
    "Turn",
    "at_work",
    "begin",
    "due",
    "end",
    "enrol",
    "fail",
    "has_failed",
    "in_queues",
    "kept",
    "let_sleep",
    "wake",
]

logger = logging.getLogger(__name__)

_FIRST_BACKOFF: Final = timedelta(seconds=5)
_LONGEST_BACKOFF: Final = timedelta(minutes=5)


@dataclass(frozen=True)
class Turn:
    """A turn that is this process's until its lease ends."""

    verb: str
    slot: int
    begun_at: datetime


def enrol(turns: Iterable[tuple[str, int]], now: datetime) -> None:
    """Give each verb and slot its row, if it has none yet."""
    known = set(Wake.objects.values_list("verb", "slot"))
    new = [Wake(verb=verb, slot=slot, due_at=now) for verb, slot in turns if (verb, slot) not in known]
    Wake.objects.bulk_create(new, ignore_conflicts=True)


def due(now: datetime) -> list[Wake]:
    """Return the turns to be woken now, those that are late first."""
    return list(Wake.objects.filter(_is_free(now), due_at__lte=now).order_by("due_at", "pk"))


def in_queues(now: datetime) -> list[Wake]:
    """Return the turns whose tasks wait for a worker."""
    return list(Wake.objects.filter(woken_at__isnull=False).exclude(_is_free(now)).order_by("woken_at"))


def at_work(now: datetime) -> list[Wake]:
    """Return the turns that are in somebody's hands."""
    return list(Wake.objects.filter(begun_at__isnull=False, lease_until__gt=now).order_by("begun_at"))


def wake(turn: Wake, now: datetime) -> bool:
    """Say that the task of a turn is about to be enqueued; False when somebody else was faster."""
    woken = Wake.objects.filter(_is_free(now), pk=turn.pk, due_at__lte=now)
    return woken.update(woken_at=now, begun_at=None, lease_until=None) == 1


def let_sleep(turn: Wake, woken_at: datetime) -> None:
    """Take back that a turn was woken: its task could not be enqueued."""
    Wake.objects.filter(pk=turn.pk, woken_at=woken_at).update(woken_at=None)


def begin(verb: str, slot: int, now: datetime) -> Turn | None:
    """Begin a turn for which a task was woken; None when another one began it."""
    woken = Wake.objects.filter(verb=verb, slot=slot, woken_at__isnull=False)
    begun = woken.update(woken_at=None, begun_at=now, lease_until=now + _silence())
    return Turn(verb, slot, now) if begun else None


def end(turn: Turn, due_at: datetime, *, failed: bool = False) -> bool:
    """End a turn, and say when the next one is due; False when it was somebody else's by then."""
    failures = F("failures") + 1 if failed else 0
    return _held(turn).update(begun_at=None, lease_until=None, due_at=due_at, failures=failures) == 1


def fail(turn: Turn, now: datetime) -> bool:
    """End a turn that failed: the next one comes later each time."""
    failures = _held(turn).values_list("failures", flat=True).first() or 0
    return end(turn, now + min(_FIRST_BACKOFF * 2 ** min(failures, 10), _LONGEST_BACKOFF), failed=True)


def has_failed(verb: str) -> bool:
    """Say whether the last turn at a verb came to nothing."""
    return Wake.objects.filter(verb=verb, failures__gt=0).exists()


@contextmanager
def kept(turn: Turn) -> Iterator[None]:
    """Keep a turn for as long as the block takes: a thread renews its lease."""
    is_over = threading.Event()
    keeper = threading.Thread(target=_keep, args=(turn, is_over), name="turn keeper", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        is_over.set()


def _keep(turn: Turn, is_over: threading.Event) -> None:
    while not is_over.wait(_silence().total_seconds() / 3):
        try:
            _held(turn).update(lease_until=timezone.now() + _silence())
        except AnyDatabaseError:
            logger.warning("the turn at %s could not be kept", turn.verb, exc_info=True)
        finally:
            connection.close()  # this thread's own


def _held(turn: Turn) -> QuerySet[Wake]:
    return Wake.objects.filter(verb=turn.verb, slot=turn.slot, begun_at=turn.begun_at)


def _is_free(now: datetime) -> Q:
    """Neither waits for a worker nor is in its hands, or has been silent for too long."""
    unheard = Q(woken_at=None) | Q(woken_at__lte=now - _silence())
    return unheard & (Q(begun_at=None) | Q(lease_until__lte=now))


def _silence() -> timedelta:
    return timedelta(seconds=settings.WAKE_AGAIN_SECS)
