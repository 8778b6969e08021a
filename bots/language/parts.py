"""Cutting a message where people pause, into parts that may be a command and parts that may be left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bots.language.coins import CHAIN_INDEXES, COINS
from bots.language.cold_words import DENIALS, DOUBTFUL, HARMLESS, HOT, PLACED, RETRACTING, STARTS, TIMES, WEAK
from bots.language.spelling import NUMBER_WORDS

__all__ = ["HOURS", "LEAST", "MOST", "WORD", "Part", "part_of", "pieces_of"]

LEAST: Final = 3  # words in which a time, or a denial, belongs to what somebody tells
MOST: Final = 14  # parts of a message, at most
_VERB: Final = (
    r"(?:buy|sell|swap|put|set|convert|exchange|bridge|move|rebalance|place|get|dump|purchase|trail|stop|take profit|"
    r"tp|sl|"
    r"limit|ape|grab|throw|tell|alert|notify|change)\b"
)
_ASKING: Final = r"(?:please|pls|plz|plaese|kindly)\b"
_CUT: Final = re.compile(
    r"(?P<stop>\s*(?:[.!?;…]+(?=\s|$)|\||:\)|:\()[\s.!?;|]*)|(?P<colon>:\s+)|\s+-+\s+|,+\s*(?=\D)"
    r"|\s+(?=(?:because|cause|cuz|coz|bcoz|bc|since|as (?:i|i'm|im|the|my|it|we|this)|so(?! (?:good|kind|much|far|"
    r"long|many|nice|that))|but|thanks|thank you|and "
    r"(?:no|"
    r"that's|thank|thanks|let's|let me|yes|anyway)|for (?:the|my) (?:culture|memes|fun|win|kids|rent|holidays|trip))\b)"
    rf"|(?<! you)(?<! u)(?<! i)(?<!^you)(?<!\bput)(?<!\bset)(?<!\bsell)(?<!\bbuy)\s+(?={_ASKING} {_VERB})|(?:(?<= "
    rf"lol)|(?<=^lol)|(?<= lmao))\s+(?={_VERB})",
    re.IGNORECASE,
)
WORD: Final = re.compile(r"[^\W_][\w'-]*")
# A number that counts time or people, not coins.
HOURS: Final = re.compile(
    r"\b(?:\d{1,3}|an?|few) ?(?:min|mins|minutes?|h|hrs?|hours?|days?|weeks?|months?|years?|kids|times)\b"
    r"|\bbattery (?:is )?(?:at|on) \d{1,2} ?%",
    re.IGNORECASE,
)
_BETWEEN: Final = frozenset(("to", "from"))
_WHOLE: Final = frozenset(("all", "everything"))
_NUMBERS: Final = NUMBER_WORDS.keys() - {"one"}
# Without one of these there is nothing that a harmless turn could excuse.
_TROUBLE: Final = HOT | DOUBTFUL | DENIALS | TIMES | RETRACTING | frozenset(("one", "you", "wait", "i'd"))


@dataclass(slots=True)
class Part:
    """A part of a message: as it is typed, how it is cut off, and its words."""

    text: str
    cut: str  # "stop", "colon" or another
    typed: list[str]
    words: list[str]  # those without the turns that are harmless

    @property
    def is_hot(self) -> bool:
        """Say whether it trades, counts, sets a condition, or says where: then it belongs to a command."""
        hot = HOT.intersection(self.words)
        is_weak = (
            hot <= WEAK and len(self.words) > 1 and self.words[0] not in WEAK and COINS.keys().isdisjoint(self.words)
        )
        if (
            self.words[:1]
            and self.words[0] in _WHOLE
            and "to" in self.words
            and not COINS.keys().isdisjoint(self.words)
        ):
            return True
        if (hot and not is_weak) or (self.words[:1] and self.words[0] in _NUMBERS):
            return True
        bare = HOURS.sub(" ", self.text)
        if any(map(str.isdigit, bare)):
            bare = HARMLESS.sub(" ", bare)
        if "%" in bare or any(map(str.isdigit, bare)):
            return True
        names = [word in COINS or word in CHAIN_INDEXES for word in self.words if word not in _BETWEEN]
        return bool(names) and (all(names) or (names[-1] and self.words[0] in PLACED and len(names) <= LEAST))


def pieces_of(text: str) -> list[tuple[str, str]]:
    """Cut a message where people pause, each piece with how it was cut off."""
    pieces, start = [], 0
    for cut in _CUT.finditer(text):
        if cut.start() > start or cut["stop"]:
            pieces.append((text[start : cut.end()], "stop" if cut["stop"] else "colon" if cut["colon"] else ""))
        start = cut.end()
        if len(pieces) > MOST:
            return pieces
    return [*pieces, (text[start:], "")] if text[start:].strip() else pieces


def part_of(text: str, cut: str) -> Part:
    """Return a part with its words."""
    said = text.lower()
    typed = WORD.findall(said)
    is_calm = _TROUBLE.isdisjoint(typed) and not (typed and typed[0] in STARTS)
    return Part(text, cut, typed, typed if is_calm else WORD.findall(HARMLESS.sub(" ", said)))
