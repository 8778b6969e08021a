"""The one way in which entries go: all of them, on purpose, and the first new one says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.core.management.color import no_style
from django.db import connection, transaction

from trading import audit
from trading.audit_sealing import head
from trading.models import AuditEntry

__all__ = ["forget_everything", "make_room"]

_GUARD: Final = "audit_table_stays"  # made by the migration


def forget_everything(*, actor: str = audit.SYSTEM) -> int:
    """Empty the audit trail in one transaction (or in the caller's), and return how many entries went.

    What it was goes into the first entry of the new chain: how many, and the hash of the last. Whoever has a head
    that was sent before sees by that hash what was thrown away.
    """
    with transaction.atomic():
        position, last_hash = head()
        count = AuditEntry.objects.count()
        make_room()
        facts = {"entries": count, "position": position, "head": last_hash}
        audit.record(audit.AuditKind.AUDIT_BEGAN_ANEW, subject="audit", facts=facts, actor=actor)
    return count


def make_room() -> None:
    """Empty the table without a word: for a backup, which brings entries and a chain of its own."""
    with connection.cursor() as cursor, _unguarded():
        for statement in connection.ops.sql_flush(no_style(), [AuditEntry._meta.db_table], reset_sequences=True):
            cursor.execute(statement)


@contextmanager
def _unguarded() -> Iterator[None]:
    """Let the table be emptied: on PostgreSQL a trigger refuses that, and only the table's owner may disable it."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgenabled FROM pg_trigger WHERE tgname = %s", [_GUARD])
        was_on = cursor.fetchone()[0] != "D"
        cursor.execute(f"ALTER TABLE trading_auditentry DISABLE TRIGGER {_GUARD}")
        yield
        if was_on:
            cursor.execute(f"ALTER TABLE trading_auditentry ENABLE TRIGGER {_GUARD}")
