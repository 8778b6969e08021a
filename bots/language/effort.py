"""Whether a text that is not understood at once is worth more effort: it may hold a trade, and is not made to last."""

from __future__ import annotations

import re
from typing import Final

from bots.language.idioms import BEGINNINGS
from bots.language.lexer import lex
from bots.language.reading import VERB
from bots.language.vocabulary import CLASSES

__all__ = ["may_trade", "repeats_itself"]

_MOST_NUMBERS: Final = 8  # of a command in other words
_SAID: Final = re.compile(r"\w+")
_LONG: Final = 20  # words
_COUNTS: Final = re.compile(r"\d|\b(?:half|all|quarter|third)\b")


def may_trade(sentence: str, text: str) -> bool:
    """Say whether a sentence that is not understood may hold a trade: it is worth to look for it no further if not."""
    if not sentence:
        return False
    codes = lex(sentence).codes
    if codes.count(CLASSES["NUM"]) > _MOST_NUMBERS or repeats_itself(text):
        return False
    begins = sentence.partition(" ")[0].lower() in BEGINNINGS
    return begins or VERB.search(codes) is not None or _COUNTS.search(text) is not None


def repeats_itself(text: str) -> bool:
    """Say whether a text has mostly words that it has said before: nobody writes so, but to take up time."""
    if len(text) < 2 * _LONG:
        return False
    said = _SAID.findall(text)
    return len(said) > _LONG and 2 * len(set(said)) < len(said)
