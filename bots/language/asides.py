"""Whether a part of a message may be left out beside a command, because it changes nothing of it. See `segments`.

Before a command people explain themselves; “so” and “please” show that they come to the point. Behind it they give a
reason, or take back what they said: there one word of denial, of doubt or of another time is too many.
"""

from __future__ import annotations

import re
from typing import Final

from bots.language.anycase import AnyCase
from bots.language.bag_words import words as said
from bots.language.coins import CHAIN_INDEXES, COINS
from bots.language.cold_words import (
    ACTS,
    ALONE,
    ASKING,
    DENIALS,
    DOUBTFUL,
    HERE,
    PLACED,
    RETRACTING,
    STARTS,
    TERMS,
    TIMES,
    UNFINISHED,
    UNSURE,
    VOICES,
    WAYS,
)
from bots.language.denials import is_near_denial
from bots.language.harmless import HARMLESS
from bots.language.parts import LEAST, WORD, Part
from bots.language.points import calls_others, comes_to_the_point
from bots.language.times_told import TELLERS, TIMED, tells_when
from bots.language.words import PAUSE

__all__ = ["begins_harmlessly", "is_placed", "may_stand_before", "may_stand_behind", "turns_back"]

_GOODBYES: Final = frozenset(("please", "pls", "thanks", "thx", "esther"))
# With one of these, a time may be when to act: “let's do it tomorrow. Sell 2 eth”.
_ANSWERS: Final = ACTS | said(
    "ok okay so and then do yes now well but just hey hi maybe please esther let's lets let you we it that "
    "this act ready"
)
_FOREIGN: Final = re.compile(r"[?\"`<>\[\]{}«»“”@#=/\\*_~^]|[$%€£]|\b(?:e\.?g|i\.e|viz|ex[.:])(?!\w)")
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
# What somebody may be about to do: “I might, so …” is no reason.
_WAVERS: Final = re.compile(r"\b(?:i|we)(?:'d| would| could| might| may| should)\b(?! (?:have|be|say|add)\b)")
# Where somebody comes back to themselves from what others say: “… and she is right”, “well, anyway”.
_TURNS_BACK: Final = AnyCase(
    r"\b(?:anyways?|whatever|with that in mind|that said|long story short|tl;?dr|bottom line|the point is|fair "
    r"enough|convinced|agreed?|"
    r"(?:(?:he|she|they|it)(?:'s| is| are| was| were)|(?:i'?ve|i have|i)) (?:right|decided|made up my mind)|"
    r"my (?:decision|mind|turn|gold|money|choice)|i (?:have )?(?:decided|chose)|i came here for)\b",
)
_DEEDS: Final = said("do act trade then")  # with a time, it is said when: “let's do it on monday”
_PRICED: Final = said("price prices rate quote")  # “for the right price” is a condition
_NOUN: Final = AnyCase(
    r"(?:chart|hold|wait|plan|trade|show|list|watch|change|use|move) (?:is|are|was|looks|look|feels)\b"
)
_SENTENCE: Final = 6  # blanks in a sentence of its own
_CLAUSE: Final = AnyCase(r"^(?:after|since) .*\b(?:is|are|was|has|have|i'm|i am|i've|feel|found|know)\b")
# “That was for bob”: it was meant for another, or for nobody.
_TAKES_BACK: Final = re.compile(
    r"\b(?:from|to|in|into|with|using|via|for|on|other|second|another|main|old|new|cold|hot)(?: my| the| a)? "
    r"(?:wallets?|"
    r"accounts?|address|ledger)\b|'s (?:wallets?|accounts?|address|ledger)\b|\bat a time\b|\b(?:do|make|place) (?:it|"
    r"that|this) "
    r"(?:then|later|next|when|after|only|not)\b|^(?:wallet|account|address|ledger)\b|\b(?:was|were) (?:for|meant|"
    r"supposed|just|"
    r"only|a|an)\b|\bluck with\b|\bsee about\b"
    r"|\b(?:it|that|this|all|order|trade)(?:'s| is| was| got| went| has)(?: (?:already|now|just|all|so|very|been))* "
    r"(?:filled|done|called|executed|completed|finished|closed|quick|fast|easy|over|mine|his|hers|theirs|sent|placed|"
    r"ordered|set|through|settled|confirmed|processed|bought|sold)\b"
    r"|\b(?:plan|deadline|date|schedule|idea|order|trade|deal) (?:is|was)\b|\btime (?:till|until)\b"
    r"|\b(?:has|needs|wants|does|did|must)(?: to)? (?:do|handle|approve|decide|confirm|sign|check|see) "
    r"(?:it|that|this)\b|\bdoes (?:it|that|this)\b|\b(?:to|is|are|was|were|be|been|must|should)$"
)
_NAMES: Final = frozenset(COINS.keys() | CHAIN_INDEXES.keys())
_TURNING: Final = RETRACTING | TERMS
_OPENING: Final = ACTS | WAYS
_ASKS_OR_TIMES: Final = ASKING | TIMES
# By whether it is somebody's reason, and whether what others say is left behind.
_EXCUSED: Final = {
    (False, False): frozenset[str](),
    (True, False): UNSURE,
    (False, True): VOICES,
    (True, True): UNSURE | VOICES,
}
_LONG: Final = 4  # words of a part that tells something of its own
# Behind a command, a time is when to act unless the part tells something of its own, and of no trade.
_DOES: Final = said("it this that do want like fine enough can could wait act go start place make ready better best")


def may_stand_before(part: Part, *, says_so: bool, is_next: bool, is_left: bool) -> bool:
    """Say whether a part before the command can be left out, since it changes nothing of it.

    `says_so` means that “so” or “please” leads to the command, `is_next` that the part is the last before it, `is_left`
    that what others say in it is left behind before the command begins.
    """
    typed, words = part.typed, part.words
    if calls_others(typed):
        return False
    if part.cut == "colon" and not comes_to_the_point(part):
        return False
    if not _is_cold(part, _excused(part, says_so=says_so, is_left=is_left and not is_next)):
        return False
    if not words:
        return True
    is_cut_off = is_next and part.text.rstrip()[-1:].isalnum() and words[-1] == typed[-1] in UNFINISHED
    if is_cut_off or not begins_harmlessly(part.text, says_so):
        return False
    is_told = part.cut == "stop" and len(words) > LEAST
    return not _is_in_doubt(part, says_so) and (says_so or is_told or not _TALE.match(" ".join(words)))


def _excused(part: Part, *, says_so: bool, is_left: bool) -> frozenset[str]:
    """Return the words of doubt that are of somebody's reasons, and those of voices that are left behind."""
    if len(part.words) < LEAST:
        return frozenset()
    is_reason = (says_so or part.cut == "stop") and not _WAVERS.search(part.text.lower())
    return _EXCUSED[is_reason, is_left]


def turns_back(part: Part) -> bool:
    """Say whether somebody comes back to themselves in a part, and speaks for nobody else in it."""
    return part.cut != "colon" and _TURNS_BACK.search(part.text) is not None and VOICES.isdisjoint(part.typed)


def _is_in_doubt(part: Part, says_so: bool) -> bool:
    """Say whether a denial or a time in a part before the command may be meant for it, since little else is told."""
    words, typed = part.words, part.typed
    if not says_so and not TIMES.isdisjoint(words) and not _DEEDS.isdisjoint(words):
        return True
    # a sentence of its own: “Unlock tomorrow.”
    is_apart = part.text.rstrip()[-1:] in ".!" and _ANSWERS.isdisjoint(typed)
    last = [
        word
        for word in words[-1:]
        if not (word in TIMES and (is_apart or (len(typed) > 1 and tells_when(typed, says_so))))
    ]
    if len(typed) > LEAST and not _denies(last):
        return False
    if len(typed) >= LEAST - says_so and not last and words and typed[0] not in TIMES:
        return False
    if not TIMES.isdisjoint(words) and not (is_apart and len(typed) > 1):
        return True
    return _denies([word for word in words if word not in TIMES])


def begins_harmlessly(text: str, says_so: bool) -> bool:
    """Say whether what stands before a command does not begin as another wish, a time, a manner or a denial does.

    `says_so` means that “so” or “please” leads from there to the command.
    """
    begun = text.strip()
    first = WORD.search(begun)
    if begun[-1:] == "." and begun.count(" ") > _SENTENCE and _CLAUSE.search(begun):
        return True  # “After a lot of reading my decision is made.”
    is_long = says_so and begun.count(" ") >= LEAST
    if _NOUN.match(begun) or TIMED.match(begun):
        return True
    if first is None or first[0].lower() not in (_ASKS_OR_TIMES if is_long else STARTS):
        return True
    return HERE.match(begun) is not None or HARMLESS.match(begun) is not None


def may_stand_behind(part: Part) -> bool:
    """Say whether a part behind the command can be left out: there people take back what they said."""
    words, typed = part.words, part.typed
    if len(typed) == 1 and typed[0] in _GOODBYES:
        return True
    if not _is_cold(part, frozenset()) or not _TURNING.isdisjoint(words):
        return False
    is_own = bool(typed) and typed[0] in TELLERS and tells_when([*typed, ""], says_so=False)
    if _denies([word for word in words if not (is_own and word in TIMES)]):
        return False
    if typed[:1] == ["for"] and not _PRICED.isdisjoint(typed):
        return False
    if _TAKES_BACK.search(" ".join(typed)):
        return False
    if not TIMES.isdisjoint(words) and (len(typed) < _LONG or words[0] in TIMES or not _DOES.isdisjoint(words)):
        return False
    if not words:
        return True
    if not _NAMES.isdisjoint(words) and (part.cut == "" or len(words) < _LONG):
        return False  # “…, arb chain”
    if typed[0] in _OPENING and not (HERE.match(part.text.strip()) or HARMLESS.match(part.text.strip())):
        return False
    return len(words) > 1 or words[0] in ALONE or len(typed) > len(words) + 1


def _denies(words: list[str]) -> bool:
    return not DENIALS.isdisjoint(words) or any(map(is_near_denial, words))


def _is_cold(part: Part, excused: frozenset[str]) -> bool:
    words = part.words
    if _FOREIGN.search(part.bare.replace(PAUSE.strip(), "")):
        return False
    plain = " ".join(words)
    if DOUBTFUL.intersection(words) - excused:
        return False
    return not (_YOU.search(plain) or _HABIT.search(plain) or is_placed(words))


def is_placed(words: list[str]) -> bool:
    """Say whether it is said where something is, or what for: that may be meant for the command."""
    return any(
        (word in CHAIN_INDEXES or word in COINS)
        and not word.isdecimal()
        and words[place - 1 - (words[place - 1] == "the")] in PLACED
        for place, word in enumerate(words)
        if place
    )
