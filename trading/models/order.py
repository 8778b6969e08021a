"""Trades that wait for a price."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from esther_site.lib.fields import UnitsField, UsdField
from tokens.models import Token
from trading.models.bracket import BracketFields
from trading.models.handles import new_handle
from trading.models.people import User, Wallet
from trading.models.swap import Swap


class Order(BracketFields):
    """A trade that is carried out once its token's price is reached. Evaluated in sets: waiting costs nothing."""

    class Kind(models.TextChoices):
        STOP_LOSS = "stop_loss"  # sells when the price falls to the trigger
        TAKE_PROFIT = "take_profit"  # sells when it rises to the trigger
        TRAILING_STOP = "trailing_stop"  # sells when it falls by `trail_bps` from its highest since `trails_from`
        LIMIT_BUY = "limit_buy"  # buys when the price falls to the trigger
        STOP_BUY = "stop_buy"  # buys when it rises to the trigger

    class Direction(models.TextChoices):
        ABOVE = "above"  # reached at the trigger or above it
        BELOW = "below"

    class State(models.TextChoices):
        ACTIVE = "active"  # waits for its price
        ASKING = "asking"  # reached; the user is asked before anything happens
        TRIGGERED = "triggered"  # reached for good: being carried out, or between two attempts
        PAUSED = "paused"
        DONE = "done"  # final: `swap` says what came of it
        FAILED = "failed"  # final: reached, and could not be carried out
        CANCELLED = "cancelled"  # final: by the user, or by `ended_by`, the other one of its pair
        EXPIRED = "expired"  # final

    OPEN: ClassVar = (State.ACTIVE, State.ASKING, State.TRIGGERED, State.PAUSED)  # not over yet

    handle = models.CharField(max_length=10, unique=True, default=new_handle)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="orders")
    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT, related_name="orders")
    kind = models.CharField(max_length=13, choices=Kind.choices)
    direction = models.CharField(max_length=5, choices=Direction.choices)
    # Whose price is waited for. Its own index would tempt the planner away from those on the trigger.
    token = models.ForeignKey(Token, on_delete=models.PROTECT, related_name="+", db_index=False)
    currency = models.ForeignKey(Token, on_delete=models.PROTECT, related_name="+")  # what it is bought with, sold for
    trigger_usd = UsdField(null=True)  # of every kind but a trailing stop
    trail_bps = models.PositiveIntegerField(null=True)  # of a trailing stop: hundredths of a percent, in steps of ten
    trails_from = models.DateTimeField(null=True)  # the first look at the price that counts for its highest
    # How much: exact units of one side, or a share of the balance at the moment of the trade.
    asked = models.CharField(max_length=3, choices=Swap.Exact.choices, default=Swap.Exact.IN)
    units = UnitsField(null=True)
    share_percent = models.DecimalField(max_digits=21, decimal_places=18, null=True)
    slippage_percent = models.DecimalField(max_digits=5, decimal_places=2)
    # Off a paper wallet: carry it out without asking again.
    is_automatic = models.BooleanField(default=False)
    pair = models.CharField(max_length=10, blank=True)  # shared by orders of which one cancels the others
    protects = models.ForeignKey(Swap, on_delete=models.PROTECT, null=True, related_name="protections")
    state = models.CharField(max_length=9, choices=State.choices, default=State.ACTIVE)
    waits_because = models.CharField(max_length=300, blank=True)  # reached and not carried out, paused, or failed: why
    not_before = models.DateTimeField(null=True)  # of the next look at it, or of the next attempt
    attempts = models.PositiveSmallIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)  # looks at it that ended in a bug
    reached_at = models.DateTimeField(null=True)
    reached_usd = UsdField(null=True)
    swap = models.OneToOneField(Swap, on_delete=models.PROTECT, null=True, related_name="order")
    ended_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["protects", "kind"],
                condition=Q(state__in=["active", "asking", "triggered", "paused"]),
                name="one_open_order_per_kind_and_fill",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["token", "trigger_usd"],
                condition=Q(state="active", direction="above", trigger_usd__isnull=False),
                name="order_above",
            ),
            models.Index(
                fields=["token", "trigger_usd"],
                condition=Q(state="active", direction="below", trigger_usd__isnull=False),
                name="order_below",
            ),
            models.Index(
                fields=["token", "trail_bps", "trails_from"],
                condition=Q(state="active", kind="trailing_stop"),
                name="order_trailing",
            ),
            models.Index(fields=["not_before"], condition=Q(state="triggered"), name="order_triggered"),
            models.Index(fields=["user", "state"], name="order_of_user"),
            models.Index(fields=["pair"], condition=~Q(pair=""), name="order_of_pair"),
            models.Index(
                fields=["expires_at"], condition=Q(state__in=["active", "asking", "paused"]), name="order_expiry"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.handle} ({self.state})"

    @property
    def is_purchase(self) -> bool:
        return self.kind in (self.Kind.LIMIT_BUY, self.Kind.STOP_BUY)

    @property
    def token_in(self) -> Token:
        return self.currency if self.is_purchase else self.token

    @property
    def token_out(self) -> Token:
        return self.token if self.is_purchase else self.currency
