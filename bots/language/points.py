"""Whether somebody comes to the point for themselves, or calls upon others, where a part of a message ends.

“I'm just hungry: sell 2 eth” is one's own, “Uncle Bob: sell 2 eth” and “everyone, sell 2 eth” are not. See `asides`.
"""

from __future__ import annotations

from typing import Final

from bots.language.anycase import AnyCase
from bots.language.bag_words import words as said
from bots.language.cold_words import DOUBTFUL, POINTS, TIMES, VOICES
from bots.language.parts import LEAST, Part

__all__ = ["calls_others", "comes_to_the_point"]

_DENIED: Final = frozenset(("no", "not"))
_HELLOS: Final = frozenset(("hi", "hello", "hey"))
_OWN: Final = AnyCase(
    r"(?:well,? |and |but |now |still |so |look,? )*"
    r"(?:(?:i'?m|i am|we'?re|we are|let'?s (?:try|go|do|start|be|get|make|finish|give|keep))\b|"
    r"(?:i|we) (?:believe|trust|feel|know|love|like|agree|insist|give|mean|do)(?: (?:in|up|it|so|enough|good|ready|"
    r"lucky))*\s*:)"
)
_LINKS: Final = said(
    "mood vibe vibes status context reason situation feeling verdict diagnosis update anyway "
    "anyways well ok okay now please alright right"
)
_READ: Final = said(
    "read reads heard saw found quote repeat called named was button order"
)  # what others may have written
_PEOPLE: Final = said("wife husband boss brother sister son daughter friend uncle aunt neighbour neighbor he she they")
_OTHERS: Final = said("he she they his her their you your")
_QUOTING: Final = _READ | TIMES
_THIRD: Final = _PEOPLE | _OTHERS
# Who is called upon, where a part begins with them.
_CROWD: Final = said(
    "everyone everybody people folks all y'all mom mum mommy dad daddy papa mama grandma grandpa uncle aunt sister"
)
_LISTEN: Final = said("here listen please look who in of you must should out there attention hear")
_CALLS: Final = (["hey"], ["hi"], ["ok"], ["listen"], ["attention"], ["so"], ["hello"], ["all"])
# “My broker's plan: …”, “my choice would be: …”
_POSSESSED: Final = AnyCase(
    r"\b(?!(?:it|that|here|what|today|let|there|how|year|month|week|doctor)'s)\w+'s\b|\b(?:would|could|might|were|"
    r"will|should)\b",
)
# What somebody says who comes to the point, up to the colon.
_POINTED: Final = AnyCase(
    r"\b(?:my (?:\w+ )?(?:wish|plan|order|request|decision|choice|verdict|conclusion|move|pick|task|need|deal)|"
    r"what i (?:came here for|want|need|wish|would like) is|i (?:want|need|feel|decided|choose|would like|have "
    r"decided)|count me in|here(?:'s| is) (?:the|my|what i "
    r"want)(?: \w+)?|"
    r"(?:last|first) trade|spring cleaning|(?:so|to be|be) (?:quick|gentle|brief|short|kind)|bottom line|tl;?dr|long "
    r"story short|"
    r"in short|"
    r"for the (?:sake|love) of (?:my |our |the )?\w+|(?:scale|cash|take|get|count|sell) me (?:out|in))\b"
    r"(?: (?:is|for|now|today|here|ever|simple|clear|me|this|of the day|be gentle|then|again|"
    r"quick)\b,?)*[\s:]*$",
)


def calls_others(typed: list[str]) -> bool:
    """Say whether others are called upon, rather than told of: “everyone, buy 1 eth”, “everyone is scared, …”."""
    typed = typed[typed[:1] in _CALLS :]
    return not _CROWD.isdisjoint(typed[:1]) and (len(typed) <= LEAST - 1 or typed[1] in _LISTEN)


def comes_to_the_point(part: Part) -> bool:
    """Say whether somebody speaks for themselves before a colon: behind any other, others may be quoted."""
    typed, words = part.typed, part.words
    if not _QUOTING.isdisjoint(words) or (words and not _THIRD.isdisjoint(typed)):
        return False
    if _POSSESSED.search(part.text) or not (VOICES.isdisjoint(typed) or typed[-1] in _HELLOS):
        return False
    if _POINTED.search(part.text) and DOUBTFUL.isdisjoint(words):
        return True
    if not words:  # “my wife says hi: …”
        return DOUBTFUL.isdisjoint(typed) or typed[-1] in _HELLOS or not _DENIED.isdisjoint(typed[:4])
    if _LINKS.issuperset(typed) or (_OWN.match(part.text) and _OTHERS.isdisjoint(typed)):
        return True
    return len(typed) > 1 and typed[-1] in POINTS
