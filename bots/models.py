"""What Telegram delivered, what Esther asked and waits to hear, which cards she keeps up to date; pages for keys."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from portfolio.models import RebalancePlan
from trading.models import Swap, User, Wallet, new_handle


class InboxUpdate(models.Model):
    """One accepted Telegram update. A row here is what makes a 200 answer true."""

    update_id = models.BigIntegerField(primary_key=True)
    chat_id = models.BigIntegerField(null=True)
    payload = models.TextField()  # JSON, redacted; emptied when done
    received_at = models.DateTimeField()
    lease_until = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=1)
    turn = models.BigIntegerField(null=True)  # its chat, while it is in hand: of a chat only one is (bots.chat_turns)
    begun_at = models.DateTimeField(null=True)  # when it was last taken in hand
    acted_at = models.DateTimeField(null=True)  # when what it asks for was done, in one transaction with that
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["lease_until"], condition=models.Q(done_at=None), name="inbox_unfinished"),
            models.Index(fields=["chat_id", "update_id"], condition=models.Q(done_at=None), name="inbox_of_chat"),
            models.Index(fields=["done_at"], name="inbox_done"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["turn"],
                condition=models.Q(done_at=None, turn__isnull=False),
                name="one_update_of_a_chat_in_hand",
            )
        ]

    def __str__(self) -> str:
        return f"update {self.update_id}"


class Dialog(models.Model):
    """One open question to a user: the sentence it belongs to, and what each offered button adds to it.

    `wants` says as what a typed answer is read (`bots.language.answers`); empty where only the buttons answer.
    """

    handle = models.CharField(max_length=10, unique=True, default=new_handle)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="dialogs")
    intent = models.CharField(max_length=40)
    entities: models.JSONField[dict[str, str]] = models.JSONField()
    options: models.JSONField[list[dict[str, str]]] = models.JSONField()  # entities, one dict per button
    wants = models.CharField(max_length=20, blank=True)
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["expires_at"], name="dialog_expiry")]

    def __str__(self) -> str:
        return f"{self.intent} ({self.handle})"


class Repeat(models.Model):
    """A sentence that came to nothing by nobody's fault, and that a button says again, once."""

    handle = models.CharField(max_length=10, unique=True, default=new_handle)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    intent = models.CharField(max_length=40)
    entities: models.JSONField[dict[str, str]] = models.JSONField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["expires_at"], name="repeat_expiry")]

    def __str__(self) -> str:
        return f"{self.intent} again ({self.handle})"


class PageLink(models.Model):
    """A page for one wallet's key, open to one user for a few minutes. The key itself is never in here."""

    token_hash = models.CharField(max_length=64)  # of the secret in the link; the link itself is kept nowhere
    tries = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)  # did what it is for, or was replaced by a newer link

    class Meta:
        abstract = True


class ImportLink(PageLink):
    """A page on which a user may bring a key."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="import_links")
    name = models.CharField(max_length=40, blank=True)  # what the wallet is to be called

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["token_hash"], name="one_import_link_per_token")]

    def __str__(self) -> str:
        return f"import link {self.pk}"


class ExportLink(PageLink):
    """A page on which a user may see the key of one wallet of theirs, once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="export_links")
    wallet = models.ForeignKey(Wallet, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["token_hash"], name="one_export_link_per_token")]

    def __str__(self) -> str:
        return f"export link {self.pk}"


class FleetingMessage(models.Model):
    """A message of Esther's that must not stay in the chat, and when it is to be taken back."""

    chat_id = models.BigIntegerField()
    message_id = models.BigIntegerField()
    delete_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["delete_at"], name="fleeting_due")]

    def __str__(self) -> str:
        return f"message {self.message_id} of chat {self.chat_id}"


class FollowedMessage(models.Model):
    """A message that is edited until what it shows is over."""

    chat_id = models.BigIntegerField()
    message_id = models.BigIntegerField()
    shown = models.CharField(max_length=64, blank=True)  # a hash of what it says; empty: not known
    not_before = models.DateTimeField()  # of the next look; while somebody edits it, the end of their lease
    is_over = models.BooleanField(default=False)

    class Meta:
        abstract = True


class LiveCard(FollowedMessage):
    """The message that shows how far a live trade is."""

    swap = models.OneToOneField(Swap, on_delete=models.CASCADE, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["not_before"], condition=models.Q(is_over=False), name="live_card_open"),
        ]

    def __str__(self) -> str:
        return f"card of swap {self.swap_id}"


class LivePlanCard(FollowedMessage):
    """The message that shows how far a live rebalance is."""

    plan = models.OneToOneField(RebalancePlan, on_delete=models.CASCADE, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["not_before"], condition=models.Q(is_over=False), name="live_plan_card_open"),
        ]

    def __str__(self) -> str:
        return f"card of plan {self.plan_id}"
