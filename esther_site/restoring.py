"""Reading a backup: first all of it, to see that it is whole and fits, and only then into the database, all or nothing.

What the rows then say of deeds under way is `esther_site.after_restore`'s business.
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.db import models, transaction

from esther_site.after_restore import settle
from esther_site.backup import WHOLE, applied_migrations, kept_models
from esther_site.lib.errors import UserError
from esther_site.lib.sealed_file import SealedReader, UnreadableFile
from esther_site.table_rows import columns, insert
from esther_site.tables import FROM_MIGRATIONS, all_models, empty, number_anew, patient_cursor
from tokens.catalogue import forget_catalogue
from tokens.models import Chain, Token
from trading import audit
from trading.audit_kinds import AuditKind
from trading.audit_reset import make_room
from trading.audit_sealing import head
from trading.models import AuditEntry

__all__ = ["Backup", "check_fits", "inspect", "is_fresh", "restore"]

Seen = Callable[[int], object]  # rows since the last call
Model = type[models.Model]

_SEEDED: Final = (*FROM_MIGRATIONS, Chain, Token)
_NAMED: Final = 6  # migrations that are named where they differ
_CUT: Final = "This backup ends too early: it is not whole."
_GARBLED: Final = "This backup is of a form that this Esther does not know: restore it with the one that made it."


@dataclass(frozen=True)
class Backup:
    """What a backup says of itself, all of it having been read."""

    made_at: datetime
    esther: str
    migrations: tuple[str, ...]
    rows: int


def inspect(path: Path, passphrase: str, *, seen: Seen = lambda _: None) -> Backup:
    """Read a backup to its end without writing anything. Raises UserError where it is not whole, and OSError."""
    with _lines(path, passphrase) as lines:
        backup = _described(next(lines, ""))
        rows = 0
        for label, names, found in _tables(lines):
            known = _known().get(label)
            if known is not None and columns(known) != names and set(backup.migrations) == set(applied_migrations()):
                raise UserError(_GARBLED)
            for _ in found:
                rows += 1
                seen(1)
    if rows != backup.rows:
        raise UserError(_CUT)
    return backup


def check_fits(backup: Backup) -> None:
    """Raise UserError unless this database was made by the very migrations that the backup's was."""
    here, there = set(applied_migrations()), set(backup.migrations)
    if missing := sorted(there - here):
        raise UserError(
            f"This backup knows more than this database ({_some(missing)}): install the Esther that made it "
            f"({backup.esther}) or a newer one, and run migrate."
        )
    if newer := sorted(here - there):
        raise UserError(
            f"This database is newer than the backup ({_some(newer)}): restore with the Esther that made it "
            f"({backup.esther}), and upgrade afterwards."
        )


def is_fresh() -> bool:
    """Tell whether the database holds nothing but what `migrate` and `seed_tokens` put there."""
    return not any(model._base_manager.exists() for model in all_models() if model not in _SEEDED)


def restore(path: Path, passphrase: str, backup: Backup, *, now: datetime, seen: Seen = lambda _: None) -> list[str]:
    """Replace all there is by what the backup holds, in one transaction; return what was settled, in sentences.

    Raises:
        UserError: the file is no longer what was inspected.
        django.db.Error: the database refused. In both cases nothing was changed.
    """
    with _lines(path, passphrase) as lines, transaction.atomic():
        patient_cursor().close()
        if _described(next(lines, "")) != backup:
            raise UserError(_CUT)
        replaced = head()
        _empty_all()
        _load(lines, seen)
        number_anew(kept_models())
        settled = settle(backup.made_at, now)
        facts = {"command": "restore", "made_at": backup.made_at, "rows": backup.rows, "replaced": replaced[0]}
        audit.record(AuditKind.OPERATOR_COMMAND, subject="database", facts=facts, actor=audit.SYSTEM)
    forget_catalogue()
    return settled


def _empty_all() -> None:
    for model in all_models():
        if model._base_manager.exists():
            make_room() if model is AuditEntry else empty(model)


def _load(lines: Iterator[str], seen: Seen) -> None:
    for label, names, found in _tables(lines):
        model = _known().get(label)
        if model is None or columns(model) != names:
            raise UserError(_GARBLED)
        for number in insert(model, found):
            seen(number)


def _known() -> dict[str, Model]:
    return {model._meta.label: model for model in kept_models()}


class _Lines:
    """The lines of a backup, for as long as its file is open."""

    def __init__(self, path: Path, passphrase: str) -> None:
        self._path, self._passphrase = path, passphrase

    def __enter__(self) -> Iterator[str]:
        self._file = self._path.open("rb")
        try:
            sealed = io.BufferedReader(SealedReader(self._file, self._passphrase))
        except UnreadableFile:
            self._file.close()
            raise
        return self._read(gzip.GzipFile(fileobj=sealed, mode="rb"))

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def _read(self, packed: gzip.GzipFile) -> Iterator[str]:
        try:
            for line in packed:
                yield line.decode()
        except (gzip.BadGzipFile, EOFError, zlib.error, UnicodeDecodeError) as error:
            raise UserError(_CUT) from error


_lines = _Lines


def _described(line: str) -> Backup:
    facts = _facts(line)
    if facts.get("backup") != 1:
        raise UserError(_GARBLED)
    made_at = datetime.fromisoformat(facts["made_at"])
    return Backup(made_at, facts["esther"], tuple(facts["migrations"]), facts["rows"])


def _tables(lines: Iterator[str]) -> Iterator[tuple[str, list[str], Iterator[str]]]:
    """Yield each table's label and columns, and its rows, which have to be taken before the next table."""
    for line in lines:
        facts = _facts(line)
        if facts.get(WHOLE):
            return
        yield facts["table"], facts["columns"], _rows(lines, facts["table"])
    raise UserError(_CUT)


def _rows(lines: Iterator[str], label: str) -> Iterator[str]:
    for number, line in enumerate(lines):
        if line.startswith("{"):  # rows are arrays
            facts = _facts(line)
            if (facts.get("end"), facts.get("rows")) != (label, number):
                raise UserError(_CUT)
            return
        yield line
    raise UserError(_CUT)


def _facts(line: str) -> dict[str, Any]:
    try:
        facts = json.loads(line or "{}")
    except ValueError as error:
        raise UserError(_GARBLED) from error
    return facts if isinstance(facts, dict) else {}


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
