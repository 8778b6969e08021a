"""What was said about portfolios, kept for the operator."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from trading.models import User


class Insight(models.Model):
    """One answer, the facts it stands on, and where a model wrote it: what it was asked and what it said."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="insights")
    facts: models.JSONField[list[dict[str, Any]]] = models.JSONField()
    text = models.TextField()  # as it was sent
    by_model = models.BooleanField(default=False)
    prompt = models.TextField(blank=True)
    model_answer = models.TextField(blank=True)
    refused_because = models.CharField(max_length=200, blank=True)  # why the model's words were not used
    created_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["created_at"], name="insight_age")]

    def __str__(self) -> str:
        return f"insight for {self.user_id} at {self.created_at:%F %T}"
