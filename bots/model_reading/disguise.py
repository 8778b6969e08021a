"""What of a sentence may leave for a language model: what is private gets a stand-in, a secret lets nothing leave."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from esther_site.lib.redaction import REMOVED, may_be_phrase, redact, scrub
from tokens.spoken import clean

__all__ = ["MAX_LENGTH", "STAND_IN", "Disguised", "disguise"]

MAX_LENGTH: Final = 400  # a page that somebody pasted is no wish of theirs
_LEAST_WORDS: Final = 2

# In the order in which they are looked for. Too much is no harm: what got a stand-in is put back afterwards.
_PRIVATE: Final = (
    ("EMAIL", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("LINK", re.compile(r"(?:\w+://|www\.|t\.me/)\S+", re.IGNORECASE)),
    ("ADDRESS", re.compile(r"(?<![0-9A-Za-z])(?:0[xX][0-9A-Za-z]*|[0-9A-Za-z]{25,})")),
    ("NAME", re.compile(r"(?<!\w)[\w-]+\.(?:eth|sol|bnb|crypto)(?!\w)", re.IGNORECASE)),
    ("PERSON", re.compile(r"(?<!\w)@[A-Za-z]\w{2,}")),
    (
        "PHONE",
        re.compile(
            r"(?<![\w.,$])(?:\+\d[\d ().-]{6,}\d|\(?\d{2,5}\)?(?:[ -]\d{2,5}){2,}|\d{9,}"
            r"|0\d{1,4}[ /-]?\d{4,})(?![\w.,]*\d)"
        ),
    ),
    ("ID", re.compile(r"(?<!\w)(?=[a-z]*\d)(?=\d*[a-z])[2-9a-hjkmnp-z]{10}(?!\w)")),
)
STAND_IN: Final = re.compile(r"\b(?:EMAIL|LINK|ADDRESS|NAME|PERSON|PHONE|ID|WALLET)_\d+\b", re.IGNORECASE)
_SECRET_WORDS: Final = re.compile(
    r"\b(?:seed|mnemonics?|recovery|phrases?|pass ?(?:words?|phrases?|codes?)|pins?|otp|2fa|totp|"
    r"private ?keys?|secrets?|keys?|codes?|api)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Disguised:
    """A sentence as it may leave, and what its stand-ins stand for."""

    text: str
    originals: dict[str, str]

    def revealed(self, text: str) -> str:
        """Put what was taken out back into a text."""
        return STAND_IN.sub(lambda found: self.originals.get(found[0].upper(), found[0]), text)


def disguise(text: str, *, names: Iterable[str] = ()) -> Disguised | None:
    """Return a sentence without what is nobody else's business; None for one that must not leave, or need not.

    `names` are those of the user's wallets.
    """
    if len(text) > MAX_LENGTH or _has_strange_digits(text):
        return None
    sentence = clean(text)
    if _may_be_secret(text) or _may_be_secret(sentence) or STAND_IN.search(sentence):
        return None
    if len(_WORD.findall(sentence)) < _LEAST_WORDS:
        return None
    originals: dict[str, str] = {}
    for label, pattern in (*_PRIVATE, *(("WALLET", _named(name)) for name in names if name.strip())):
        sentence = _replaced(sentence, label, pattern, originals)
    return Disguised(sentence, originals)


def _may_be_secret(text: str) -> bool:
    _, held_one = redact({"text": text})
    return (
        held_one
        or REMOVED.strip("[]") in text
        or scrub(text) != text
        or bool(_SECRET_WORDS.search(text))
        or may_be_phrase(text)
    )


def _has_strange_digits(text: str) -> bool:
    """Made comparable, 10² would read 102."""
    return any(unicodedata.category(each).startswith("N") and each not in "0123456789" for each in text)


def _named(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(clean(name))}(?!\w)", re.IGNORECASE)


def _replaced(text: str, label: str, pattern: re.Pattern[str], originals: dict[str, str]) -> str:
    """Replace what a pattern finds, the same by the same stand-in each time."""

    def stand_in(found: re.Match[str]) -> str:
        known = next((name for name, original in originals.items() if original == found[0]), "")
        if not known:
            known = f"{label}_{sum(name.startswith(label) for name in originals) + 1}"
            originals[known] = found[0]
        return known

    return pattern.sub(stand_in, text)
