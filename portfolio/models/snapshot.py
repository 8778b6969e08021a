"""What a user had at the end of a day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from esther_site.lib.fields import UnitsField, UsdField
from tokens.models import Token
from trading.models import User


class Book(models.TextChoices):
    """Play money and real money are never added up."""

    PAPER = "paper"
    REAL = "real"


class Snapshot(models.Model):
    """A user's wallets of one book on one day, which is a day of the user's time zone. Saved again, it is replaced."""

    class Source(models.TextChoices):
        DAILY = "daily"
        ASKED = "asked"
        BACKFILL = "backfill"  # made up afterwards from past prices and trades

    # The unique index begins with it: another one would cost as much every night, and tempt the planner away.
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="snapshots", db_index=False)
    book = models.CharField(max_length=5, choices=Book.choices)
    day = models.DateField()
    total_usd = UsdField()
    is_estimated = models.BooleanField(default=False)
    source = models.CharField(max_length=8, choices=Source.choices)
    taken_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "book", "day"], name="one_snapshot_per_user_book_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.day}: {self.total_usd} USD"


class SnapshotLine(models.Model):
    """One asset of a snapshot, over all wallets of its book. A token without a price is kept, and worth nothing.

    Lines are written and deleted together with their snapshot, half a million in a night, and tokens are never deleted:
    the database is spared the two checks and two indexes that a line would cost. The unique one finds what is asked.
    """

    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.CASCADE, related_name="lines", db_index=False, db_constraint=False
    )
    token = models.ForeignKey(Token, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    units = UnitsField()
    price_usd = UsdField(null=True)
    value_usd = UsdField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["snapshot", "token"], name="one_line_per_snapshot_and_token")
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_id}: {self.units} of {self.token_id}"
