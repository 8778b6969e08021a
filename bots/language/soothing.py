"""Leaving out of a part of a message what is harmless though it sounds like a denial, a doubt or another voice.

Two lists know such turns: `harmless`, as they are written, and `veto_kinds`, by kinds of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from bots.language.cold_words import HOT, VOICES
from bots.language.harmless import HARMLESS
from bots.language.veto_turns import kinds_of, pieces_of, turn_at

__all__ = ["soothed"]

# A turn with one of these may be no aside: “before it crashes” is when to act, “she says it's time” another voice.
_NEVER: Final = HOT | VOICES | frozenset(("before", "changed", *',^$?"“”«»„/*#&+=~<>[]{}'))


@lru_cache(maxsize=64)
def soothed(text: str) -> str:
    """Return a text in small letters without its harmless turns."""
    text = text.lower()
    spans = sorted([*(found.span() for found in HARMLESS.finditer(text)), *_fine(text)])
    kept, start = [], 0
    for first, end in spans:
        kept.append(text[start:first])
        start = max(start, end)
    return " ".join([*kept, text[start:]])


def _fine(text: str) -> Iterator[tuple[int, int]]:
    """Find the turns that are harmless wherever they stand."""
    pieces = pieces_of(text)
    kinds = [kinds_of(piece) for piece in pieces]
    place = start = 0
    while place < len(pieces):
        end, is_fine = turn_at(kinds, place, 0)
        if end and is_fine and _NEVER.isdisjoint(pieces[place:end]):
            said = r"\W+".join("'?".join(piece) for piece in pieces[place:end])
            if found := re.compile(rf"\b{said}\b").search(text, start):
                yield found.span()
                start = found.end()
        place = end or place + 1
