"""How often a language model was asked for somebody today."""

from __future__ import annotations

from django.db import models

from trading.models import User


class ModelCalls(models.Model):
    """The questions of one user's newest day with any; one row a user, so that nothing piles up."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="model_calls")
    day = models.DateField()  # in UTC
    calls = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.calls} on {self.day} for {self.user_id}"
