"""How much: the shapes of amounts, parts of a balance and slippage in a sentence. It knows no intent."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from bots.language.numbers import NUMBER
from bots.language.patterns import NAME, NO_NAME, PERCENT, Entities, Groups, number

__all__ = ["AMOUNT", "CURRENCY", "DOLLARS", "PART", "SLIPPAGE", "WANT", "quantities"]

WANT: Final = (
    r"(?:i (?:want|would like|wanna|need|like) to |i'd like to |let's |let us |go ahead and |(?:can|could|will) you "
    r"(?:please |kindly )?|"
    r"would you (?:please|kindly) |(?:would you )?be so (?:kind|good) (?:as )?to )?"
)
AMOUNT: Final = rf"(?P<amount>{NUMBER})\s*"
DOLLARS: Final = rf"(?:(?:\$|usd )\s*(?P<usd>{NUMBER})|(?P<usd_after>{NUMBER})\s*(?:\$|usd|dollars?|bucks))"
PART: Final = rf"(?P<part>(?:{PERCENT}|all|everything|half|(?:a |one )?(?:half|third|quarter)|max))"
CURRENCY: Final = rf"{NO_NAME}(?P<currency>{NAME})"
SLIPPAGE: Final = (
    rf",? (?:with |at )?(?:max(?:imum)? )?slippage (?:of )?(?P<slippage>{NUMBER})\s*%?"
    rf"|,? (?:with |at )(?P<slippage_before>{NUMBER})\s*% slippage"
)

_SHARES: Final = {"third": "33.333333333333333333", "quarter": "25", "half": "50"}


def quantities(groups: Groups) -> Entities:
    """Read how much: an amount of the token, of the currency, in dollars, or a part of the balance."""
    entities = {}
    if dollars := groups.get("usd") or groups.get("usd_after"):
        entities["usd"] = number(dollars)
    for name in ("amount", "spend"):
        if name in groups:
            entities[name] = number(groups[name])
    if "part" in groups:
        entities["percent"] = _percent(groups)
    return entities


def _percent(groups: Groups) -> str:
    if "percent" in groups:
        return number(groups["percent"])
    share = _SHARES.get(groups["part"].lower().split()[-1], "100")
    return f"{Decimal(share):f}"
