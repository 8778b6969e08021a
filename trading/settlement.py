"""What became of a transaction, by looking at the chain: mined, buried, undone, cancelled, lost, or still waiting.

A receipt may vanish while its block is young: then the same bytes are sent again. A nonce ends only by what is mined
at it. Of several nodes one is enough to see a receipt; that nothing was traded, all that answer must say.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from tokens.models import Chain
from trading.audit_kinds import AuditKind
from trading.audit_swaps import note_transaction
from trading.broadcasting import send_again, wipe
from trading.models import Attempt, Transaction
from trading.replacing import hasten
from trading.rpc import Receipt, Reverted, RpcClient, RpcError, check_chain
from trading.rpc_nodes import answers_of, nodes_of

__all__ = ["depth_of", "look", "receipt_of"]

logger = logging.getLogger(__name__)

# After how many blocks, its own included, a transaction counts as buried; chains with one sequencer need one.
_DEPTHS: Final = {1: 2, 10: 1, 56: 3, 137: 16, 8453: 1, 42161: 1}
_USUAL_DEPTH: Final = 3
_TAKEN: Final = "Another transaction of this wallet, not one of Esther's, took the trade's place on the chain."
_KNOWN_ELSEWHERE: Final = " Its key is known elsewhere, too, so this may happen. Esther traded nothing."
_ALARM: Final = " Esther traded nothing. If that was not you, somebody else has its key: move what it holds elsewhere."

State = Transaction.State


@dataclass(frozen=True)
class _Found:
    """A mined attempt, and the node that knows it."""

    attempt: Attempt
    receipt: Receipt
    node: RpcClient


def look(row: Transaction, now: datetime) -> bool:
    """Look once, note what is seen, and say whether that was news. Raises TemporaryError when no node answers."""
    nodes = nodes_of(row.chain)
    found = _find(row, nodes)
    if found is not None:
        return _seen(row, found, nodes, now)
    if row.state == State.MINED:
        return _vanished(row)
    if _is_used(row, nodes):
        return _is_taken(row, nodes) and _lose(row)
    send_again(row, nodes, now)
    return hasten(row, nodes[0], now)


def depth_of(chain: Chain) -> int:
    """Return after how many blocks a transaction counts as buried."""
    return _DEPTHS.get(chain.index, _USUAL_DEPTH)


def receipt_of(row: Transaction, rpc: RpcClient) -> tuple[Attempt, Receipt] | None:
    """Return the attempt that was mined, and its receipt."""
    for attempt in row.tries.order_by("-pk"):
        receipt = rpc.receipt(attempt.hash)
        if receipt is not None:
            return attempt, receipt
    return None


def _find(row: Transaction, nodes: Sequence[RpcClient]) -> _Found | None:
    """Return what the first node that has a receipt knows."""
    for node, found in answers_of(nodes, lambda each: receipt_of(row, each)):
        if found is not None:
            return _Found(*found, node)
    return None


def _seen(row: Transaction, found: _Found, nodes: Sequence[RpcClient], now: datetime) -> bool:
    """Note that a transaction is mined; and that it is over, once its block is buried."""
    receipt = found.receipt
    mined: dict[str, Any] = {
        "mined_at": row.mined_at or now,
        "block_number": receipt.block_number,
        "block_hash": receipt.block_hash,
        "gas_used": receipt.gas_used,
        "fee_wei": receipt.fee,
    }
    if not _is_buried(row, found) or (_came_to_nothing(found) and not _all_agree(found, nodes)):
        if row.state == State.MINED and row.block_hash == receipt.block_hash:
            return False
        with transaction.atomic():
            young = Transaction.objects.filter(pk=row.pk, state__in=[State.SENT, State.MINED])
            if young.update(state=State.MINED, failure="", **mined):
                note_transaction(row, AuditKind.TRANSACTION_MINED, hash=found.attempt.hash, **_receipt(mined))
        return False
    if found.attempt.kind == Attempt.Kind.CANCEL:
        return _end(row, state=State.CANCELLED, **mined)
    if not receipt.succeeded:
        return _end(row, state=State.REVERTED, failure=_why(row, found), **mined)
    return _end(row, state=State.DONE, **mined)


def _is_buried(row: Transaction, found: _Found) -> bool:
    """Tell whether enough was built on a receipt's block, and that block is still the chain's."""
    number = found.receipt.block_number
    head = found.node.block("latest")
    if head is None or head.number - number + 1 < depth_of(row.chain):
        return False
    block = found.node.block(number)  # behind one address there may be nodes of two minds
    return block is not None and block.hash == found.receipt.block_hash


def _came_to_nothing(found: _Found) -> bool:
    return found.attempt.kind == Attempt.Kind.CANCEL or not found.receipt.succeeded


def _all_agree(found: _Found, nodes: Sequence[RpcClient]) -> bool:
    """Tell whether every node that answers has the same receipt."""
    answers = answers_of(nodes, lambda each: each.receipt(found.attempt.hash))
    return all(answer is not None and _same(answer, found.receipt) for _, answer in answers)


def _same(one: Receipt, other: Receipt) -> bool:
    return (one.succeeded, one.block_hash, one.block_number) == (other.succeeded, other.block_hash, other.block_number)


def _end(row: Transaction, **outcome: Any) -> bool:
    with transaction.atomic():
        waiting = Transaction.objects.filter(pk=row.pk, state__in=[State.SENT, State.MINED])
        ended = waiting.update(**{"failure": ""} | outcome)
        if ended:
            wipe(row)
            facts = _receipt(outcome) | {"reason": outcome.get("failure") or None}
            note_transaction(row, AuditKind.TRANSACTION_ENDED, state=outcome["state"], **facts)
    return bool(ended)


def _receipt(outcome: dict[str, Any]) -> dict[str, Any]:
    """Return what an entry says of a receipt."""
    return {name: outcome.get(name) for name in ("block_number", "block_hash", "gas_used", "fee_wei")}


def _vanished(row: Transaction) -> bool:
    logger.warning("transaction %d is no longer in block %s: sending it again", row.pk, row.block_number)
    back = {"state": State.SENT, "mined_at": None, "block_number": None, "block_hash": "", "gas_used": None}
    with transaction.atomic():
        vanished = Transaction.objects.filter(pk=row.pk, state=State.MINED).update(**back, fee_wei=None)
        if vanished:
            note_transaction(row, AuditKind.TRANSACTION_VANISHED, block_number=row.block_number)
    return bool(vanished)


def _is_used(row: Transaction, nodes: Sequence[RpcClient]) -> bool:
    """Tell whether any node says that something is mined at the nonce; it may be ours, and its receipt late."""
    counts = answers_of(nodes, lambda each: each.latest_nonce(row.wallet.address))
    return any(count > row.nonce for _, count in counts)


def _is_taken(row: Transaction, nodes: Sequence[RpcClient]) -> bool:
    """Tell whether all nodes that answer say that something else is buried at the nonce."""
    return all(taken for _, taken in answers_of(nodes, lambda each: _is_taken_at(row, each)))


def _is_taken_at(row: Transaction, rpc: RpcClient) -> bool:
    """Count some blocks back, and look for a receipt once more, at a node that still speaks for the right chain."""
    check_chain(rpc, row.chain)
    head = rpc.block("latest")
    if head is None:
        return False
    buried = max(0, head.number + 1 - depth_of(row.chain))
    return rpc.latest_nonce(row.wallet.address, block=buried) > row.nonce and receipt_of(row, rpc) is None


def _lose(row: Transaction) -> bool:
    """End a transaction whose place was taken; that is an alarm unless the wallet's key is known elsewhere."""
    is_shared = row.wallet.exported_at is not None
    logger.log(
        logging.INFO if is_shared else logging.ERROR,
        "something that is not Esther's took the place of transaction %d: nonce %d of wallet %d",
        row.pk,
        row.nonce,
        row.wallet_id,
    )
    return _end(row, state=State.LOST, failure=_TAKEN + (_KNOWN_ELSEWHERE if is_shared else _ALARM))


def _why(row: Transaction, found: _Found) -> str:
    """Return the contract's reason, by trying the call again where it failed; empty when that tells nothing."""
    data = bytes.fromhex(row.data.removeprefix("0x"))
    before = found.receipt.block_number - 1
    try:
        found.node.call(row.to, data, sender=row.wallet.address, value=row.value, block=before)
    except Reverted as reverted:
        return reverted.reason
    except RpcError:
        pass
    return ""
