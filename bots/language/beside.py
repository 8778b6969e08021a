"""What may be said beside something that moves no money: which of it changes nothing, and which might be meant for it.

A look is harmless: it stands beside nearly everything but another wish. What changes something may hang on what is said
beside it, and what destroys or raises rights is understood only where everything else plainly tells of oneself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bots.language.bag_words import FILL, words
from bots.language.bags import known_as
from bots.language.beside_words import (
    AHEAD,
    BARE,
    CALM,
    DENIALS,
    DIGIT,
    DOUBTS,
    EASY,
    FEW,
    HANGS,
    KIND,
    LINK,
    LINKS,
    MUSED,
    NAMING,
    OPENS,
    OTHERS,
    OWN_DENIAL,
    PAPER,
    PREDICATES,
    SPANS,
    SPEAKS_OF,
    SUBJECTS,
    SUPPOSED,
    TELLS,
    TRADES,
    UNDECIDED,
    UNDOES,
    UNFINISHED,
    VOICES,
    YOU,
)
from bots.language.coins import CHAIN_INDEXES, COINS
from bots.language.parts import HOURS, WORD
from bots.language.spans import cut_spans, span_in
from bots.language.spelling import NUMBER_WORDS, spelt

__all__ = [
    "WORD",
    "is_detail",
    "is_silent",
    "is_small_talk",
    "may_stand_beside_change",
    "may_stand_beside_look",
    "may_stand_strictly",
    "names_something",
    "speaks_of_something",
    "tells_before",
]

_MOST_DETAIL: Final = 6  # words
_BROKEN_OFF: Final = (UNFINISHED | {"i"}) - {"you", "please"}
_TELLING: Final = (FILL | TELLS | {"back", "finally", "first", "home"}) - NAMING
_TRADED: Final = words("bought sold held kept purchased swapped traded")
_TOLD: Final = 4  # words of a part before a command that are more than whom it is said to


def speaks_of_something(said: list[str]) -> bool:
    """Say whether a part has a word of something that moves no money, or a slip of such a word."""
    return not SUBJECTS.isdisjoint(said) or any(known_as(word) in SUBJECTS for word in said)


def is_detail(text: str, said: list[str]) -> bool:
    """Say whether a part only names a coin, a chain, a number or a time: then it belongs to what stands beside it."""
    if len(said) > _MOST_DETAIL:
        return False
    said = WORD.findall(cut_spans(spelt(text.lower()))[0])
    named = [word for word in said if word in COINS or word in CHAIN_INDEXES or word[0].isdigit()]
    if not named:
        return bool(span_in(spelt(text.lower()))) and (BARE | SPANS | CALM).issuperset(said)
    return all(word in named or word in BARE or word in SPANS or word in FILL or word in NUMBER_WORDS for word in said)


def is_silent(said: list[str]) -> bool:
    """Say whether a part only greets, thanks or asks kindly."""
    return CALM.issuperset(said)


def may_stand_beside_look(text: str, said: list[str], *, is_colon: bool) -> bool:
    """Say whether a part changes nothing of a look: it orders no trade, and introduces no other voice."""
    if is_colon and said[-1] in VOICES:
        return False
    if said[0] in SUPPOSED and not (TRADES | _TRADED).isdisjoint(said):
        return False
    bare = next((word for word in said if word not in LINKS), "")
    return bare not in TRADES


def may_stand_beside_change(text: str, said: list[str], *, is_colon: bool, is_before: bool) -> bool:
    """Say whether a part has no doubt, condition, denial, question or other voice that might be meant for a change."""
    if is_silent(said):
        return "?" not in text or said[-1] in KIND
    if "?" in text or (len(said) <= FEW and _is_in_doubt(text, said)):
        return False
    if is_colon or not may_stand_beside_look(text, said, is_colon=is_colon) or not DOUBTS.isdisjoint(said):
        return False
    if is_before and said[-1] in UNFINISHED and text.rstrip()[-1:] not in ".!":
        return False
    if UNDECIDED.search(text) or (not is_before and {"changed", "mind"}.issubset(said)):
        return False
    begins = LINK.sub("", text.strip(" ,.;!-|"))
    return HANGS.match(begins) is None or EASY.match(begins) is not None


def _is_in_doubt(text: str, said: list[str]) -> bool:
    """Say whether little else is said than a denial, or what is mused: “i won't”, “would be stupid”."""
    if EASY.match(text.strip(" ,.;!-|")):
        return False
    rest = WORD.findall(OWN_DENIAL.sub(" ", text.lower()))
    return rest[-1:] == ["to"] or not (DENIALS | MUSED).isdisjoint(rest)


def may_stand_strictly(text: str, said: list[str], *, is_colon: bool, is_before: bool) -> bool:
    """Say whether a part beside what destroys or raises rights tells of oneself, and denies nothing of that."""
    if is_silent(said):
        return "?" not in text or said[-1] in KIND
    said = said[1:] if said[0] in OPENS and len(said) > 1 else said
    if not (tells_before(text, said) if is_before else said[0] not in PREDICATES):
        return False
    if YOU.search(text) or UNDECIDED.search(text) or not OTHERS.isdisjoint(said):
        return False
    begins = LINK.sub("", text.strip(" ,.;!-|"))
    own, easy = OWN_DENIAL.search(text), EASY.match(begins)
    if HANGS.match(begins) and not easy and not OWN_DENIAL.match(begins) and said[0] != "after":
        return False
    plain = OWN_DENIAL.sub(" ", begins[easy.end() :] if easy else begins).lower()
    rest = [word for word in WORD.findall(plain) if word not in PAPER]
    denies = own is not None and (not UNDOES.isdisjoint(rest) or rest[-1:] == ["to"])
    if denies or not (DENIALS | MUSED).isdisjoint(rest) or rest[-1:] == ["read"]:
        return False
    plain = " ".join(["i", *rest]) + ("?" if "?" in text else text.rstrip()[-1:])
    return may_stand_beside_change(plain, rest or ["i"], is_colon=is_colon, is_before=is_before)


def tells_before(text: str, said: list[str]) -> bool:
    """Say whether a part before a command tells something: no name of somebody to whom it is said, and no beginning."""
    if (
        said[-1] in _BROKEN_OFF
        or (said[0] == "before" and len(said) < _TOLD)
        or (said[0] == "after" and not ("i" in said[2:] and "." in text))
    ):
        return False
    return len(said) >= _TOLD or said[0] in AHEAD or (len(said) > 1 and not _TELLING.isdisjoint(said))


def names_something(said: Iterable[str]) -> bool:
    """Say whether a part names a coin, a chain, a time or a number."""
    return any(
        word in COINS or (word in CHAIN_INDEXES and not word.isdecimal()) or word in NUMBER_WORDS or word in SPANS
        for word in said
    )


def is_small_talk(text: str, said: list[str]) -> bool:
    """Say whether a part asks nothing, and speaks of no trade, no coin and no number."""
    return (
        "?" not in text
        and not DIGIT.search(HOURS.sub(" ", text))
        and not names_something(set(said) - SPANS)
        and SPEAKS_OF.isdisjoint(said)
    )
