"""What people type, made comparable and fit to be shown; it knows no chain and no token."""

from __future__ import annotations

import unicodedata
from typing import Final

__all__ = ["clean", "fold", "short_address", "shown"]

_SHOWN_LENGTH: Final = 20


def clean(text: str) -> str:
    """Return the text with look-alike forms unified and without what cannot be seen.

    Zero-width and direction marks would let two different names look the same, or one name read backwards.
    """
    if text.isascii() and text.isprintable():  # nothing to unify
        return " ".join(text.split())
    visible = (
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFKC", text)
        if character.isspace() or not unicodedata.category(character).startswith("C")
    )
    return " ".join("".join(visible).split())


def fold(text: str) -> str:
    """Return the text in the form in which two spellings of one name are equal."""
    return clean(text).casefold()


def shown(text: str) -> str:
    """Return at most 20 printable characters of what a user typed, to repeat it in a sentence."""
    words = clean(text)
    return words if len(words) <= _SHOWN_LENGTH else words[: _SHOWN_LENGTH - 1] + "…"


def short_address(address: str) -> str:
    """Return the ends of an address, by which people tell it from others at a glance."""
    return f"{address[:6]}…{address[-4:]}"
