"""One transaction of a live swap, from OKX's answer to signed bytes that are stored: nothing is sent here.

Everything that needs a network is asked before; then, in one database transaction, the nonce is taken, permission is
asked for, the whole is screened and signed, and hash and bytes are committed with the swap's new state.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from esther_site.lib.errors import UserError
from trading import custody
from trading.audit import SYSTEM, AuditKind
from trading.audit_swaps import note_attempt, note_swap
from trading.bridging_answer import ask_crossing, ask_crossing_approval, bridge_id_of, spender_of
from trading.bridging_passage import passage_of, wrapped_coin
from trading.calldata import way_in
from trading.calldata_pools import Pools
from trading.contracts import Role, allowed_bridges, allowed_routers, is_allowed, note_unknown
from trading.execution_report_facts import keep_last_quote
from trading.gas import Offered, cap_wei, native_of, offered
from trading.live_answer import Answer, ask_approval, ask_swap
from trading.models import Attempt, Swap, Transaction
from trading.nonces import Busy, other_live_swap, take_nonce
from trading.permission import may_clean, may_sign
from trading.policy import Verdict
from trading.policy_numbers import Check
from trading.pools import read_pools
from trading.quoting import Offer, offer_of
from trading.rehearsal import rehearse
from trading.rollup_gas import most_on_top
from trading.rpc import Call, RpcClient, rpc_for
from trading.screening import Candidate, Intent, Purpose, Refusal, Rehearsal, screen
from trading.signing import SignedTransaction, UnsignedTransaction, sign
from trading.standing import taking_back
from trading.swap_rows import request_of

__all__ = ["intent_of", "lay", "store_attempt"]

_GAS_MARGIN: Final = (3, 2)  # of what OKX names and of what was used when it was tried out
_APPROVAL_RESERVE: Final = 4  # an approval is pointless where nothing is left for the swap, so many times its gas

State = Swap.State


@dataclass(frozen=True, kw_only=True)
class _Draft:
    """What is known before the nonce is taken."""

    purpose: Purpose
    answer: Answer
    gas: int
    on_top: int  # what a rollup may take beside the gas
    fees: Offered
    intent: Intent
    rehearsal: Rehearsal | None
    node_chain: int
    mined: int
    verdicts: tuple[Verdict, ...]
    checks: tuple[Check, ...]
    pools: Pools


def lay(swap: Swap, purpose: Purpose, now: datetime, *, spender: str = "") -> Transaction:
    """Prepare, screen, sign and store one transaction of a swap; `spender` is whose allowance is taken back, if named.

    Raises:
        UserError: it may not, or must not, be signed; the message is the first reason.
        TemporaryError: OKX or the node gives no answer, or another transaction comes first.
        OperatorError: the key cannot be opened.
    """
    draft = _draft(swap, purpose, spender)
    try:
        with transaction.atomic():
            return _commit(swap, draft, now)
    except UserError as error:  # outside of what it takes back
        _note_refusal(swap, draft, error)
        raise


def intent_of(swap: Swap, *, fee_cap: int, spender: str = "") -> Intent:
    """Return what was confirmed, for the screening; `spender` where it is not the one of the swap."""
    return Intent(
        chain_id=swap.chain_id,
        wallet=swap.wallet.address,
        token_in=swap.token_in.address,
        token_out=swap.token_out.address,
        units_in=swap.units_in,
        minimum_out=swap.minimum_units_out,
        routers=allowed_bridges(swap.chain, bridge_id_of(swap)) if swap.is_crossing else allowed_routers(swap.chain),
        spender=spender or spender_of(swap),
        fee_cap=fee_cap,
        wrapped_native=wrapped_coin(swap.chain),
        passage=passage_of(swap),
    )


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


def _draft(swap: Swap, purpose: Purpose, spender: str) -> _Draft:
    rpc = rpc_for(swap.chain)
    answer = _ask(swap, purpose, spender)
    _note_contract(swap, purpose, answer)
    call = Call(sender=swap.wallet.address, to=answer.to, data=answer.data, value=answer.value)
    mined = rpc.latest_nonce(swap.wallet.address)  # before it is tried out: on what these have changed
    rehearsal = rehearse(rpc, [call])
    many, few = _GAS_MARGIN
    gas = max(answer.gas, rehearsal.gas_used if rehearsal else 0) * many // few
    on_top = most_on_top(rpc, answer.data, gas=gas)
    offer = _offer(swap, answer)
    draft = _Draft(
        purpose=purpose,
        answer=answer,
        gas=gas,
        on_top=on_top,
        fees=offered(rpc),
        intent=intent_of(swap, fee_cap=cap_wei(swap.chain) - on_top, spender=spender),
        rehearsal=rehearsal,
        node_chain=rpc.chain_id(),
        mined=mined,
        verdicts=tuple(offer.verdicts) if offer else (),
        checks=offer.checks if offer else (),
        pools=_pools(answer, rpc) if purpose is Purpose.SWAP else {},
    )
    _check_gas_money(swap, draft, rpc)
    return draft


def _ask(swap: Swap, purpose: Purpose, spender: str) -> Answer:
    if purpose is Purpose.REVOKE:
        return taking_back(swap, spender or spender_of(swap))
    if purpose is Purpose.SWAP:
        return ask_crossing(swap) if swap.is_crossing else ask_swap(swap)
    units = swap.units_in if purpose is Purpose.APPROVE else 0
    return ask_crossing_approval(swap, units) if swap.is_crossing else ask_approval(swap, units)


def _note_contract(swap: Swap, purpose: Purpose, answer: Answer) -> None:
    """Tell the operators of a router, or bridge, that is on no list: the screening refuses it, and no row remains."""
    role, bridge_id = (Role.BRIDGE, bridge_id_of(swap)) if swap.is_crossing else (Role.ROUTER, 0)
    if purpose is Purpose.SWAP and not is_allowed(swap.chain, role, answer.to, bridge_id=bridge_id):
        note_unknown(swap.chain, role, answer.to, bridge_id=bridge_id)


def _pools(answer: Answer, rpc: RpcClient) -> Pools:
    """Ask the pools for their tokens where nothing else tells what the swap would buy."""
    way = way_in(answer.data)
    return read_pools(rpc, way) if way else {}


def _offer(swap: Swap, answer: Answer) -> Offer | None:
    """Have the policy judge a swap as it is now, with the wallet's real balances."""
    if answer.quote is None:
        return None
    request = replace(request_of(swap), asked=Swap.Exact.IN, units=swap.units_in)
    return offer_of(request, answer.quote, exact=Swap.Exact.IN)


def _check_gas_money(swap: Swap, draft: _Draft, rpc: RpcClient) -> None:
    """Make sure that the coin pays for this transaction, and for the swap where this is its approval."""
    times = _APPROVAL_RESERVE if draft.purpose in (Purpose.RESET, Purpose.APPROVE) else 1
    needed = draft.answer.value + times * (draft.gas * draft.fees.max_fee + draft.on_top)
    if rpc.native_balance(swap.wallet.address) < needed:
        native = native_of(swap.chain)
        amount = f"{native.to_amount(needed).normalize():f}"
        raise UserError(f"Not signed: the gas may take {amount} {native.symbol} in all, more than the wallet has.")


def _commit(swap: Swap, draft: _Draft, now: datetime) -> Transaction:
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
    screen(draft.intent, _candidate(swap, draft, unsigned))
    signed = sign(custody.unseal(locked.wallet.sealed_key, address=locked.wallet.address), unsigned)
    row = _store(swap, draft.purpose, unsigned, now)
    attempt = store_attempt(row, signed, kind=Attempt.Kind.FIRST, fees=draft.fees, now=now)
    note_attempt(row, attempt, **_screened(draft))
    if draft.purpose is Purpose.SWAP and draft.answer.quote is not None:
        keep_last_quote(swap, draft.answer.quote)
    return row


def _note_refusal(swap: Swap, draft: _Draft, error: UserError) -> None:
    rule, detail = (error.rule, error.detail) if isinstance(error, Refusal) else ("permission", "")
    facts = {"purpose": draft.purpose, "rule": rule, "detail": detail, "reason": error.message, **_screened(draft)}
    note_swap(swap, AuditKind.SWAP_SCREENED, actor=SYSTEM, **facts)


def _screened(draft: _Draft) -> dict[str, Any]:
    """Return what the screening compared, as far as it is numbers."""
    return {
        "chain": draft.node_chain,
        "minimum_out": draft.intent.minimum_out,
        "fee_cap": draft.intent.fee_cap,
        "gas_tried": draft.rehearsal.gas_used if draft.rehearsal else None,
        "checks": draft.checks,
    }


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


def _candidate(swap: Swap, draft: _Draft, unsigned: UnsignedTransaction) -> Candidate:
    return Candidate(
        purpose=draft.purpose,
        asked_chain=swap.token_in.chain_id,
        answered_chain=draft.answer.chain_id,
        node_chain=draft.node_chain,
        transaction=unsigned,
        rehearsal=draft.rehearsal,
        verdicts=draft.verdicts,
        pools=draft.pools,
    )


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
