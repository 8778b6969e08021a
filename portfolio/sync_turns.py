"""Whose turn it is to be synced, and that nobody else is at it. Every move is a conditional UPDATE of one row."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from portfolio.models import WalletSync
from trading.models import User, Wallet

__all__ = ["claim", "claim_next", "claim_some", "enrol", "finish", "give_up", "put_back", "waiting"]

LEASE: Final = timedelta(minutes=5)
SHORT_LEASE: Final = timedelta(seconds=50)  # of many wallets at once, by one of many processes that may be killed
MOST_NEW: Final = 1000
_FIRST_BACKOFF: Final = timedelta(minutes=1)
_LONGEST_BACKOFF: Final = timedelta(hours=1)
_ENDED: Final = ("counted_usd", "synced_at", "due_at", "failure", "failures", "lease_until")
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
    for row in waiting(now).select_related("wallet").order_by("due_at", "pk")[:5]:
        if taken := _taken(row, now):
            return taken
    return None


def claim_some(now: datetime, *, most: int) -> list[WalletSync]:
    """Take the turns that have been due for longest, in one go; whoever else does so at this moment gets others."""
    with transaction.atomic():
        free = waiting(now).select_for_update(skip_locked=True, of=("self",)).select_related("wallet")
        turns = list(free.order_by("due_at", "pk")[:most])
        _hold(turns, now + SHORT_LEASE)
    return turns


def put_back(turns: Sequence[WalletSync]) -> None:
    """Let go of turns in which nothing was done: they are due as before."""
    for lease in {turn.lease_until for turn in turns}:
        mine = WalletSync.objects.filter(pk__in=[turn.pk for turn in turns if turn.lease_until == lease])
        mine.filter(lease_until=lease).update(lease_until=None)


def waiting(now: datetime) -> QuerySet[WalletSync]:
    """Return the turns that are due and nobody's."""
    return WalletSync.objects.filter(
        _is_free(now),
        due_at__lte=now,
        wallet__removed_at=None,
        wallet__kind__in=_KINDS,
        wallet__owner__status=User.Status.ACTIVE,
    )


def finish(counted: Mapping[int, tuple[WalletSync, Decimal]], now: datetime) -> set[int]:
    """End the turns (by wallet, with what is counted) that succeeded, in the caller's transaction.

    Returns the wallets whose turns were still ours: the others are somebody else's by now.
    """
    rows = WalletSync.objects.select_for_update().filter(pk__in=counted).order_by("pk")
    leases = dict(rows.values_list("pk", "lease_until"))
    ours = [pk for pk, (turn, _) in counted.items() if pk in leases and leases[pk] == turn.lease_until]
    if not ours:
        return set()
    ended = [WalletSync(wallet_id=pk, counted_usd=counted[pk][1], synced_at=now, due_at=now + _next()) for pk in ours]
    WalletSync.objects.bulk_create(ended, update_conflicts=True, unique_fields=["wallet"], update_fields=_ENDED)
    return set(ours)


def give_up(turn: WalletSync, *, failure: str, now: datetime) -> bool:
    """End a turn that failed: the next one comes later each time, and what is stored stays."""
    pause = min(_FIRST_BACKOFF * 2 ** min(turn.failures, 10), _LONGEST_BACKOFF)
    return _end(turn, failure=failure[:300], failures=F("failures") + 1, due_at=now + pause)


def _taken(row: WalletSync, now: datetime) -> WalletSync | None:
    if not WalletSync.objects.filter(_is_free(now), pk=row.pk).update(lease_until=now + LEASE):
        return None
    return WalletSync.objects.select_related("wallet").get(pk=row.pk)


def _hold(turns: Sequence[WalletSync], lease: datetime) -> None:
    """Lease turns that the caller's transaction has locked."""
    WalletSync.objects.filter(pk__in=[turn.pk for turn in turns]).update(lease_until=lease)
    for turn in turns:
        turn.lease_until = lease


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
