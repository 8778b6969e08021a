"""What Telegram delivered, and what Esther asked a person and waits to hear."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class InboxUpdate(models.Model):
    """One accepted Telegram update. A row here is what makes a 200 answer true."""

    update_id = models.BigIntegerField(primary_key=True)
    chat_id = models.BigIntegerField(null=True)
    payload: models.JSONField[dict[str, Any]] = models.JSONField()  # redacted; emptied when done
    received_at = models.DateTimeField()
    lease_until = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=1)
    done_at = models.DateTimeField(null=True)
    error_id = models.CharField(max_length=12, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["lease_until"], condition=models.Q(done_at=None), name="inbox_unfinished"),
            models.Index(fields=["done_at"], name="inbox_done"),
        ]

    def __str__(self) -> str:
        return f"update {self.update_id}"
