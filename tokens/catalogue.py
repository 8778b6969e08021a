"""The chains and verified tokens, kept in memory: every message names some, and only an operator changes them.

A change in this process is seen at once, one in another process within a minute. Unverified tokens are not kept.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from tokens.models import Chain, Token
from tokens.spoken import fold

__all__ = ["Catalogue", "Entry", "catalogue", "forget_catalogue"]

KEPT_SECONDS: Final = 60


@dataclass(frozen=True)
class Entry:
    """A verified token with its names in the form they are compared in."""

    token: Token
    symbol: str
    other_names: frozenset[str]


@dataclass(frozen=True)
class Catalogue:
    """Active chains by index, and their verified tokens in the order of chain and key."""

    chains: dict[int, Chain]
    entries: list[Entry]
    expires_at: int  # of the monotonic clock, in seconds

    def on(self, chain: Chain) -> list[Entry]:
        return [entry for entry in self.entries if entry.token.chain_id == chain.pk]


class _Kept:
    catalogue: Catalogue | None = None


def catalogue() -> Catalogue:
    """Return what is known, read anew when it is older than a minute."""
    kept = _Kept.catalogue
    if kept is None or kept.expires_at < time.monotonic():
        kept = _Kept.catalogue = _read()
    return kept


@receiver([post_save, post_delete], sender=Chain)
@receiver([post_save, post_delete], sender=Token)
def forget_catalogue(**_: object) -> None:
    """Read it anew at the next use. Bulk writes send no signal: whoever makes one calls this."""
    _Kept.catalogue = None


def _read() -> Catalogue:
    expires_at = int(time.monotonic()) + KEPT_SECONDS
    tokens = Token.objects.filter(verified=True, chain__is_active=True).select_related("chain")
    return Catalogue(
        chains=Chain.objects.filter(is_active=True).in_bulk(),
        entries=[_entry(token) for token in tokens.order_by("chain_id", "pk")],
        expires_at=expires_at,
    )


def _entry(token: Token) -> Entry:
    return Entry(token, fold(token.symbol), frozenset({fold(token.name), *map(fold, token.aliases)}))
