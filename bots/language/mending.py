"""Mending words with one letter wrong, only ever into words that Esther knows.

Every word with one letter left out is kept in a table, as in https://github.com/wolfgarbe/SymSpell, so that a look-up
costs as many steps as the word has letters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

__all__ = ["Mender", "nearest", "slips"]

_SHORTEST: Final = 4
_LONGEST: Final = 20
_SLIPS: Final = 2
_FAR: Final = 7  # letters of a word in which two slips are one word still


class Mender:
    """Finds the one known word that another is a slip of the finger away from."""

    def __init__(self, words: Iterable[str]) -> None:
        self._near: dict[str, list[str]] = {}
        for word in sorted({word for word in words if len(word) >= _SHORTEST and word.isalpha()}):
            for form in (word, *_shortened(word)):
                self._near.setdefault(form, []).append(word)

    def mend(self, text: str) -> str | None:
        """Return the known word with one letter more, less or other, or two swapped; None for none, or for several."""
        if not _SHORTEST <= len(text) <= _LONGEST or not text.isalpha():
            return None
        found = {word for form in (text, *_shortened(text)) for word in self._near.get(form, ()) if _close(text, word)}
        found -= {text.removesuffix("d"), text.removesuffix("ed")}  # “enabled” is no slip, but past
        if len(found) > 1:  # two letters in each other's place are the likelier slip
            found = {word for word in found if len(word) == len(text) and sorted(word) == sorted(text)}
        return found.pop() if len(found) == 1 else None


def nearest(text: str, words: Iterable[str]) -> str:
    """Return the one long word that is two slips of the finger away; empty for none, or for several."""
    if not _FAR <= len(text) <= _LONGEST or not text.isalpha():
        return ""
    letters = Counter(text)
    found = {
        word
        for word in words
        if word[0] == text[0]
        and len(word) >= _FAR
        and abs(len(word) - len(text)) <= _SLIPS
        and (letters - Counter(word)).total() <= _SLIPS
        and slips(text, word) <= _SLIPS
    }
    return found.pop() if len(found) == 1 else ""


def slips(typed: str, word: str) -> int:
    """Count the letters more, less, other or swapped (https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance)."""
    before: list[int] = []
    last = list(range(len(word) + 1))
    for row, letter in enumerate(typed, 1):
        line = [row]
        for column, right in enumerate(word, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != right))
            is_swap = row > 1 and column > 1 and letter == word[column - 2] and typed[row - 2] == right
            line.append(min(cost, before[column - 2] + 1) if is_swap else cost)
        before, last = last, line
    return last[-1]


def _shortened(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


def _close(typed: str, word: str) -> bool:
    """Say whether one slip makes one of the other: at the first letter and in short words only two that are swapped."""
    start = next((place for place, pair in enumerate(zip(typed, word, strict=False)) if pair[0] != pair[1]), None)
    if start is None:  # one is the other with a letter at its end
        return len(word) > _SHORTEST
    behind, right = typed[start:], word[start:]
    if len(word) == _SHORTEST and len(typed) != _SHORTEST:
        return False
    is_swap = behind[:2] == right[:2][::-1] and behind[2:] == right[2:]
    is_other = behind[1:] == right[1:] or behind[1:] == right or behind == right[1:]
    return is_swap or (start > 0 and is_other and len(word) > _SHORTEST)
