"""The rules for what stands out in a portfolio: a question about it as a whole, or a wish for advice."""

from __future__ import annotations

from typing import Final

from bots.language.intents import Intent
from bots.language.patterns import Rule, rule

__all__ = ["INSIGHT_RULES"]

_MINE: Final = r"(?:my |the )?(?:portfolio|holdings|positions|investments|bags?|assets)"
_ADVICE: Final = (
    r"(?:any|some|a bit of|your|the|a few|an|me)? ?(?:advice|insights?|analysis|observations?|tips?|"
    r"suggestions?|thoughts|opinion)"
)
_ABOUT: Final = rf"(?: (?:on|about|for|into) (?:{_MINE}|me|us|my (?:bags|assets|coins|allocation)))?"
_ASK: Final = r"(?:(?:can|could|would) (?:you|i) )?(?:please )?(?:give|show|tell|get|have|gimme|offer|share)(?: me)? "
_HOW: Final = rf"how(?: is| are|'s|s) {_MINE} (?:doing|looking|going)(?: so far| today)?"
_THINK: Final = rf"what do you (?:think|make) (?:about|of) {_MINE}"
_TAIL: Final = rf"[,;.?!]+ ?(?:and |do you have |got )?{_ADVICE}{_ABOUT}\??"

INSIGHT_RULES: Final[list[Rule]] = [
    rule(rf"{_HOW}{_TAIL}|{_THINK}(?:{_TAIL}|\??)", Intent.GET_INSIGHTS),
    rule(rf"(?:{_ASK}|do you have |got )?{_ADVICE}{_ABOUT}(?: please)?\??", Intent.GET_INSIGHTS),
    rule(
        rf"(?:(?:can|could|would) you )?(?:please )?(?:analy[sz]e|roast|look over|make (?:an )?analysis (?:of|from)|"
        rf"review|explain|judge|assess|check|look at|rate) {_MINE}"
        r"(?:,? and (?:(?:tell|show) me what (?:stands out|you (?:think|see|notice))|share your (?:observations|"
        r"thoughts)))?(?: please| for me)?\??"
        rf"|what should i know about {_MINE}\??|what (?:stands out|is notable|do you (?:notice|see)) (?:in|about|"
        rf"with|on) {_MINE}\??"
        rf"|{_MINE} (?:insights|analysis|review|advice)\??",
        Intent.GET_INSIGHTS,
    ),
]
