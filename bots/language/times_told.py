"""Whether a time in a part of a message is when something else was or is to be, and not when to act. See `asides`."""

from __future__ import annotations

from typing import Final

from bots.language.anycase import AnyCase
from bots.language.bag_words import words as said
from bots.language.cold_words import DENIALS, TIMES

__all__ = ["TELLERS", "TIMED", "tells_when"]

# “Tomorrow is the dentist, …”: what begins with a time, and tells of it.
TIMED: Final = AnyCase(
    r"(?:yesterday|tomorrow|tonight|last (?:night|week|month|year|time)|next (?:week|month)|(?:on )?\w+day) "
    r"(?:is (?!the day|when|time|better|fine|ok)|was |were |(?:i|we) (?:was|were|had|got|fly|leave|forgot|missed|lost|"
    r"overslept|didn'?t|could(?:n'?t)?|slept)\b|(?:my|our|the|his|her) (?!price|market|exchange|desk|bot|order|plan|"
    r"time|day|moment|trade|deal)(?:\w+ ){1,3}(?:is|are|was|were|has|have|had|wants?|needs?|comes?|came|leaves?|goes|"
    r"go)\b)",
)
# Who tells of themselves or of their own, and what may put off what is asked for: “I'll do it tomorrow”.
TELLERS: Final = said("i i'm im i've i'd we we're our my he she his her our missed forgot slept was been had")
_PUTS_OFF: Final = said(
    "plan plans trade deal do doing act start starting want wants decide thing job task todo then make place schedule "
    "idea move try ready time date execute go free available again come back happen happens see wait waiting think "
    "thinking better prefer rather buy sell for it this that be"
)
_PAST: Final = said("yesterday earlier previously ago")
_LINKS: Final = said("so and then but or please pls now hey hi hello ok okay yo well just only")
_FEW: Final = 2


def tells_when(typed: list[str], says_so: bool) -> bool:
    """Say whether the time at the end of a part is when something was, or something else is to be."""
    if typed[-2] in _LINKS or len([word for word in typed[:-1] if word not in _LINKS | TIMES]) < _FEW:
        return False  # “…, so tomorrow please buy eth”
    if typed[-1] in _PAST:
        return True
    return (says_so or typed[0] in TELLERS) and _PUTS_OFF.isdisjoint(typed) and DENIALS.isdisjoint(typed)
