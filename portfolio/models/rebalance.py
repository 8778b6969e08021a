"""Plans that bring a wallet to its target weights, leg by leg."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from esther_site.lib.fields import UnitsField, UsdField
from tokens.models import Chain, Token
from trading.models import Swap, User, Wallet, new_handle


class RebalancePlan(models.Model):
    """What was asked, what it would cost, and how far it is. The numbers a user saw are frozen in it."""

    class State(models.TextChoices):
        DRAFTED = "drafted"  # shown, waits for a word until `expires_at`
        RUNNING = "running"  # its legs are carried out, one after the other
        WAITING = "waiting"  # for a word on the next leg, or on one that failed
        DONE = "done"  # final
        STOPPED = "stopped"  # final: by the user; what was traded stays traded
        EXPIRED = "expired"  # final: nobody said anything
        REPLACED = "replaced"  # final: a fresher plan took its place

    handle = models.CharField(max_length=10, unique=True, default=new_handle)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="rebalance_plans")
    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT, related_name="rebalance_plans")
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="+")
    # [{"token": pk, "percent": "60"}, …] adding up to 100, and [{"token": pk, "before": "12.3", "after": "60.0"}, …]
    targets: models.JSONField[list[dict[str, str | int]]] = models.JSONField()
    weights: models.JSONField[list[dict[str, str | int]]] = models.JSONField(default=list)
    sells_others = models.BooleanField(default=False)  # tokens outside the targets, too
    slippage_percent = models.DecimalField(max_digits=5, decimal_places=2)
    band_percent = models.DecimalField(max_digits=5, decimal_places=2)
    total_usd = UsdField()
    cost_usd = UsdField()
    mode = models.CharField(max_length=7, choices=Swap.Mode.choices)
    asks_each = models.BooleanField(default=False)  # every leg waits for a word of its own
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFTED)
    waits_because = models.CharField(max_length=300, blank=True)
    not_before = models.DateTimeField(null=True)  # of the next look at it while it runs
    lease_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["wallet"], condition=Q(state__in=["running", "waiting"]), name="one_running_plan_per_wallet"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["not_before"], condition=Q(state="running"), name="plan_running"),
        ]

    def __str__(self) -> str:
        return f"{self.handle} ({self.state})"


class RebalanceLeg(models.Model):
    """One trade of a plan. What it spends is worked out anew when its turn comes."""

    class State(models.TextChoices):
        PLANNED = "planned"
        TRADING = "trading"  # `swap` is under way
        DONE = "done"
        FAILED = "failed"  # `failure` says why; it may be tried again
        SKIPPED = "skipped"

    plan = models.ForeignKey(RebalancePlan, on_delete=models.CASCADE, related_name="legs")
    position = models.PositiveSmallIntegerField()
    token_in = models.ForeignKey(Token, on_delete=models.PROTECT, related_name="+")
    token_out = models.ForeignKey(Token, on_delete=models.PROTECT, related_name="+")
    # As planned and shown; the trade itself is in `swap`.
    units_in = UnitsField()
    expected_units_out = UnitsField()
    minimum_units_out = UnitsField()
    price_impact_percent = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    gas_usd = UsdField()
    value_usd = UsdField()
    slippage_percent = models.DecimalField(max_digits=5, decimal_places=2)
    state = models.CharField(max_length=7, choices=State.choices, default=State.PLANNED)
    swap = models.OneToOneField(Swap, on_delete=models.PROTECT, null=True, related_name="rebalance_leg")
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("position",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "position"], name="one_leg_per_position"),
            models.UniqueConstraint(fields=["plan"], condition=Q(state="trading"), name="one_leg_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"leg {self.position} of {self.plan_id} ({self.state})"
