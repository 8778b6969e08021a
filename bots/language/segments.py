"""A command among other sentences: “The fees look low tonight, so please buy ETH with 150 USDC”.

A message is cut where people pause. Where all that trades, counts or sets a condition stands side by side, and the rest
holds no word of doubt, denial, another time or another voice, the rest is left out, whatever else it says. What is left
has to pass the gate and the clauses by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bots.language.cold_words import BACK, BUSY, DOUBTFUL, FRONT, HARMLESS, HOT, OTHERS, PLACED, TIMES
from bots.language.coins import CHAIN_INDEXES, COINS
from bots.language.denials import is_near_denial
from bots.language.words import PAUSE

__all__ = ["command_in"]

_MOST: Final = 12  # parts of a message, at most
_CUT: Final = re.compile(
    r"(?P<stop>\s*(?:[.!;…]+(?=\s|$)|\n|\|)[\s.!;|]*)|\s+-+\s+|,+\s*(?=\D)|\s+(?=(?:because|cause|cuz|coz|bcoz|bc|since|"
    r"as (?:i|i'm|im|the|my|it|we|this)|so that|thanks|thank you|so (?:please|pls|kindly|can you|could you|go ahead))\b)"
    r"|\s+(?=so (?:buy|sell|swap|put|set|convert|exchange|bridge|move|rebalance|place|get|dump)\b)",
    re.IGNORECASE,
)
_LINK: Final = re.compile(
    r"(?:(?:and|so|then|but|hence|therefore|thus|anyway|now|ok|okay|that's why|which is why|for that reason|as a result|"
    r"accordingly)[,:]?\s+)+",
    re.IGNORECASE,
)
_SO: Final = re.compile(r"\b(?:so|hence|therefore|thus|why|reason|accordingly|result)\b", re.IGNORECASE)
_PLEASE: Final = re.compile(r"(?:please|pls|plz|kindly|go ahead|(?:can|could|would|will) (?:you|u)\b)", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W_][\w'-]*")
_BARRED: Final = re.compile(r"[?\"`<>\[\]{}«»“”:@#=/\\*_~^]|\d|[$%€£]")
# “I get up, sell 1 eth” tells a story; “I need the money, sell 1 eth” does not.
_TALE: Final = re.compile(
    r"(?:i|we) (?!(?:'m|am|have|need|want|had|got|feel|just|believe|know|love|hate|like|trust|really|changed|decided|am|"
    r"'ve|'d|saw|see|are|were|was|missed|lost|made|promised|owe|must|still|finally|spotted|noticed|keep)\b)\w+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    ends_sentence: bool
    words: list[str]

    @property
    def is_hot(self) -> bool:
        return not HOT.isdisjoint(self.words) or any(each.isdigit() for each in self.text) or "%" in self.text


def command_in(text: str) -> str:
    """Return the part of a message that may be a command, without what may be left out; empty where there is none."""
    if "?" in text:
        return ""
    parts = _parts(text)
    hot = [place for place, part in enumerate(parts) if part.is_hot]
    if not hot or not 1 < len(parts) <= _MOST:
        return ""
    first, last = hot[0], hot[-1]
    command = "".join(part.text for part in parts[first : last + 1]).strip(" ,.;!-|\n")
    link = _LINK.match(command)
    ends = first > 0 and parts[first - 1].ends_sentence
    says_so = bool(link and _SO.search(link[0])) or (first > 0 and _PLEASE.match(command[link.end() if link else 0 :]))
    if not all(_may_go(part, FRONT, bool(says_so), ends) for part in parts[:first]):
        return ""
    if not all(_may_go(part, BACK, False, True) for part in parts[last + 1 :]):
        return ""
    return command[link.end() :] if link else command


def _parts(text: str) -> list[_Part]:
    """Cut a message where people pause."""
    parts, start = [], 0
    for cut in _CUT.finditer(text):
        if cut.start() > start:
            parts.append(_part(text[start : cut.end()], cut["stop"] is not None))
        start = cut.end()
        if len(parts) > _MOST:
            return parts
    return [*parts, _part(text[start:], False)] if text[start:].strip() else parts


def _part(text: str, ends_sentence: bool) -> _Part:
    return _Part(text, ends_sentence, _WORD.findall(HARMLESS.sub(" ", text).lower()))


def _may_go(part: _Part, starts: frozenset[str], says_so: bool, ends: bool) -> bool:
    """Say whether a part can be left out, since it changes nothing of the command."""
    words = part.words
    if _BARRED.search(part.text.replace(PAUSE.strip(), "")):
        return False
    if not words:
        return True
    if words[0] in BUSY or _is_placed(words):
        return False
    doubtful = (DOUBTFUL - OTHERS if says_so else DOUBTFUL | OTHERS).intersection(words)
    if doubtful or any(map(is_near_denial, words)):
        return False
    if not says_so and (words[0] not in starts or not TIMES.isdisjoint(words)):
        return False
    return says_so or starts is BACK or ends or not _TALE.match(" ".join(words))


def _is_placed(words: list[str]) -> bool:
    return any(
        (word in CHAIN_INDEXES or word in COINS) and words[place - 1 - (words[place - 1] == "the")] in PLACED
        for place, word in enumerate(words)
        if place
    )
