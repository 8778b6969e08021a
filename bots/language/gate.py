"""What must never be understood as a command: the gate before every wish that moves money or rights.

The clauses behind it take only sentences that they know whole. This gate does not trust them: one word of doubt, of
denial, of the past or of somebody else, a question or a quotation mark, and no clause is tried.
"""

from __future__ import annotations

from typing import Final

from bots.language.anycase import AnyCase
from bots.language.clauses import pattern
from bots.language.lexer import Sentence, lex
from bots.language.vocabulary import CLASSES
from bots.language.words import plain

__all__ = ["admitted", "is_conditional", "is_doubted", "may_command"]

_BARRED: Final = pattern("barred|everyday|other")
_DOUBTED: Final = pattern("barred")
_DOUBTFUL: Final = pattern("canyou|wouldyou|question")
_MINE: Final = pattern("me|my|please")
_COUNTED: Final = pattern("NUM|MEGA|USD|PCT|half")
_SET: Final = pattern("canyou set")
_FOR_ME: Final = AnyCase(r"\b(?:for|grab|get|snag|cop|fetch|give|scoop|nab|bag|order) (?:me|us)\b|\b(?:my|our) ")
_PLEASE: Final = AnyCase(r"\b(?:please|pls|plz|kindly)\b")
# “Sell 20 link, ok?”
_KINDLY: Final = AnyCase(r"(?:\b(?:please|pls|plz|kindly)|, ?(?:ok|okay|k))\s*\?+\s*$")
_ORDERED: Final = pattern("please? (?:buy|sell|swap|bridge|ape)")
# “eth under 2250? then buy”: what is asked is a condition.
_SUPPOSED: Final = pattern(
    "if? MINE? (?:coin|stable|place|ticker) (?:falls|rises|goes|is)? (?:below|above|meets) (?:USD|NUM) "
    "stable? question (?=then|buy|sell|tell|alert)"
)
_QUESTION: Final = CLASSES["question"]


def is_doubted(sentence: Sentence) -> bool:
    """Say whether a sentence has a word of doubt, of denial, of another time or of somebody else."""
    return _DOUBTED.search(sentence.codes) is not None


def is_conditional(sentence: Sentence) -> bool:
    """Say whether a sentence is in doubt, or hangs on something."""
    return is_doubted(sentence) or CLASSES["if"] in sentence.codes


def admitted(sentence: Sentence, text: str) -> Sentence | None:
    """Return a sentence that may be a command, without the question mark of a polite one; None for any other.

    “Can you buy me 0.1 eth?” asks Esther to; “can you buy okb?” asks whether one can, “would you buy eth?” for her
    opinion. `text` is the sentence as it was typed.
    """
    codes = sentence.codes
    if _BARRED.search(codes):
        return None
    if not _DOUBTFUL.search(codes):
        return sentence
    says_please = _PLEASE.search(text) is not None
    if supposed := _SUPPOSED.match(codes):
        end = supposed.end()
        return admitted(
            Sentence(codes[: end - 1] + codes[end:], sentence.words[: end - 1] + sentence.words[end:]), text
        )
    asks = codes.find(_QUESTION)
    if CLASSES["wouldyou"] in codes and not says_please:
        return None
    if asks >= 0:
        if asks < len(codes) - 1:
            return None
        if not (CLASSES["canyou"] in codes or CLASSES["wouldyou"] in codes):
            is_kind = _KINDLY.search(text) is not None and _COUNTED.search(codes) is not None
            return Sentence(codes[:-1], sentence.words[:-1]) if is_kind and _ORDERED.match(codes) else None
        if not (says_please or _MINE.search(codes) or _FOR_ME.search(text) or _says_how_much(sentence)):
            return None
        return Sentence(codes[:-1], sentence.words[:-1])
    return sentence


def _says_how_much(sentence: Sentence) -> bool:
    """Say whether “can you …?” says how much: whoever asks whether Esther can does not."""
    asks = any(word.startswith("could") for word in sentence.words) or _SET.search(sentence.codes)
    return bool(asks) and _COUNTED.search(sentence.codes) is not None


def may_command(text: str) -> bool:
    """Say whether a text has nothing in it that keeps it from being a command, whatever it may mean.

    For whoever else drafts a command from a text: what the gate refuses must not be one.
    """
    sentence = plain(text)
    return bool(sentence) and admitted(lex(sentence), text) is not None
