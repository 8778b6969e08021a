"""Prices to wait for, and spans of time: the shapes that alerts and orders share. It knows no intent."""

from __future__ import annotations

from bots.language.numbers import NUMBER, parse_number
from esther_site.lib.errors import UserError

__all__ = ["DOWN", "MEETS", "PRICE", "SPAN", "UNIT", "UP", "minutes"]

_MOVES = r"goes|gets|is|moves|breaks|trades|comes|jumps|falls|drops|dips|sinks|crashes|rises|climbs"
UP = (
    rf"(?:(?:{_MOVES})(?: back)?(?: up)? )?(?:above|over|past|higher than|more than|>=?)"
    r"|(?:rises|climbs|jumps|(?:goes|gets) (?:back )?up) to|exceeds"
)
DOWN = (
    rf"(?:(?:{_MOVES})(?: back)?(?: down)? )?(?:below|under|lower than|less than|<=?)"
    r"|(?:drops|falls|dips|sinks|crashes|(?:goes|gets|comes) (?:back )?down) to"
)
MEETS = r"cross(?:es)?|hits|reaches|touches|passes"
PRICE = rf"(?:\$\s*|usd )?(?P<price>{NUMBER})\s*(?:\$|usdc?|dollars?|bucks)?"
UNIT = r"m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?"
SPAN = rf"for(?: the next)? (?P<span>a|one|[\d.,]{{1,8}})\s*(?P<span_unit>{UNIT})"

_MINUTES = {"m": 1, "h": 60, "d": 24 * 60, "w": 7 * 24 * 60}
_WORDS = {"half an": "0.5", "a": "1", "an": "1", "one": "1"}


def minutes(count: str, unit: str) -> str:
    """Write a span of time in minutes. Raises UserError when they are not whole."""
    amount = parse_number(_WORDS.get(count.lower(), count)) * _MINUTES[unit[0].lower()]
    if amount != int(amount):
        raise UserError("Give the time in whole minutes, such as 15 minutes, 4 hours or 2 days.")
    return str(int(amount))
