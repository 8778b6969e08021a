"""A stop and a target in a sentence: below and above a price, in percent or as prices. It knows no intent."""

from __future__ import annotations

from typing import Final

from bots.language.numbers import NUMBER
from bots.language.patterns import Entities, Groups, either_order, number

__all__ = ["ABOVE", "AND_TARGET", "BELOW", "BRACKET", "SIDES", "bracket"]

_OF_NOW: Final = r"(?: (?:the )?(?:current |market )?price| (?:the )?market| now| here)?"
_UNIT: Final = r"\s*(?:%|percent)"
# So far from the price: “-5%”, “5% below”. A plus before a stop, or a minus before a target, is no such thing.
BELOW: Final = rf"(?:-|minus )?(?!\+)(?P<away>{NUMBER}){_UNIT}(?: (?:below|under|down|lower(?: than)?){_OF_NOW})?"
ABOVE: Final = rf"(?:\+|plus )?(?P<away>{NUMBER}){_UNIT}(?: (?:above|over|up|higher(?: than)?){_OF_NOW})?"

_USD: Final = rf"(?:\$\s*|usd )?(?P<usd_level>{NUMBER})\s*(?:\$|usdc?|dollars?|bucks)?"
_STOP_WORDS: Final = r"(?:stop(?:[- ]?loss)?|sl)"
_TARGET_WORDS: Final = r"(?:target|take[- ]?profit|tp)"


def _side(words: str, percent: str, name: str) -> str:
    """Match “stop 5%”, “stop at 2800” and “5% stop”."""
    named = rf"{words}(?: price)?(?: (?:at|of|to))? (?:{percent}|{_USD})"
    turned = rf"{percent} {words}"
    side = rf"(?:{named}|{turned})"
    return side.replace("<away", f"<{name}_percent").replace("<usd_level", f"<{name}_price")


_STOP: Final = _side(_STOP_WORDS, BELOW, "stop")
_TARGET: Final = _side(_TARGET_WORDS, ABOVE, "target")
_ARTICLE: Final = r"(?: an?| my| the)? "
_LOOSE: Final = rf"(?:(?:,? (?:and|with|plus|&)|,)?{_ARTICLE})"
_TIED: Final = rf"(?:(?:,? (?:and|with|plus|&)|,|(?<=,))(?: set)?{_ARTICLE})"

# Behind a purchase a word must tie it on: “buy eth stop 2800” may mean another thing altogether.
BRACKET: Final = either_order(_TIED + _STOP, _TIED + _TARGET)
AND_TARGET: Final = _TIED + _TARGET
# Both sides, as one order of which one cancels the other.
SIDES: Final = rf"(?:{_LOOSE}{_STOP}{_LOOSE}{_TARGET}|{_LOOSE}{_TARGET}{_LOOSE}{_STOP})"


def bracket(parts: Groups) -> Entities:
    """Read the sides, each either in percent or as a price."""
    names = ("stop_percent", "stop_price", "target_percent", "target_price")
    return {name: number(parts[name].rstrip(",")) for name in names if name in parts}
