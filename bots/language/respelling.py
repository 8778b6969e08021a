"""Turns of single words that what stands beside them shows to be slips, dialect or signs: “hist 2000”, “buy us 2”."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["respelt"]

_BY: Final = re.compile(r"^by (?=[\d$.])")  # a slip of “buy”
_US: Final = re.compile(r"\b(buy|grab|get|cop|snag|fetch|nab|bag|score|give) us(?= (?:\d|an? |some |half |\$\d))")
_ARROW: Final = re.compile(r"^((?:please )?(?:swap|convert|exchange|bridge|sell) [^?<>]*?[a-z])\s*>\s*(?=\$?[a-z])")
# “If it goes down until 1800”
_UNTIL: Final = re.compile(r"\b(down|up|(?:fall|drop|dip|sink|rise|climb|jump|slide)s?) until (?=\$?\d)")
_LETTER: Final = re.compile(r"^[bs] (?=\d)")  # as on an order ticket
# “Were eth to drop to 2000”
_WERE: Final = re.compile(
    r"^were ((?:the )?(?:price of )?[a-z]{2,12}) to (?=(?:ever )?(?:fall|drop|dip|sink|slide|slip|rise|"
    r"climb|go|hit|reach|break|touch|cross|get|trade|jump|pump|dump|crash)\b)"
)
# “When uni will rise to 15”, “say me when avax will be under 25”
_WILL: Final = re.compile(
    r"(?P<if>\b(?:if|when|once|as soon as|whenever|in case) (?:the )?(?:price of )?(?:(?:my )?\$?[a-z0-9]{2,12}(?: "
    r"price)? )?)"
    r"(?:will|would|is going to|gonna|shall) (?P<verb>be|become|fall|drop|dip|sink|slide|rise|climb|go|hit|reach|"
    r"break|touch|"
    r"cross|get|trade|jump|pump|dump|crash|come|cost|move|pass)\b"
)
_AHEAD: Final = frozenset(("will", "would", "going", "gonna", "shall"))
_HITS: Final = re.compile(r"\bhist (?=\$?\d)")
# What has to stand in a sentence, what is looked for then, and what it means.
_TURNS: Final = (
    ("hist ", _HITS, "hits "),
    ("usd coin", re.compile("usd coin"), "usdc"),
    (" ta", re.compile(" ta$"), ""),  # thanks
    (" until ", _UNTIL, r"\1 to "),
    (" us ", _US, r"\1 me"),
    (">", _ARROW, r"\1 to "),
    ("were ", _WERE, r"if \1 "),
)


def respelt(sentence: str) -> str:
    """Return a sentence in small letters with such turns written out."""
    for needle, said, meant in _TURNS:
        if needle in sentence:
            sentence = said.sub(meant, sentence)
    if sentence[:3] == "by ":
        sentence = _BY.sub("buy ", sentence)
    if sentence[:2] in ("b ", "s "):
        sentence = _LETTER.sub(lambda found: "buy " if found[0] == "b " else "sell ", sentence)
    if not _AHEAD.isdisjoint(sentence.split()):
        sentence = _WILL.sub(lambda found: found["if"] + {"be": "is"}.get(found["verb"], found["verb"]), sentence)
    return sentence
