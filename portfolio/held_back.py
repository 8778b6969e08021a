"""The owner's word on what was held back."""

from __future__ import annotations

from datetime import datetime

from esther_site.lib.errors import UserError
from portfolio.models import Holding
from trading.models import User

__all__ = ["count_it"]


def count_it(user: User, holding_id: int, now: datetime) -> Holding:
    """Let a holding count that was held back for its jump, from now on. Raises UserError when there is none."""
    theirs = Holding.objects.filter(pk=holding_id, wallet__owner=user, wallet__removed_at=None)
    waiting = theirs.filter(apart=Holding.Apart.JUMP, accepted_at=None)
    if not waiting.update(accepted_at=now):
        raise UserError("This is not held back any more. Look at /portfolio for what there is.")
    return theirs.select_related("token__chain").get()
