"""How much: the shapes of amounts, parts of a balance and slippage in a sentence. It knows no intent."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from bots.language.numbers import NUMBER
from bots.language.patterns import NAME, NO_NAME, PERCENT, Entities, Groups, named, number

__all__ = [
    "AMOUNT",
    "BUY",
    "CURRENCY",
    "DOLLARS",
    "INTO",
    "OF_MY",
    "PAID_WITH",
    "PART",
    "SELL",
    "SLIPPAGE",
    "SPENDING",
    "WANT",
    "common",
    "quantities",
]

WANT: Final = (
    r"(?:i (?:want|would like|wanna|need|like) to |i'd like to |let's |let us |go ahead and |(?:can|could|will) you "
    r"(?:please |kindly )?|"
    r"would you (?:please|kindly) |(?:would you )?be so (?:kind|good) (?:as )?to )?"
)
BUY: Final = WANT + r"(?:buy|get me|purchase)\s+"
SELL: Final = WANT + r"(?:sell|swap|convert|exchange|trade)\s+"
AMOUNT: Final = rf"(?P<amount>{NUMBER})\s*"
DOLLARS: Final = rf"(?:(?:\$|usd )\s*(?P<usd>{NUMBER})|(?P<usd_after>{NUMBER})\s*(?:\$|usd|dollars?|bucks))"
PART: Final = rf"(?P<part>(?:{PERCENT}|all|everything|half|(?:a |one )?(?:half|third|quarter)|max))"
OF_MY: Final = r"(?:\s+of)?(?:\s+(?:my|the))?\s+"
CURRENCY: Final = rf"{NO_NAME}(?P<currency>{NAME})"
PAID_WITH: Final = rf"(?:\s+(?:with|using|from|for)\s+(?:my )?{CURRENCY})?"
INTO: Final = rf"(?:\s+(?:for|to|into|in)\s+{CURRENCY})?"
SPENDING: Final = rf"(?:(?:\$\s*(?P<usd>{NUMBER}))|(?P<spend>{NUMBER})\s*{CURRENCY})"
SLIPPAGE: Final = (
    rf",? (?:with |at )?(?:max(?:imum)? )?slippage (?:of )?(?P<slippage>{NUMBER})\s*%?"
    rf"|,? (?:with |at )(?P<slippage_before>{NUMBER})\s*% slippage"
)

_SHARES: Final = {"third": "33.333333333333333333", "quarter": "25", "half": "50"}


def common(groups: Groups) -> Entities:
    """Read the names in a sentence and its slippage."""
    entities = named(groups)
    if slippage := groups.get("slippage") or groups.get("slippage_before"):
        entities["slippage"] = number(slippage.rstrip(","))
    return entities


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
