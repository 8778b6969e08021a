"""What was commanded, decided, signed, sent and changed: rows that are added, sealed into a chain, and left alone."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

__all__ = ["AuditEntry"]


class AuditEntry(models.Model):
    """One fact. `trading.audit` writes it, `trading.audit_sealing` gives it its place in the chain.

    It refers to rows by words ("swap:AB12CD") and not by keys: whatever is deleted, what was said of it stays. On
    PostgreSQL a trigger refuses every DELETE and TRUNCATE, and every UPDATE but the one that seals.
    """

    at = models.DateTimeField()
    actor = models.CharField(max_length=40)  # "user:5", "operator:1", "monitor", "system"
    kind = models.CharField(max_length=40)  # one of `trading.audit_kinds`
    subject = models.CharField(max_length=80)  # "swap:AB12CD", "order:…", "alert:…", "user:5", "wallet:7", …
    correlation = models.CharField(max_length=40, blank=True)  # the update or pass that led to it, where there is one
    facts: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)  # plain values only; decimals are text
    # Empty until it is sealed:
    position = models.PositiveBigIntegerField(null=True)
    previous = models.CharField(max_length=64, blank=True)  # the hash of the entry before, in hex
    hash = models.CharField(max_length=64, blank=True)  # SHA-256 over all of the above, in hex

    class Meta:
        constraints: ClassVar = [  # partial: whoever records something writes into one index less
            models.UniqueConstraint(
                fields=["position"], condition=Q(position__isnull=False), name="one_audit_entry_per_position"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["subject", "id"], name="audit_of_subject"),
            models.Index(fields=["id"], condition=Q(position=None), name="audit_unsealed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} at {self.at:%F %T}"
