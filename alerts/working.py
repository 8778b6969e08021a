"""Taking a turn: begin it, do its verb, end it. Whatever the verb meets, the turn is over, and comes again."""

from __future__ import annotations

import logging
import secrets

from django.utils import timezone

from alerts import turns
from alerts.rota import Job
from esther_site.lib.correlation import correlated, crockford
from trading.audit import MONITOR, acting_as

__all__ = ["take_turn"]

logger = logging.getLogger(__name__)


def take_turn(job: Job, slot: int) -> bool:
    """Take a turn that was woken; False when another one takes it, or did."""
    turn = turns.begin(job.name, slot, timezone.now())
    if turn is None:
        return False
    with turns.kept(turn), correlated(f"T{crockford(secrets.randbits(40))}"), acting_as(MONITOR):
        try:
            done = job.run(slot)
        except Exception:  # the other verbs go on, and this one is tried again
            logger.exception("a worker could not %s", job.name)
            return turns.fail(turn, timezone.now())
        due_at = turn.begun_at + job.period if done.again is None else timezone.now() + done.again
        return turns.end(turn, due_at, failed=done.failed)
