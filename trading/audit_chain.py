"""The chain itself: what is hashed of an entry, and how. Pure; it knows no database."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Final, NamedTuple

__all__ = ["GENESIS", "Link", "link_hash"]

GENESIS: Final = "0" * 64  # what stands for the hash before the first entry


class Link(NamedTuple):
    """Everything that an entry's hash covers."""

    position: int
    previous: str
    id: int
    at: datetime
    actor: str
    kind: str
    subject: str
    correlation: str
    facts: object


def link_hash(link: Link) -> str:
    """Return the SHA-256, in hex, of an entry as canonical JSON: sorted names, no spaces, moments in UTC.

    Anybody can compute it anew from an export of the table: docs/security.md says how.
    """
    fields = [*link[:3], link.at.astimezone(UTC).isoformat(timespec="microseconds"), *link[4:]]
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
