"""Keeping free words out of names: “delete wallet 2, don't use it anymore” names wallet 2, and no other.

Names of wallets, orders, chains and times may be anything, so that a rule may take more for one than was meant.
"""

from __future__ import annotations

import re
from typing import Final

from bots.language.bag_words import words
from bots.language.bags import known_as
from bots.language.coins import CHAIN_INDEXES, chain_index
from bots.language.intents import MOVES_MONEY, Understood

__all__ = ["TIMES", "within_bounds"]

# What is never a name, but when something is to be.
TIMES: Final = words("tomorrow yesterday tonight today later soon someday")

_FREE: Final = TIMES | words(
    "i i'm im ive i've it it's its is was are am be been not don't dont no never maybe perhaps please pls plz because "
    "cause cuz bc since so but and or got get gets if when then thanks thank thx he she they we you your that this "
    "those these for with just only before after need needs bitte danke merci kya hai lol haha sincere best kind "
    "regards"
)
# What is looked at otherwise than by a place.
_SIGHTS: Final = words(
    "performance performances performed performing returns history insights analysis profit profits value export "
    "diversification allocation chart"
)
_MARKED: Final = re.compile(r" |^#|[.!?,]$")
_PAUSE: Final = re.compile(r"[,;:!?.]\s|\s[-–|]\s")
_MOST: Final = 3  # words of a name
_PERIOD: Final = 5  # words: “1 march to 4 april”
_NAMES: Final = ("wallet", "id", "name", "place")
_PLACES: Final = ("chain", "to_chain")


def within_bounds(understood: Understood) -> Understood | None:
    """Return what is understood with its names as they are meant; None where one of them took free words."""
    entities = understood.entities
    if any(entities.get(name, "").lower() in TIMES for name in _NAMES if name != "place"):
        return None
    if any(known_as(word) in _SIGHTS for word in entities.get("place", "").split()):  # “portfolio performnce”
        return None
    if not any(_MARKED.search(entities.get(name, "")) for name in _CHECKED):
        return understood
    mended = {name: _bounded(name, value) for name, value in entities.items()}
    if None in mended.values() or (mended != entities and understood.intent in MOVES_MONEY):
        return None
    return Understood(understood.intent, {name: str(value) for name, value in mended.items()}, understood.source)


_CHECKED: Final = (*_NAMES, *_PLACES, "period")


def _bounded(name: str, value: str) -> str | None:
    """Return the value of an entity; None where there are free words in it."""
    if name in ("wallet", "id"):
        value = value.removeprefix("#").rstrip(".!,")
        if value.endswith("?"):
            return None
    if name not in _CHECKED or " " not in value:
        return value
    said = value.lower().split()
    if name in _PLACES:
        return _chain(value, said)
    if _PAUSE.search(value) or len(said) > (_PERIOD if name == "period" else _MOST):
        return None
    if name in ("wallet", "id") and said[0].isdecimal():
        return None
    return value if name == "period" or _FREE.isdisjoint(said) else None


def _chain(value: str, said: list[str]) -> str | None:
    known = next((" ".join(said[:count]) for count in (2, 1) if " ".join(said[:count]) in CHAIN_INDEXES), "")
    if known and value.lower() not in CHAIN_INDEXES and not _FREE.isdisjoint(said[known.count(" ") + 1 :]):
        return chain_index(known)
    return value if _FREE.isdisjoint(said) and not _PAUSE.search(value) else None
