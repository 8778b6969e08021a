"""Closing the orders whose time is over."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F, QuerySet

from trading.audit import SYSTEM, AuditKind
from trading.audit_orders import note_order
from trading.models import Order
from trading.order_moves import MAX_FAILURES

__all__ = ["expire_orders"]

logger = logging.getLogger(__name__)

State = Order.State

_UNDECIDED: Final = (State.ACTIVE, State.ASKING, State.PAUSED)  # one that fired is carried out, however late it is

Tell = Callable[[Order, str], None]


def expire_orders(now: datetime, *, tell: Tell) -> int:
    """Close the orders whose time is over, and tell each ("expired") in the same transaction; return how many.

    The other one of a pair stays. An order that cannot be told of is tried again, and after the last time closed
    without a word.
    """
    orders = _late(now).select_related("user", "token__chain", "currency__chain")
    return sum(_expire(order, now, tell) for order in orders)


def _late(now: datetime) -> QuerySet[Order]:
    return Order.objects.filter(state__in=_UNDECIDED, expires_at__lte=now)


def _expire(order: Order, now: datetime, tell: Tell) -> bool:
    try:
        with transaction.atomic():
            if not _late(now).filter(pk=order.pk).update(state=State.EXPIRED, finished_at=now, not_before=None):
                return False
            order.state, order.finished_at = State.EXPIRED, now
            note_order(order, AuditKind.ORDER_EXPIRED, actor=SYSTEM, expires_at=order.expires_at)
            if order.failures < MAX_FAILURES:
                tell(order, "expired")
    except Exception:  # the others' time is over, too
        logger.exception("order %d could not be expired", order.pk)
        Order.objects.filter(pk=order.pk).update(failures=F("failures") + 1)
        return False
    return True
