"""What is watched, what is to be told, when nobody watched, and whose turn it is to see to it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from esther_site.lib.fields import UsdField
from tokens.models import Token
from trading.models import User, new_handle


class Alert(models.Model):
    """A wish to be told. Evaluated in sets: what is not due costs nothing.

    Whatever fires is written into each of the full indexes again, so there is none that nothing reads: the foreign
    keys are without, and the names are unique by a constraint, as `unique=True` adds a second index for LIKE.
    """

    class Kind(models.TextChoices):
        PRICE = "price"  # a token's price reaches the threshold
        MOVE = "move"  # a token's price moves by `percent` within `window_minutes`
        PORTFOLIO = "portfolio"  # the value of the user's default wallet reaches the threshold

    class Direction(models.TextChoices):
        ABOVE = "above"  # at the threshold or above it
        BELOW = "below"
        EITHER = "either"  # of a move only

    class State(models.TextChoices):
        ACTIVE = "active"
        PAUSED = "paused"
        FIRED = "fired"  # final: told once
        EXPIRED = "expired"  # final
        DELETED = "deleted"  # final: by the user

    handle = models.CharField(max_length=10, default=new_handle)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="alerts", db_index=False)
    kind = models.CharField(max_length=9, choices=Kind.choices)
    token = models.ForeignKey(Token, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    direction = models.CharField(max_length=6, choices=Direction.choices)
    threshold = UsdField(null=True)
    percent = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    window_minutes = models.PositiveIntegerField(null=True)
    crosses = models.BooleanField(default=False)  # waits for the other direction once it has fired
    repeats = models.BooleanField(default=False)
    cooldown_seconds = models.PositiveIntegerField(default=3600)
    rearm_percent = models.DecimalField(max_digits=5, decimal_places=2, default=1)
    is_armed = models.BooleanField(default=True)  # False: fired, and waits for the price to come back first
    not_before = models.DateTimeField(null=True)  # end of the cool-down
    note = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.ACTIVE)
    times_fired = models.PositiveIntegerField(default=0)
    fired_at = models.DateTimeField(null=True)
    fired_usd = UsdField(null=True)
    expires_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    already_reached = False  # of a new alert, said by `create_alert`; never stored

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["handle"], name="one_alert_per_handle")]
        indexes: ClassVar = [
            models.Index(
                fields=["token", "threshold"],
                condition=Q(kind="price", state="active", is_armed=True, direction="above"),
                name="alert_above",
            ),
            models.Index(
                fields=["token", "threshold"],
                condition=Q(kind="price", state="active", is_armed=True, direction="below"),
                name="alert_below",
            ),
            models.Index(
                fields=["token", "threshold"],
                condition=Q(kind="price", state="active", is_armed=False),
                name="alert_rearm",
            ),
            models.Index(fields=["token"], condition=Q(kind="move", state="active"), name="alert_move"),
            models.Index(fields=["user"], condition=Q(kind="portfolio", state="active"), name="alert_portfolio"),
            models.Index(fields=["user", "state"], name="alert_of_user"),
            models.Index(fields=["expires_at"], condition=Q(state__in=["active", "paused"]), name="alert_expiry"),
            models.Index(fields=["id"], condition=Q(failures__gt=0), name="alert_failing"),
        ]

    def __str__(self) -> str:
        return f"{self.handle} ({self.state})"

    def is_left_behind_by(self, usd: Decimal) -> bool:
        """Say whether a price or value is back on the near side of the threshold, by the margin to arm again."""
        if self.threshold is None:
            return False
        if self.direction == self.Direction.ABOVE:
            return usd < self.threshold * (1 - self.rearm_percent / 100)
        return usd > self.threshold * (1 + self.rearm_percent / 100)


class Notification(models.Model):
    """Something to tell a user: written with the fact it tells, sent later by whoever claims it (the outbox)."""

    class Importance(models.IntegerChoices):
        MONEY = 0
        ALERT = 1
        CHAT = 2
        NEWS = 3  # the digest: nobody waits for it

    class State(models.TextChoices):
        QUEUED = "queued"
        SENDING = "sending"  # leased to a sender
        SENT = "sent"
        DEAD = "dead"  # cannot be delivered

    dedupe_key = models.CharField(max_length=80)
    # As few indexes as for alerts: a notification is written into all of them three times over.
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notifications", db_index=False)
    importance = models.PositiveSmallIntegerField(choices=Importance.choices, default=Importance.ALERT)
    template = models.CharField(max_length=40)
    data: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    state = models.CharField(max_length=7, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["dedupe_key"], name="one_notification_per_dedupe_key")]
        indexes: ClassVar = [
            models.Index(
                fields=["user", "id"], condition=Q(state__in=["queued", "sending"]), name="notification_of_user"
            ),
            models.Index(fields=["sent_at"], condition=Q(state="sent"), name="notification_sent"),
            models.Index(fields=["id"], condition=Q(state="dead"), name="notification_dead"),
        ]

    def __str__(self) -> str:
        return f"{self.dedupe_key} ({self.state})"


class Pace(models.Model):
    """How far the turns to send are taken: one row, shared by all deliverers."""

    taken_until = models.DateTimeField()
    paused_until = models.DateTimeField()  # Telegram asked everybody to wait

    def __str__(self) -> str:
        return f"taken until {self.taken_until:%F %T}"


class PriceTick(models.Model):
    """A price as it was seen in one pass; kept for as long as some window looks back."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="+")
    usd = UsdField()
    observed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [  # the same observation, seen by two monitors, is one pass
            models.UniqueConstraint(fields=["token", "observed_at"], name="one_tick_per_observation")
        ]

    def __str__(self) -> str:
        return f"{self.token_id}: {self.usd} USD at {self.observed_at:%F %T}"


class PricePeak(models.Model):
    """One rung of a token's price ladder: no price since `observed_at` was higher than this one.

    With time the rungs fall, so the highest price since any moment is the first rung at or after it.
    """

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="+")
    usd = UsdField()
    observed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["token", "observed_at"], name="one_peak_per_observation")
        ]

    def __str__(self) -> str:
        return f"{self.token_id}: {self.usd} USD since {self.observed_at:%F %T}"


class Missed(models.Model):
    """A stretch of time in which nobody looked at a watched token's price; read from candles afterwards."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    not_before = models.DateTimeField()  # of the next attempt to read it
    attempts = models.PositiveSmallIntegerField(default=0)
    read_at = models.DateTimeField(null=True)  # None: not read yet

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["token", "started_at"], name="one_missed_stretch_per_token_and_start")
        ]
        indexes: ClassVar = [
            models.Index(fields=["not_before"], condition=Q(read_at=None), name="missed_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.token_id}: {self.started_at:%F %T} to {self.ended_at:%F %T}"


class Day(models.Model):
    """The work that is done once a day: in somebody's hands until the lease ends, and done when it says so."""

    day = models.DateField(primary_key=True)
    lease_until = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.day} ({'done' if self.finished_at else 'open'})"


class Watch(models.Model):
    """One stretch of time in which prices were watched; what lies between two of them was not."""

    started_at = models.DateTimeField()
    last_beat_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.started_at:%F %T} to {self.last_beat_at:%F %T}"


class Duty(models.Model):
    """A duty that one process has at a time, in the large form: whoever holds it renews the lease in time."""

    name = models.CharField(max_length=20, primary_key=True)
    holder = models.CharField(max_length=80)
    lease_until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.holder} until {self.lease_until:%F %T}"


class Wake(models.Model):
    """A turn at one verb, in the large form: waits until it is due, then for a worker, and is then in its hands."""

    verb = models.CharField(max_length=30)
    slot = models.PositiveSmallIntegerField(default=0)  # verbs with much to do have several turns at a time
    due_at = models.DateTimeField()
    woken_at = models.DateTimeField(null=True)  # its task was enqueued, and has not begun
    begun_at = models.DateTimeField(null=True)  # whose it is
    lease_until = models.DateTimeField(null=True)  # while it is at work
    failures = models.PositiveSmallIntegerField(default=0)  # in a row

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["verb", "slot"], name="one_turn_per_verb_and_slot")]

    def __str__(self) -> str:
        return f"{self.verb} {self.slot}, due at {self.due_at:%F %T}"
