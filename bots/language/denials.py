"""Words that are a slip of the finger away from a denial or a doubt: what looks like one counts as one."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from bots.language.bag_words import words
from bots.language.mending import slips

__all__ = ["is_near_denial"]

_DENIALS: Final = (
    "not", "dont", "don't", "never", "cannot", "won't", "doesn't", "didn't", "shouldn't", "wouldn't", "couldn't",
    "unless", "maybe", "perhaps", "until", "without", "cancel", "forget", "tomorrow", "yesterday", "later", "instead",
    "joking", "kidding", "pretend", "imagine", "hypothetically",
)  # fmt: skip
# Words that are near one of them and say nothing of the kind.
_HARMLESS: Final = words(
    "now note nice hot got lot bot nor ever fever river clever even seven lever cover over level news nothing don "
    "font done can dot pot rot net nut nod water late latest latte letter liter date rather unlock joining "
    "bidding kidney jot cot tot knot shot spot foot root boot soot newer image imagined within layer latter eater "
    "mate may baby mayor wont want front donut donuts no on to out hit bit fit sit it at get let set yet met bet "
    "pet wet put but cut gut hut nuts noth too top toy ton tons dog non neat next best most host cost post lost "
    "ghost both moth north unit lately fate gate rate rent went"
)
_SHORT: Final = 4


@lru_cache(maxsize=8192)  # the same words are typed all day
def is_near_denial(word: str) -> bool:
    """Say whether a word is a denial or a doubt, or may be one with a slip."""
    if word in _HARMLESS:
        return False
    if word in _DENIALS:
        return True
    return any(_is_slip(word, denial) for denial in _DENIALS)


def _is_slip(word: str, denial: str) -> bool:
    if abs(len(word) - len(denial)) > 1:
        return False
    if len(denial) < _SHORT:  # of “not” only with its letters in another order, or one twice
        return sorted(word) == sorted(denial) or (len(word) == len(denial) + 1 and set(word) == set(denial))
    return slips(word, denial) <= 1
