"""The rules for what stands out in a portfolio: a question about it as a whole, or a wish for advice."""

from __future__ import annotations

from typing import Final

from bots.language.intents import Intent
from bots.language.patterns import Rule, rule

__all__ = ["INSIGHT_RULES"]

_MINE: Final = r"(?:my |the )?(?:portfolio|holdings|positions|investments)"
_ADVICE: Final = r"(?:any|some|a bit of|your)? ?(?:advice|insights?|tips?|suggestions?|thoughts|opinion)"
_ABOUT: Final = rf"(?: (?:on|about|for|into) {_MINE})?"
_ASK: Final = r"(?:(?:can|could) you )?(?:please )?(?:give|show|tell)(?: me)? "
_HOW: Final = rf"how (?:is|are) {_MINE} (?:doing|looking|going)(?: so far| today)?"
_THINK: Final = rf"what do you (?:think|make) (?:about|of) {_MINE}"
_TAIL: Final = rf"(?:[,;.?!]+ ?(?:and |do you have |got )?{_ADVICE}{_ABOUT})?\??"

INSIGHT_RULES: Final[list[Rule]] = [
    rule(rf"(?:{_HOW}|{_THINK}){_TAIL}", Intent.GET_INSIGHTS),
    rule(rf"(?:{_ASK}|do you have |got )?{_ADVICE}{_ABOUT}(?: please)?\??", Intent.GET_INSIGHTS),
    rule(rf"(?:analy[sz]e|review|explain|judge|assess) {_MINE}(?: please)?", Intent.GET_INSIGHTS),
]
