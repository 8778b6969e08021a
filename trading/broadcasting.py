"""Signed bytes on their way to the chain: it is stored that they may be out before they are.

Whatever the node answers is a hint when to look, never the truth: what became of them is seen by `settlement`.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from esther_site.lib.errors import EstherError
from trading import custody
from trading.models import Attempt, Swap, Transaction
from trading.nonces import give_back
from trading.permission import may_clean, may_sign
from trading.rpc import BroadcastUnclear, RpcClient, RpcRefused, rpc_for

__all__ = ["FRESH", "launch", "newest_attempt", "send", "wipe"]

logger = logging.getLogger(__name__)

FRESH: Final = timedelta(minutes=2)  # bytes that waited for longer are thrown away: the world has moved on

State, Purpose = Transaction.State, Transaction.Purpose


def launch(row: Transaction, now: datetime) -> None:
    """Send a signed transaction for the first time, if that is still wanted; else throw its bytes away."""
    with transaction.atomic():
        swap = (
            Swap.objects.select_for_update(of=("self",)).select_related("user", "wallet", "chain").get(pk=row.swap_id)
        )
        reason = _why_not(swap, row, now)
        if reason:
            _abandon(row, reason)
            return
        leaves = Transaction.objects.filter(pk=row.pk, state=State.SIGNED).update(state=State.SENT, sent_at=now)
        row.tries.filter(sent_at=None).update(sent_at=now)
    if leaves:
        send(newest_attempt(row), rpc_for(row.chain))


def send(attempt: Attempt, rpc: RpcClient) -> None:
    """Hand bytes that were stored to the node, once. The same bytes may be sent again and again: they count once."""
    try:
        rpc.send_raw(custody.open_bytes(attempt.sealed_raw))
    except RpcRefused as refusal:
        logger.info("%s was not taken (code %d): looking for it", attempt.hash, refusal.code)
    except BroadcastUnclear:
        logger.info("nobody said whether %s was taken: looking for it", attempt.hash)


def newest_attempt(row: Transaction) -> Attempt:
    """Return the attempt with the highest fees."""
    return row.tries.order_by("-pk")[0]


def wipe(row: Transaction) -> None:
    """Forget the bytes of a nonce that is settled, in the caller's transaction."""
    row.tries.exclude(sealed_raw="").update(sealed_raw="")


def _why_not(swap: Swap, row: Transaction, now: datetime) -> str:
    """Say why bytes that never left must not leave any more."""
    if swap.is_withdrawn and row.purpose != Purpose.REVOKE:
        return "You took it back before it was sent. Nothing was traded."
    if now - row.created_at > FRESH:
        return "Esther was interrupted before it was sent. Nothing was traded: ask for a new quote."
    try:
        (may_clean if row.purpose == Purpose.REVOKE else may_sign)(swap)
    except EstherError as error:
        return error.message
    return ""


def _abandon(row: Transaction, reason: str) -> None:
    if Transaction.objects.filter(pk=row.pk, state=State.SIGNED).update(state=State.ABANDONED, failure=reason[:300]):
        give_back(row)
        wipe(row)
        if row.purpose != Purpose.REVOKE:
            Swap.objects.filter(pk=row.swap_id, failure="").update(failure=reason[:300])
