"""Turning live trading on and off, in any words and any order; on only where a word says so. See `keeping`."""

from __future__ import annotations

from typing import Final

from bots.language.bag_words import COURTESY, LIVE_OFF, LIVE_ON, LIVE_WORDS, words
from bots.language.bags import Bag
from bots.language.intents import Intent, Understood

__all__ = ["live_switch"]

_LIVE: Final = LIVE_WORDS | LIVE_ON | COURTESY | words("switch turn go going lets open opening")
_PAPER: Final = words("paper practice demo simulation simulated")
_NOT_LIVE: Final = (
    LIVE_WORDS | LIVE_OFF | COURTESY | words("switch turn go going return put again anymore only use using take mode")
)


def live_switch(said: frozenset[str], bag: Bag) -> Understood | None:
    """Return the switch that a plain wish asks for; None where it is none."""
    if bag.names or bag.coins or bag.chains or [number for number in bag.numbers if number not in ("2", "4")]:
        return None
    named = "live" in said or bool("real" in said and said & {"trading", "trade", "mode", "money", "funds"})
    if said <= _NOT_LIVE and (
        (named and said & (LIVE_OFF - {"paper", "back"}))
        or (
            said & _PAPER
            and (
                said & {"back", "switch", "return", "only", "go", "put", "use", "want", "need"}
                or said <= {"paper", "mode", "please"}
            )
        )
    ):
        return Understood(Intent.DISABLE_LIVE_TRADING)
    if named and said <= _LIVE and "if" not in said and _turns_on(said, bag):
        return Understood(Intent.ENABLE_LIVE_TRADING)
    return None


def _turns_on(said: frozenset[str], bag: Bag) -> bool:
    """Say whether live trading is to be on: a verb that says so, or “on” where it stands for one."""
    if said & {"enable", "enabling", "activate", "activating", "start", "starting", "begin"}:
        return True
    if said & {"open", "opening"} and said & {"trading", "mode"}:  # “open live trades” are to be shown
        return True
    wished = bool(said & {"want", "wanna", "like", "let", "need", "please", "time"})
    if {"go", "live"} <= said and (wished or len(said) <= 3):
        return True
    if {"trade", "live"} <= said and said & {"want", "wanna", "like", "let"}:
        return True
    if {"switch", "to"} <= said:
        return True
    words = [
        word
        for word in bag.words
        if word not in ("please", "abeg", "now", "me", "for", "the", "it", "bro", "fam", "lets", "go")
    ]
    return bool(words) and "on" in (words[0], words[-1])
