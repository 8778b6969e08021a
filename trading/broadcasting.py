"""Signed bytes on their way to the chain: it is stored that they may be out before they are.

Whatever a node or OKX answers is a hint when to look, never the truth: what became of them is seen by `settlement`.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from esther_site.lib.errors import EstherError
from trading import custody, gateway
from trading.audit_kinds import AuditKind
from trading.audit_swaps import note_transaction
from trading.models import Attempt, Swap, Transaction
from trading.nonces import give_back
from trading.permission import may_clean, may_sign
from trading.rpc import BroadcastUnclear, RpcClient, RpcRefused, RpcUnavailable
from trading.rpc_nodes import nodes_of

__all__ = ["FRESH", "launch", "newest_attempt", "send", "send_again", "wipe"]

logger = logging.getLogger(__name__)

FRESH: Final = timedelta(minutes=2)  # bytes that waited for longer are thrown away: the world has moved on
_PUBLIC: Final = "OKX's gateway did not get it mined in time, so it goes over the public network now, too."

_INTERRUPTED: Final = "Esther was interrupted before it was sent. Nothing was traded: ask for a new quote."
_INTERRUPTED_REVOCATION: Final = "Esther was interrupted before it was sent. The allowance was not taken back."

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
            note_transaction(row, AuditKind.TRANSACTION_SENT, hash=newest_attempt(row).hash, via=_way())
    if leaves:
        send(row, newest_attempt(row))


def send(row: Transaction, attempt: Attempt) -> None:
    """Hand bytes that were stored over, once: to OKX where it was chosen, else to all of the chain's nodes.

    What takes a trade back goes both ways: it should be faster, and has nothing to hide.
    """
    raw = custody.open_bytes(attempt.sealed_raw)
    if gateway.is_chosen():
        gateway.hand_in(row, attempt, raw)
    if not gateway.is_chosen() or attempt.kind == Attempt.Kind.CANCEL:
        for node in nodes_of(row.chain):
            _send_to(node, attempt, raw)


def send_again(row: Transaction, nodes: Sequence[RpcClient], now: datetime) -> None:
    """Send the same bytes again to whoever does not know them; but never to the public while they are to be hidden.

    The same bytes may be sent again and again: they count once.
    """
    attempt = newest_attempt(row)
    if gateway.keeps_private(row, attempt, now):
        if gateway.needs_reminding(row, attempt):
            gateway.hand_in(row, attempt, custody.open_bytes(attempt.sealed_raw))
        return
    strangers = [node for node in nodes if _is_unknown_to(node, attempt)]
    if not strangers:
        return
    if row.sent_at and gateway.keeps_private(row, attempt, row.sent_at):
        _say_that_it_is_public(row, attempt)
    raw = custody.open_bytes(attempt.sealed_raw)
    for node in strangers:
        _send_to(node, attempt, raw)


def newest_attempt(row: Transaction) -> Attempt:
    """Return the attempt with the highest fees."""
    return row.tries.order_by("-pk")[0]


def wipe(row: Transaction) -> None:
    """Forget the bytes of a nonce that is settled, in the caller's transaction."""
    row.tries.exclude(sealed_raw="").update(sealed_raw="")


def _send_to(node: RpcClient, attempt: Attempt, raw: bytes) -> None:
    try:
        node.send_raw(raw)
    except RpcRefused as refusal:
        logger.info("attempt %d was not taken (code %d): looking for it", attempt.pk, refusal.code)
    except BroadcastUnclear:
        logger.info("nobody said whether attempt %d was taken: looking for it", attempt.pk)


def _is_unknown_to(node: RpcClient, attempt: Attempt) -> bool:
    try:
        return node.transaction(attempt.hash) is None
    except (RpcUnavailable, RpcRefused):
        return False


def _say_that_it_is_public(row: Transaction, attempt: Attempt) -> None:
    logger.warning("attempt %d was hidden and not mined in time: it goes over the public network now", attempt.pk)
    with transaction.atomic():
        hidden = Transaction.objects.filter(pk=row.pk, state=State.SENT).exclude(failure=_PUBLIC)
        if hidden.update(failure=_PUBLIC):
            note_transaction(row, AuditKind.TRANSACTION_SENT, hash=attempt.hash, via="nodes", reason=_PUBLIC)


def _way() -> str:
    return "gateway" if gateway.is_chosen() else "nodes"


def _why_not(swap: Swap, row: Transaction, now: datetime) -> str:
    """Say why bytes that never left must not leave any more."""
    if swap.is_withdrawn and row.purpose != Purpose.REVOKE:
        return "You took it back before it was sent. Nothing was traded."
    if now - row.created_at > FRESH:
        return _INTERRUPTED_REVOCATION if row.purpose == Purpose.REVOKE else _INTERRUPTED
    try:
        (may_clean if row.purpose == Purpose.REVOKE else may_sign)(swap)
    except EstherError as error:
        return error.message
    return ""


def _abandon(row: Transaction, reason: str) -> None:
    if Transaction.objects.filter(pk=row.pk, state=State.SIGNED).update(state=State.ABANDONED, failure=reason[:300]):
        give_back(row)
        wipe(row)
        note_transaction(row, AuditKind.TRANSACTION_ABANDONED, reason=reason)
        if row.purpose != Purpose.REVOKE:
            Swap.objects.filter(pk=row.swap_id, failure="").update(failure=reason[:300])
