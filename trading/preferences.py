"""When and how a user wants to be told, the zone they are in, and how profit is counted. Nothing is told here."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from django.utils import timezone

from esther_site.lib.errors import UserError
from trading.audit_settings import change_settings
from trading.models import User
from trading.time_zones import find_zone, zone_named

__all__ = [
    "ALERT_LEVELS",
    "COST_METHODS",
    "DIGESTS",
    "DIGEST_HOUR",
    "MONEY_LEVELS",
    "NEWS_LEVELS",
    "next_digest",
    "set_alert_level",
    "set_cost_basis",
    "set_digest",
    "set_money_level",
    "set_news_level",
    "set_quiet_hours",
    "set_quiet_money",
    "set_time_zone",
    "unset_quiet_hours",
]

ALERT_LEVELS: Final = ("on", "silent", "off")
MONEY_LEVELS: Final = ("on", "silent")
NEWS_LEVELS: Final = ("on", "silent", "off")
DIGESTS: Final = ("off", "daily", "weekly")
DIGEST_HOUR: Final = time(8)  # on the user's own clock; a weekly one comes on Mondays
COST_METHODS: Final = ("fifo", "lifo", "hifo")


def set_alert_level(user: User, level: str) -> None:
    """Store how alerts arrive: on, silent or off. Raises UserError for anything else."""
    if level not in ALERT_LEVELS:
        raise UserError("Alerts can be on, silent or off. Your setting is unchanged.")
    _store(user, alert_level=level)


def set_money_level(user: User, level: str) -> None:
    """Store how news of orders and trades arrives: on or silent. Raises UserError for anything else."""
    if level == "off":
        raise UserError(
            "News of your orders cannot be turned off: it tells what became of your money, and asks before it moves. "
            "Make it silent instead with /settings orders silent."
        )
    if level not in MONEY_LEVELS:
        raise UserError("News of orders can be on or silent. Your setting is unchanged.")
    _store(user, money_level=level)


def set_news_level(user: User, level: str) -> None:
    """Store how the digest arrives: on, silent or off. Raises UserError for anything else."""
    if level not in NEWS_LEVELS:
        raise UserError("News can be on, silent or off. Your setting is unchanged.")
    _store(user, news_level=level)


def set_digest(user: User, rhythm: str) -> None:
    """Store how often a digest comes: off, daily or weekly; the next one is still to come.

    Raises UserError for anything else.
    """
    if rhythm not in DIGESTS:
        raise UserError("A digest can be off, daily or weekly. Your setting is unchanged.")
    _store(user, digest=rhythm, digest_at=next_digest(rhythm, user.time_zone, after=timezone.now()))


def next_digest(rhythm: str, zone: str, *, after: datetime) -> datetime | None:
    """Return when a digest is due next in a zone, None where it never is.

    On a day on which the clock there jumps over that hour it is due as soon as it has jumped.
    """
    if rhythm not in ("daily", "weekly"):
        return None
    there = zone_named(zone)
    day = after.astimezone(there).date()
    while True:
        due = datetime.combine(day, DIGEST_HOUR, there).astimezone(UTC)
        if due > after and (rhythm == "daily" or day.weekday() == 0):
            return due
        day += timedelta(days=1)


def set_cost_basis(user: User, method: str) -> None:
    """Store which purchase a sale is counted against. Raises UserError for a method that there is not."""
    if method not in COST_METHODS:
        raise UserError("Cost basis can be fifo, lifo or hifo. Your setting is unchanged.")
    _store(user, cost_basis=method)


def set_quiet_hours(user: User, begin: time, end: time) -> None:
    """Store from when until when messages come silently, on the user's clock. Raises UserError when that is no time."""
    if begin == end:
        raise UserError("Quiet hours need two different times, such as 22:00-07:00. Your setting is unchanged.")
    _store(user, quiet_from=begin, quiet_until=end)


def unset_quiet_hours(user: User) -> None:
    """Forget the quiet hours."""
    _store(user, quiet_from=None, quiet_until=None)


def set_quiet_money(user: User, choice: str) -> None:
    """Store whether the quiet hours are for news of orders and trades, too: on or off. Raises UserError otherwise."""
    if choice not in ("on", "off"):
        raise UserError("Quiet hours for orders can be on or off. Your setting is unchanged.")
    _store(user, quiet_money=choice == "on")


def set_time_zone(user: User, text: str) -> None:
    """Store the zone the user names, where the next digest is due by its clock.

    Raises UserError for one that is not known, with the nearest there are.
    """
    zone = find_zone(text)
    _store(user, time_zone=zone, digest_at=next_digest(user.digest, zone, after=timezone.now()))


def _store(user: User, **fields: Any) -> None:
    change_settings(user, **fields)
