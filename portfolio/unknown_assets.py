"""What wallets hold of which nobody knows the decimals: it has no amount, so it is only named.

Kept in memory from one sync to the next: what is forgotten is found again by the next sync.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core.cache import cache

from tokens.models import Chain
from trading.models import Wallet

__all__ = ["ASK_AGAIN_AFTER", "UnknownAsset", "note_unknown", "noted", "unknown_in"]

MOST_KEPT: Final = 500
ASK_AGAIN_AFTER: Final = timedelta(hours=6)
_KEPT_SECONDS: Final = 24 * 3600


@dataclass(frozen=True, kw_only=True)
class UnknownAsset:
    """Something on a chain, by what it calls itself."""

    chain_id: int
    address: str | None
    symbol: str
    asked_at: datetime | None = None  # OKX did not know it then


def note_unknown(unknown: Mapping[int, Sequence[UnknownAsset]]) -> None:
    """Keep what a sync of wallets, by their keys, could not make out."""
    kept = {_key(wallet_id): list(assets[:MOST_KEPT]) for wallet_id, assets in unknown.items() if assets}
    if kept:
        cache.set_many(kept, _KEPT_SECONDS)
    cache.delete_many([key for wallet_id in unknown if (key := _key(wallet_id)) not in kept])


def noted(wallet_id: int) -> list[UnknownAsset]:
    """Return what the latest sync of a wallet could not make out."""
    kept: list[UnknownAsset] = cache.get(_key(wallet_id), [])
    return kept


def unknown_in(wallets: Iterable[Wallet], *, chain: Chain | None = None) -> list[UnknownAsset]:
    """Return what the latest syncs of wallets could not make out, on every chain or on one."""
    found = [asset for wallet in wallets for asset in noted(wallet.pk)]
    return [asset for asset in found if chain is None or asset.chain_id == chain.pk]


def _key(wallet_id: int) -> str:
    return f"unknown-assets:{wallet_id}"
