"""How much of what wallets hold: a paper wallet by its own book, any other by its last complete sync."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet

from portfolio.models import Holding, WalletSync
from tokens.models import Token
from trading.models import PaperBalance, Wallet

__all__ = ["Apart", "Held", "held_in"]


@dataclass(frozen=True)
class Apart:
    """What is listed and not counted, and why."""

    token: Token
    units: int
    why: str  # a value of Holding.Apart
    holding: Holding


@dataclass(frozen=True, kw_only=True)
class Held:
    """What wallets hold together, in base units by token; `synced_at` is of the wallet looked at longest ago.

    Without a wallet on a chain, or before the first complete sync of one, it is None; `unseen` are those wallets.
    """

    units: dict[Token, int]
    apart: list[Apart] = field(default_factory=list)
    synced_at: datetime | None = None
    stale: list[WalletSync] = field(default_factory=list)  # whose latest sync failed
    unseen: list[Wallet] = field(default_factory=list)


def held_in(wallets: Sequence[Wallet]) -> Held:
    """Return what wallets hold."""
    on_chains = [wallet for wallet in wallets if wallet.kind != Wallet.Kind.PAPER]
    syncs = list(WalletSync.objects.filter(wallet__in=on_chains).select_related("wallet"))
    seen = {sync.wallet_id: sync.synced_at for sync in syncs if sync.synced_at}
    return Held(
        units=dict(_on_paper(wallets) + _counted(on_chains)),
        apart=_apart(on_chains),
        synced_at=min(seen.values(), default=None),
        stale=[sync for sync in syncs if sync.failure],
        unseen=[wallet for wallet in on_chains if wallet.pk not in seen],
    )


def _on_paper(wallets: Sequence[Wallet]) -> Counter[Token]:
    rows = PaperBalance.objects.filter(wallet__in=wallets, units__gt=0).select_related("token__chain")
    return _summed((row.token, row.units) for row in rows)


def _counted(wallets: Sequence[Wallet]) -> Counter[Token]:
    counts = Q(apart=Holding.Apart.NO) | Q(accepted_at__isnull=False)
    return _summed((row.token, row.units) for row in _rows(wallets).filter(counts))


def _apart(wallets: Sequence[Wallet]) -> list[Apart]:
    rows = _rows(wallets).exclude(apart=Holding.Apart.NO).filter(accepted_at=None)
    return [Apart(row.token, row.units, row.apart, row) for row in rows]


def _rows(wallets: Sequence[Wallet]) -> QuerySet[Holding]:
    rows = Holding.objects.filter(wallet__in=wallets, units__gt=0)
    return rows.select_related("token__chain", "wallet").order_by("pk")


def _summed(pairs: Iterable[tuple[Token, int]]) -> Counter[Token]:
    units: Counter[Token] = Counter()
    for token, amount in pairs:
        units[token] += amount
    return units
