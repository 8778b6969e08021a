"""One transaction of a live swap, from OKX's answer to signed bytes that are stored: nothing is sent here.

Everything that needs a network is asked before; then, in one database transaction, the nonce is taken, permission is
asked for, the whole is screened and signed, and hash and bytes are committed with the swap's new state.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from esther_site.lib.errors import UserError
from trading import custody
from trading.audit import SYSTEM, AuditKind
from trading.audit_swaps import note_attempt, note_swap
from trading.drafting import Draft, candidate, draft_of, screened
from trading.execution_report_facts import keep_last_quote
from trading.gas import Offered
from trading.models import Attempt, Swap, Transaction
from trading.nonces import Busy, other_live_swap, take_nonce
from trading.permission import may_clean, may_sign
from trading.screening import Purpose, Refusal, screen
from trading.signing import SignedTransaction, UnsignedTransaction, sign

__all__ = ["lay", "store_attempt"]

State = Swap.State


def lay(swap: Swap, purpose: Purpose, now: datetime, *, spender: str = "") -> Transaction:
    """Prepare, screen, sign and store one transaction of a swap; `spender` is whose allowance is taken back, if named.

    Raises:
        UserError: it may not, or must not, be signed; the message is the first reason.
        TemporaryError: OKX or the node gives no answer, or another transaction comes first.
        OperatorError: the key cannot be opened.
    """
    draft = draft_of(swap, purpose, spender)
    try:
        with transaction.atomic():
            return _commit(swap, draft, now)
    except UserError as error:  # outside of what it takes back
        _note_refusal(swap, draft, error)
        raise


def store_attempt(
    row: Transaction, signed: SignedTransaction, *, kind: Attempt.Kind, fees: Offered, now: datetime
) -> Attempt:
    """Keep signed bytes, in the caller's transaction, before anybody is told of them."""
    return Attempt.objects.create(
        transaction=row,
        kind=kind,
        hash=signed.hash,
        sealed_raw=custody.seal_bytes(signed.raw),
        max_fee=fees.max_fee,
        priority_fee=fees.priority_fee,
        created_at=now,
    )


def _commit(swap: Swap, draft: Draft, now: datetime) -> Transaction:
    """Take the nonce, ask for permission, screen, sign and store."""
    nonce = take_nonce(swap.wallet, swap.chain, mined=draft.mined)
    locked = Swap.objects.select_for_update(of=("self",)).select_related("user", "wallet", "chain").get(pk=swap.pk)
    _move(locked, draft.purpose, now)
    _permit(draft.purpose)(locked)
    unsigned = UnsignedTransaction(
        chain_id=swap.chain_id,
        nonce=nonce,
        to=draft.answer.to,
        value=draft.answer.value,
        data=draft.answer.data,
        gas=draft.gas,
        max_fee_per_gas=draft.fees.max_fee,
        max_priority_fee_per_gas=draft.fees.priority_fee,
    )
    screen(draft.intent, candidate(swap, draft, unsigned))
    signed = sign(custody.unseal(locked.wallet.sealed_key, address=locked.wallet.address), unsigned)
    row = _store(swap, draft.purpose, unsigned, now)
    attempt = store_attempt(row, signed, kind=Attempt.Kind.FIRST, fees=draft.fees, now=now)
    note_attempt(row, attempt, **screened(draft))
    if draft.purpose is Purpose.SWAP and draft.answer.quote is not None:
        keep_last_quote(swap, draft.answer.quote)
    return row


def _note_refusal(swap: Swap, draft: Draft, error: UserError) -> None:
    rule, detail = (error.rule, error.detail) if isinstance(error, Refusal) else ("permission", "")
    facts = {"purpose": draft.purpose, "rule": rule, "detail": detail, "reason": error.message, **screened(draft)}
    note_swap(swap, AuditKind.SWAP_SCREENED, actor=SYSTEM, **facts)


def _permit(purpose: Purpose) -> Callable[[Swap], object]:
    return may_clean if purpose is Purpose.REVOKE else may_sign


def _move(swap: Swap, purpose: Purpose, now: datetime) -> None:
    """Let the swap enter the state of its next transaction; another live swap of the wallet comes first."""
    if other_live_swap(swap) is not None:
        raise Busy("Another trade of this wallet on this chain comes first.")
    if purpose is Purpose.REVOKE:
        Swap.objects.filter(pk=swap.pk, state__in=Swap.OVER).update(not_before=now)  # it is carried on once more
        return
    ready = Swap.objects.filter(pk=swap.pk, state__in=[State.CONFIRMED, State.APPROVING])
    state = State.SENT if purpose is Purpose.SWAP else State.APPROVING
    if not ready.filter(failure="", is_withdrawn=False).update(state=state):
        raise Busy("This trade was changed at the same moment.")


def _store(swap: Swap, purpose: Purpose, unsigned: UnsignedTransaction, now: datetime) -> Transaction:
    return Transaction.objects.create(
        swap=swap,
        wallet=swap.wallet,
        chain=swap.chain,
        purpose=Transaction.Purpose(purpose.value),
        nonce=unsigned.nonce,
        to=unsigned.to,
        value=unsigned.value,
        data="0x" + unsigned.data.hex(),
        gas=unsigned.gas,
        created_at=now,
    )
