"""The `clear_db` command."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as AnyDatabaseError
from django.db import connection

from esther_site.asking import NOTHING, check_typed
from esther_site.clearing import Table, clear, database_name, hot_wallets, tables


class Command(BaseCommand):
    help = (
        "Delete everything in the database but staff accounts, and seed chains and tokens anew. It lists what will go "
        "and asks for the database's name first. Stop Esther before."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--yes", action="store_true", help="do not ask: for scripts")
        parser.add_argument("--production", action="store_true", help="also where DEBUG is off")
        parser.add_argument("--including-wallets", action="store_true", help="also wallets whose keys are kept here")
        parser.add_argument("--including-staff", action="store_true", help="also staff accounts")

    def handle(self, *args: Any, **options: Any) -> None:
        _check_allowed(options)
        including_staff = options["including_staff"]
        try:
            self._list(tables(including_staff=including_staff), including_staff=including_staff)
            if not options["yes"]:
                check_typed("delete all this")
            gone, seeded = clear(including_staff=including_staff)
        except KeyboardInterrupt as stopped:
            raise CommandError(f"Stopped. {NOTHING}", returncode=130) from stopped
        except AnyDatabaseError as error:
            raise CommandError(
                f"The database refused ({type(error).__name__}: {str(error).strip()}). {NOTHING} "
                "Stop Esther and every other process that uses this database, and try again."
            ) from error
        if options["verbosity"]:
            self.stdout.write(f"{gone} rows deleted. Tokens: {seeded}. Numbering begins anew.")

    def _list(self, found: list[Table], *, including_staff: bool) -> None:
        self.stdout.write(f"From the database {database_name()} ({connection.display_name}) will go:")
        for table in found:
            stays = f"   {table.staying} of staff stay" if table.staying else ""
            if table.going or table.staying:
                self.stdout.write(f"{table.going:>12,}  {table.name}{stays}")
        if not found:
            self.stdout.write("           0  rows: it is empty")
        kept = "" if including_staff else " Staff accounts stay, with their passwords, rights and second factors."
        self.stdout.write(f"Chains and tokens go, too, and are seeded anew.{kept}")
        self.stdout.flush()


def _check_allowed(options: dict[str, Any]) -> None:
    """Raise CommandError unless everything that needs a word of its own has it."""
    if not settings.DEBUG and not options["production"]:
        raise CommandError(f"DEBUG is off: this looks like production. Say --production if you mean it. {NOTHING}")
    keys = hot_wallets()
    if keys and not options["including_wallets"]:
        raise CommandError(
            f"{keys} {'wallet has its key' if keys == 1 else 'wallets have their keys'} in this database, and whatever "
            "is in them would be out of reach for ever. Export the keys or move the funds, make a backup, "
            f"and say --including-wallets. {NOTHING}"
        )
