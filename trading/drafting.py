"""What one transaction of a swap would be, with all that its screening needs to know: asked, read and tried out.

Nothing is taken, signed or stored here; `trading.laying` does that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from esther_site.lib.errors import UserError
from trading.bridging_answer import ask_crossing, ask_crossing_approval, bridge_id_of, spender_of
from trading.bridging_passage import passage_of, wrapped_coin
from trading.calldata import way_in
from trading.calldata_pools import Pools
from trading.contracts import Role, allowed_bridges, allowed_routers, is_allowed, note_unknown
from trading.gas import Offered, cap_wei, native_of, offered
from trading.live_answer import Answer, ask_approval, ask_swap
from trading.models import Swap
from trading.policy import Verdict
from trading.policy_numbers import Check
from trading.pools import read_pools
from trading.quoting import Offer, offer_of
from trading.rehearsal import rehearse
from trading.rollup_gas import most_on_top
from trading.rpc import Call, RpcClient, rpc_for
from trading.screening import Candidate, Intent, Purpose, Rehearsal
from trading.signing import UnsignedTransaction
from trading.standing import taking_back
from trading.swap_rows import request_of

__all__ = ["Draft", "candidate", "draft_of", "screened"]

_GAS_MARGIN: Final = (3, 2)  # of what OKX names and of what was used when it was tried out
_APPROVAL_RESERVE: Final = 4  # an approval is pointless where nothing is left for the swap, so many times its gas


@dataclass(frozen=True, kw_only=True)
class Draft:
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


def draft_of(swap: Swap, purpose: Purpose, spender: str) -> Draft:
    """Ask OKX and the chain's node for a transaction, and try it out; `spender` is whose allowance is taken back.

    Raises:
        UserError: it could not be paid for, or makes no sense.
        TemporaryError: OKX or the node gives no answer.
    """
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
    draft = Draft(
        purpose=purpose,
        answer=answer,
        gas=gas,
        on_top=on_top,
        fees=offered(rpc),
        intent=_intent(swap, fee_cap=cap_wei(swap.chain) - on_top, spender=spender),
        rehearsal=rehearsal,
        node_chain=rpc.chain_id(),
        mined=mined,
        verdicts=tuple(offer.verdicts) if offer else (),
        checks=offer.checks if offer else (),
        pools=_pools(answer, rpc) if purpose is Purpose.SWAP else {},
    )
    _check_gas_money(swap, draft, rpc)
    return draft


def candidate(swap: Swap, draft: Draft, unsigned: UnsignedTransaction) -> Candidate:
    """Return what is to be screened."""
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


def screened(draft: Draft) -> dict[str, Any]:
    """Return what the screening compared, as far as it is numbers."""
    return {
        "chain": draft.node_chain,
        "minimum_out": draft.intent.minimum_out,
        "fee_cap": draft.intent.fee_cap,
        "gas_tried": draft.rehearsal.gas_used if draft.rehearsal else None,
        "checks": draft.checks,
    }


def _intent(swap: Swap, *, fee_cap: int, spender: str) -> Intent:
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


def _check_gas_money(swap: Swap, draft: Draft, rpc: RpcClient) -> None:
    """Make sure that the coin pays for this transaction, and for the swap where this is its approval."""
    times = _APPROVAL_RESERVE if draft.purpose in (Purpose.RESET, Purpose.APPROVE) else 1
    needed = draft.answer.value + times * (draft.gas * draft.fees.max_fee + draft.on_top)
    if rpc.native_balance(swap.wallet.address) < needed:
        native = native_of(swap.chain)
        amount = f"{native.to_amount(needed).normalize():f}"
        raise UserError(f"Not signed: the gas may take {amount} {native.symbol} in all, more than the wallet has.")
