"""The durable inbox: an update is accepted when it is a row, and done when its row says so.

Rows in hand carry a lease that the runtime renews. A row whose lease ran out belongs to a process that died, and
whoever moves the lease on takes it up.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import F
from django.utils import timezone

from bots.models import InboxUpdate
from esther_site.lib.redaction import redact

__all__ = ["UPDATE_IDS", "Accepted", "accept", "finish", "prune", "release", "renew", "take_up"]

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
MAX_ATTEMPTS = 3
KEPT_FOR = timedelta(hours=48)
UPDATE_IDS = range(-(2**63), 2**63)  # of chats, too

# Raw SQL because the row count is the answer: the ORM's `ignore_conflicts` does not tell who was first.
_INSERT = """
    INSERT INTO bots_inboxupdate (update_id, chat_id, payload, received_at, lease_until, attempts)
    VALUES (%s, %s, %s, %s, %s, 1) ON CONFLICT (update_id) DO NOTHING
"""


@dataclass(frozen=True)
class Accepted:
    """An update that is stored and is this process's to handle. `payload` is redacted."""

    update_id: int
    payload: dict[str, Any]


def accept(update: object) -> Accepted | None:
    """Store an update before anybody acts on it; None when it is known already or has no usable id.

    Raises a django.db.Error when it cannot be stored: then it must not be acknowledged. Raises RecursionError when it
    is nested too deeply to be written.
    """
    if not isinstance(update, dict):
        return None
    update_id = update.get("update_id")
    if type(update_id) is not int or update_id not in UPDATE_IDS:  # True is an int, and no id
        return None
    payload, _ = redact(_without_own_words(update))
    now = timezone.now()
    row = (update_id, _chat_id(payload), json.dumps(payload), *map(_adapt, (now, now + LEASE)))
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, row)
        is_new = cursor.rowcount == 1
    return Accepted(update_id, payload) if is_new else None


def renew(update_ids: Collection[int]) -> None:
    """Tell the other processes that these updates are still being handled here."""
    if update_ids:
        InboxUpdate.objects.filter(pk__in=update_ids, done_at=None).update(lease_until=timezone.now() + LEASE)


def release(update_ids: Collection[int]) -> None:
    """Give unfinished updates back at once, for the next process to take up."""
    InboxUpdate.objects.filter(pk__in=update_ids, done_at=None).update(lease_until=timezone.now())


def finish(*update_ids: int) -> None:
    """Close updates and forget what they said."""
    InboxUpdate.objects.filter(pk__in=update_ids).update(done_at=timezone.now(), payload="")


def take_up(*, limit: int = 50) -> list[Accepted]:
    """Claim updates that somebody accepted and did not finish, oldest first."""
    now = timezone.now()
    late = InboxUpdate.objects.filter(done_at=None, lease_until__lte=now).order_by("update_id")[:limit]
    return [accepted for row in late if (accepted := _claim(row))]


def prune() -> int:
    """Delete what was done long enough ago; Telegram repeats nothing after 24 hours."""
    deleted, _ = InboxUpdate.objects.filter(done_at__lt=timezone.now() - KEPT_FOR).delete()
    return deleted


def _claim(row: InboxUpdate) -> Accepted | None:
    if row.attempts >= MAX_ATTEMPTS:
        logger.error("update %s is given up after %s attempts", row.pk, row.attempts)
        finish(row.pk)  # it may be what brought the processes down: nobody tries it again
        return None
    claimed = InboxUpdate.objects.filter(pk=row.pk, done_at=None, lease_until=row.lease_until).update(
        lease_until=timezone.now() + LEASE, attempts=F("attempts") + 1
    )
    return Accepted(row.pk, json.loads(row.payload)) if claimed else None


def _without_own_words(update: dict[str, Any]) -> dict[str, Any]:
    """Drop the bot's own message from a button press: only its id is needed, and its text is not the user's."""
    query = _object(update, "callback_query")
    message = _object(query, "message")
    if not message:
        return update
    kept = {name: message[name] for name in ("message_id", "date", "chat", "photo", "from") if name in message}
    return update | {"callback_query": query | {"message": kept}}


def _chat_id(update: dict[str, Any]) -> int | None:
    message = _object(update, "message") or _object(_object(update, "callback_query"), "message")
    chat_id = _object(message, "chat").get("id")
    return chat_id if type(chat_id) is int and chat_id in UPDATE_IDS else None


def _object(container: dict[str, Any], name: str) -> dict[str, Any]:
    value = container.get(name)
    return value if isinstance(value, dict) else {}


def _adapt(moment: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)
