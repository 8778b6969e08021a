"""The rules for how a portfolio did, and for taking a snapshot. Which days are meant is read by the portfolio."""

from __future__ import annotations

from typing import Final

from bots.language.intents import Intent
from bots.language.patterns import ASK, Entities, Groups, Rule, rule

__all__ = ["PERFORMANCE_RULES"]

_UNIT: Final = r"(?:h|d|w|m|q|y|hours?|days?|wks?|weeks?|fortnights?|months?|quarters?|years?)"
_DATE: Final = (
    r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9}(?: \d{4})?|[a-z]{3,9} \d{1,2}(?:,? \d{4})?)"
)
_KNOWN: Final = (
    rf"(?:(?:(?:last|past) )?(?:\d{{1,4}}|an?|one|two|three|six)[ -]?{_UNIT}|(?:last|past|previous|this) (?:week|"
    rf"month|quarter|year)|"
    rf"{_DATE} ?(?:-|to|till|until|and) ?{_DATE}|mtd|ytd|(?:month|year) to date|all(?: time)?|ever|today|yesterday|24h)"
)
_PERIOD: Final = (
    rf" (?:(?:over|for|during|in|within|of|from|between) )?(?:the )?(?P<period>{_KNOWN})|"
    rf" (?P<period>since (?:the beginning|{_DATE}))"
)
_WHOSE: Final = r"(?:(?:my|the) )?(?:(?P<book>paper|real|live) )?"
_WORD: Final = (
    r"(?:portfolio performance|portfolio|coins|bags|bag|assets|stuff|positions|money|wallets?|holdings|"
    r"investments?)"
)


_TO_DATE: Final = {"year to date": "ytd", "month to date": "mtd"}
_FORMS: Final = {"two": "2", "three": "3", "six": "6", "wks": "weeks", "wk": "week"}


def _performance(groups: Groups) -> Entities:
    """Read which days and which book; “since the beginning” is all of them."""
    period = _TO_DATE.get(groups.get("period", "").lower(), "") or " ".join(
        _FORMS.get(word, word) for word in groups.get("period", "").lower().split()
    )
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
    _asked(r"(?:how much )?(?:money )?(?:did|have|am) i (?:make|made|earn|earned|gain|gained|lose|lost)"),
    rule(
        rf"how(?: is| are|'s|s| was| were) {_WHOSE}{_WORD} (?:doing|looking|going|holding up)(?:{_PERIOD})\??",
        Intent.GET_PORTFOLIO_PERFORMANCE,
        _performance,
    ),
    _asked(r"am i (?:up|down|up or down)"),
    _asked(rf"how (?:has|have|did|is|are|was|were) {_WHOSE}{_WORD} (?:fared?|faring|moved?|do|done|perform|performed)"),
    _asked(rf"(?:how )?(?:was |is )?(?:the )?performance of {_WHOSE}{_WORD}"),
    _asked(rf"{ASK}(?:the )?performance of {_WHOSE}{_WORD}"),
    _asked(rf"how {_WHOSE}{_WORD} (?:has |have |did )?(?:perform|performed|do|done|doing)"),
    _asked(rf"{ASK}(?:my |the )?(?:overall|total) (?:portfolio )?performance"),
    _asked(rf"{ASK}(?:how )?{_WHOSE}(?:{_WORD}(?:'s)? )?(?:performance|returns?|performed|has performed)"),
    _asked(r"how (?:well )?(?:did|has|have|am|have i|did i|am i) (?:i |my )?(?:do|done|doing|performed|performing)"),
    rule(
        r"performance (?:(?P<book>paper|real|live) )?(?P<period>\S.{0,40})",
        Intent.GET_PORTFOLIO_PERFORMANCE,
        _performance,
    ),
    rule(r"(?:take (?:a )?)?snapshots?", Intent.TAKE_SNAPSHOTS, lambda _groups: {}),
]
