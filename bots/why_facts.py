"""What the facts of an audit entry mean: amounts of the two tokens of its trade, numbers, and hashes cut short."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from alerts.models import Alert
from bots.templatetags.money import units
from tokens.models import Token
from trading.models import Order, Swap

__all__ = ["Facts", "Pair", "number_of", "pair_of", "short", "units_of"]

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Pair:
    """The tokens that units are counted in; none for an alert."""

    given: Token | None
    bought: Token | None


def pair_of(subject: Swap | Order | Alert) -> Pair:
    """Return the tokens of a trade or an order."""
    return Pair(None, None) if isinstance(subject, Alert) else Pair(subject.token_in, subject.token_out)


def units_of(number: object, token: Token | None) -> str:
    """Return base units as an amount with its symbol; a dash where they, or the token, are not known."""
    return units(int(str(number)), token) if token and number is not None else "–"


def number_of(value: object) -> Decimal | None:
    """Return what was kept as text as a number; None where it is none."""
    try:
        return None if value is None else Decimal(str(value))
    except InvalidOperation:
        return None


def short(hashed: object) -> str:
    """Return the beginning and the end of a hash or an address; a shorter text as it is."""
    text = str(hashed or "")
    return f"{text[:10]}…{text[-4:]}" if len(text) > len("0x") + 16 else text
