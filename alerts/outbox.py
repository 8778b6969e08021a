"""The outbox: who may send which notifications, and what became of them. It sends nothing itself.

Any number of deliverers may claim. A claim is a lease on rows: what is noted about it counts only while the rows still
carry that lease, and rows whose lease ran out are claimed again.

What comes first of an unfinished chat is its key: who claims that row has the chat, so nothing overtakes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Final

from django.db import transaction
from django.db.models import F, Min, Q, QuerySet

from alerts.models import Notification
from alerts.sender import Message
from trading.models import User
from trading.orders import pause_orders_of

__all__ = ["Claim", "claim", "count_due", "mark_dead", "mark_muted", "mark_sent", "mark_unreachable", "retry_at"]

LEASE: Final = timedelta(seconds=30)
CHAT_REST: Final = timedelta(seconds=1)  # between two messages to one chat
BUNDLED_TEMPLATE: Final = "alert_fired"
MAX_BUNDLE: Final = 20
UNREACHABLE: Final = "Telegram could not deliver a message to you. Resume the order when you are back."
MAX_CHAT_ATTEMPTS: Final = 8
MAX_CHAT_AGE: Final = timedelta(hours=24)

State, Importance = Notification.State, Notification.Importance
_UNFINISHED: Final = (State.QUEUED, State.SENDING)
_REASON_LENGTH: Final = 200


@dataclass(frozen=True)
class Claim:
    """Notifications of one user that are this process's to send, as one message, until the lease ends."""

    user: User
    notifications: tuple[Notification, ...]
    lease_until: datetime

    @property
    def messages(self) -> list[Message]:
        return [Message(row.template, row.data, self.user.time_zone) for row in self.notifications]

    @property
    def importance(self) -> int:
        return self.notifications[0].importance

    @property
    def attempts(self) -> int:
        """How many attempts there were, this one included."""
        return 1 + max(row.attempts for row in self.notifications)


def claim(now: datetime, *, limit: int) -> list[Claim]:
    """Take what is due, of `limit` users at most: the most important first, then the oldest.

    A user is left alone while an earlier notification of theirs is being sent or waits, and for a moment after each.
    """
    lease_until = now + LEASE
    with transaction.atomic():
        bundles = [_bundle(first, now) for first in _firsts(now)[:limit]]
        taken = [row.pk for bundle in bundles for row in bundle]
        if taken:
            Notification.objects.filter(pk__in=taken).update(
                state=State.SENDING, lease_until=lease_until, attempts=F("attempts") + 1
            )
    return [Claim(bundle[0].user, tuple(bundle), lease_until) for bundle in bundles]


def count_due(now: datetime, *, most: int) -> int:
    """Return in how many chats a message is due, as far as that is no more than `most`."""
    return Notification.objects.filter(_due(now), pk__in=_first_ids(now))[:most].count()


def mark_sent(claimed: Claim, now: datetime) -> bool:
    """Note that the message was accepted; False when the lease had passed to somebody else."""
    return _close(claimed, state=State.SENT, sent_at=now, error="")


def mark_muted(claimed: Claim, now: datetime) -> bool:
    """Finish what the user does not want to be told."""
    return _close(claimed, state=State.SENT, sent_at=now, error="muted")


def mark_dead(claimed: Claim, reason: str) -> bool:
    """Give up what cannot be delivered."""
    return _close(claimed, state=State.DEAD, error=reason[:_REASON_LENGTH])


def mark_unreachable(claimed: Claim, reason: str) -> bool:
    """Give up, and leave the user alone until they write again; what else they have in the queue waits.

    Their orders are paused: nobody could be told what became of them.
    """
    with transaction.atomic():
        is_ours = mark_dead(claimed, reason)
        if is_ours:
            User.objects.filter(pk=claimed.user.pk).update(is_unreachable=True)
            pause_orders_of(claimed.user.pk, reason=UNREACHABLE)
    return is_ours


def retry_at(claimed: Claim, moment: datetime, *, reason: str) -> bool:
    """Put the notifications back for later, or give up an answer in the chat that nobody waits for any more."""
    if _is_overdue(claimed, moment):
        return mark_dead(claimed, reason)
    return _close(claimed, state=State.QUEUED, not_before=moment, error=reason[:_REASON_LENGTH])


def _firsts(now: datetime) -> QuerySet[Notification]:
    """Return what comes first in each chat and is due, locked against other deliverers."""
    return (
        Notification.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("user")
        .filter(_due(now), pk__in=_first_ids(now))
        .order_by("importance", "pk")
    )


def _due(now: datetime) -> Q:
    return Q(state=State.QUEUED, not_before__lte=now) | Q(state=State.SENDING, lease_until__lte=now)


def _first_ids(now: datetime) -> list[int]:
    """Return what comes first in each chat that may be written to.

    A query of its own: inside another, PostgreSQL without statistics groups the rows once for every row.
    """
    resting = Notification.objects.filter(state=State.SENT, sent_at__gt=now - CHAT_REST)
    firsts = (
        Notification.objects.filter(state__in=_UNFINISHED, user__telegram_id__isnull=False, user__is_unreachable=False)
        .exclude(user__status=User.Status.BLOCKED)
        .exclude(user__in=resting.values("user"))
        .values("user")
        .annotate(first=Min("pk"))
    )
    return list(firsts.values_list("first", flat=True))


def _bundle(first: Notification, now: datetime) -> list[Notification]:
    """Return the notification with those right behind it that are told in the same message."""
    if first.template != BUNDLED_TEMPLATE:
        return [first]
    behind = (
        Notification.objects.select_for_update(skip_locked=True)
        .filter(user=first.user_id, state__in=_UNFINISHED, pk__gt=first.pk)
        .order_by("pk")[: MAX_BUNDLE - 1]
    )
    return [first, *takewhile(lambda row: _is_alike(row, first) and _is_due(row, now), behind)]


def _is_alike(row: Notification, first: Notification) -> bool:
    return (row.template, row.importance) == (first.template, first.importance)


def _is_due(row: Notification, now: datetime) -> bool:
    moment = row.lease_until if row.state == State.SENDING else row.not_before
    return moment is not None and moment <= now


def _is_overdue(claimed: Claim, moment: datetime) -> bool:
    if claimed.importance != Importance.CHAT:
        return False
    oldest = min(row.created_at for row in claimed.notifications)
    return claimed.attempts >= MAX_CHAT_ATTEMPTS or moment > oldest + MAX_CHAT_AGE


def _close(claimed: Claim, **outcome: object) -> bool:
    """End the lease with an outcome, unless somebody else holds the rows by now."""
    held = Notification.objects.filter(
        pk__in=[row.pk for row in claimed.notifications], state=State.SENDING, lease_until=claimed.lease_until
    )
    return held.update(lease_until=None, **outcome) > 0
