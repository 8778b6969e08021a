"""How the large form keeps up, as the rows of its turns tell: what waits for a worker, for how long, who wakes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from alerts.duty import WAKER, holder_of
from alerts.rota import Queue, jobs
from alerts.turns import at_work, in_queues

__all__ = ["QueueState", "Workers", "workers_now"]


@dataclass(frozen=True, kw_only=True)
class QueueState:
    """One queue: the turns that wait in it, since when the first of them, and those in workers' hands."""

    waiting: int = 0
    oldest_at: datetime | None = None
    at_work: int = 0


@dataclass(frozen=True, kw_only=True)
class Workers:
    """All queues by name, and which monitor has the duty; empty where none has."""

    queues: Mapping[str, QueueState]
    on_duty: str


def workers_now(now: datetime) -> Workers:
    """Return how things are at this moment."""
    queue_of = {job.name: job.queue for job in jobs()}
    waiting = [(queue_of[turn.verb], turn.woken_at) for turn in in_queues(now) if turn.verb in queue_of]
    busy = [queue_of[turn.verb] for turn in at_work(now) if turn.verb in queue_of]
    return Workers(
        queues={
            queue.value: QueueState(
                waiting=sum(each == queue for each, _ in waiting),
                oldest_at=min((at for each, at in waiting if each == queue and at), default=None),
                at_work=busy.count(queue),
            )
            for queue in Queue
        },
        on_duty=holder_of(WAKER, now),
    )
