"""The large form's monitor: whoever has the duty wakes what is due, by enqueueing tasks; it does none of it itself.

While Redis is away nobody can be woken: then it takes the turns itself, one after the other, as the small form does.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from alerts import turns
from alerts.duty import WAKER, hold, lay_down, new_holder
from alerts.models import Wake
from alerts.rota import Job, jobs
from alerts.tasks import QueueGone, enqueue
from alerts.working import take_turn

__all__ = ["Waker"]

logger = logging.getLogger(__name__)

ROUND_SECONDS: Final = 1
ASK_REDIS_AGAIN_SECONDS: Final = 5
MOST_WAITING: Final = 8  # turns at one verb whose tasks wait for a worker; what is running comes on top


class Waker:
    """Holds the duty, or stands by for it, and looks every second for what is due."""

    def __init__(self) -> None:
        self.holder: Final = new_holder()
        self._stop = threading.Event()
        self._is_on_duty = False
        self._renewed = 0
        self._gone_until = 0  # on the monotonic clock: Redis is not asked before

    def run(self) -> None:
        """Work until `stop` is called, and lay the duty down."""
        try:
            while not self._stop.is_set():
                self.tick()
                self._stop.wait(ROUND_SECONDS)
        finally:
            lay_down(WAKER, self.holder, timezone.now())

    def stop(self) -> None:
        self._stop.set()

    def tick(self) -> None:
        """Make one round; trouble with the database is logged, and the next round tries again."""
        close_old_connections()
        try:
            if self._has_duty(timezone.now()):
                self.wake_due(timezone.now())
        except Exception:  # the loop outlives whatever one round meets
            logger.exception("nobody could be woken")
            self._is_on_duty = False
        finally:
            close_old_connections()

    def wake_due(self, now: datetime) -> int:
        """Wake the turns that are due and that there is work for; return how many."""
        woken: Counter[str] = Counter()
        for job, turn in _wanted(now):
            if self._stop.is_set():
                break
            if turns.wake(turn, now):
                self._hand_out(job, turn, now, is_first=not woken[job.name])
                woken[job.name] += 1
        return woken.total()

    def _hand_out(self, job: Job, turn: Wake, now: datetime, *, is_first: bool) -> None:
        """Enqueue the task of a turn that was woken; while that is impossible, take one turn of each job in a round."""
        if self._enqueue(job, turn):
            return
        if is_first:
            take_turn(job, turn.slot)
        else:
            turns.let_sleep(turn, now)

    def _enqueue(self, job: Job, turn: Wake) -> bool:
        if time.monotonic() < self._gone_until:
            return False
        try:
            enqueue(job.name, turn.slot)
        except QueueGone as failure:
            if not self._gone_until:
                logger.warning("Redis takes no tasks (%s): this process does the work until it does", failure)
            self._gone_until = int(time.monotonic()) + ASK_REDIS_AGAIN_SECONDS
            return False
        if self._gone_until:
            logger.warning("Redis takes tasks again")
        self._gone_until = 0
        return True

    def _has_duty(self, now: datetime) -> bool:
        """Renew the lease when a quarter of it is over; say so when the duty comes or goes."""
        seconds = int(time.monotonic())
        if self._is_on_duty and seconds - self._renewed < settings.DUTY_LEASE_SECS / 4:
            return True
        had, self._is_on_duty = self._is_on_duty, hold(WAKER, self.holder, now)
        self._renewed = seconds
        if self._is_on_duty and not had:
            logger.info("%s has the duty now", self.holder)
            turns.enrol(((job.name, slot) for job in jobs() for slot in range(job.slots)), now)
        elif had and not self._is_on_duty:
            logger.warning("%s has the duty no more", self.holder)
        return self._is_on_duty


def _wanted(now: datetime) -> Iterator[tuple[Job, Wake]]:
    """Yield the turns that are due, as many of each job as there is work for, the most urgent jobs first."""
    by_job: dict[str, list[Wake]] = {}
    for turn in turns.due(now):
        by_job.setdefault(turn.verb, []).append(turn)
    waiting = Counter(turn.verb for turn in turns.in_queues(now)) if by_job else Counter()
    working = Counter(turn.verb for turn in turns.at_work(now)) if by_job else Counter()
    for job in jobs():
        if not (due := by_job.get(job.name)):
            continue
        most = min(job.slots, job.wanted(now)) - waiting[job.name] - working[job.name]
        for turn in due[: max(0, min(most, MOST_WAITING - waiting[job.name]))]:
            yield job, turn
