"""Whether the audit trail is whole: every entry hashed anew, in order, in constant memory. It changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from trading.audit_chain import GENESIS, Link, link_hash
from trading.models import AuditEntry

__all__ = ["Broken", "Report", "check_chain"]

SEALED_WITHIN: Final = timedelta(minutes=1)
_PAGE: Final = 5_000
_FIELDS: Final = ("position", "previous", "id", "moment", "actor", "kind", "subject", "correlation", "text", "hash")

_CHANGED: Final = "its content was changed after it was sealed"
_REORDERED: Final = "it does not follow the entry before it: one was removed, put in, or moved"
_UNREADABLE: Final = "its content cannot be read"
_UNSEALED: Final = "it was never sealed, though more than a minute has passed"


@dataclass(frozen=True)
class Broken:
    """The first entry that is not as it was; `position` is None where it has none."""

    position: int | None
    id: int
    what: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was seen: how many entries, the last position and its hash, and the first that is broken."""

    count: int
    position: int
    head: str
    broken: Broken | None
    wanted_at: int | None  # the position of the entry whose hash was asked for
    unsealed: int  # entries of the last minute that have no place yet; no fault


def check_chain(*, since: int = 1, wanted: str = "", now: datetime | None = None) -> Report:
    """Read the chain from a position to its end, or to the first entry that is broken.

    Args:
        since: where to begin; what the first entry read says of the one before it is believed.
        wanted: a hash, or the beginning of one, to look for among the entries.
    """
    count, position, head, wanted_at, broken = 0, since - 1, GENESIS if since == 1 else "", None, None
    for row in _rows(since):
        broken = _fault(row, after=position, previous=head)
        if broken:
            break
        count, position, head = count + 1, row[0], row[-1]
        if wanted and head.startswith(wanted):
            wanted_at = position
    moment = now or timezone.now()
    unsealed = AuditEntry.objects.filter(position=None)
    return Report(
        count=count,
        position=position,
        head=head,
        broken=broken or _never_sealed(moment),
        wanted_at=wanted_at,
        unsealed=unsealed.filter(at__gt=moment - SEALED_WITHIN).count(),
    )


def _fault(row: tuple[Any, ...], *, after: int, previous: str) -> Broken | None:
    """Say what is wrong with an entry, given the position and the hash of the one before."""
    position, before, entry_id, *_, sealed = row
    if position == after:
        return Broken(position, entry_id, "another entry has the same position")
    if position != after + 1:
        return Broken(position, entry_id, f"{_missing(after + 1, position - 1)} missing before it")
    if previous and before != previous:
        return Broken(position, entry_id, _REORDERED)
    hashed = _hash_of(row)
    if hashed is None:
        return Broken(position, entry_id, _UNREADABLE)
    return None if hashed == sealed else Broken(position, entry_id, _CHANGED)


def _missing(first: int, last: int) -> str:
    return f"entry {first} is" if first == last else f"entries {first} to {last} are"


def _hash_of(row: tuple[Any, ...]) -> str | None:
    *before, moment, actor, kind, subject, correlation, text, _ = row
    try:
        return link_hash(Link._make([*before, _moment(moment), actor, kind, subject, correlation, json.loads(text)]))
    except (ValueError, TypeError, AttributeError):  # what is stored is no JSON, no text, no moment
        return None


def _moment(text: str) -> datetime:
    """Read a moment as the database writes it; SQLite's are in UTC and do not say so."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _rows(since: int) -> Iterator[tuple[Any, ...]]:
    """Yield the sealed entries in order, a page at a time: pages need no cursor that stays open."""
    as_text = {"text": Cast("facts", TextField()), "moment": Cast("at", TextField())}
    rows = AuditEntry.objects.annotate(**as_text).order_by("position", "id")
    rest = Q(position__gte=since)
    while page := list(rows.filter(rest).values_list(*_FIELDS)[:_PAGE]):
        yield from page
        position, last_id = page[-1][0], page[-1][2]
        rest = Q(position__gt=position) | Q(position=position, id__gt=last_id)


def _never_sealed(now: datetime) -> Broken | None:
    late = AuditEntry.objects.filter(position=None, at__lte=now - SEALED_WITHIN).order_by("id").first()
    return Broken(None, late.pk, _UNSEALED) if late else None
