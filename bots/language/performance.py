"""The rules for how a portfolio did, and for taking a snapshot. Which days are meant is read by the portfolio."""

from __future__ import annotations

from typing import Final

from bots.language.intents import Intent
from bots.language.patterns import Entities, Groups, Rule, rule

__all__ = ["PERFORMANCE_RULES"]

_UNIT: Final = r"(?:d|w|m|q|y|days?|weeks?|months?|quarters?|years?)"
_DATE: Final = (
    r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9}(?: \d{4})?|[a-z]{3,9} \d{1,2}(?:,? \d{4})?)"
)
_KNOWN: Final = (
    rf"(?:(?:(?:last|past) )?(?:\d{{1,4}}|an?|one)[ -]?{_UNIT}|(?:last|past|previous|this) (?:week|month|quarter|year)|"
    rf"{_DATE} ?(?:-|to|till|until|and) ?{_DATE}|mtd|ytd|(?:month|year) to date|all(?: time)?|ever|today|yesterday|24h)"
)
_PERIOD: Final = (
    rf" (?:(?:over|for|during|in|within|of|from|between) )?(?:the )?(?P<period>{_KNOWN})|"
    rf" (?P<period>since (?:the beginning|{_DATE}))"
)
_WHOSE: Final = r"(?:(?:my|the) )?(?:(?P<book>paper|real|live) )?"
_WORD: Final = r"(?:portfolio|wallets?|holdings|investments?)"


def _performance(groups: Groups) -> Entities:
    """Read which days and which book; “since the beginning” is all of them."""
    period = groups.get("period", "").lower()
    return {
        **({"period": "all" if period == "since the beginning" else period} if period else {}),
        **({"book": "paper" if groups["book"].lower() == "paper" else "real"} if "book" in groups else {}),
    }


def _asked(sentence: str) -> Rule:
    return rule(rf"{sentence}(?:{_PERIOD})?\??", Intent.GET_PORTFOLIO_PERFORMANCE, _performance)


PERFORMANCE_RULES: Final[list[Rule]] = [
    _asked(rf"how (?:has|have|is|are) {_WHOSE}{_WORD} (?:performed|performing|been performing|developed|been doing)"),
    _asked(rf"how (?:did|has|have) {_WHOSE}{_WORD} (?:do|done|perform|go|gone)"),
    _asked(
        rf"(?:(?:show|show me|what is|what's|what was|how is) )?{_WHOSE}(?:{_WORD}(?:'s)? )?(?:performance|returns?)"
    ),
    _asked(r"(?:how much )?(?:did|have) i (?:make|made|earn|earned|gain|gained|lose|lost)"),
    rule(
        r"performance (?:(?P<book>paper|real|live) )?(?P<period>\S.{0,40})",
        Intent.GET_PORTFOLIO_PERFORMANCE,
        _performance,
    ),
    rule(r"(?:take (?:a )?)?snapshots?", Intent.TAKE_SNAPSHOTS, lambda _groups: {}),
]
