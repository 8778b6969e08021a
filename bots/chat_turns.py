"""Whose turn it is: of each chat one update is in hand at a time, the oldest first, whichever processes there are.

The update that is in hand has its chat's turn: the column `turn`, which is unique. All others of that chat wait, in
whichever process they arrived. Who finishes one takes the next, if one waits; when nobody comes back to finish it, its
lease ends, and the turn is anybody's. What is claimed is decided by one statement each time, never by memory.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from bots.models import InboxUpdate

__all__ = ["LEASE", "MAX_ATTEMPTS", "Accepted", "store", "take_next", "take_up"]

logger = logging.getLogger(__name__)

LEASE: Final = timedelta(seconds=30)
MAX_ATTEMPTS: Final = 3
_RACES: Final = 5

# What is not the only one of its chat waits, with a lease that ended: by the clock of any host, as long as it is less
# than a lease away from ours.
_STORE: Final = """
    INSERT INTO bots_inboxupdate
        (update_id, chat_id, payload, received_at, lease_until, attempts, turn, begun_at)
    SELECT %s, %s, %s, %s,
        CASE WHEN waits THEN %s ELSE %s END, CASE WHEN waits THEN 0 ELSE 1 END,
        CASE WHEN waits THEN NULL ELSE CAST(%s AS bigint) END, CASE WHEN waits THEN NULL ELSE %s END
    FROM (SELECT %s OR EXISTS (
        SELECT 1 FROM bots_inboxupdate WHERE chat_id = %s AND done_at IS NULL
    ) AS waits) AS chat
    WHERE TRUE
    ON CONFLICT DO NOTHING RETURNING CASE WHEN lease_until > received_at THEN 1 ELSE 0 END
"""
# A lease that ended no longer keeps the turn from an older update that arrived later.
_FREE: Final = """
    UPDATE bots_inboxupdate SET turn = NULL WHERE turn IS NOT NULL AND done_at IS NULL AND lease_until <= %s {chats}
"""
_TAKE: Final = """
    UPDATE bots_inboxupdate SET turn = chat_id, lease_until = %s, begun_at = %s, attempts = attempts + 1
    WHERE done_at IS NULL AND lease_until <= %s AND update_id IN (
        SELECT update_id FROM bots_inboxupdate
        WHERE done_at IS NULL AND lease_until <= %s AND update_id IN (
            SELECT MIN(update_id) FROM bots_inboxupdate WHERE done_at IS NULL {chats}
            GROUP BY chat_id HAVING MAX(lease_until) <= %s ORDER BY MIN(update_id) LIMIT %s
        ) {lock}
    )
    RETURNING update_id, chat_id, payload, attempts
"""

_IN_HAND: Final = """
    SELECT 1 FROM bots_inboxupdate WHERE chat_id = %s AND done_at IS NULL AND lease_until > %s LIMIT 1
"""

_Row = tuple[int, int | None, str, int]


@dataclass(frozen=True)
class Accepted:
    """An update that is stored. `payload` is redacted.

    With `has_turn` it is this process's to handle; else one of its chat is in hand already, here or elsewhere.
    """

    update_id: int
    payload: dict[str, Any]
    chat_id: int | None = None
    has_turn: bool = True


def store(accepted: Accepted) -> Accepted | None:
    """Store an update; return what this process is to handle now, or this very update without the turn.

    None when it is known already. An older one of the same chat goes first, should nobody have that in hand.
    """
    is_mine = _stored(accepted, waits=False)
    if is_mine is None:  # known already, or somebody else took the turn at this very moment
        is_mine = _stored(accepted, waits=True)
    if is_mine is None or is_mine:
        return accepted if is_mine else None
    # Whoever had the turn may have looked for the next before this one could be seen: so we look once more.
    ours = [] if _is_in_hand(accepted.chat_id) else take_next({accepted.chat_id})
    return ours[0] if ours else Accepted(accepted.update_id, accepted.payload, accepted.chat_id, has_turn=False)


def take_next(chat_ids: Collection[int | None]) -> list[Accepted]:
    """Claim the oldest update of each of these chats, where none is in hand."""
    if not chat_ids:
        return []
    chats = f"AND chat_id IN ({', '.join(['%s'] * len(chat_ids))})"
    return _taken(chats, tuple(chat_ids), limit=len(chat_ids))


def take_up(*, limit: int = 50) -> list[Accepted]:
    """Claim updates that somebody stored and nobody has in hand: of each chat the oldest."""
    waits = InboxUpdate.objects.filter(done_at=None, lease_until__lte=timezone.now())
    # Mostly there are none, and to find out must not take SQLite's one lock for writing.
    return _taken("", (), limit=limit) if waits.exists() else []


def _stored(accepted: Accepted, *, waits: bool) -> bool | None:
    """Return whether it has the turn, None when it could not be stored as the only one of its kind."""
    now, chat_id = timezone.now(), accepted.chat_id
    received, ended, leased = map(_adapt, (now, now - LEASE, now + LEASE))
    row = (accepted.update_id, chat_id, json.dumps(accepted.payload), received, ended, leased, chat_id, received)
    with connection.cursor() as cursor:
        cursor.execute(_STORE, (*row, waits, chat_id))
        found = cursor.fetchall()
    return bool(found[0][0]) if found else None


def _is_in_hand(chat_id: int | None) -> bool:
    if chat_id is None:
        return True
    with connection.cursor() as cursor:
        cursor.execute(_IN_HAND, (chat_id, _adapt(timezone.now())))
        return cursor.fetchone() is not None


def _taken(chats: str, chat_ids: tuple[int | None, ...], *, limit: int) -> list[Accepted]:
    rows = _claimed(chats, chat_ids, limit=limit)
    tired = [(update_id, chat_id) for update_id, chat_id, _, attempts in rows if attempts > MAX_ATTEMPTS]
    for update_id, _ in tired:
        _give_up(update_id)
    behind = take_next({chat_id for _, chat_id in tired if chat_id is not None})
    fresh = [row for row in rows if row[3] <= MAX_ATTEMPTS]
    return [Accepted(update_id, json.loads(payload), chat_id) for update_id, chat_id, payload, _ in fresh] + behind


def _claimed(chats: str, chat_ids: tuple[int | None, ...], *, limit: int) -> list[_Row]:
    """Claim in one statement. Two may see different updates of a chat as its oldest: the loser looks again."""
    take, free = _TAKE.format(chats=chats, lock=_lock()), _FREE.format(chats=chats)
    for _race in range(_RACES):
        moment = timezone.now()
        now, until = _adapt(moment), _adapt(moment + LEASE)
        with connection.cursor() as cursor:
            try:
                with _savepoint():
                    cursor.execute(take, (until, now, now, now, *chat_ids, now, limit))
                    return sorted(cursor.fetchall())
            except IntegrityError:
                cursor.execute(free, (now, *chat_ids))
    return []


def _savepoint() -> AbstractContextManager[None]:
    """Let a transaction outlive a statement that fails; alone it needs none, and two ways to the server less."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def _lock() -> str:
    return "FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""


def _give_up(update_id: int) -> None:
    """Close an update that may be what brought the processes down: nobody tries it again."""
    logger.error("update %s is given up after %s attempts", update_id, MAX_ATTEMPTS)
    InboxUpdate.objects.filter(pk=update_id).update(done_at=timezone.now(), payload="", turn=None)


def _adapt(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)
