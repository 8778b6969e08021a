"""What comes of an attempt at a fired order, and of a live trade that follows from one: noted once, and told.

A live trade is not done when it is sent: its order stays as it is until the chain has decided.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from trading.models import Order
from trading.order_arming import needs_consent
from trading.order_moves import ask, finish, give_up, look_later, stand_down, try_later
from trading.order_swaps import Standing, standing_of

__all__ = ["LOOK", "MAX_ATTEMPTS", "RETRY", "Tell", "ask_again", "follow", "fresh", "note_begun", "note_failure"]

MAX_ATTEMPTS: Final = 3
RETRY: Final = timedelta(seconds=30)
LOOK: Final = timedelta(seconds=3)  # between two looks at a live trade, which goes its way without its order
_NOT_TRADED: Final = "Nothing was traded."

# Called with "done", "begun", "retry", "failed" or "asks" in the transaction that stores it.
Tell = Callable[[Order, str], None]


def follow(order: Order, *, tell: Tell) -> None:
    """Note what the order's swap has come to, whoever brought it there; nothing while the chain has not decided."""
    standing, now = standing_of(order), timezone.now()
    reason = order.swap.failure if order.swap and order.swap.failure else _NOT_TRADED
    match standing:
        case Standing.UNDER_WAY:
            look_later(order, until=now + LOOK)
        case Standing.CARRIED_OUT:
            _note_done(order, tell, now)
        case Standing.SPENT:
            _note_end(order, reason, tell, now)
        case Standing.UNSENT:
            note_failure(order, reason, tell)


def note_begun(order: Order, tell: Tell) -> None:
    """Note that the order's live trade goes its way now."""
    with transaction.atomic():
        if look_later(order, until=timezone.now() + LOOK):
            tell(fresh(order), "begun")


def note_failure(order: Order, reason: str, tell: Tell) -> None:
    """Note why an attempt failed; not noted when its swap is carried out after all, or may be.

    Where the user's word is needed it counted for that attempt alone: they are asked again.
    """
    now = timezone.now()
    with transaction.atomic():
        if needs_consent(order):
            if ask_again(order, reason=reason, now=now):
                tell(fresh(order), "asks")
        elif order.attempts >= MAX_ATTEMPTS:
            _note_end(order, reason, tell, now)
        elif try_later(order, reason=reason, until=now + RETRY) and order.attempts == 1:
            tell(fresh(order), "retry")


def ask_again(order: Order, *, reason: str, now: datetime) -> bool:
    """Take a firing back, unless its trade is or was under way, and leave the rest to the user."""
    usd = order.reached_usd
    with transaction.atomic():
        stood_down = stand_down(order, reason=reason, until=now)
        return stood_down and usd is not None and ask(order, usd=usd, reason=reason, now=now)


def fresh(order: Order) -> Order:
    """Return an order as it is stored, with all that belongs to it."""
    related = ("user", "wallet", "token__chain", "currency__chain", "protects", "ended_by")
    return Order.objects.select_related(*related, "swap__gas_token", "swap__token_in", "swap__token_out").get(
        pk=order.pk
    )


def _note_done(order: Order, tell: Tell, now: datetime) -> None:
    with transaction.atomic():
        if finish(order, now=now):
            tell(fresh(order), "done")


def _note_end(order: Order, reason: str, tell: Tell, now: datetime) -> None:
    with transaction.atomic():
        if give_up(order, reason=reason, now=now):
            tell(fresh(order), "failed")
