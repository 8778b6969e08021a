"""What a language model may not say to a user, whatever it stands on: links, orders, promises, numbers in words.

The list is wide on purpose: a sentence too few is no harm, and Esther has words of her own.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["adds_forbidden", "is_forbidden"]

# A name with a dot in it, an address, a handle, a chat command, and marks that some clients read as markup.
_LINK: Final = re.compile(
    r"://|\bwww\b|[\w-]\.[A-Za-z]{2,}|0x[0-9a-fA-F]{4,}|[@#]\w|(?<!\w)/\w|\]\(|[<>`|{}\\*_~^=\[\]]", re.IGNORECASE
)
_IN_WORDS: Final = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety|hundreds?|thousands?|[mb]illions?|trillions?|half|halves|halved?|thirds?|quarters?|fifths?|tenths?|"
    r"doubl\w+|tripl\w+|twice|thrice|\w+fold|dozens?|zero)\b(?!-)|(?<!\d)(?<!\d )(?:\bper ?cent\b|%)|"
    r"\d\s?(?:[/⁄:]\s?\d|[kmbx]\b)",
    re.IGNORECASE,
)
_TALK: Final = re.compile(
    r"\b(?:guarant\w+|promis\w+|certain(?:ly|ty)?|definite\w*|surely|undoubted\w*|risk[- ]?free|safest|will|won't|must|"
    r"cannot|can't|never|always|urgent\w*|immediate\w*|hurry|asap|"
    r"buy\w*|bought|sell\w*|sold|purchas\w+|invest\w*|swap\w*|bridg\w+|send\w*|transfer\w*|deposit\w*|withdr\w+|"
    r"pay|pays|paid|approv\w+|sign|signs|connect\w*|confirm\w*|"
    r"seed|phrase\w*|mnemonic\w*|passw\w+|passphrase\w*|secret\w*|private|keys?|code|codes|2fa|address\w*|"
    r"click\w*|tap|visit\w*|go to|scan\w*|link\w*|url\w*|websites?|sites?|download\w*|contact\w*|call|message|dm|"
    r"claim\w*|airdrop\w*|bonus\w*|giveaway\w*|free|reward\w*|support|admin\w*|developer\w*|operator\w*|telegram|"
    r"instruction\w*|ignor\w+|disregard\w*|previous\w*|prompt\w*|system|assistant|language model|jailbreak\w*)\b",
    re.IGNORECASE,
)


_ENGLISH: Final = re.compile(
    r"\b(?:the|is|are|was|were|your|you|of|in|and|to|it|has|have|a|an|on|at|by|for|with)\b", re.I
)
_LEAST_ENGLISH: Final = 2


def is_forbidden(text: str) -> bool:
    """Say whether a text has anything in it that a model may not say. Names of tokens must be taken out before."""
    return not _is_english(text) or any(pattern.search(text) for pattern in (_LINK, _IN_WORDS, _TALK))


def adds_forbidden(text: str, original: str) -> bool:
    """Say whether a text has anything in it that a model may not say and that the original does not say either."""
    return not _is_english(text) or not _forbidden_in(text) <= _forbidden_in(original)


def _forbidden_in(text: str) -> set[str]:
    return {found.group().lower() for pattern in (_LINK, _IN_WORDS, _TALK) for found in pattern.finditer(text)}


def _is_english(text: str) -> bool:
    """In another language the words above would be of no use."""
    is_latin = all(each.isascii() for each in text if each.isalpha())
    return is_latin and len(set(map(str.lower, _ENGLISH.findall(text)))) >= _LEAST_ENGLISH
