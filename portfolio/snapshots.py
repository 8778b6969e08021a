"""Taking snapshots: of each user, book and day one, which a later one of the same day replaces.

A day that is over is taken once, within a few hours after its end; what is asked for during a day makes way for that.
What there is of past days is in `portfolio.history`, what is worked out afterwards in `portfolio.backfill`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from esther_site.lib.progress import report_progress
from portfolio import snapshot_postgres, snapshot_rows
from portfolio.days import Ended, day_in, ended_days
from portfolio.history import DayLine, DayRow, history
from portfolio.models import Book, Snapshot
from portfolio.snapshot_prices import ask_for_prices
from portfolio.snapshot_ready import Skipped, holding_any, owners, ready, reasons
from portfolio.snapshot_rows import Taking
from trading.models import User

__all__ = [
    "DayLine",
    "DayRow",
    "Outcome",
    "history",
    "take_all",
    "take_asked",
    "take_due",
    "take_of",
    "take_snapshot",
    "take_today",
    "takings_ended",
    "takings_today",
]

NAMED: Final = 20  # of those who were left out


@dataclass
class Outcome:
    """How many snapshots were taken, and who was left out; the first of them are named."""

    taken: int = 0
    left_out: int = 0
    skipped: list[Skipped] = field(default_factory=list)


def take_snapshot(user: User, book: Book, *, day: date, source: Snapshot.Source, now: datetime) -> Snapshot | None:
    """Store what a user has now as a day's snapshot; None where that is not known as it is now."""
    taking = Taking(book=book, day=day, source=source, now=now)
    if not take_of(owners(book, since=now).filter(pk=user.pk), taking):
        return None
    return Snapshot.objects.filter(user=user, book=book, day=day).first()


def take_due(now: datetime) -> int:
    """Take the day that is over in each time zone, of those who have none of it yet; return how many."""
    return sum(take_of(users, taking) for users, taking in takings_ended(now))


def takings_ended(now: datetime) -> Iterator[tuple[QuerySet[User], Taking]]:
    """Return the days that are over in some time zone, each with who has none of it yet."""
    for ended in ended_days(_zones(), now):
        for book in Book:
            yield _ended(ended, book, now)


def take_all(day: date, now: datetime) -> int:
    """Take one day like `take_due`, in the zones where it has just ended."""
    return sum(take_of(users, taking) for users, taking in takings_ended(now) if taking.day == day)


def take_today(now: datetime, *, user: User | None = None) -> Outcome:
    """Take the day that it is for everybody, or for one user."""
    outcome = Outcome()
    takings = takings_today(now, user=user)
    for done, (users, taking) in enumerate(takings):
        report_progress(done, len(takings))
        take_asked(users, taking, outcome)
    return outcome


def takings_today(now: datetime, *, user: User | None = None) -> list[tuple[QuerySet[User], Taking]]:
    """Return which snapshots of the day that it is can be taken together, and of whom."""
    by_day: dict[date, list[str]] = {}
    for zone in [user.time_zone] if user else _zones():
        by_day.setdefault(day_in(zone, now), []).append(zone)
    found = []
    for day, zones in by_day.items():
        for book in Book:
            users = owners(book, since=now).filter(time_zone__in=zones)
            taking = Taking(book=book, day=day, source=Snapshot.Source.ASKED, now=now)
            found.append((users.filter(pk=user.pk) if user else users, taking))
    return found


def take_asked(users: QuerySet[User], taking: Taking, outcome: Outcome) -> None:
    """Take snapshots together, and add to the outcome who was left out."""
    outcome.taken += take_of(users, taking)
    fresh = Snapshot.objects.filter(user=OuterRef("pk"), book=taking.book, day=taking.day, taken_at__gte=taking.now)
    left_out = users.exclude(Exists(fresh))
    outcome.left_out += left_out.count()
    outcome.skipped += reasons(left_out, taking.book, taking.now, most=NAMED - len(outcome.skipped))


def take_of(users: QuerySet[User], taking: Taking) -> int:
    """Take the snapshots of those of whom it is known what they have, and what that costs."""
    known = ready(users, taking.book, taking.now)
    if not known.exists():
        return 0
    if unanswered := ask_for_prices(known, taking.book):
        known = known.exclude(holding_any(unanswered, taking.book))
    save = snapshot_postgres.save if connection.vendor == "postgresql" else snapshot_rows.save
    return save(known, taking)


def _zones() -> list[str]:
    return list(User.objects.order_by().values_list("time_zone", flat=True).distinct())


def _ended(ended: Ended, book: Book, now: datetime) -> tuple[QuerySet[User], Taking]:
    taking = Taking(book=book, day=ended.day, source=Snapshot.Source.DAILY, now=now, replaces=False)
    taken = Snapshot.objects.filter(user=OuterRef("pk"), book=book, day=ended.day, source=Snapshot.Source.DAILY)
    users = owners(book, since=ended.at).filter(time_zone__in=ended.zones)
    return users.exclude(Exists(taken)), taking
