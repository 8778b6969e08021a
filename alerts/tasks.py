"""The large form's one kind of task: take the turn for which it was woken. Which queue it waits in, the rota says."""

from __future__ import annotations

from kombu.exceptions import OperationalError

from alerts.rota import job_named
from alerts.working import take_turn
from esther_site.celery_app import app

__all__ = ["QueueGone", "enqueue", "take"]


class QueueGone(Exception):
    """Redis did not take a task."""


@app.task(name="esther.take")
def take(name: str, slot: int) -> None:
    """Take a turn at a job. What comes of it is in its row."""
    take_turn(job_named(name), slot)


def enqueue(name: str, slot: int) -> None:
    """Have a worker take a turn. Raises QueueGone, within seconds, where Redis is away."""
    try:
        take.apply_async((name, slot), queue=job_named(name).queue.value, retry=False)
    except (OperationalError, OSError) as failure:
        raise QueueGone(type(failure).__name__) from failure
