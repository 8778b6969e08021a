"""The rules for what trades promised and brought: a question about all of a time, or about one trade."""

from __future__ import annotations

from typing import Final

from bots.language.intents import Intent
from bots.language.patterns import Entities, Groups, Rule, rule

__all__ = ["EXECUTION_RULES"]

_ASK: Final = r"(?:(?:show|show me|what is|what's|what was|how is|how was|how good is|how good was|how bad was) )?"
_MY: Final = r"(?:(?:my|the) )?"
_KIND: Final = r"(?:(?P<book>simulated|paper|real|live) )?"
_REPORT: Final = r"execution(?:s| report| quality| of my trades)?"
_UNIT: Final = r"(?:d|w|m|q|y|days?|weeks?|months?|quarters?|years?)"
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_DATE: Final = r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2} [a-z]{3,9}(?: \d{4})?)"
_PERIOD: Final = (
    r" (?:(?:over|for|during|in|within|of|from) )?(?:the )?"
    rf"(?P<period>(?:(?:last|past) )?(?:\d{{1,4}}|an?|one)[ -]?{_UNIT}|"
    rf"(?:last|past|previous|this) (?:week|month|quarter|year)|20\d\d-\d{{1,2}}|{_MONTH}(?: 20\d\d)?|"
    rf"{_DATE} ?(?:-|to|till|until|and) ?{_DATE}|month|mtd|ytd|all(?: time)?|ever|today|yesterday|24h)"
)
_HANDLE: Final = r"(?P<swap>[2-9a-hjkmnp-z]{10})"
_TRADE: Final = rf" (?:(?:of|for) )?(?:(?:swap|trade) )?(?:id )?{_HANDLE}"
_BOOKS: Final = {"simulated": "simulated", "paper": "simulated", "real": "real", "live": "real"}


def _execution(groups: Groups) -> Entities:
    """Read which trade, or which days and which kind of trades; a month alone is this one."""
    if "swap" in groups:
        return {"swap": groups["swap"].lower()}
    period = groups.get("period", "").lower()
    return {
        **({"period": "this month" if period == "month" else period} if period else {}),
        **({"book": _BOOKS[groups["book"].lower()]} if "book" in groups else {}),
    }


EXECUTION_RULES: Final[list[Rule]] = [
    rule(rf"{_ASK}{_MY}execution(?: report)?{_TRADE}\??", Intent.SHOW_EXECUTION, _execution),
    rule(rf"{_ASK}{_MY}{_KIND}{_REPORT}(?:{_PERIOD})?\??", Intent.SHOW_EXECUTION, _execution),
    rule(r"execution (?P<book>simulated|paper|real|live)", Intent.SHOW_EXECUTION, _execution),
    rule(rf"execution {_KIND}(?P<period>(?!of |price )\S.{{0,40}})", Intent.SHOW_EXECUTION, _execution),
    rule(
        r"how (?:honest|accurate|good|realistic) (?:is|are|was|were) (?:the |my |your )?"
        r"(?:simulations?|simulated trades|paper trad(?:es|ing)|dry runs?)\??|"
        r"is (?:the |my |your )?(?:simulation|paper trading|dry run) (?:honest|accurate|realistic)\??",
        Intent.SHOW_EXECUTION,
        lambda _groups: {"book": "simulated"},
    ),
]
