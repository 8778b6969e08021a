"""`manage.py verify_audit`: whether the audit trail is whole, and the first entry that is not as it was."""

from __future__ import annotations

import argparse
import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from trading.audit_checking import Report, check_chain


class Command(BaseCommand):
    """Exit code 1 and the first broken entry, or the number of entries and the hash of the last."""

    help = "Check the chain of audit entries, and name the first that was changed, removed, put in or never sealed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", type=_hash, help="a hash that Telegram was sent: it must be in the chain")
        parser.add_argument(
            "--since", type=_position, default=1, help="begin at this position instead of the first (faster)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        report = check_chain(since=options["since"], wanted=options["head"] or "")
        if report.broken is not None:
            place = "without a position" if report.broken.position is None else f"at position {report.broken.position}"
            raise CommandError(f"Broken: the entry {place} (id {report.broken.id}): {report.broken.what}.")
        self.stdout.write(f"{report.count} entries, whole. The newest has position {report.position}.")
        self.stdout.write(f"Head: {report.head}")
        if options["head"]:
            self._say_where(options["head"], options["since"], report)

    def _say_where(self, wanted: str, since: int, report: Report) -> None:
        if report.wanted_at is None:
            where = "in the chain" if since == 1 else f"at position {since} or after"
            raise CommandError(
                f"No entry {where} has the hash {wanted}: entries were removed, or written anew, since it was sent."
            )
        after = report.position - report.wanted_at
        self.stdout.write(f"The head you named is at position {report.wanted_at}; {after} entries came after it.")


def _hash(text: str) -> str:
    wanted = text.strip().lower()
    if not re.fullmatch(r"[0-9a-f]{12,64}", wanted):
        raise argparse.ArgumentTypeError("name the hash as Telegram shows it, 12 to 64 hex digits of it")
    return wanted


def _position(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("positions are whole numbers from 1")
    return int(text)
