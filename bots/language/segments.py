"""A command among other sentences: “The fees look low tonight, so please buy ETH with 150 USDC”.

A message is cut where people pause. Where all that trades, counts or sets a condition stands side by side, and the rest
holds no word of doubt, another voice or another wish, the rest is left out, whatever else it says. What is left has to
pass the gate and the clauses by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bots.language.clauses import pattern
from bots.language.coins import CHAIN_INDEXES, COINS, symbol
from bots.language.cold_words import (
    BACK,
    DENIALS,
    DOUBTFUL,
    HARMLESS,
    HERE,
    HOT,
    PLACED,
    POINTS,
    RETRACTING,
    STARTS,
    TIMES,
)
from bots.language.denials import is_near_denial
from bots.language.lexer import lex
from bots.language.spelling import NUMBER_WORDS
from bots.language.words import PAUSE

__all__ = ["begins_harmlessly", "command_in"]

_MOST: Final = 14  # parts of a message, at most
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
    r"that's|thank|thanks|let's|let me|yes|anyway))\b)"
    rf"|(?<! you)(?<! u)(?<! i)(?<!^you)\s+(?={_ASKING} {_VERB})|(?:(?<= lol)|(?<=^lol)|(?<= lmao))\s+(?={_VERB})",
    re.IGNORECASE,
)
_LINK: Final = re.compile(
    r"(?:(?:and|so|then|but|hence|therefore|thus|anyway|now|ok|okay|that's why|which is why|for that reason|as a "
    r"result|quick|"
    r"accordingly|just|still|yes|yeah|well)[,:]?\s+)+",
    re.IGNORECASE,
)
_GOODBYES: Final = frozenset(("please", "pls", "thanks", "thx", "esther"))
_SO: Final = re.compile(r"\b(?:so|hence|therefore|thus|why|reason|accordingly|result|but)\b", re.IGNORECASE)
_PLEASE: Final = re.compile(r"(?:please|pls|plz|kindly|go ahead|(?:can|could|would|will) (?:you|u))\b", re.IGNORECASE)
_POLITE: Final = re.compile(
    r"(?:if (?:it|you|that)[^,]{3,40},\s*)?(?:(?:please|pls|kindly)[, ]+)?(?:can|could|would|will|might) (?:you|u|i)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W_][\w'-]*")
_FOREIGN: Final = re.compile(r"[?\"`<>\[\]{}«»“”@#=/\\*_~^]|[$%€£]|\b(?:e\.?g|i\.e|ex|viz)\b")
# A number that counts time or people, not coins.
_HOURS: Final = re.compile(
    r"\b(?:\d{1,3}|an?|few) ?(?:min|mins|minutes?|h|hrs?|hours?|days?|weeks?|months?|years?|kids|times)\b"
    r"|\bbattery (?:is )?(?:at|on) \d{1,2} ?%",
    re.IGNORECASE,
)
_NUMBERS: Final = NUMBER_WORDS.keys() - {"one"}
# “I get up, sell 1 eth” tells a story; “I need the money, sell 1 eth” does not.
_TALE: Final = re.compile(
    r"(?:i|we) (?:get|wake|open|go|log|sit|check|look|walk|take|make|drink|come|start|run|turn|grab|eat|see|do|click|"
    r"press)\b"
)
_YOU: Final = re.compile(r"\b(?:you|u) (?:should|must|have to|need|can|could|want|will|always|never|do)\b")
_HABIT: Final = re.compile(
    r"\b(?:was|were|be|is|are|am) like\b|\b(?:go|goes|went)$|^(?:the )?price of \w+$"
    r"|\b(?:every|each) (?:day|week|month|year|hour|morning|evening|night|monday|friday|sunday)\b"
)
_IT: Final = re.compile(
    r"(?<=\bof )it\b|(?<=\binto )it\b|(?<=\bin )it\b|(?<=\bbuy )it\b|(?<=\bsell )it\b", re.IGNORECASE
)
_VERBS: Final = pattern("buy|grab|ape|sell|swap|bridge")
_LEAST: Final = 3  # words in which a time, or a denial, belongs to what somebody tells


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    cut: str  # "stop", "colon" or another
    words: list[str]

    @property
    def is_hot(self) -> bool:
        bare = _HOURS.sub(" ", self.text)
        counts = self.words[:1] and self.words[0] in _NUMBERS
        if not HOT.isdisjoint(self.words) or counts or any(map(str.isdigit, bare)) or "%" in bare:
            return True
        names = [word in COINS or word in CHAIN_INDEXES for word in self.words]
        return bool(names) and (all(names) or (names[-1] and self.words[0] in PLACED and len(names) <= _LEAST))


def command_in(text: str) -> str:
    """Return the part of a message that may be a command, without what may be left out; empty where there is none."""
    parts = _parts(text)
    hot = [place for place, part in enumerate(parts) if part.is_hot]
    if not hot:  # what names no number and no trade may still be a verb with a coin: “snag me a hundred bucks of arb”
        hot = [place for place, part in enumerate(parts) if _VERBS.search(lex(part.text.strip(" ,.;!-|")).codes)][-1:]
    if not hot or not 1 < len(parts) <= _MOST:
        return ""
    first, last = hot[0], hot[-1]
    before, behind = parts[:first], parts[last + 1 :]
    command = "".join(part.text for part in parts[first : last + 1]).strip(" ,.;!-|\n:()")
    link = _LINK.match(command)
    says_so = bool(link and _SO.search(link[0])) or _PLEASE.match(command[link.end() if link else 0 :]) is not None
    if not all(_may_stand_before(part, says_so) for part in before) or not all(map(_may_stand_behind, behind)):
        return ""
    command = command[link.end() :] if link else command
    if before and before[-1].words == ["please"]:
        command = f"please {command}"
    if command.endswith("?") and not _POLITE.match(command):
        return ""
    return _named(command, before)


def _named(command: str, before: list[_Part]) -> str:
    """Return a command with the one coin that was spoken of in the place of “it”."""
    coins = {symbol(word) for part in before for word in part.words if word in COINS}
    return _IT.sub(coins.pop(), command, count=1) if len(coins) == 1 and _IT.search(command) else command


def _parts(text: str) -> list[_Part]:
    """Cut a message where people pause."""
    parts, start = [], 0
    for cut in _CUT.finditer(text):
        if cut.start() > start or cut["stop"]:
            parts.append(_part(text[start : cut.end()], "stop" if cut["stop"] else "colon" if cut["colon"] else ""))
        start = cut.end()
        if len(parts) > _MOST:
            return parts
    return [*parts, _part(text[start:], "")] if text[start:].strip() else parts


def _part(text: str, cut: str) -> _Part:
    return _Part(text, cut, _WORD.findall(HARMLESS.sub(" ", text.lower())))


def _may_stand_before(part: _Part, says_so: bool) -> bool:
    """Say whether a part before the command can be left out, since it changes nothing of it."""
    typed = _WORD.findall(part.text.lower())
    if part.cut == "colon" and not (len(typed) > 1 and typed[-1] in POINTS):
        return False
    if not _is_cold(part):
        return False
    words = part.words
    if not words:
        return True
    if not begins_harmlessly(part.text, says_so):
        return False
    is_told = len(words) >= _LEAST and not _denies(words[-1:])
    if not is_told and (_denies(words) or not TIMES.isdisjoint(words)):
        return False
    return says_so or part.cut == "stop" or not _TALE.match(" ".join(words))


def begins_harmlessly(text: str, says_so: bool) -> bool:
    """Say whether what stands before a command does not begin as another wish, a time, a manner or a denial does.

    `says_so` means that “so” or “please” leads from there to the command.
    """
    said = text.strip()
    first = _WORD.search(said)
    if first is None or first[0].lower() not in (TIMES if says_so else STARTS):
        return True
    return HERE.match(said) is not None or HARMLESS.match(said) is not None


def _may_stand_behind(part: _Part) -> bool:
    """Say whether a part behind the command can be left out: there people take back what they said."""
    words, typed = part.words, _WORD.findall(part.text.lower())
    if typed and typed[0] in _GOODBYES and len(typed) == 1:
        return True
    if not _is_cold(part) or _denies(words) or not (TIMES | RETRACTING).isdisjoint(words):
        return False
    return not words or typed[0] in BACK


def _denies(words: list[str]) -> bool:
    return not DENIALS.isdisjoint(words) or any(map(is_near_denial, words))


def _is_cold(part: _Part) -> bool:
    words = part.words
    if _FOREIGN.search(_HOURS.sub(" ", part.text).replace(PAUSE.strip(), "")):
        return False
    said = " ".join(words)
    return DOUBTFUL.isdisjoint(words) and not (_YOU.search(said) or _HABIT.search(said) or _is_placed(words))


def _is_placed(words: list[str]) -> bool:
    """Say whether it is said where something is, or what for: that may be meant for the command."""
    return any(
        (word in CHAIN_INDEXES or word in COINS) and words[place - 1 - (words[place - 1] == "the")] in PLACED
        for place, word in enumerate(words)
        if place
    )
