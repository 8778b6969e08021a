"""What may stand in an audit entry: plain values, short, and nothing that looks like a secret."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Final

from esther_site.lib.redaction import REMOVED, scrub

__all__ = ["MOST_CHARACTERS", "Plain", "plain_facts"]

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]

MOST_CHARACTERS: Final = 300  # of one text; what is longer is cut
_MOST_ITEMS: Final = 100
_DEEPEST: Final = 4
_SHORTEST_SECRET: Final = 23  # of what `scrub` knows; most texts are shorter, and need no look
# A transaction's hash looks like a private key, so these are the only names under which one may stand.
_HASHES: Final = frozenset({"hash", "hashes", "block_hash", "arrival_hash", "head"})
_HASH: Final = re.compile(r"(?:0x)?[0-9a-f]{64}")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")


def plain_facts(facts: Mapping[str, object]) -> dict[str, Plain]:
    """Return facts as they are stored. Raises TypeError or ValueError for what has no place in an entry."""
    return {_name(name): _plain(value, name=name, depth=1) for name, value in facts.items()}


def _plain(value: object, *, name: str, depth: int) -> Plain:
    if isinstance(value, Enum):
        value = value.value
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, str):
        return _text(value, name=name)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return _several(value, name=name, depth=depth)


def _several(value: object, *, name: str, depth: int) -> Plain:
    if depth > _DEEPEST:
        raise ValueError(f"{name} is nested too deeply for an audit entry")
    if isinstance(value, Mapping):
        return {_name(key): _plain(inner, name=key, depth=depth + 1) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray, memoryview)):
        return [_plain(inner, name=name, depth=depth + 1) for inner in value[:_MOST_ITEMS]]
    raise TypeError(f"{name} is a {type(value).__name__}, which has no place in an audit entry")


def _decimal(value: Decimal) -> str:
    """Write a decimal in full, without the zeros that end it."""
    if not value.is_finite():
        return str(value)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _text(text: str, *, name: str) -> str:
    if len(text) >= _SHORTEST_SECRET and not (name in _HASHES and _HASH.fullmatch(text)):
        text = scrub(text) if len(text) <= 10 * MOST_CHARACTERS else REMOVED
    kept = text[:MOST_CHARACTERS].replace("\0", "")
    return kept.encode("utf-8", "replace").decode("utf-8")


def _name(name: object) -> str:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name for a fact")
    return name
