"""Trades told in two steps or in a turn of phrase, written as the plain command that they are.

“I need 0.3 eth, buy it with usdc” is “buy 0.3 eth with usdc”. What comes out has to pass the gate and the clauses by
itself; so does every word that a turn of phrase leaves where it stood.
"""

from __future__ import annotations

import re
from typing import Final

from bots.language.cold_words import DENIALS
from bots.language.funded_turns import FUNDED_TURNS
from bots.language.turns import TURNS

__all__ = ["BEGINNINGS", "plainly"]

_NEVER: Final = DENIALS | {"tomorrow", "yesterday", "later", "tonight"}
_Forms = list[tuple[re.Pattern[str], str]]


def _by_first() -> dict[str, _Forms]:
    forms: dict[str, _Forms] = {}
    for words, said, plain in (*FUNDED_TURNS, *TURNS):
        for word in words.split():
            forms.setdefault(word, []).append((re.compile(said), plain))
    return forms


_BY_FIRST: Final = _by_first()
_FRAME: Final = re.compile(
    r"^(?:(?:help me(?: to)?|let's|i (?:want|need) to|i(?= (?:want|need) (?:all|my)\b)|please|pls|kindly) )+"
)
BEGINNINGS: Final = frozenset(_BY_FIRST)


def plainly(sentence: str) -> str:
    """Return a sentence in small letters as the plain command it is a turn of phrase for; empty for any other."""
    sentence = _FRAME.sub("", sentence, count=1)
    first, _, more = sentence.partition(" ")
    if not more or sentence[-1] == "?" or not _NEVER.isdisjoint(sentence.split()):
        return ""
    for form, plain in _BY_FIRST.get("#" if first[0].isdigit() or first[0] in "$." else first, ()):
        if found := form.fullmatch(sentence):
            return found.expand(plain)
    return ""
