"""The `rotate_keys` command."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from trading import custody
from trading.audit import AuditKind, record
from trading.rotation import Outcome, count_left, rotate, rows, seal_canary


class Command(BaseCommand):
    help = (
        "Seal everything anew with the newest ENCRYPTION_KEY, and make sure that each key opens. "
        "It may be stopped and begun again."
    )
    requires_system_checks = ()  # it is what mends some of the things they complain of

    def handle(self, *args: Any, **options: Any) -> None:
        if not custody.is_configured():
            raise CommandError(
                next(iter(custody.faults()), "ENCRYPTION_KEY is not set: there is nothing to seal with.")
            )
        tally, broken = self._rotate()
        if not broken and not tally[Outcome.BUSY]:
            seal_canary()
        left = count_left()
        facts = {"sealed": tally[Outcome.SEALED], "broken": len(broken), "busy": tally[Outcome.BUSY], "left": left}
        record(AuditKind.KEYS_ROTATED, subject="keys", facts=facts)
        if options["verbosity"]:
            done, before = tally[Outcome.SEALED], tally[Outcome.ALREADY]
            self.stdout.write(f"Sealed anew: {done}. By the newest key before: {before}. Left: {left}.")
        if broken:
            raise CommandError("These cannot be opened: " + "; ".join(broken) + ". Keep the older keys.")
        if left:
            raise CommandError(f"{left} left: run this again before you take an older key away.")

    def _rotate(self) -> tuple[Counter[Outcome], list[str]]:
        tally: Counter[Outcome] = Counter()
        broken = []
        for row in tqdm(rows(), desc="Sealing", unit="key", disable=None):
            outcome, name = rotate(row)
            tally[outcome] += 1
            if outcome == Outcome.BROKEN:
                broken.append(name)
        return tally, broken
