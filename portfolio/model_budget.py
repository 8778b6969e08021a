"""How often a language model may be asked for one user and day, whatever it is asked about."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.db.models import Case, F, Q, When

from portfolio.models import ModelCalls
from trading.models import User

__all__ = ["take_call"]


def take_call(user: User, now: datetime) -> bool:
    """Count one more question for a user; False, and nothing is counted, when it may not be asked.

    Nobody but an active user has any. A day is one of UTC, and a question that fails counts. One statement decides and
    counts, so that two processes cannot both take the last one.
    """
    most = settings.LLM_CALLS_PER_DAY
    if most <= 0 or user.status != User.Status.ACTIVE:
        return False
    today = now.astimezone(UTC).date()
    ModelCalls.objects.get_or_create(user=user, defaults={"day": today})
    has_any_left = ModelCalls.objects.filter(~Q(day=today) | Q(calls__lt=most), user=user)
    counted = Case(When(day=today, then=F("calls") + 1), default=1)
    return has_any_left.update(calls=counted, day=today) == 1
