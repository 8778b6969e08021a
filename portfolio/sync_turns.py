"""Whose turn it is to be synced, and that nobody else is at it. Every move is a conditional UPDATE of one row."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from django.conf import settings
from django.db.models import F, Q

from portfolio.models import WalletSync
from trading.models import User, Wallet

__all__ = ["claim", "claim_next", "enrol", "finish", "give_up"]

LEASE: Final = timedelta(minutes=5)
MOST_NEW: Final = 1000
_FIRST_BACKOFF: Final = timedelta(minutes=1)
_LONGEST_BACKOFF: Final = timedelta(hours=1)
_KINDS: Final = (Wallet.Kind.HOT, Wallet.Kind.WATCH)


def enrol(now: datetime) -> None:
    """Give wallets that are new a turn: one at once, many spread over the interval."""
    active = Q(owner__status=User.Status.ACTIVE, removed_at=None, kind__in=_KINDS)
    new = list(Wallet.objects.filter(active, sync=None).order_by("pk").values_list("pk", flat=True)[:MOST_NEW])
    step = _interval() / max(1, len(new))
    rows = [WalletSync(wallet_id=pk, due_at=now + step * place) for place, pk in enumerate(new)]
    WalletSync.objects.bulk_create(rows, ignore_conflicts=True)


def claim(wallet: Wallet, now: datetime) -> WalletSync | None:
    """Take a wallet's turn now, due or not; None when somebody is at it."""
    row, _ = WalletSync.objects.get_or_create(wallet=wallet, defaults={"due_at": now})
    return _taken(row, now)


def claim_next(now: datetime) -> WalletSync | None:
    """Take the turn that has been due for longest; None when none is."""
    waiting = WalletSync.objects.filter(
        _is_free(now),
        due_at__lte=now,
        wallet__removed_at=None,
        wallet__kind__in=_KINDS,
        wallet__owner__status=User.Status.ACTIVE,
    )
    for row in waiting.select_related("wallet").order_by("due_at", "pk")[:5]:
        if taken := _taken(row, now):
            return taken
    return None


def finish(turn: WalletSync, *, counted_usd: Decimal, now: datetime) -> bool:
    """End a turn that succeeded, in the caller's transaction; False when the turn was somebody else's by then."""
    return _end(turn, synced_at=now, counted_usd=counted_usd, failure="", failures=0, due_at=now + _next())


def give_up(turn: WalletSync, *, failure: str, now: datetime) -> bool:
    """End a turn that failed: the next one comes later each time, and what is stored stays."""
    pause = min(_FIRST_BACKOFF * 2 ** min(turn.failures, 10), _LONGEST_BACKOFF)
    return _end(turn, failure=failure[:300], failures=F("failures") + 1, due_at=now + pause)


def _taken(row: WalletSync, now: datetime) -> WalletSync | None:
    if not WalletSync.objects.filter(_is_free(now), pk=row.pk).update(lease_until=now + LEASE):
        return None
    return WalletSync.objects.select_related("wallet").get(pk=row.pk)


def _is_free(now: datetime) -> Q:
    return Q(lease_until=None) | Q(lease_until__lte=now)


def _end(turn: WalletSync, **fields: object) -> bool:
    mine = WalletSync.objects.filter(pk=turn.pk, lease_until=turn.lease_until)
    return mine.update(lease_until=None, **fields) == 1


def _interval() -> timedelta:
    return timedelta(seconds=settings.PORTFOLIO_SYNC_INTERVAL)


def _next() -> timedelta:
    """Return the time to the next turn, a little more or less, so that wallets drift apart."""
    return _interval() * (90 + secrets.randbelow(21)) / 100
