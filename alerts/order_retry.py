"""Fired orders that are not over: an attempt failed, or its monitor is gone. They go on while their price allows it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final

from django.db import transaction

from alerts.order_look import HELD, LEASE, execute, lease, too_far, trigger_of
from alerts.order_news import tell
from alerts.watching import GAP
from esther_site.lib.errors import EstherError
from trading.models import Order
from trading.order_arming import held_back, needs_consent
from trading.order_execution import floor_usd, offer_for
from trading.order_moves import stand_down
from trading.order_outcomes import ask_again
from trading.order_swaps import Standing, standing_of

__all__ = ["take_up"]

_LEFT: Final = "Its price was reached, and Esther was interrupted before it could trade."
_TO_DECIDE: Final = (Standing.FREE, Standing.UNSENT)  # where another trade may be made, or none


def take_up(order: Order, *, now: datetime) -> bool:
    """Go on with a fired order; return whether it is over, or waits again.

    A trade that is under way is finished, or looked at until the chain has decided. Otherwise the price must still be
    near the one it fired at; the user is asked where it takes their word, and after a time in which nobody was there.
    """
    standing = standing_of(order)
    if standing not in _TO_DECIDE:
        return execute(order)
    due_at = order.not_before or order.reached_at or now
    if needs_consent(order) or now - due_at > GAP:
        return _ask(order, now)
    if standing is Standing.UNSENT:
        return execute(order)
    if reason := held_back(order):
        return _stand_down(order, reason, now)
    if not lease(order, until=now + LEASE):
        return False
    if reason := _too_far(order):
        return _stand_down(order, reason, now)
    return lease(order, until=now) and execute(order)


def _ask(order: Order, now: datetime) -> bool:
    failure = order.swap.failure if order.swap else ""
    with transaction.atomic():
        asked = ask_again(order, reason=failure or _LEFT, now=now)
        if asked:
            tell(order, "asks", now=now)
    return asked


def _stand_down(order: Order, reason: str, now: datetime) -> bool:
    with transaction.atomic():
        stood_down = stand_down(order, reason=reason, until=now + HELD)
        if stood_down:
            tell(order, "waits", now=now)
    return stood_down


def _too_far(order: Order) -> str:
    """Return why the price is no longer one to trade at; empty when it is, or is not known: then the attempt fails."""
    trigger = trigger_of(order)
    try:
        return too_far(order, offer_for(order), _agreed(order, trigger.usd)) if trigger else ""
    except EstherError:
        return ""


def _agreed(order: Order, trigger_usd: Decimal) -> Decimal:
    """Return the price to compare with: the trigger, or the one further off at which the user let it fire."""
    worst, fired_usd = floor_usd(order, trigger_usd), order.reached_usd
    if fired_usd is None:
        return trigger_usd
    is_beyond = fired_usd > worst if order.is_purchase else fired_usd < worst
    return fired_usd if is_beyond else trigger_usd
