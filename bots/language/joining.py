"""Making one piece of several: of the words of a phrase, of a word cut in two, of a number and what it counts."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Final

from bots.language.known import KNOWN, NUMBERS, PHRASES
from bots.language.vocabulary import CLASSES

__all__ = ["join_numbers", "join_phrases", "join_split"]

_NUM, _MEGA, _USD, _PCT, _SPAN = (CLASSES[name] for name in ("NUM", "MEGA", "USD", "PCT", "SPAN"))
_NAME, _OTHER, _GRAND, _CENTS = (CLASSES[name] for name in ("name", "other", "grand", "cents"))
_UNIT, _SCALE, _PERCENT, _DOLLARS = (CLASSES[name] for name in ("unit", "scale", "percent", "dollars"))
_SCALES: Final = {"hundred": "00", "thousand": "k", "k": "k"}  # any other is a million
_CUT_IN_TWO: Final = frozenset(
    CLASSES[name] for name in ("buy", "sell", "swap", "coin", "stable", "stoploss", "takeprofit", "trailing")
)


def join_phrases(words: list[str], codes: list[str]) -> None:
    """Make one piece of each phrase, the longest where several begin with a word."""
    if PHRASES.keys().isdisjoint(pairwise(words)):
        return
    starts = [place for place, pair in enumerate(pairwise(words)) if pair in PHRASES]
    joined = behind = 0
    for start in starts:
        place = start - joined
        if place < behind:
            continue
        for more in PHRASES[words[place], words[place + 1]]:
            end = place + 1 + len(more)
            if tuple(words[place + 1 : end]) == more:
                phrase = " ".join(words[place:end])
                words[place:end] = [NUMBERS.get(phrase, phrase)]
                codes[place:end] = [KNOWN[phrase]]
                joined += len(more)
                behind = place + 1
                break


def join_split(words: list[str], codes: list[str]) -> None:
    """Make one piece of a coin or a verb that a slip of the thumb cut in two, such as “aav e” or “bu y”."""
    place = 0
    while place < len(words) - 1:
        if codes[place] is _NAME or (codes[place] is _OTHER and codes[place + 1] is _NAME):
            code = KNOWN.get(words[place] + words[place + 1])
            if code in _CUT_IN_TWO:
                words[place : place + 2] = [words[place] + words[place + 1]]
                codes[place : place + 2] = [code]
        place += 1


def join_numbers(words: list[str], codes: list[str]) -> None:
    """Make one piece of a number with what it counts: percent, dollars, thousands, or a unit of time."""
    place = 0
    while place < len(words):
        if codes[place] is _NUM or codes[place] is _MEGA:
            if codes[place + 1 : place + 2] == [_GRAND]:
                words[place : place + 2] = [words[place] + "k"]
                codes[place : place + 2] = [_USD]
                continue
            if codes[place + 1 : place + 2] == [_CENTS]:
                words[place : place + 2] = [_cents(words[place])]
                codes[place : place + 2] = [_USD]
                continue
            if codes[place + 1 : place + 2] == [_SCALE]:
                words[place] += _SCALES.get(words.pop(place + 1), "m")
                codes.pop(place + 1)
            after = codes[place + 1] if place + 1 < len(codes) else ""
            if after is _PERCENT:
                codes[place : place + 2] = [_PCT]
                words.pop(place + 1)
            elif after is _DOLLARS:
                codes[place : place + 2] = [_USD]
                words.pop(place + 1)
            elif after is _UNIT:
                codes[place : place + 2] = [_SPAN]
                words[place] += " " + words.pop(place + 1)
            elif place and codes[place - 1] is _DOLLARS:
                codes[place - 1 : place + 1] = [_USD]
                words.pop(place - 1)
                place -= 1
        place += 1


def _cents(count: str) -> str:
    """Write cents in dollars, where they are a plain number."""
    return f"{Decimal(count) / 100:f}" if count.isdecimal() and count.isascii() else count + " cents"
