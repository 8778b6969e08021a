"""How fast all deliverers together may send. What a single chat is spared is the outbox's.

The count is one row that they share: a schedule on which every message takes its turn, a few of them at once. It is
taken in the transaction that claims the messages, and holds whatever becomes of Redis; right before it is sent, each
message also takes one of the turns that answers take (`bots.sending_pace`).

https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from alerts.models import Pace

__all__ = ["AT_ONCE", "MESSAGES_PER_SECOND", "Pacing"]

MESSAGES_PER_SECOND: Final = 25
AT_ONCE: Final = 5  # so no second sees more than the 30 that Telegram takes
INTERVAL: Final = timedelta(seconds=1) / MESSAGES_PER_SECOND
# So many chats refused within so short a time: it is not about them.
CROWD: Final = 3
CROWD_WINDOW: Final = timedelta(seconds=1)

_ONLY: Final = 1


class Pacing:
    """One deliverer's view of the pace: the schedule of all as it saw it last, and the refusals that it met itself."""

    def __init__(self) -> None:
        self._seen: Pace | None = None
        self._refusals: dict[int, tuple[datetime, datetime]] = {}  # chat id: refused at, refused until

    def free(self, now: datetime) -> int:
        """Return how many messages may go out at this moment; nobody else is told so until the transaction ends."""
        nothing_taken = {"taken_until": now, "paused_until": now}
        pace, _ = Pace.objects.select_for_update().get_or_create(pk=_ONLY, defaults=nothing_taken)
        self._seen = pace
        return 0 if now < pace.paused_until else _free(pace, now)

    def count(self, messages: int, *, now: datetime) -> None:
        """Take the turns of messages that are about to be sent: what was free, in the transaction that said so."""
        if messages and self._seen:
            self._seen.taken_until = max(self._seen.taken_until, now) + messages * INTERVAL
            self._seen.save(update_fields=["taken_until"])

    def wait(self, now: datetime) -> timedelta:
        """Return how long nothing may be sent, as far as was seen; zero when something may."""
        if self._seen is None:
            return timedelta()
        if now < self._seen.paused_until:
            return self._seen.paused_until - now
        # When all turns are taken, until a handful is free: looking for each one alone would only cost.
        return timedelta() if _free(self._seen, now) else self._seen.taken_until - INTERVAL - now

    def refused(self, chat_id: int, *, now: datetime, until: datetime) -> None:
        """Take note that Telegram refused a chat until a moment; after a crowd of them, everything waits."""
        recent = {chat: spell for chat, spell in self._refusals.items() if spell[0] > now - CROWD_WINDOW}
        self._refusals = recent | {chat_id: (now, until)}
        if len(self._refusals) >= CROWD:
            longest = max(end for _, end in self._refusals.values())
            Pace.objects.filter(pk=_ONLY, paused_until__lt=longest).update(paused_until=longest)


def _free(pace: Pace, now: datetime) -> int:
    """Return how many turns lie within reach: all of them when the schedule is not ahead of the time."""
    return max(0, (now + AT_ONCE * INTERVAL - max(pace.taken_until, now)) // INTERVAL)
