"""Cutting a message where people pause, into parts that may be a command and parts that may be left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bots.language.anycase import AnyCase
from bots.language.bag_words import words
from bots.language.coins import CHAIN_INDEXES, COINS
from bots.language.cold_words import DENIALS, DOUBTFUL, HOT, PLACED, RETRACTING, SOFT, STARTS, TIMES, UNFINISHED, WEAK
from bots.language.soothing import soothed
from bots.language.spelling import NUMBER_WORDS

__all__ = ["DONE", "HOURS", "LEAST", "MOST", "WORD", "Part", "part_of", "pieces_of"]

LEAST: Final = 3  # words in which a time, or a denial, belongs to what somebody tells
MOST: Final = 14  # parts of a message, at most
_VERB: Final = (
    r"(?:buy|sell|swap|put|set|convert|exchange|bridge|move|rebalance|place|get|dump|purchase|trail|stop|take profit|"
    r"tp|sl|"
    r"limit|ape|grab|throw|tell|alert|notify|change)\b"
)
_ASKING: Final = r"(?:please|pls|plz|plaese|kindly)\b"
# Where another sentence begins that no pause parts from the last: “sell 2 eth i need shoes”, “it's me could you buy …”.
_JOINED: Final = "".join(
    rf"(?<!\b{word})"
    for word in words(
        "if when whenever once unless until till before after while because since as than that what who which how why "
        "where whether maybe think thinks thought know knows say says said told tell and or but so of on in at for to "
        "from with by into below above under over the a all everything whatever whoever do does did should provided "
        "assuming supposing case moment minute second day time price like unlike only not never about hope wish guess"
    )
)
_IS: Final = (
    r"(?:is|are|was|were|has|have|had|needs?|wants?|keeps?|got|gets|looks?|starts?|begins?|comes?|came|goes|went|turns?|"
    r"turned|broke|loves?|hates?|makes?|feels?|costs?|just|finally|will|can't|cant|won't|wont|doesn't|dont|don't)"
)
_RUN_ON: Final = (
    r"i (?:need|want|wanna|hope|feel|felt|believe|trust|love|like|hate|can'?t|cannot|don'?t|was|give|promised|finally|"
    r"really|would|will|got (?:the|an?|my|no|some|paid)|have (?:the|an?|my|no|some|been))|i'?(?:d|ll|ve)|"
    rf"(?:my|our|the|his|her|their|this|that) (?!price|market|moment|minute|day)(?:[a-z']+ ){{1,2}}{_IS}|"
    rf"(?:it|that|this|she|he|they|we|there) {_IS}|(?:it|that|this|she|he|there|what)'?s|they're|we're|"
    rf"(?:can|could|would|will) (?:you|u) (?:please |pls |kindly |just )*(?={_VERB})"
)
_CUT: Final = AnyCase(
    r"(?=[\s,.:;!?…|])(?:(?P<stop>\s*(?:[.!?;…]+(?=\s|$)|\||:\)|:\()[\s.!?;|]*)|(?P<colon>:\s+)|\s+-+\s+|,+\s*(?=\D)"
    r"|\s+(?=(?:because|cause|cuz|coz|bcoz|bc|since(?! (?:19|20|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|last|"
    r"yesterday|then\b|ever|forever))|as (?:i|i'm|im|the|my|it|we|this)|so(?! (?:good|kind|much|far|"
    r"long|many|nice|that(?! (?:i|we|it|everything|the|my|she|he|they|nobody)\b)))|(?<!nothing )but|(?<!many )thanks|"
    r"thank you|(?:before?|b4) (?:i|we|it|he|she|they|my|our|the|this|that|your)|(?<!think )(?<!thinks )(?<!what "
    r")(?<!maybe )(?<!know )(?<!that )(?<!because )(?:i'?m|i am|i gotta|i have to|i've "
    r"got to|gotta) (?!not\b)\w+|while (?:i|i'm|im|we|it|it's|its|the|"
    r"my|they)|and (?:i|i'm|im|i'll|we|my|he|she|it's|"
    r"then i|open the)|and (?:no|good ?(?:night|luck|day|evening|bye)|wish me|that's|thank|thx|thanks|let's|let me|"
    r"yes|anyway)|(?<!sorry )(?<!thanks )(?<!thank you )(?<!about )for (?:the|"
    r"my|our|her|his|a|an|some) (?!\d|(?:few|couple|long|"
    r"short|minute|min|sec|second|hour|day|night|week|weekend|month|year|while|bit|moment|time)s?\b)[a-z]+)\b)"
    rf"|{_JOINED}\s+(?=(?P<run>{_RUN_ON})\b)"
    rf"|(?<! you)(?<! u)(?<! i)(?<!^you)(?<!\bput)(?<!\bset)(?<!\bsell)(?<!\bbuy)\s+(?={_ASKING} {_VERB})|(?:(?<= "
    rf"lol)|(?<=^lol)|(?<= lmao))\s+(?={_VERB}))",
)
_WISHES: Final = re.compile(r"i (?:want|wanna|would)|i.?d\b|can|could|will|would")
_ORDER: Final = re.compile(rf"\b{_VERB}")
WORD: Final = re.compile(r"[^\W_][\w'-]*")
# A number that counts time or people, not coins.
HOURS: Final = AnyCase(
    r"\b(?:\d{1,3}|an?|few) ?(?:min|mins|minutes?|h|hrs?|hours?|days?|weeks?|months?|years?|kids|times)\b"
    r"|\bbattery (?:is )?(?:at|on) \d{1,2} ?%|\b(?:in|since|from|of|until) (?:19|20)\d\d\b"
    r"|\b(?:starts?|begins?|leaves?|ends?|closes?|boards?|dies) in \d{1,2}\b",
)
_BETWEEN: Final = frozenset(("to", "from"))
_SIGNS: Final = re.compile(r"[?\"`<>\[\]{}«»“”@#=/\\*_~^$%€£]")
_ORDERS: Final = frozenset(("buy", "sell", "swap", "convert", "exchange", "bridge", "trail", "rebalance"))
_IT: Final = frozenset(("it", "them"))
_OPENERS: Final = STARTS | HOT - SOFT | frozenset(("if", "when", "whenever", "should", "whether", "only", "but", "and"))
DONE: Final = frozenset(("bought", "sold", "traded", "invested", "staked", "borrowed"))
_WHOLE: Final = frozenset(("all", "everything"))
_NUMBERS: Final = NUMBER_WORDS.keys() - {"one"}
# Without one of these there is nothing that a harmless turn could excuse.
_TROUBLE: Final = (
    HOT | DOUBTFUL | DENIALS | TIMES | RETRACTING | CHAIN_INDEXES.keys() | frozenset(("one", "you", "wait", "i'd"))
)


@dataclass(slots=True)
class Part:
    """A part of a message: as it is typed, how it is cut off, and its words."""

    text: str
    cut: str  # "stop", "colon" or another
    typed: list[str]
    words: list[str]  # those that are looked at
    bare: str  # the text without those turns, and without numbers that count time or people
    calm: Part | None = None  # once it is asked for: the same without turns that are harmless

    def soothed(self) -> Part:
        """Return the part without turns that are harmless; itself where it has none."""
        if self.calm is None:
            self.calm = self._soothed()
        return self.calm

    def _soothed(self) -> Part:
        typed = self.typed
        counts = any(map(str.isdigit, self.text))
        if counts and typed and typed[0] in _ORDERS:  # a command from its first word on: there is nothing to excuse
            return self
        begins = bool(typed) and (typed[0] in STARTS or typed[-1] in UNFINISHED)
        if not (counts or begins or not _TROUBLE.isdisjoint(typed) or _SIGNS.search(self.text)):
            return self
        bare = soothed(self.text)
        words = WORD.findall(bare)
        return self if len(words) == len(typed) else Part(self.text, self.cut, typed, words, HOURS.sub(" ", bare))

    @property
    def is_hot(self) -> bool:
        """Say whether it trades, counts, sets a condition, or says where: then it belongs to a command."""
        hot = HOT.intersection(self.words)
        if hot and not _IT.isdisjoint(self.words[-1:]) and "of" in self.words:
            return True  # “on a quarter of it”
        is_weak = (
            hot <= WEAK and len(self.words) > 1 and self.words[0] not in WEAK and COINS.keys().isdisjoint(self.words)
        )
        if self.words[:1] and self.words[0] in _WHOLE and len(self.words) <= LEAST:
            return True
        if (
            self.words[:1]
            and self.words[0] in _WHOLE
            and "to" in self.words
            and not COINS.keys().isdisjoint(self.words)
        ):
            return True
        if (hot and not is_weak) or (self.words[:1] and self.words[0] in _NUMBERS):
            return True
        return self._counts or self._only_names

    @property
    def _counts(self) -> bool:
        return "%" in self.bare or any(map(str.isdigit, self.bare))

    @property
    def _only_names(self) -> bool:
        names = [word in COINS or word in CHAIN_INDEXES for word in self.words if word not in _BETWEEN]
        return bool(names) and (all(names) or (names[-1] and self.words[0] in PLACED and len(names) <= LEAST))

    @property
    def is_soft(self) -> bool:
        """Say whether it only seems to belong to a command: it tells something, and counts nothing."""
        hot = HOT.intersection(self.words)
        if not self.words or not hot <= SOFT or self._only_names or self.words[0] in _OPENERS:
            return False
        if hot and hot <= DONE and self.cut == "stop":
            return True
        return not (self._counts or any(word in COINS or word in CHAIN_INDEXES for word in self.words))


def pieces_of(text: str) -> list[tuple[str, str]]:
    """Cut a message where people pause, each piece with how it was cut off."""
    pieces, start = [], 0
    for cut in _CUT.finditer(text):
        if cut[0].isspace() and " " not in text[start : cut.start()].strip():
            continue  # “its for my son”
        if cut["run"] and not (_WISHES.match(cut["run"]) or _ORDER.search(cut.string, start, cut.start())):
            continue  # “after years of reading my decision is made”
        if cut.start() > start or cut["stop"]:
            pieces.append((text[start : cut.end()], "stop" if cut["stop"] else "colon" if cut["colon"] else ""))
        start = cut.end()
        if len(pieces) > MOST:
            return pieces
    return [*pieces, (text[start:], "")] if text[start:].strip() else pieces


def part_of(text: str, cut: str) -> Part:
    """Return a part with its words."""
    typed = WORD.findall(text.lower())
    return Part(text, cut, typed, typed, HOURS.sub(" ", text))
