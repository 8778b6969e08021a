"""The durable inbox: an update is accepted when it is a row, and done when its row says so.

Rows in hand carry a lease that the runtime renews; a row whose lease ran out belongs to a process that died. Which row
of a chat is in hand is decided in `bots.chat_turns`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.utils import timezone

from bots import chat_turns
from bots.chat_turns import LEASE, Accepted
from bots.models import InboxUpdate
from esther_site.lib.pruning import delete_in_parts
from esther_site.lib.redaction import redact

__all__ = ["LEASE", "UPDATE_IDS", "Accepted", "accept", "finish", "hand_over", "note_act", "prune", "release", "renew"]

KEPT_FOR = timedelta(hours=48)
UPDATE_IDS = range(-(2**63), 2**63)  # of chats, too


def accept(update: object) -> Accepted | None:
    """Store an update before anybody acts on it; None when it is known already or has no usable id.

    What is returned is this process's to handle if it has its chat's turn, and may be an older update that waited.

    Raises a django.db.Error when it cannot be stored: then it must not be acknowledged. Raises RecursionError when it
    is nested too deeply to be written.
    """
    if not isinstance(update, dict):
        return None
    update_id = update.get("update_id")
    if type(update_id) is not int or update_id not in UPDATE_IDS:  # True is an int, and no id
        return None
    payload, _ = redact(_without_own_words(update))
    return chat_turns.store(Accepted(update_id, payload, _chat_id(payload)))


def renew(update_ids: Collection[int]) -> None:
    """Tell the other processes that these updates are still being handled here."""
    if update_ids:
        InboxUpdate.objects.filter(pk__in=update_ids, done_at=None).update(lease_until=timezone.now() + LEASE)


def release(update_ids: Collection[int]) -> None:
    """Give unfinished updates back at once, for the next process to take up."""
    ended = timezone.now() - LEASE  # by the clock of whichever host
    InboxUpdate.objects.filter(pk__in=update_ids, done_at=None).update(lease_until=ended, turn=None)


def finish(*update_ids: int) -> None:
    """Close updates and forget what they said."""
    InboxUpdate.objects.filter(pk__in=update_ids).update(done_at=timezone.now(), payload="", turn=None)


def hand_over(update_ids: Collection[int], chat_ids: Collection[int]) -> list[Accepted]:
    """Close updates, and claim what waits behind them in these chats."""
    finish(*update_ids)
    return chat_turns.take_next(chat_ids)


def note_act(update_id: int) -> bool:
    """Note that what an update asks for is done, in one transaction with that; False when it was noted before."""
    update = InboxUpdate.objects.filter(pk=update_id)
    return bool(update.filter(acted_at=None).update(acted_at=timezone.now())) or not update.exists()


def prune() -> int:
    """Delete what was done long enough ago; Telegram repeats nothing after 24 hours."""
    return delete_in_parts(InboxUpdate.objects.filter(done_at__lt=timezone.now() - KEPT_FOR))


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
