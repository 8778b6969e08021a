"""A command among other sentences: “The fees look low tonight, so please buy ETH with 150 USDC”.

A message is cut where people pause. Where all that trades, counts or sets a condition stands side by side, and the rest
holds no word of doubt, another voice or another wish, the rest is left out, whatever else it says. What is left has to
pass the gate and the clauses by itself.
"""

from __future__ import annotations

import re
from typing import Final

from bots.language.bag_words import words as said
from bots.language.clauses import pattern
from bots.language.coins import CHAIN_INDEXES, COINS, symbol
from bots.language.cold_words import (
    ACTS,
    ASKING,
    BACK,
    DENIALS,
    DOUBTFUL,
    HARMLESS,
    HERE,
    HOPELESS,
    PLACED,
    POINTS,
    RETRACTING,
    STARTS,
    TIMES,
    UNFINISHED,
)
from bots.language.denials import is_near_denial
from bots.language.lexer import lex
from bots.language.parts import HOURS, LEAST, MOST, WORD, Part, part_of, pieces_of
from bots.language.words import PAUSE

__all__ = ["begins_harmlessly", "command_in", "is_placed"]

_LINK: Final = re.compile(
    r"(?:(?:and|so|then|but|hence|therefore|thus|anyway|now|ok|okay|that's why|which is why|for that reason|as a "
    r"result|quick|"
    r"accordingly|just|still|yes|yeah|well)[,:]?\s+)+",
    re.IGNORECASE,
)
_GOODBYES: Final = frozenset(("please", "pls", "thanks", "thx", "esther"))
_HELLOS: Final = frozenset(("hi", "hello", "hey"))
# With one of these, a time may be when to act: “let's do it tomorrow. Sell 2 eth”.
_ANSWERS: Final = ACTS | said(
    "ok okay so and then do yes now well but just hey hi maybe please esther let's lets let you we it that "
    "this act ready"
)
_SO: Final = re.compile(r"\b(?:so|hence|therefore|thus|why|reason|accordingly|result|but)\b", re.IGNORECASE)
_PLEASE: Final = re.compile(r"(?:please|pls|plz|kindly|go ahead|(?:can|could|would|will) (?:you|u))\b", re.IGNORECASE)
_POLITE: Final = re.compile(
    r"(?:if (?:it|you|that)[^,]{3,40},\s*)?(?:(?:please|pls|kindly)[, ]+)?(?:can|could|would|will|might) (?:you|u|i)\b",
    re.IGNORECASE,
)
_FOREIGN: Final = re.compile(r"[?\"`<>\[\]{}«»“”@#=/\\*_~^]|[$%€£]|\b(?:e\.?g|i\.e|ex|viz)\b")
_LASTS: Final = re.compile(
    r"\d|\b(?:good|valid|open|for|lasts|expires|until|till) (?:for |in |the next )*(?:an?|one|two|three|the|today|"
    r"tonight) ?"
    r"(?:hour|day|week|month|$)",
    re.IGNORECASE,
)
# “I get up, sell 1 eth” tells a story; “I need the money, sell 1 eth” does not.
_TALE: Final = re.compile(
    r"(?:i|we) (?:get|wake|open|go|log|sit|check|look|walk|take|make|drink|come|start|run|turn|grab|eat|see|do|click|"
    r"press)\b"
)
_YOU: Final = re.compile(
    r"\b(?:you|u) (?:should|must|have to|need|can|could|want|will|always|never|do|are (?:an?|now|the))\b"
    r"|\byour (?!help|time|patience|work|quick)"
)
_HABIT: Final = re.compile(
    r"\b(?:was|were|be|is|are|am) like\b|\b(?:he|she|they|i|everyone|everybody|people) (?:go|goes|went)$|^(?:the "
    r")?price of \w+$"
    r"|\b(?:every|each) (?:day|week|month|year|hour|morning|evening|night|monday|friday|sunday)\b"
)
_IT: Final = re.compile(
    r"(?<=\bof )it\b|(?<=\binto )it\b|(?<=\bin )it\b|(?<=\bbuy )it\b|(?<=\bsell )it\b", re.IGNORECASE
)
_ASKED: Final = re.compile(r"\b(?:can|could|would|will|might) (?:you|u|i)\b", re.IGNORECASE)
_VERBS: Final = pattern("buy|grab|ape|sell|swap|bridge")
_THINGS: Final = pattern("coin|stable|place|ticker|address|USD")


def command_in(text: str) -> str:
    """Return the part of a message that may be a command, without what may be left out; empty where there is none."""
    if _is_hopeless(text.lower()) or (text[-1:] == "?" and not _ASKED.search(text)):
        return ""
    pieces = pieces_of(text)
    if not 1 < len(pieces) <= MOST:
        return ""
    parts = [part_of(*piece) for piece in pieces]
    hot = [place for place, part in enumerate(parts) if part.is_hot]
    if not hot:  # what names no number and no trade may still be a verb with a coin: “snag me a hundred bucks of arb”
        hot = _last_verb(parts)
    # Behind a command a number of days belongs to it: “buy 25 link at 11, good for 24h”.
    hot += [place for place in range(hot[-1] + 1, len(parts)) if _LASTS.search(parts[place].text)] if hot else []
    return _between(parts, hot[0], hot[-1]) if hot else ""


def _is_hopeless(text: str) -> bool:
    if HOPELESS.isdisjoint(WORD.findall(text)):
        return False
    return not HOPELESS.isdisjoint(WORD.findall(HARMLESS.sub(" ", text)))


def _last_verb(parts: list[Part]) -> list[int]:
    """Return the place of the last part with a verb of trading and a token, in a list; an empty one for none."""
    for place in reversed(range(len(parts))):
        codes = lex(parts[place].text.strip(" ,.;!-|")).codes
        if _VERBS.search(codes) and _THINGS.search(codes):
            return [place]
    return []


def _between(parts: list[Part], first: int, last: int) -> str:
    """Return the command from one part to another; empty where one of the others may not be left out."""
    before, behind = parts[:first], parts[last + 1 :]
    if not before and not behind:
        return ""
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


def _named(command: str, before: list[Part]) -> str:
    """Return a command with the one coin that was spoken of in the place of “it”."""
    coins = {symbol(word) for part in before for word in part.words if word in COINS}
    return _IT.sub(coins.pop(), command, count=1) if len(coins) == 1 and _IT.search(command) else command


def _may_stand_before(part: Part, says_so: bool) -> bool:
    """Say whether a part before the command can be left out, since it changes nothing of it."""
    typed = part.typed
    says_hello = not part.words and (DOUBTFUL.isdisjoint(typed) or typed[-1] in _HELLOS)  # “my wife says hi: …”
    if part.cut == "colon" and not says_hello and not (len(typed) > 1 and typed[-1] in POINTS):
        return False
    if not _is_cold(part):
        return False
    words = part.words
    if not words:
        return True
    if not begins_harmlessly(part.text, says_so) or (
        part.text.rstrip()[-1:].isalnum() and words[-1] == typed[-1] in UNFINISHED
    ):
        return False
    return not _is_in_doubt(part) and (says_so or part.cut == "stop" or not _TALE.match(" ".join(words)))


def _is_in_doubt(part: Part) -> bool:
    """Say whether a denial or a time in a part before the command may be meant for it, since little else is told."""
    words, typed = part.words, part.typed
    is_apart = part.text.rstrip()[-1:] in ".!" and _ANSWERS.isdisjoint(
        typed
    )  # a sentence of its own: “Unlock tomorrow.”
    last = [word for word in words[-1:] if not (is_apart and word in TIMES)]
    if len(typed) > LEAST and not _denies(last):
        return False
    if not TIMES.isdisjoint(words) and not (is_apart and len(typed) > 1):
        return True
    return _denies([word for word in words if word not in TIMES])


def begins_harmlessly(text: str, says_so: bool) -> bool:
    """Say whether what stands before a command does not begin as another wish, a time, a manner or a denial does.

    `says_so` means that “so” or “please” leads from there to the command.
    """
    said = text.strip()
    first = WORD.search(said)
    is_long = says_so and said.count(" ") >= LEAST
    if first is None or first[0].lower() not in (ASKING | TIMES if is_long else STARTS):
        return True
    return HERE.match(said) is not None or HARMLESS.match(said) is not None


def _may_stand_behind(part: Part) -> bool:
    """Say whether a part behind the command can be left out: there people take back what they said."""
    words, typed = part.words, part.typed
    if typed and typed[0] in _GOODBYES and len(typed) == 1:
        return True
    if not _is_cold(part) or _denies(words) or not (TIMES | RETRACTING).isdisjoint(words):
        return False
    return not words or typed[0] in BACK


def _denies(words: list[str]) -> bool:
    return not DENIALS.isdisjoint(words) or any(map(is_near_denial, words))


def _is_cold(part: Part) -> bool:
    words = part.words
    if _FOREIGN.search(HOURS.sub(" ", part.text).replace(PAUSE.strip(), "")):
        return False
    said = " ".join(words)
    return DOUBTFUL.isdisjoint(words) and not (_YOU.search(said) or _HABIT.search(said) or is_placed(words))


def is_placed(words: list[str]) -> bool:
    """Say whether it is said where something is, or what for: that may be meant for the command."""
    return any(
        (word in CHAIN_INDEXES or word in COINS)
        and not word.isdecimal()
        and words[place - 1 - (words[place - 1] == "the")] in PLACED
        for place, word in enumerate(words)
        if place
    )
