"""Which tokens' prices somebody waits for. Asking for them and acting on them happens elsewhere."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from alerts.models import Alert
from tokens.models import Token
from trading.models import Order

__all__ = ["TRAILING", "crossable_tokens", "remembered_tokens", "watched_tokens"]

# One condition for each partial index, so that a token with many waiting costs as little as one with none.
_PRICE_ALERTS: Final = (
    Q(kind=Alert.Kind.PRICE, is_armed=True, direction=Alert.Direction.ABOVE),
    Q(kind=Alert.Kind.PRICE, is_armed=True, direction=Alert.Direction.BELOW),
    Q(kind=Alert.Kind.PRICE, is_armed=False),
)
_MOVES: Final = (Q(kind=Alert.Kind.MOVE),)
TRAILING: Final = Q(kind=Order.Kind.TRAILING_STOP)
_ORDERS: Final = (
    Q(direction=Order.Direction.ABOVE, trigger_usd__isnull=False),
    Q(direction=Order.Direction.BELOW, trigger_usd__isnull=False),
    TRAILING,
)


def watched_tokens() -> QuerySet[Token]:
    """Return the tokens whose price an alert or an order waits for."""
    return _tokens((*_PRICE_ALERTS, *_MOVES))


def crossable_tokens() -> QuerySet[Token]:
    """Return those with a level that the price can cross."""
    return _tokens(_PRICE_ALERTS)


def remembered_tokens() -> QuerySet[Token]:
    """Return those of which the past counts: a move looks back, and an order wants to see a price twice."""
    return _tokens(_MOVES)


def _tokens(alerts: tuple[Q, ...]) -> QuerySet[Token]:
    waiting = [Exists(Alert.objects.filter(each, token=OuterRef("pk"), state=Alert.State.ACTIVE)) for each in alerts]
    waiting += [Exists(Order.objects.filter(each, token=OuterRef("pk"), state=Order.State.ACTIVE)) for each in _ORDERS]
    return Token.objects.filter(reduce(or_, (Q(exists) for exists in waiting)))
