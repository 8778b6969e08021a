"""How many orders one user may have open at a time."""

from __future__ import annotations

from django.conf import settings

from esther_site.lib.errors import UserError
from trading.models import Order, User

__all__ = ["check_room", "make_room"]


def make_room(user: User, *, count: int = 1) -> None:
    """Refuse an order too many; the user's row stays locked until the transaction ends, so that two at once cannot
    both be the last. Raises UserError.
    """
    # no_key: a row that refers to the user, written by somebody who holds what we wait for, must not wait for us
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    check_room(user, count=count)


def check_room(user: User, *, count: int) -> None:
    """Raise UserError when there would be more orders than the operator allows."""
    limit = settings.MAX_ORDERS_PER_USER
    if Order.objects.filter(user=user, state__in=Order.OPEN).count() + count > limit:
        raise UserError(f"There can be {limit} orders at a time and no more. Cancel one with /orders first.")
