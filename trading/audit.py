"""The audit trail: `record` what was commanded, decided or done, in the very transaction that does it.

An entry is a plain INSERT: nobody waits for anybody. Its place in the chain of hashes it gets right after the commit,
from `trading.audit_sealing`; what a crash leaves without one, the monitor's next pass finds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.utils import timezone

from esther_site.lib.correlation import CORRELATION_ID, NOBODY
from trading.audit_facts import plain_facts
from trading.audit_kinds import AuditKind
from trading.audit_sealing import seal_after_commit
from trading.models import AuditEntry, User

__all__ = ["MONITOR", "SYSTEM", "AuditKind", "Fact", "acting_as", "operator", "person", "record", "record_many"]

MONITOR: Final = "monitor"
SYSTEM: Final = "system"
_BATCH: Final = 2_000

_actor: ContextVar[str] = ContextVar("audit_actor", default="")


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One entry of several: see `record`."""

    kind: AuditKind | str
    subject: str
    facts: Mapping[str, object] = field(default_factory=dict)
    actor: User | str | None = None


def record(
    kind: AuditKind | str,
    *,
    subject: str,
    facts: Mapping[str, object] | None = None,
    actor: User | str | None = None,
) -> None:
    """Add an entry, in the caller's transaction: it is there if, and only if, what it tells of is.

    Args:
        subject: what it is about, as `swap:AB12CD`, `order:…`, `alert:…`, `user:5`, `wallet:7`, `contract:3`.
        facts: plain values by short names: text, whole numbers, Decimal, moments, lists and dicts of them. What looks
            like a secret is taken out, texts are cut at 300 characters; a hash may stand under the name `hash`.
        actor: who did it: a user, or words such as `operator(user)`. Inside `acting_as` that counts instead.

    Raises:
        TypeError, ValueError: a fact has no place in an entry (bytes, floats, objects).
    """
    record_many([Fact(kind=kind, subject=subject, facts=facts or {}, actor=actor)])


def record_many(entries: Iterable[Fact]) -> None:
    """Add many entries by one INSERT (a few, where there are thousands), in the caller's transaction."""
    now = timezone.now()
    rows = [_row(entry, now) for entry in entries]
    if rows:
        AuditEntry.objects.bulk_create(rows, batch_size=_BATCH)
        seal_after_commit()


def person(user: User) -> str:
    """Return the words for a user who acts for themself."""
    return f"user:{user.pk}"


def operator(user: User) -> str:
    """Return the words for a user who acts as an operator: on others, or on all."""
    return f"operator:{user.pk}"


@contextmanager
def acting_as(name: str) -> Iterator[None]:
    """Let everything that is recorded inside count as done by somebody: the monitor, or a command."""
    token = _actor.set(name)
    try:
        yield
    finally:
        _actor.reset(token)


def _row(entry: Fact, now: datetime) -> AuditEntry:
    correlation = CORRELATION_ID.get()
    return AuditEntry(
        at=now,
        actor=_actor.get() or _name(entry.actor),
        kind=str(entry.kind),
        subject=entry.subject,
        correlation="" if correlation == NOBODY else correlation[:40],
        facts=plain_facts(entry.facts),
    )


def _name(actor: User | str | None) -> str:
    return person(actor) if isinstance(actor, User) else actor or SYSTEM
