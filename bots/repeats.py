"""Saying a sentence again that came to nothing: kept as a row, for its user alone, once, for a quarter of an hour.

What is said again is what was understood then, and it is carried out as if it were said now: a wish to trade leads to
a new quote, never to a confirmation.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone

from bots.language import Intent, Understood
from bots.models import Repeat
from bots.registry import for_intent
from esther_site.lib.errors import UserError
from trading.models import User

__all__ = ["KEPT_FOR", "TTL", "keep", "may_repeat", "prune", "take"]

TTL: Final = timedelta(minutes=15)
KEPT_FOR: Final = timedelta(hours=48)

# Wishes about money that end in a card with Confirm; the others change something at once.
_QUOTED: Final = frozenset({Intent.BUY_TOKEN, Intent.SELL_TOKEN, Intent.REBALANCE})
# What only looks: a bug in the middle of it has left nothing half done.
_LOOKING: Final = frozenset(
    {
        Intent.GET_PRICE,
        Intent.GET_PRICE_CHART,
        Intent.SHOW_PORTFOLIO,
        Intent.GET_PORTFOLIO_PERFORMANCE,
        Intent.GET_INSIGHTS,
        Intent.SHOW_HISTORY,
        Intent.SHOW_PROFIT,
        Intent.SHOW_DIVERSIFICATION,
        Intent.SHOW_EXECUTION,
        Intent.SHOW_ALLOWANCES,
        Intent.EXPORT_DATA,
        Intent.LIST_WALLETS,
        Intent.LIST_ALERTS,
        Intent.LIST_ORDERS,
        Intent.STATUS,
        Intent.HELP,
        Intent.GREETING,
    }
)
_CODE: Final = "code"  # of the second factor: it counts once, and is kept nowhere


def may_repeat(understood: Understood, *, is_bug: bool) -> bool:
    """Say whether a sentence that failed may be said again by a press. After a bug only what changes nothing may."""
    command = for_intent(understood.intent)
    if command is None or _CODE in understood.entities:
        return False
    if is_bug:
        return understood.intent in _LOOKING
    return not command.moves_money or understood.intent in _QUOTED


def keep(user: User, understood: Understood) -> Repeat:
    """Keep a sentence to be said again."""
    return Repeat.objects.create(
        user=user, intent=understood.intent, entities=understood.entities, expires_at=timezone.now() + TTL
    )


def take(user: User, handle: str) -> Understood:
    """Take a sentence, once. Raises UserError when it is not this user's, was taken before, or is too old."""
    row = Repeat.objects.filter(user=user, handle=handle).first()
    if row is None:
        raise UserError("This button is not yours, or from too long ago. Please say it again in your own words.")
    now = timezone.now()
    if not Repeat.objects.filter(pk=row.pk, used_at=None, expires_at__gt=now).update(used_at=now):
        raise UserError("This was tried again already, or is too long ago. Please say it again in your own words.")
    return Understood(Intent(row.intent), row.entities)


def prune() -> int:
    """Delete what nobody can say again any more."""
    deleted, _ = Repeat.objects.filter(expires_at__lt=timezone.now() - KEPT_FOR).delete()
    return deleted
