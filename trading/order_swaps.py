"""What the swap of a fired order has come to, and whether another one may be made in its place. It changes no order.

Only where surely nothing of a swap was sent may there be another one: what the chain undid is not tried again.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from trading.models import Order, Swap, Transaction

__all__ = ["CARRIED_OUT", "UNDER_WAY", "Standing", "close_quote", "is_replaceable", "standing_of"]

State = Swap.State

UNDER_WAY: Final = (State.CONFIRMED, State.APPROVING, State.SENT, State.BRIDGING, State.REVIEW)
CARRIED_OUT: Final = (State.BOOKED, State.DONE)


class Standing(Enum):
    """What may come of the swap that an order is linked to."""

    FREE = auto()  # nothing: there is none, or what became of it is noted
    CONFIRMED = auto()  # confirmed, and whoever was about to carry it out may be gone
    UNDER_WAY = auto()  # live: the chain decides
    CARRIED_OUT = auto()
    UNSENT = auto()  # live, over, and nothing of the trade was sent
    SPENT = auto()  # live, over without having traded: sent, or taken back by the user


def standing_of(order: Order) -> Standing:
    """Return what the swap of an order has come to, as it is stored now."""
    swap = Swap.objects.filter(pk=order.swap_id).first() if order.swap_id else None
    if swap is None:
        return Standing.FREE
    if swap.state in CARRIED_OUT:
        return Standing.CARRIED_OUT
    if swap.state in UNDER_WAY:
        is_begun = swap.begin_before is not None or swap.state != State.CONFIRMED
        return Standing.UNDER_WAY if is_begun else Standing.CONFIRMED
    if _spent(order.swap_id).exists():
        return Standing.SPENT
    is_noted = bool(order.waits_because)
    return Standing.UNSENT if swap.begin_before is not None and not is_noted else Standing.FREE


def close_quote(order: Order) -> bool:
    """See to it that the swap an order is linked to can be confirmed no more; False when it is, and not over."""
    swaps = Swap.objects.filter(pk=order.swap_id or 0)
    swaps.filter(state=State.QUOTED).update(state=State.REPLACED, finished_at=timezone.now())
    return not swaps.filter(state__in=(*UNDER_WAY, *CARRIED_OUT)).exists()


def is_replaceable(order: Order) -> bool:
    """Say whether another swap may be made for an order, in the transaction that links it; none comes of the last."""
    return close_quote(order) and not _spent(order.swap_id).exists()


def _spent(swap_id: int | None) -> QuerySet[Swap]:
    """Find the swap if its trade, not only its approval, was or may have been on a chain, or was taken back."""
    sent = Transaction.objects.filter(swap=OuterRef("pk"), purpose=Transaction.Purpose.SWAP)
    was_sent = Exists(sent.exclude(state=Transaction.State.ABANDONED))
    return Swap.objects.filter(Q(is_withdrawn=True) | was_sent, pk=swap_id or 0)
