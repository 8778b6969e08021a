"""How long the later looks at simulated trades are kept; measuring them is trading's."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from django.dispatch import receiver

from alerts.daily import day_began
from trading.repricing import prune_looks

__all__ = ["prune"]


@receiver(day_began)
def prune(day: date, **_: Any) -> None:
    """Forget, once a day, the looks of long ago that measured nothing."""
    prune_looks(datetime.combine(day, time(), UTC))
