"""Bringing a message into the plain form the grammar reads. It knows no intent."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["MAX_LENGTH", "plain"]

# A sentence to a trading desk is short; a page of text is never a command.
MAX_LENGTH = 400

_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0xAD])
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_COURTESY = re.compile(r"(?:hey|hi|hello|ok|okay|please|pls|esther|now|then)[,!]?\s+", re.IGNORECASE)
_ENDING = re.compile(r"(?:[\s,]+(?:please|pls|now|thanks|thank you|esther|asap))+$", re.IGNORECASE)


def plain(text: str) -> str:
    """Return the text on one line, without invisible characters, courtesies and closing full stops."""
    text = unicodedata.normalize("NFKC", text[: MAX_LENGTH * 2]).translate(_INVISIBLE).translate(_QUOTES)
    text = " ".join(text.split())[: MAX_LENGTH + 1]
    while match := _COURTESY.match(text):
        text = text[match.end() :]
    return _ENDING.sub("", text.rstrip(" .!")).rstrip(" .!,")
