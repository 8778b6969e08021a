"""Writing a backup: every row of one moment, as lines of JSON, compressed and sealed, with little in memory.

The first line says what it is and of when; then come the tables, each between a line that opens it and one that counts
its rows; the last line says that it is whole. It is the same for either database, so that one may be restored into the
other.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO, Final

from django.contrib.sessions.models import Session
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from esther_site.lib.sealed_file import SealedWriter
from esther_site.lib.version import esther_version
from esther_site.models import ProcessHealth
from esther_site.table_rows import columns, read
from esther_site.tables import all_models, patient_cursor

__all__ = ["MINIMUM_KEY", "WHOLE", "applied_migrations", "kept_models", "write_backup"]

Seen = Callable[[int, int], object]  # rows written since the last call, and rows in all

MINIMUM_KEY: Final = 16  # characters
WHOLE: Final = "whole"


def write_backup(target: BinaryIO, passphrase: str, *, seen: Seen) -> int:
    """Write everything there is at this moment; return how many rows that was. Others read and write meanwhile.

    Logins to the admin, and what processes saw of services, are left out. Raises django.db.Error and OSError; what was
    written until then is no backup.
    """
    sealed = SealedWriter(target, passphrase)
    with _one_moment(), gzip.GzipFile(fileobj=sealed, mode="wb", compresslevel=6, mtime=0) as packed:
        total = 0
        for line, rows, of in _lines(timezone.now()):
            packed.write(line.encode() + b"\n")
            total += rows
            seen(rows, of)
    sealed.finish()
    return total


def kept_models() -> list[type[models.Model]]:
    """Return the models whose rows a backup holds."""
    return [model for model in all_models() if model not in (Session, ProcessHealth)]


def applied_migrations() -> list[str]:
    """Return the names of the migrations that made this database what it is, such as `trading.0001_initial`."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


@contextmanager
def _one_moment() -> Iterator[None]:
    """Let every query within see the database as it is at the first one, and keep nobody from writing."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:  # `atomic` would take the one lock for writing
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic():
        with patient_cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _lines(now: datetime) -> Iterator[tuple[str, int, int]]:
    """Yield the lines, each with how many rows it holds, and with how many rows there are."""
    counts = {model: model._base_manager.count() for model in kept_models()}
    of = sum(counts.values())
    yield (
        _json(backup=1, esther=esther_version(), made_at=now.isoformat(), migrations=applied_migrations(), rows=of),
        0,
        of,
    )
    for model in counts:
        yield _json(table=model._meta.label, columns=columns(model)), 0, of
        number = 0
        for line in read(model):
            number += 1
            yield line, 1, of
        yield _json(end=model._meta.label, rows=number), 0, of
    yield _json(**{WHOLE: True}), 0, of


def _json(**facts: Any) -> str:
    return json.dumps(facts, separators=(",", ":"))
