"""Portfolios with their parts: “60% eth and 40% usdc”, “eth 60, usdc 40”, “half eth, half btc”, in any frame."""

from __future__ import annotations

from typing import Final

from bots.language.clauses import pattern
from bots.language.coins import chain_index
from bots.language.intents import Intent, Understood
from bots.language.lexer import Sentence
from bots.language.quantities import exact, share_of
from bots.language.rebalance import written
from bots.language.vocabulary import CLASSES

__all__ = ["rebalancing"]

_NAME: Final = "(coin|stable|place|ticker|address|name)"
_PART: Final = "(PCT|NUM|half|a? (?:third|quarter)|fraction)"
_NAME_FIRST: Final = pattern(f"{_NAME} (?:colon|at|to|by)? {_PART}")
_PART_FIRST: Final = pattern(f"{_PART} (?:of|in|to)? {_NAME}")
_BETWEEN: Final = pattern(
    "(?:comma|slash|and|to|with|at|colon|in|me|my|the|a|for|it|of|please|want|canyou|wouldyou|set|bridge|swap|"
    "grab|rebalance|evenly|"
    "portfolio|then|by|market)"
)
_ON: Final = pattern("on the? (chain|place) network?")
_SLIPPAGE: Final = pattern("(?:with|at|and|a|maximum)* slippage (?:of|at|to|maximum)* (PCT|NUM)")
_REBALANCE: Final = CLASSES["rebalance"]
_PERCENT: Final = CLASSES["PCT"]
_NUMBER: Final = CLASSES["NUM"]


def rebalancing(sentence: Sentence) -> Understood | None:
    """Understand a portfolio as it is to be; None where something in the sentence is no part of one.

    Raises UserError when a token is named twice, or a part is no number.
    """
    codes, words = sentence.codes, sentence.words
    rest = _ON.sub("", codes)
    names_first = next((found for found in map(_first_of, range(len(rest)), [rest] * len(rest)) if found), None)
    if names_first is None:
        return None
    pair = _NAME_FIRST if names_first == "name" else _PART_FIRST
    parts: list[tuple[str, str]] = []
    entities: dict[str, str] = {}
    place = 0
    while place < len(codes):
        if found := pair.match(codes, place):
            first, second = (" ".join(words[found.start(group) : found.end(group)]) for group in (1, 2))
            name, part = (first, second) if names_first == "name" else (second, first)
            part_code = codes[found.start(2 if names_first == "name" else 1)]
            parts.append((name, exact(part) if part_code in (_PERCENT, _NUMBER) else share_of(part)))
        elif found := _ON.match(codes, place):
            entities["chain"] = chain_index(words[found.start(1)])
        elif found := _SLIPPAGE.match(codes, place):
            entities["slippage"] = exact(words[found.start(1)])
        elif not (found := _BETWEEN.match(codes, place)) or found.end() == place:
            return None
        place = found.end()
    is_named = _REBALANCE in codes
    if not parts or (not is_named and (len(parts) < 2 or codes.count(_PERCENT) < len(parts))):
        return None
    return Understood(Intent.REBALANCE, {"allocations": written(parts)} | entities)


def _first_of(place: int, codes: str) -> str:
    """Say whether the first part of a portfolio is its name or its share."""
    if _PART_FIRST.match(codes, place):
        return "part"
    return "name" if _NAME_FIRST.match(codes, place) else ""
