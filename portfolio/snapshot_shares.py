"""The day's snapshots taken by many processes at once: each takes a share of the users, in parts of bounded size."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db.models import F, QuerySet

from portfolio.snapshot_ready import ready
from portfolio.snapshots import take_of, takings_ended
from trading.models import User

__all__ = ["take_share"]

PART: Final = 2_000  # users in one statement: some 40,000 lines, and well below the database's patience


def take_share(share: int, now: datetime, *, of: int) -> int:
    """Take the day that is over, of one of so many shares of the users; return how many snapshots that were.

    Shares do not overlap, and two takers of the same one store no snapshot twice.
    """
    return sum(
        take_of(part, taking)
        for users, taking in takings_ended(now)
        for part in _parts(ready(users, taking.book, now).annotate(share=F("pk") % of).filter(share=share))
    )


def _parts(users: QuerySet[User]) -> Iterator[QuerySet[User]]:
    last = 0
    while part := list(users.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:PART]):
        yield User.objects.filter(pk__in=part)
        last = part[-1]
