"""Spans of time in words and figures, such as “last week”, “over the past thirty days” or “24h”."""

from __future__ import annotations

import re
from typing import Final

from bots.language.bag_words import words
from bots.language.mending import Mender
from bots.language.spelling import NUMBER_WORDS

__all__ = ["cut_spans", "span_in"]

_COUNT: Final = rf"(?:\d{{1,4}}|an?|the|{'|'.join(NUMBER_WORDS)}|couple(?: of)?)"
_UNIT: Final = r"(?:hour|day|week|month|quarter|year|fortnight)s?"
_SPAN: Final = re.compile(
    r"\b(?:(?:over|for|during|in|within|of|from|since) )?(?:(?:the|these|my) )?"
    r"(?P<which>last|past|previous|this|latest|recent)"
    rf" (?:(?P<count>{_COUNT})[ -])?(?P<unit>{_UNIT}(?! to date)|\d{{1,4}} ?(?:h|d|w|m|mo|y|wks?|hrs?|yrs?))\b"
    rf"|\b(?P<bare_count>{_COUNT})[ -](?P<bare_unit>{_UNIT})\b"
    r"|\b(?:for|over|during) (?P<only>month|quarter|year)\b"
    r"|\b(?P<named>today|yesterday|ytd|mtd|all[- ]time|(?:this )?year to date|(?:this )?month to date|all the time"
    r"|since (?:the )?beginning|since (?:\d{1,2}(?:st|nd|rd|th)? )?"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december))\b"
)
_SHORT: Final = re.compile(r"(?<![\w.])\d{1,3}[hdwmy](?!\w)")
_NAMED: Final = {
    "all-time": "all time", "all the time": "all time", "year to date": "ytd", "month to date": "mtd"
}  # fmt: skip
_TIMES: Final = words(
    "hours day days week weeks month months quarter quarters year years fortnight january february april august "
    "september october november december"
)
_MENDER: Final = Mender(_TIMES)
_BEFORE: Final = re.compile(r"\b(?P<before>last|past|previous|this|since|few|\d{1,4}) (?P<word>[a-z]{4,9})\b")
_COUNTS: Final = {"couple": "2", "couple of": "2", "a": "1", "an": "1", "the": "1"}


def cut_spans(sentence: str) -> tuple[str, list[str]]:
    """Return a sentence in small letters without the spans in words, and them as charts and the portfolio read them."""
    spans: list[str] = []

    def keep(found: re.Match[str]) -> str:
        spans.append(_dated(found["named"]) if found["named"] else _counted(found))
        return " "

    return _SPAN.sub(keep, _BEFORE.sub(_unslipped, sentence)), spans


def _unslipped(found: re.Match[str]) -> str:
    """Mend a slip in a word of time: “the last mnoth”, “since janury”."""
    word = found["word"]
    return found[0] if word in _TIMES else f"{found['before']} {_MENDER.mend(word) or word}"


def span_in(sentence: str) -> str:
    """Return the one span of time that a sentence in small letters names; empty for none, or for several."""
    spans = cut_spans(sentence)[1] or _SHORT.findall(sentence)
    return spans[0].replace("wks", "weeks") if len(spans) == 1 else ""


def _dated(named: str) -> str:
    if named.startswith("since"):
        date = named if any(map(str.isdigit, named)) else f"since 1 {named[6:]}"
        return "all time" if "beginning" in named else date
    named = named.removeprefix("this ")
    return _NAMED.get(named, named)


def _counted(found: re.Match[str]) -> str:
    count = found["count"] or found["bare_count"] or ""
    unit = found["unit"] or found["bare_unit"] or found["only"]
    count = _COUNTS.get(count, count)
    count = str(NUMBER_WORDS.get(count, count))
    if unit.startswith("fortnight"):
        count, unit = str(14 * int(count or 1)), "days"
    if unit[0].isdigit():
        return unit
    if count:
        return f"{count} {unit}"
    return f"{'this' if found['which'] == 'this' else 'last'} {unit.removesuffix('s')}"
