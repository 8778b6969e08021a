"""The loop that delivers notifications: claim, send within the pace, note what became of it.

The fact comes first: a row is leased before the call, and sent after it. A process that dies in between sends again
when the lease has run out; the message then shows the same id twice.
"""

from __future__ import annotations

import logging
import threading
import time
from datetime import datetime, timedelta
from typing import Final

from django.db import close_old_connections, transaction
from django.utils import timezone

from alerts import outbox
from alerts.outbox import Claim
from alerts.pacing import Pacing
from alerts.quiet_hours import is_muted, is_silent
from alerts.sender import Busy, DeliveryFailure, Moved, Refused, Unreachable, sender

__all__ = ["Deliverer", "deliver_for", "start_deliverer"]

logger = logging.getLogger(__name__)

START_DELAY_SECONDS = 2  # started from `AppConfig.ready`, where the database must not be used yet
IDLE_SECONDS: Final = 1
HANDFUL: Final = 4  # claimed together: looking for what is due costs more than sending it
# Of `bots.notifier`: 3 s until its turn comes, 3 s to connect, 10 s for the answer.
LONGEST_CALL: Final = timedelta(seconds=17)
SHORTEST_BACKOFF: Final = timedelta(seconds=2)
LONGEST_BACKOFF: Final = timedelta(minutes=5)
POISONED_AFTER: Final = 5  # attempts that ended in a bug


class Deliverer:
    """Sends what is due, one message after the other: a process that is killed leaves one of them in doubt at most."""

    def __init__(self) -> None:
        self._pacing = Pacing()
        self._stop = threading.Event()

    def run(self) -> None:
        """Work until `stop` is called, and finish what is in hand."""
        self._stop.wait(START_DELAY_SECONDS)
        while not self._stop.is_set():
            if not self.tick():
                self._stop.wait(self.pause().total_seconds() or IDLE_SECONDS)

    def stop(self) -> None:
        self._stop.set()

    def pause(self) -> timedelta:
        """Return how long nothing may be sent by anybody; zero when it was for nothing to send that nothing was."""
        return self._pacing.wait(timezone.now())

    def tick(self) -> bool:
        """Deliver once; trouble with the database is logged, and the next round tries again."""
        close_old_connections()
        try:
            return self.deliver_due()
        except Exception:  # the loop outlives whatever one round meets
            logger.exception("notifications could not be delivered")
            return False
        finally:
            close_old_connections()

    def deliver_due(self) -> bool:
        """Send a handful of what is due, as far as the pace allows; False when there was nothing."""
        claims, audible = self._claim(timezone.now())
        for claim in audible:
            if timezone.now() < claim.lease_until - LONGEST_CALL:  # what is left over is claimed again
                self._deliver(claim)
        return bool(claims)

    def _claim(self, now: datetime) -> tuple[list[Claim], list[Claim]]:
        """Take what is due, and turns for those of it that are to be sent; return both."""
        with transaction.atomic():
            free = min(HANDFUL, self._pacing.free(now))
            claims = outbox.claim(now, limit=free) if free else []
            audible = [claim for claim in claims if not _muted(claim, now)]
            self._pacing.count(len(audible), now=now)
        return claims, audible

    def _deliver(self, claim: Claim) -> None:
        """Send a claim, and note what became of it."""
        try:
            _send(claim, timezone.now())
        except Busy as busy:
            now = timezone.now()
            until = now + busy.retry_after
            self._pacing.refused(claim.user.pk, now=now, until=until)
            is_ours = outbox.retry_at(claim, until, reason=busy.reason)
        except Exception as failure:  # noqa: BLE001 - whatever it is, it is noted with the message it kept back
            is_ours = _settle_failure(claim, failure, timezone.now())
        else:
            is_ours = outbox.mark_sent(claim, timezone.now())
        if not is_ours:
            logger.warning("a message to user %s outlived its lease and may come twice", claim.user.pk)


def deliver_for(patience: timedelta) -> bool:
    """Deliver what is due until there is nothing left, or for so long; return whether there was anything."""
    deliverer, until, worked = Deliverer(), timezone.now() + patience, False
    while timezone.now() < until:
        if deliverer.deliver_due():
            worked = True
        elif pause := deliverer.pause():
            time.sleep(pause.total_seconds())
        else:
            break
    return worked


def start_deliverer() -> Deliverer:
    """Run a deliverer in a daemon thread of this process."""
    deliverer = Deliverer()
    threading.Thread(target=deliverer.run, name="deliverer", daemon=True).start()
    return deliverer


def _muted(claim: Claim, now: datetime) -> bool:
    """Finish a claim that its user turned off, and tell whether it is one."""
    if not is_muted(claim.user, claim.importance):
        return False
    outbox.mark_muted(claim, now)
    return True


def _send(claim: Claim, now: datetime) -> None:
    """Send a claim, following its chat once to where it moved. Raises DeliveryFailure."""
    send, silent = sender(), is_silent(claim.user, claim.importance, now=now)
    chat_id = claim.user.telegram_id
    if chat_id is None:
        raise Unreachable("The user has no chat.")
    try:
        send(chat_id, claim.messages, silent=silent)
    except Moved as moved:
        logger.warning("the chat of user %s moved to %s", claim.user.pk, moved.new_chat_id)
        send(moved.new_chat_id, claim.messages, silent=silent)


def _settle_failure(claim: Claim, failure: Exception, now: datetime) -> bool:
    if isinstance(failure, Unreachable):
        logger.info("user %s cannot be reached", claim.user.pk)
        return outbox.mark_unreachable(claim, failure.reason)
    if isinstance(failure, Refused):
        logger.error("a message to user %s was refused: %s", claim.user.pk, failure.reason)
        return outbox.mark_dead(claim, failure.reason)
    if isinstance(failure, DeliveryFailure):
        return outbox.retry_at(claim, now + _backoff(claim.attempts), reason=failure.reason)
    logger.error("a message to user %s could not be made", claim.user.pk, exc_info=failure)
    if claim.attempts >= POISONED_AFTER:
        return outbox.mark_dead(claim, type(failure).__name__)
    return outbox.retry_at(claim, now + _backoff(claim.attempts), reason=type(failure).__name__)


def _backoff(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: twice as long after each."""
    doublings = min(attempts - 1, 10)
    return min(LONGEST_BACKOFF, SHORTEST_BACKOFF * (1 << doublings))
