"""What the user of a trade in review is told when an operator has decided about it."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from alerts.live_news import tell
from trading.models import Swap
from trading.news import swap_reviewed

__all__ = ["tell_of_outcome"]


@receiver(swap_reviewed)
def tell_of_outcome(swap: Swap, outcome: str, **_: Any) -> None:
    """Tell how an operator has ended a trade, or that it is looked at once more."""
    tell(swap, outcome)
