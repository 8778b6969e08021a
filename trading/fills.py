"""At what price in dollars a user's trades of a token were carried out."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final

from django.db.models import Q

from tokens.chart_data import Fill
from tokens.models import Token
from trading.models import Swap, User

__all__ = ["fills_of"]

MOST_FILLS: Final = 200
_OVER: Final = (Swap.State.BOOKED, Swap.State.DONE)


def fills_of(user: User, token: Token, *, since: datetime) -> list[Fill]:
    """Return the user's newest trades of a token since a moment, oldest first.

    A price is what was given away, as it was valued at the time, for one token. Trades whose value nobody knew have
    none, and rehearsals of a wallet with a key moved nothing: both are left out.
    """
    swaps = (
        Swap.objects.filter(Q(token_in=token) | Q(token_out=token), user=user, state__in=_OVER, finished_at__gte=since)
        .exclude(Q(value_usd=None) | Q(received_units_out=None))
        .select_related("token_in", "token_out")
        .order_by("-finished_at", "-pk")[:MOST_FILLS]
    )
    fills = [_fill(swap, token) for swap in swaps]
    return [fill for fill in reversed(fills) if fill is not None]


def _fill(swap: Swap, token: Token) -> Fill | None:
    is_purchase = swap.token_out_id == token.pk
    units = swap.received_units_out if is_purchase else swap.units_in
    amount: Decimal = token.to_amount(units or 0)
    if swap.finished_at is None or not swap.value_usd or not amount:
        return None
    return Fill(at=swap.finished_at, usd=swap.value_usd / amount, is_purchase=is_purchase)
