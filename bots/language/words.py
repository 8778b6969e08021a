"""Bringing a message into the plain form the grammar reads. It knows no intent."""

from __future__ import annotations

import re
import unicodedata

from tokens.spoken import clean

__all__ = ["NO_DIGIT", "plain"]

# A sentence to a trading desk is short; a page of text is never a command.
MAX_LENGTH = 400

# Stands for ², ½, ① and the like, which look-alike folding would turn into digits: 10² is not 102.
NO_DIGIT = "\N{REPLACEMENT CHARACTER}"

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_COURTESY = re.compile(
    r"(?:hey|hi|hello|ok|okay|please|pls|esther|now|then)[,!]?\s+(?!(?:there|esther)\W*$)", re.IGNORECASE
)
_ENDING = re.compile(r"(?:(?<![\s,])[\s,]+(?:please|pls|now|thanks|thank you|esther|asap))+$", re.IGNORECASE)


def plain(text: str) -> str:
    """Return the text on one line, without invisible characters, courtesies and closing full stops.

    Empty for a text that is too long for a command: what is left of a text cut short may mean something else.
    """
    if len(text) > 2 * MAX_LENGTH:
        return ""
    digits_kept = "".join(NO_DIGIT if unicodedata.category(each) == "No" else each for each in text)
    sentence = clean(digits_kept).translate(_QUOTES)
    if len(sentence) > MAX_LENGTH:
        return ""
    while match := _COURTESY.match(sentence):
        sentence = sentence[match.end() :]
    return _ENDING.sub("", sentence.rstrip(" .!")).rstrip(" .!,")
