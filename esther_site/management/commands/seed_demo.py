"""The `seed_demo` command. What it does is the sandbox's, which is loaded only when the command is run there."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import import_string
from tqdm import tqdm

from esther_site.lib.errors import EstherError

_SEED = "sandbox.demo.seed.seed"
_MOST_DAYS = 365


class Command(BaseCommand):
    help = (
        "Give somebody in the sandbox a past, made up from its market: a month of paper trades with a snapshot for "
        "each day, and orders and alerts that wait. Development only; safe to repeat."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=30, metavar="N", help="how many days; 30 unless said")
        parser.add_argument(
            "--user", type=int, default=1001, metavar="TELEGRAM_ID", help="somebody of the chat page; 1001 is Alice"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SANDBOX:
            raise CommandError("Only the sandbox has a demo: run it with DEBUG=True and without TELEGRAM_BOT_TOKEN.")
        days = options["days"]
        if not 0 < days <= _MOST_DAYS:
            raise CommandError(f"Choose from 1 to {_MOST_DAYS} days.")
        with tqdm(total=days, desc="Living", unit="day", disable=None) as bar:
            try:
                report = import_string(_SEED)(options["user"], days=days, seen=lambda _day: bar.update())
            except EstherError as error:
                raise CommandError(error.message) from error
        if options["verbosity"]:
            self.stdout.write(report)
