"""The `restore` command."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as AnyDatabaseError
from django.utils import timezone
from tqdm import tqdm

from esther_site.asking import NOTHING, check_typed
from esther_site.clearing import database_name, tables
from esther_site.lib.errors import EstherError
from esther_site.management.commands.backup import passphrase
from esther_site.restoring import Backup, check_fits, inspect, is_fresh, restore
from trading.models import Canary
from trading.readiness import custody_state


class Command(BaseCommand):
    help = (
        "Read a backup into a database that `migrate` has just made. The file is read to its end before anything is "
        "written, and then all of it is, or nothing. Nothing that was on its way is sent or traded again."
    )
    requires_system_checks = ()  # some of them look at what is not there yet

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the backup")
        parser.add_argument("--check", action="store_true", help="only see whether the backup is whole and fits")
        parser.add_argument("--replace", action="store_true", help="also where there is something: it is lost then")
        parser.add_argument("--yes", action="store_true", help="with --replace, do not ask: for scripts")

    def handle(self, *args: Any, **options: Any) -> None:
        key = passphrase()
        try:
            settled = self._run(options["file"], key, options)
        except KeyboardInterrupt as stopped:
            raise CommandError(f"Stopped. {NOTHING}", returncode=130) from stopped
        except EstherError as error:
            raise CommandError(f"{error.message} {NOTHING}") from error
        except (AnyDatabaseError, OSError, ValueError) as error:
            raise CommandError(f"It could not be restored ({type(error).__name__}: {error}). {NOTHING}") from error
        for sentence in settled:
            self.stdout.write(sentence)

    def _run(self, path: Path, key: str, options: dict[str, Any]) -> list[str]:
        with tqdm(desc="Checking", unit="row", unit_scale=True, disable=None, mininterval=0.5) as bar:
            backup = inspect(path, key, seen=bar.update)
        self.stdout.write(f"{path} is whole: {backup.rows:,} rows of {backup.made_at:%Y-%m-%d %H:%M:%S} UTC.")
        check_fits(backup)
        if options["check"]:
            return []
        self._check_room(options)
        return [*self._restore(path, key, backup), *_unopened()]

    def _check_room(self, options: dict[str, Any]) -> None:
        """Raise CommandError unless the database is fresh, or may be lost."""
        if is_fresh():
            return
        if not options["replace"]:
            raise CommandError(
                f"{database_name()} holds data already. Restore into a fresh database (python manage.py migrate makes "
                f"one), or say --replace to lose what is there. {NOTHING}"
            )
        for table in tables(including_staff=True):
            self.stdout.write(f"{table.going:>12,}  {table.name} will be lost")
        self.stdout.flush()
        if not options["yes"]:
            check_typed("replace all this")

    def _restore(self, path: Path, key: str, backup: Backup) -> list[str]:
        with tqdm(total=backup.rows, desc="Restoring", unit="row", unit_scale=True, disable=None) as bar:
            settled = restore(path, key, backup, now=timezone.now(), seen=bar.update)
        return [f"Restored {backup.rows:,} rows.", *settled]


def _unopened() -> list[str]:
    """Say so where ENCRYPTION_KEY does not open what is sealed in what was restored."""
    if not Canary.objects.exists() or custody_state().is_ready:
        return []
    return ["ENCRYPTION_KEY does not open the keys in this backup: set the one of its time, too."]
