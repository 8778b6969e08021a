"""The `backup` command."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as AnyDatabaseError
from tqdm import tqdm

from esther_site.backup import MINIMUM_KEY, write_backup
from trading import audit
from trading.audit_kinds import AuditKind

__all__ = ["passphrase"]


class Command(BaseCommand):
    help = (
        "Write everything in the database into one file, sealed with BACKUP_KEY, as it is at this moment. "
        "Esther may go on meanwhile. Keep the file and the key off this server, and ENCRYPTION_KEY apart from both."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="where to; - for the standard output, to be piped elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        key = passphrase()
        try:
            if options["file"] == "-":
                rows, where = _write(sys.stdout.buffer, key), "the standard output"
            else:
                rows, where = _into(Path(options["file"]), key), options["file"]
        except KeyboardInterrupt as stopped:
            raise CommandError("Stopped. There is no backup.", returncode=130) from stopped
        except (AnyDatabaseError, OSError) as error:
            raise CommandError(f"There is no backup: {error}") from error
        audit.record(AuditKind.OPERATOR_COMMAND, subject="backup", facts={"rows": rows}, actor=audit.SYSTEM)
        if options["verbosity"]:
            self.stderr.write(f"{rows:,} rows are in {where}. Without BACKUP_KEY nobody can read them, you included.")


def passphrase() -> str:
    """Return what backups are sealed with. Raises CommandError where it is missing or could be guessed."""
    key: str = settings.BACKUP_KEY
    if len(key) < MINIMUM_KEY:
        fault = "is not set" if not key else f"has fewer than {MINIMUM_KEY} characters"
        raise CommandError(
            f"BACKUP_KEY {fault}. Make one, and keep it where the backups are not: "
            'python -c "import secrets; print(secrets.token_urlsafe(32))"'
        )
    return key


def _into(path: Path, key: str) -> int:
    """Write to a file beside, that takes its name once it is whole."""
    if path.exists():
        raise CommandError(f"{path} exists already, and stays: choose another name. There is no backup.")
    unfinished = path.with_name(f"{path.name}.part")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
            rows = _write(target, key)
            target.flush()
            os.fsync(target.fileno())
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return rows


def _write(target: BinaryIO, key: str) -> int:
    with tqdm(desc="Writing", unit="row", unit_scale=True, disable=None, mininterval=0.5) as bar:
        return write_backup(target, key, seen=_moving(bar))


def _moving(bar: tqdm[Any]) -> Callable[[int, int], object]:
    def seen(rows: int, of: int) -> None:
        bar.total = of
        bar.update(rows)

    return seen
