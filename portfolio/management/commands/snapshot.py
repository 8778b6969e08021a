"""The `snapshot` command."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q
from django.utils import timezone
from tqdm import tqdm

from esther_site.lib.errors import EstherError
from portfolio.backfill import MOST_DAYS, estimate
from portfolio.days import day_in
from portfolio.models import Book
from portfolio.snapshot_ready import Skipped
from portfolio.snapshots import Outcome, take_asked, takings_today
from trading.models import User


class _Stretch(NamedTuple):
    """Past days of one user, to be estimated."""

    user: User
    book: Book
    first: date
    last: date


class Command(BaseCommand):
    help = (
        "Take today's snapshot of everybody's wallets, or of one user's. Past days can only be estimated, from past "
        "prices and Esther's own trades; a day that was really taken is never touched."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--user", help="a Telegram id or a user name; without it, everybody")
        parser.add_argument("--date", type=date.fromisoformat, help="a past day to estimate, such as 2026-03-01")
        parser.add_argument("--backfill", type=int, metavar="N", help="estimate the last N days")

    def handle(self, *args: Any, **options: Any) -> None:
        user = _user(options["user"]) if options["user"] else None
        now = timezone.now()
        if options["date"] and options["backfill"]:
            raise CommandError("Say either --date or --backfill.")
        if options["backfill"] is not None and not 0 < options["backfill"] <= MOST_DAYS:
            raise CommandError(f"Prices are known of the last {MOST_DAYS} days: choose a number up to that.")
        stretches = list(_stretches(_users(user), options["date"], options["backfill"], now))
        outcome = self._estimate(stretches) if stretches else self._take(user, now)
        kind = "estimated" if stretches else "taken"
        self.stdout.write(f"{outcome.taken} snapshots {kind}, {outcome.left_out} left out.")
        for skipped in outcome.skipped:
            self.stdout.write(f"  {skipped.user} ({skipped.book}): {skipped.why}")
        if outcome.left_out > len(outcome.skipped):
            self.stdout.write(f"  and {outcome.left_out - len(outcome.skipped)} more")
        if outcome.left_out:
            self.stdout.write("Run it again when the reason is gone.")

    def _take(self, user: User | None, now: datetime) -> Outcome:
        outcome = Outcome()
        for users, taking in tqdm(takings_today(now, user=user), desc="Taking", unit="book", disable=None):
            take_asked(users, taking, outcome)
        return outcome

    def _estimate(self, stretches: list[_Stretch]) -> Outcome:
        outcome = Outcome()
        days = sum((each.last - each.first).days + 1 for each in stretches)
        with tqdm(total=days, desc="Estimating", unit="day", disable=None) as bar:
            for each in stretches:
                try:
                    outcome.taken += estimate(
                        each.user, each.book, each.first, each.last, seen=lambda _day: bar.update()
                    )
                except EstherError as error:
                    outcome.left_out += 1
                    outcome.skipped.append(Skipped(each.user, each.book, error.message))
        return outcome


def _stretches(users: list[User], day: date | None, days: int | None, now: datetime) -> Iterator[_Stretch]:
    """Yield what is to be estimated; nothing where today is meant. Raises CommandError for other days."""
    for user in users if day or days else []:
        today = day_in(user.time_zone, now)
        if day and day > today:
            raise CommandError(f"{day} has not begun for {user}.")
        if day and (today - day).days > MOST_DAYS:
            raise CommandError(f"Prices are known of the last {MOST_DAYS} days.")
        if day == today:
            continue
        first, last = (day, day) if day else (today - timedelta(days=days or 0), today - timedelta(days=1))
        yield from (_Stretch(user, book, first, last) for book in Book)


def _users(user: User | None) -> list[User]:
    return [user] if user else list(User.objects.filter(status=User.Status.ACTIVE).order_by("pk"))


def _user(text: str) -> User:
    """Return who is meant by a Telegram id or a user name."""
    names = Q(username=text) | Q(telegram_id=int(text)) if text.isdecimal() else Q(username=text)
    found = User.objects.filter(names).first()
    if found is None:
        raise CommandError(f"There is no user {text}.")
    return found
