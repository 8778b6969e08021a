"""Trades in review: an operator finds out what became of one, and decides. What arrived is read from the chain.

That a wallet trades no further meanwhile is `permission`'s business.
"""

from __future__ import annotations

import logging
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from esther_site.lib.errors import UserError
from trading.audit import AuditKind, operator
from trading.audit_swaps import note_swap
from trading.brackets import bracket_of
from trading.erc20 import balance_of
from trading.models import Swap, Transaction, User
from trading.news import swap_reviewed
from trading.rpc import Receipt, RpcClient, RpcRefused, rpc_for
from trading.settlement import receipt_of

__all__ = ["arrived", "end_as_done", "end_as_failed", "look_again"]

logger = logging.getLogger(__name__)

State = Swap.State
_CHANGED: Final = "This trade is no longer in review. Look at it again."
_NOT_ON_CHAIN: Final = "No transaction of this trade succeeded on the chain, so it cannot end as done."
_NO_ARRIVAL: Final = (
    "Nothing is known of what arrived on the other chain: have it looked at again, or end it as failed."
)
_ANOTHERS: Final = "The transaction that is said to have brought it brought another trade."
_OLD_STATE: Final = "The chain's node has forgotten that block. Set RPC_URL_{index} to a node that keeps old states."
_NOTHING: Final = "By the balance nothing arrived, so it cannot end as done."
_UNPROTECTED: Final = (
    "The operator ended this trade as done. Its stop and target were not set: use /orders to set them."
)


def arrived(swap: Swap) -> int:
    """Return by how much the wallet's balance of what was bought grew in the block that brought it.

    Raises:
        UserError: the chain does not show it.
        TemporaryError: the node gives no answer.
    """
    rpc = rpc_for(swap.to_chain or swap.chain)
    receipt = _arrival(swap, rpc) if swap.is_crossing else _mined(swap, rpc)
    try:
        gained = _balance(swap, rpc, receipt.block_number) - _balance(swap, rpc, receipt.block_number - 1)
    except RpcRefused as refusal:
        raise UserError(_OLD_STATE.format(index=(swap.to_chain or swap.chain).index)) from refusal
    if swap.token_out.is_native and not swap.is_crossing:
        gained += receipt.fee
    if gained <= 0:
        raise UserError(_NOTHING)
    return gained


def end_as_done(swap: Swap, *, by: User, note: str) -> None:
    """End a trade in review as done, with what the chain shows now. Raises EstherError when it may not."""
    received = arrived(swap)
    failure = _UNPROTECTED if bracket_of(swap) else ""
    _decide(swap, "done", by=by, note=note, state=State.DONE, received_units_out=received, failure=failure)


def end_as_failed(swap: Swap, *, by: User, note: str) -> None:
    """End a trade in review as failed; the user is told the note. Raises UserError when it may not."""
    said = f"The operator had a look: {_checked(note)}"
    _decide(swap, "failed", by=by, note=note, state=State.FAILED, received_units_out=None, failure=said[:300])


def look_again(swap: Swap, *, by: User, note: str) -> None:
    """Hand a trade in review back to the machine, which judges it by the chain once more."""
    has_left = swap.is_crossing and _departed(swap) is not None
    state = State.BRIDGING if has_left else State.SENT
    now = timezone.now()
    back = {"received_units_out": None, "failure": "", "finished_at": None, "not_before": now}
    _decide(swap, "again", by=by, note=note, state=state, **back)


def _decide(swap: Swap, outcome: str, *, by: User, note: str, **changes: Any) -> None:
    """Write a decision, once, and have the user told."""
    if not (by.is_staff and by.is_active):
        raise UserError("Only an operator can do that.")
    changes = {"finished_at": timezone.now(), **changes, "reviewed_by": by, "review_note": _checked(note)}
    try:
        with transaction.atomic():
            if not Swap.objects.filter(pk=swap.pk, state=State.REVIEW).update(**changes):
                raise UserError(_CHANGED)
            swap.refresh_from_db()
            note_swap(swap, AuditKind.SWAP_REVIEWED, actor=operator(by), outcome=outcome, note=note, state=swap.state)
            swap_reviewed.send(sender=Swap, swap=swap, outcome=outcome)
    except IntegrityError as error:
        raise UserError("Another trade of this wallet is under way on this chain: wait until it is over.") from error
    logger.warning("user %d decided about swap %s: %s", by.pk, swap.handle, outcome)


def _checked(note: str) -> str:
    said = " ".join(note.split())[:300]
    if not said:
        raise UserError("Write down what you found out.")
    return said


def _departed(swap: Swap) -> Transaction | None:
    """Return the transaction that the chain has carried out."""
    rows = swap.transactions.filter(purpose=Transaction.Purpose.SWAP, state=Transaction.State.DONE)
    return rows.order_by("-pk").first()


def _mined(swap: Swap, rpc: RpcClient) -> Receipt:
    row = _departed(swap)
    found = receipt_of(row, rpc) if row else None
    if found is None or not found[1].succeeded:
        raise UserError(_NOT_ON_CHAIN)
    return found[1]


def _arrival(swap: Swap, rpc: RpcClient) -> Receipt:
    same = Swap.objects.filter(arrival_hash=swap.arrival_hash, to_chain=swap.to_chain)
    if swap.arrival_hash and same.exclude(pk=swap.pk).exists():
        raise UserError(_ANOTHERS)
    receipt = rpc.receipt(swap.arrival_hash) if swap.arrival_hash else None
    if receipt is None or not receipt.succeeded:
        raise UserError(_NO_ARRIVAL)
    return receipt


def _balance(swap: Swap, rpc: RpcClient, block: int) -> int:
    if swap.token_out.is_native:
        return rpc.native_balance(swap.wallet.address, block=block)
    return balance_of(rpc, swap.token_out.address, swap.wallet.address, block=block)
