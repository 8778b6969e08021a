"""A user's trades as they are stored. Nothing is changed here."""

from __future__ import annotations

from django.db.models import Q

from esther_site.lib.errors import UserError
from trading.models import Swap, User

__all__ = ["history", "own_swap"]

State = Swap.State
_SHOWN = (State.BOOKED, State.APPROVING, State.SENT, State.BRIDGING, State.DONE, State.REVIEW, State.FAILED)
_RELATED = ("user", "wallet", "chain", "to_chain", "token_in__chain", "token_out__chain", "gas_token")


def own_swap(user: User, handle: str) -> Swap:
    """Return one of the user's swaps, whatever became of it. Raises UserError when it is not theirs."""
    swap = Swap.objects.select_related(*_RELATED).filter(user=user, handle=handle).first()
    if swap is None:
        raise UserError("This trade is not yours, or no longer known. Ask for a new quote.")
    return swap


def history(user: User, *, limit: int = 10) -> list[Swap]:
    """Return the user's latest trades: what was carried out, failed, or has begun for real, however that ended."""
    begun = Q(begin_before__isnull=False)  # one that was taken back may have cost gas
    return list(
        Swap.objects.filter(Q(state__in=_SHOWN) | begun, user=user)
        .select_related("token_in", "token_out", "chain", "to_chain", "gas_token")
        .order_by("-created_at")[:limit]
    )
