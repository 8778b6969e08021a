"""From the words of a sentence to a wish for an alert; nothing is stored here."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from django.utils import timezone

from alerts.models import Alert
from alerts.services import AlertWish
from esther_site.lib.errors import UserError
from tokens.models import Token
from tokens.resolver import resolve_chain, resolve_token
from trading.models import User
from trading.users import default_chain

__all__ = ["token_of", "wish_of"]

LONGEST: Final = timedelta(days=366)
_DIRECTIONS: Final = {"above": Alert.Direction.ABOVE, "below": Alert.Direction.BELOW}


def wish_of(user: User, entities: dict[str, str]) -> AlertWish:
    """Return what a complete sentence asks for. Raises UserError when its token or chain is not known."""
    direction = entities.get("direction", "")
    return AlertWish(
        kind=_kind(entities),
        token=token_of(user, entities),
        direction=_DIRECTIONS.get(direction),
        threshold=Decimal(entities["price"]) if "price" in entities else None,
        percent=Decimal(entities["percent"]) if "percent" in entities else None,
        window_minutes=int(entities["window_minutes"]) if "window_minutes" in entities else None,
        crosses=direction == "crosses" or (not direction and "price" in entities),
        repeats="repeats" in entities,
        expires_at=_end(entities),
        note=entities.get("note", ""),
    )


def token_of(user: User, entities: dict[str, str]) -> Token | None:
    """Return the token a sentence is about, None when it is about the wallet."""
    if "portfolio" in entities:
        return None
    chain = resolve_chain(entities["chain"]) if "chain" in entities else None
    return resolve_token(entities["token"], chain=chain, default_chain=default_chain(user))


def _kind(entities: dict[str, str]) -> Alert.Kind:
    if "portfolio" in entities:
        return Alert.Kind.PORTFOLIO
    return Alert.Kind.MOVE if "percent" in entities else Alert.Kind.PRICE


def _end(entities: dict[str, str]) -> datetime | None:
    if "expires" not in entities:
        return None
    minutes = int(entities["expires"])
    if minutes > LONGEST / timedelta(minutes=1):
        raise UserError("An alert with an end lasts for a year at most. Name a nearer end, or none.")
    return timezone.now() + timedelta(minutes=minutes)
