"""Giving entries their place in the chain: right after the commit that brought them, by whoever comes first.

One seals at a time, and nobody waits for it: whoever finds it at work leaves, and the entries to it, or to the
monitor, which looks for what is left in each of its passes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import OperationalError, connection, transaction

from trading.audit_chain import GENESIS, Link, link_hash
from trading.models import AuditEntry

__all__ = ["head", "seal_after_commit", "seal_all"]

_LOCK: Final = 0x457374686572  # the number of the advisory lock; nothing else may use it
_AT_ONCE: Final = 1_000  # in one transaction
_AFTER_COMMIT: Final = 100  # whoever just committed shall not do the work of a thousand others

_SEAL: Final = {
    "postgresql": """
        UPDATE trading_auditentry AS entry
        SET position = sealed.position, previous = sealed.previous, hash = sealed.hash
        FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[]) AS sealed (id, position, previous, hash)
        WHERE entry.id = sealed.id AND entry.position IS NULL
    """,
    "sqlite": """
        UPDATE trading_auditentry SET position = %s, previous = %s, hash = %s WHERE id = %s AND position IS NULL
    """,
}


def seal_after_commit() -> None:
    """Have what is recorded sealed once the current transaction is committed; at once where there is none."""
    if not any(function is _seal_some for _, function, *_ in connection.run_on_commit):
        transaction.on_commit(_seal_some, robust=True)  # nobody's deed fails because its seal is late


def head() -> tuple[int, str]:
    """Return the position and the hash of the newest sealed entry; 0 and GENESIS where there is none."""
    last = AuditEntry.objects.filter(position__isnull=False).order_by("-position").first()
    return (last.position or 0, last.hash) if last else (0, GENESIS)


def seal_all() -> int:
    """Seal everything that is committed and waits, and return how much that was."""
    sealed = 0
    while number := _seal(_AT_ONCE):
        sealed += number
    return sealed


def _seal_some() -> None:
    _seal(_AFTER_COMMIT)


def _seal(most: int) -> int:
    """Seal the oldest entries that wait; none while somebody else is at it."""
    try:
        with _lock() as is_ours:
            return _write(_links(most)) if is_ours else 0
    except OperationalError:
        if connection.vendor == "sqlite":  # its one lock is taken
            return 0
        raise


@contextmanager
def _lock() -> Iterator[bool]:
    """Open a transaction that seals, unless another one does, and say which."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with _without_waiting(), transaction.atomic():  # begins IMMEDIATE
            yield True
        return
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            yield True
            return
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        yield cursor.fetchone()[0]


@contextmanager
def _without_waiting() -> Iterator[None]:
    """Let SQLite say at once that its lock is taken, instead of waiting for it."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (patience,) = cursor.fetchone()
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(patience)}")


def _links(most: int) -> list[tuple[Link, str]]:
    """Return what the oldest waiting entries are to be sealed as, each with its hash."""
    links, (position, previous) = [], head()
    waiting = AuditEntry.objects.filter(position=None).order_by("id")
    for row in waiting.values_list("id", "at", "actor", "kind", "subject", "correlation", "facts")[:most]:
        position += 1
        link = Link(position, previous, *row)
        previous = link_hash(link)
        links.append((link, previous))
    return links


def _write(links: list[tuple[Link, str]]) -> int:
    if not links:
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            rows = [(link.id, link.position, link.previous, sealed) for link, sealed in links]
            cursor.execute(_SEAL["postgresql"], [list(column) for column in zip(*rows, strict=True)])
        else:
            cursor.executemany(
                _SEAL["sqlite"], [(link.position, link.previous, sealed, link.id) for link, sealed in links]
            )
    return len(links)
