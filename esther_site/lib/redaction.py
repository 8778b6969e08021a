"""Secrets that must never be stored or printed: how they are recognised, and how they are taken out.

It judges text only; who is told, and which message is deleted, is decided by the caller.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

__all__ = ["REMOVED", "ScrubFilter", "may_be_phrase", "redact", "scrub"]

REMOVED = "[removed]"

# The shortest phrase is twelve single Chinese characters with eleven spaces; every key is longer.
_SHORTEST_SECRET = 23
_KEY_DIGITS = 64
_PHRASE_WORDS = 12
# A piece of a phrase, or one with typing errors: sentences have more words that are in no list.
_PIECE_WORDS = 6
_PIECE_SHARE = 0.75

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u180e\u200b\u200c\u200d\u2060\ufeff"))
# 64 or more hex digits in one piece, or in pieces that are whole words a space, line break or dash apart.
_HEX_KEY = re.compile(
    r"(?:0[xX])?(?:[0-9a-fA-F]{64,}"
    r"|(?:(?<![0-9A-Za-z])|(?<=0[xX]))[0-9a-fA-F](?:(?:\r\n|[\s\-‐‑–—])?[0-9a-fA-F]){63,}(?![0-9A-Za-z]))"
)
_BASE58_KEY = re.compile(r"(?<![0-9A-Za-z])[1-9A-HJ-NP-Za-km-z]{87,}(?![0-9A-Za-z])")
_WORD = re.compile(r"[^\W\d_]+")

_LABELLED = re.compile(
    r"""((?:OK-ACCESS-[A-Z]+|PASSWORD|PASSPHRASE|API[_-]KEY|SECRET(?:[_-](?:KEY|TOKEN))?)(?:["']?\s*[:=]\s*|["'],\s*))"""
    r"""(?:b?"[^"\n]*"|b?'[^'\n]*'|[^\s"',;})\]]+)""",
    re.IGNORECASE,
)
_BOT_TOKEN = re.compile(r"(?<!\d)\d{6,}(?::|%3[aA])[A-Za-z0-9_-]{30,}")
_URL_PASSWORD = re.compile(r"(://[^\s:/@]*:)[^\s/]+@")
# The secret of a page on which a wallet's key is brought or shown.
_PAGE_LINK = re.compile(r"(/wallet-(?:im|ex)port/)[A-Za-z0-9_-]{8,}")
_BASE64_KEY = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{43}=(?![A-Za-z0-9=])")


def redact(payload: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Take private keys and seed phrases out of a Telegram update, in place; say whether there were any.

    A string that holds a secret is replaced whole: what stands around a mistyped phrase may be the rest of it.
    The message's `entities` go too, since their offsets no longer fit.
    """
    found = False
    for container in _containers(payload):
        secrets = [key for key, value in _items(container) if isinstance(value, str) and _holds_secret(value)]
        if secrets:
            found = True
            _remove(container, secrets)
    return payload, found


def may_be_phrase(text: str) -> bool:
    """Say whether a text may be a piece of a seed phrase, or one with typing errors: wider than what is taken out."""
    lowered = [word.group().lower() for word in _WORD.finditer(_readable(text))]
    known = sum(map(_every_word().__contains__, lowered))
    return known >= _PIECE_WORDS and known >= _PIECE_SHARE * len(lowered)


def scrub(text: str) -> str:
    """Return a log line without tokens, keys, signatures, passwords and seed phrases."""
    text = _LABELLED.sub(rf"\1{REMOVED}", text)
    text = _BOT_TOKEN.sub(REMOVED, text)
    text = _URL_PASSWORD.sub(rf"\1{REMOVED}@", text)
    text = _BASE64_KEY.sub(REMOVED, text)
    text = _PAGE_LINK.sub(rf"\1{REMOVED}", text)
    readable = _readable(text)
    spans = sorted(_secret_spans(readable))
    return _without(readable, spans) if spans else text


class ScrubFilter(logging.Filter):
    """Scrub the message and the traceback of every record that passes, whoever logged it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = scrub(_message(record)), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:  # formatters print this text instead of formatting the exception themselves
            record.exc_text = scrub(record.exc_text)
        if record.stack_info:
            record.stack_info = scrub(record.stack_info)
        return True


def _message(record: logging.LogRecord) -> str:
    """Return the formatted message; one whose arguments do not fit must not raise into the code that logged."""
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return f"{record.msg} (with arguments that do not fit)"


def _containers(payload: dict[str, Any]) -> Iterator[Any]:
    """Yield every object and array, without recursion: hostile JSON nests deeper than Python calls may."""
    pending: list[Any] = [payload]
    while pending:
        container = pending.pop()
        pending.extend(value for _, value in _items(container) if isinstance(value, (dict, list)))
        yield container


def _items(container: Any) -> Iterable[tuple[Any, Any]]:
    return container.items() if isinstance(container, dict) else enumerate(container)


def _remove(container: Any, keys: list[Any]) -> None:
    for key in keys:
        container[key] = REMOVED
    if isinstance(container, dict):
        container.pop("entities", None)
        container.pop("caption_entities", None)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """Return the text with each of the sorted, possibly overlapping, spans replaced."""
    kept, position = "", 0
    for start, end in spans:
        if start >= position:
            kept += text[position:start] + REMOVED
        position = max(position, end)
    return kept + text[position:]


def _holds_secret(text: str) -> bool:
    return len(text) >= _SHORTEST_SECRET and any(True for _ in _secret_spans(_readable(text)))


def _readable(text: str) -> str:
    """Undo what hides a secret from a pattern: invisible characters and look-alike forms."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text.translate(_INVISIBLE))


def _secret_spans(text: str) -> Iterator[tuple[int, int]]:
    if len(text) >= _KEY_DIGITS:
        yield from _key_spans(text)
    yield from _phrase_spans(text)


def _key_spans(text: str) -> Iterator[tuple[int, int]]:
    for match in _HEX_KEY.finditer(text):
        if not re.sub(r"\W", "", match.group()).isdigit():  # a very long amount is not a key
            yield match.span()
    for match in _BASE58_KEY.finditer(text):
        yield match.span()


def _phrase_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield every run of twelve or more words of one BIP-39 list, whatever numbers or punctuation stand between."""
    words = list(_WORD.finditer(text))
    if len(words) < _PHRASE_WORDS:
        return
    lowered = [word.group().lower() for word in words]
    if sum(map(_every_word().__contains__, lowered)) < _PHRASE_WORDS:
        return
    for vocabulary in _vocabularies():
        known = map(vocabulary.__contains__, lowered)
        for is_phrase, group in groupby(zip(words, known, strict=True), key=itemgetter(1)):
            run = [word for word, _ in group]
            if is_phrase and len(run) >= _PHRASE_WORDS:
                yield run[0].start(), run[-1].end()


@lru_cache(maxsize=1)
def _vocabularies() -> list[frozenset[str]]:
    """Read the BIP-39 word lists, the first time somebody writes twelve words."""
    import mnemonic

    folder = Path(mnemonic.__file__).parent / "wordlist"
    return [frozenset(_readable(path.read_text("utf-8")).lower().split()) for path in sorted(folder.glob("*.txt"))]


@lru_cache(maxsize=1)
def _every_word() -> frozenset[str]:
    return frozenset().union(*_vocabularies())
