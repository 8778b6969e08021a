"""Prices to wait for, and spans of time, as they stand in typed answers and short commands. It knows no intent."""

from __future__ import annotations

from collections.abc import Mapping

from bots.language.numbers import NUMBER
from bots.language.quantities import minutes_of

__all__ = ["PRICE", "TIME", "WAY", "minutes_in", "way_in"]

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
TIME = rf"(?:(?P<window>an?|one|half an|[\d.,]{{1,8}})\s*(?P<window_unit>{UNIT})|(?P<window_alone>hour|day|week))"
WAY = rf"(?:(?P<above>{UP})|(?P<below>{DOWN})|(?P<crosses>{MEETS}))"


def way_in(groups: Mapping[str, str]) -> dict[str, str]:
    """Read which way a price is to go."""
    ways = [way for way in ("above", "below", "crosses") if way in groups]
    return {"direction": ways[0]} if ways else {}


def minutes_in(groups: Mapping[str, str]) -> str:
    """Read a span of time (`TIME`). Raises UserError where it is not in whole minutes."""
    unit = groups.get("window_unit") or groups["window_alone"]
    count = groups.get("window", "one").lower()
    return minutes_of(f"{'a' if count == 'one' else count} {unit.lower()}")
