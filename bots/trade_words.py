"""What the words of a sentence say about any trade, now or later: how much, for what, how far off, how protected."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from trading.brackets import Bracket
from trading.intake import AmountKind
from trading.paper import CASH_SYMBOL

__all__ = ["amount_in", "bracket_in", "currency_in", "has_amount", "number_in"]

_KINDS: Final = {
    "amount": AmountKind.TOKEN,
    "spend": AmountKind.SPEND,
    "usd": AmountKind.USD,
    "percent": AmountKind.PERCENT,
}
_DOLLARS: Final = {"usd", "dollar", "dollars", "$"}
_SIDES: Final = {
    "stop_percent": "stop_percent",
    "stop_price": "stop_usd",
    "target_percent": "target_percent",
    "target_price": "target_usd",
}


def number_in(entities: dict[str, str], name: str) -> Decimal | None:
    """Return a number in a sentence, None where it names none."""
    return Decimal(entities[name]) if name in entities else None


def has_amount(entities: dict[str, str]) -> bool:
    return bool(_KINDS.keys() & entities.keys())


def amount_in(entities: dict[str, str]) -> tuple[Decimal, AmountKind]:
    """Return how much a sentence names, which must name something."""
    name = next(name for name in _KINDS if name in entities)
    return Decimal(entities[name]), _KINDS[name]


def currency_in(entities: dict[str, str]) -> str:
    """Return what a trade is paid in: the dollar token of the chain where dollars are named, empty for the default."""
    currency = entities.get("currency", "")
    counts_dollars = "spend" in entities and not currency
    return CASH_SYMBOL if counts_dollars or currency.lower() in _DOLLARS else currency


def bracket_in(entities: dict[str, str]) -> Bracket | None:
    """Return what is to protect a purchase. Raises UserError when that makes no sense."""
    sides = {side: Decimal(entities[name]) for name, side in _SIDES.items() if name in entities}
    return Bracket(**sides) if sides else None
