"""What became of a transaction, by looking at the chain: mined, buried, undone, cancelled, lost, or still waiting.

A receipt may vanish while its block is young: then the same bytes are sent again. A nonce ends only by what is mined
at it.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from tokens.models import Chain
from trading.broadcasting import newest_attempt, send, wipe
from trading.models import Attempt, Transaction
from trading.rpc import Receipt, Reverted, RpcClient, RpcError, rpc_for

__all__ = ["depth_of", "look", "receipt_of"]

logger = logging.getLogger(__name__)

# After how many blocks, its own included, a transaction counts as buried; chains with one sequencer need one.
_DEPTHS: Final = {1: 2, 10: 1, 56: 3, 137: 16, 8453: 1, 42161: 1}
_USUAL_DEPTH: Final = 3
_TAKEN: Final = "Another transaction of this wallet, not one of Esther's, took its place on the chain."

State = Transaction.State


def look(row: Transaction, now: datetime) -> bool:
    """Look once, note what is seen, and say whether that was news. Raises TemporaryError when the node is silent."""
    rpc = rpc_for(row.chain)
    found = receipt_of(row, rpc)
    if found is not None:
        return _seen(row, *found, rpc=rpc, now=now)
    if row.state == State.MINED:
        return _vanished(row)
    if _is_taken(row, rpc):
        return _end(row, state=State.LOST, failure=_TAKEN)
    _send_again(row, rpc)
    return False


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


def _seen(row: Transaction, attempt: Attempt, receipt: Receipt, *, rpc: RpcClient, now: datetime) -> bool:
    """Note that a transaction is mined; and that it is over, once its block is buried."""
    mined: dict[str, Any] = {
        "mined_at": row.mined_at or now,
        "block_number": receipt.block_number,
        "block_hash": receipt.block_hash,
        "gas_used": receipt.gas_used,
        "fee_wei": receipt.fee,
    }
    head = rpc.block("latest")
    if head is None or head.number - receipt.block_number + 1 < depth_of(row.chain):
        if row.state == State.MINED and row.block_hash == receipt.block_hash:
            return False
        Transaction.objects.filter(pk=row.pk, state__in=[State.SENT, State.MINED]).update(state=State.MINED, **mined)
        return False
    if attempt.kind == Attempt.Kind.CANCEL:
        return _end(row, state=State.CANCELLED, **mined)
    if not receipt.succeeded:
        return _end(row, state=State.REVERTED, failure=_why(row, receipt, rpc), **mined)
    return _end(row, state=State.DONE, **mined)


def _end(row: Transaction, **outcome: Any) -> bool:
    with transaction.atomic():
        ended = Transaction.objects.filter(pk=row.pk, state__in=[State.SENT, State.MINED]).update(**outcome)
        if ended:
            wipe(row)
    return bool(ended)


def _vanished(row: Transaction) -> bool:
    logger.warning("transaction %d is no longer in block %s: sending it again", row.pk, row.block_number)
    back = {"state": State.SENT, "mined_at": None, "block_number": None, "block_hash": "", "gas_used": None}
    return bool(Transaction.objects.filter(pk=row.pk, state=State.MINED).update(**back, fee_wei=None))


def _is_taken(row: Transaction, rpc: RpcClient) -> bool:
    """Tell whether something else is buried at the nonce: counted some blocks back, and looked for once more."""
    address = row.wallet.address
    head = rpc.block("latest")
    if head is None or rpc.latest_nonce(address) <= row.nonce:
        return False
    buried = max(0, head.number + 1 - depth_of(row.chain))
    return rpc.latest_nonce(address, block=buried) > row.nonce and receipt_of(row, rpc) is None


def _send_again(row: Transaction, rpc: RpcClient) -> None:
    """Send the same bytes again where the node does not know them."""
    attempt = newest_attempt(row)
    if rpc.transaction(attempt.hash) is None:
        send(attempt, rpc)


def _why(row: Transaction, receipt: Receipt, rpc: RpcClient) -> str:
    """Return the contract's reason, by trying the call again where it failed; empty when that tells nothing."""
    data = bytes.fromhex(row.data.removeprefix("0x"))
    try:
        rpc.call(row.to, data, sender=row.wallet.address, value=row.value, block=receipt.block_number - 1)
    except Reverted as reverted:
        return reverted.reason
    except RpcError:
        pass
    return ""
