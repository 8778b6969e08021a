"""What stands between a confirmed trade and a signature: pauses, limits, the second factor, and the sealed canary."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Value

from esther_site.lib.fields import UsdField
from trading.models.people import User


class Pause(models.Model):
    """Nothing is signed while one is on: for one user, by themselves or by an operator, or without a user for all."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="pauses")
    is_operators = models.BooleanField(default=False, db_default=False)  # of one user, and not theirs to lift
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)  # when it was lifted

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "is_operators"], condition=models.Q(until=None), name="one_pause_per_user_and_side"
            ),
            models.UniqueConstraint(Value(1), condition=models.Q(until=None, user=None), name="one_pause_for_all"),
        ]

    def __str__(self) -> str:
        return f"{self.user or 'everybody'} since {self.since:%F %T}"


class SpendingLimit(models.Model):
    """What one user may trade live, in USD. A lower limit acts at once, a higher one from `acts_at` on."""

    class Kind(models.TextChoices):
        TRADE = "trade"
        DAY = "day"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="spending_limits")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    usd = UsdField()
    acts_at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "kind", "-created_at"], name="limit_of_user")]

    def __str__(self) -> str:
        return f"{self.kind} {self.usd} USD"


class SecondFactor(models.Model):
    """A user's authenticator app (RFC 6238)."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="second_factor")
    sealed_secret = models.TextField()
    confirmed_at = models.DateTimeField(null=True)  # None: enrolling
    last_step = models.BigIntegerField(default=0)  # of the last code that was taken: each is good once
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    asks_above_usd = UsdField(null=True)  # trades above it ask for a code
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"second factor of {self.user_id}"


class Canary(models.Model):
    """A known text, sealed when the first key was: as long as it opens, so do the keys."""

    sealed = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"canary {self.pk}"
