"""Things to see, each with the words that speak of it, those that may stand beside them, and never.

A line speaks of it where one word of every group is said; groups are parted by “&”. COIN, SPAN, TODAY and ASKS stand
for a token, a span of time longer than today, any span, and a question mark.
"""

from __future__ import annotations

from dataclasses import dataclass

from bots.language.bag_words import ASKS, FILL, QUESTIONS, words
from bots.language.intents import Intent

__all__ = ["Look", "look_at"]

_Line = tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Look:
    """One thing to see."""

    intent: Intent
    beside: frozenset[str]
    lines: tuple[_Line, ...]
    never: tuple[_Line, ...]
    counts: bool  # whether a number may be said

    def is_meant(self, said: frozenset[str]) -> bool:
        return _any(self.lines, said) and not _any(self.never, said)


def _any(lines: tuple[_Line, ...], said: frozenset[str]) -> bool:
    for line in lines:
        for group in line:
            if group.isdisjoint(said):
                break
        else:
            return True
    return False


def _lines(text: str) -> tuple[_Line, ...]:
    return tuple(tuple(map(words, line.split("&"))) for line in text.splitlines() if line.strip())


def look_at(intent: Intent, beside: frozenset[str], lines: str, never: str = "", *, counts: bool = False) -> Look:
    """Return a thing to see: its words beside those of any question, its lines, and what is never said of it."""
    markers = words("COIN SPAN TODAY ASKS")
    return Look(intent, FILL | ASKS | QUESTIONS | beside | markers, _lines(lines), _lines(never), counts)
