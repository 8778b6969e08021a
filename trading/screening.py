"""The last look before a signature: is this transaction the one that was confirmed? Pure: no database, no network.

The checks run in a fixed order and the first that fails is the reason. Whatever is not known to be right is refused.
What a policy allows, and what the numbers mean to a user, is judged elsewhere and handed in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

from tokens.models import NATIVE_ADDRESS
from trading.bridging_terms import Passage, first_difference
from trading.calldata import DecodedSwap, UnknownCalldata, decode_swap, way_in
from trading.candidates import Candidate, Intent, Purpose, Refusal, Rehearsal, other_trade
from trading.erc20 import Approval, Transfer, decode_approve
from trading.policy import Level
from trading.signing import UnsignedTransaction

__all__ = ["Candidate", "Intent", "Purpose", "Refusal", "Rehearsal", "screen"]


_UNSEEN: Final = (
    "the chain's node cannot show what it would bring. Ask for a new quote; the operator may need another node."
)
_UNKNOWN_BRIDGE: Final = "Esther cannot read for certain what this bridge would do. Choose other tokens or one chain."
Check = Callable[[Intent, Candidate], None]


def screen(intent: Intent, candidate: Candidate) -> None:
    """Let a candidate pass that is exactly what was intended.

    Raises:
        Refusal: with the first reason against it.
    """
    for check in _CHECKS:
        check(intent, candidate)


def _chain(intent: Intent, candidate: Candidate) -> None:
    chains = {candidate.asked_chain, candidate.answered_chain, candidate.node_chain, candidate.transaction.chain_id}
    if chains != {intent.chain_id}:
        raise other_trade("chain", "is not all for the chain you chose", detail=str(sorted(chains)))


def _contract(intent: Intent, candidate: Candidate) -> None:
    """A swap goes to a known router, or bridge; an approval to the token itself."""
    allowed = intent.routers if candidate.purpose is Purpose.SWAP else (intent.token_in,)
    if candidate.transaction.to.lower() not in {address.lower() for address in allowed}:
        raise other_trade("contract", "goes to a contract that is not on the list", detail=candidate.transaction.to)


def _content(intent: Intent, candidate: Candidate) -> None:
    if candidate.purpose is not Purpose.SWAP:
        _approval(intent, candidate)
    elif intent.passage:
        _crosses(intent, intent.passage, candidate.transaction)
    else:
        _swap(intent, candidate)


def _approval(intent: Intent, candidate: Candidate) -> None:
    """Exactly what the swap needs, or nothing, and for the one spender."""
    approval = decode_approve(candidate.transaction.data)
    expected = intent.units_in if candidate.purpose is Purpose.APPROVE else 0
    if approval is None:
        raise other_trade("unknown", "is not the approval it should be")
    spender, units = approval
    if spender != intent.spender.lower():
        raise other_trade("spender", "would let a stranger take your tokens", detail=spender)
    if units != expected:
        raise other_trade("approval", "would allow more or less than this trade needs", detail=str(units))
    if intent.token_in.lower() == NATIVE_ADDRESS:
        raise other_trade("approval", "approves a coin that needs no approval")
    if candidate.transaction.value:
        raise other_trade("value", "would send coins along", detail=str(candidate.transaction.value))


def _swap(intent: Intent, candidate: Candidate) -> None:
    transaction, wrapped = candidate.transaction, intent.wrapped_native
    try:
        swap = decode_swap(
            transaction.data, wrapped_native=wrapped, pools=candidate.pools, sends_coins=transaction.value > 0
        )
        is_told_by_pools = way_in(transaction.data) is not None
    except UnknownCalldata as unknown:
        raise Refusal("unknown", unknown.message, detail=unknown.detail) from unknown
    _same_trade(intent, swap)
    _same_ends(intent, swap, transaction)
    if is_told_by_pools and (candidate.rehearsal is None or candidate.rehearsal.transfers is None):
        raise Refusal("simulation", _UNSEEN)


def _crosses(intent: Intent, passage: Passage, transaction: UnsignedTransaction) -> None:
    """Hold what leaves the chain to what was confirmed: what it brings is not seen when it is tried out."""
    try:
        difference = first_difference(intent, passage, data=transaction.data, value=transaction.value)
    except UnknownCalldata as unknown:
        raise Refusal("unknown", _UNKNOWN_BRIDGE, detail=unknown.detail) from unknown
    if difference is not None:
        raise other_trade(difference.rule, difference.what, detail=difference.detail)


def _same_trade(intent: Intent, swap: DecodedSwap) -> None:
    if (swap.token_in, swap.token_out) != (intent.token_in.lower(), intent.token_out.lower()):
        raise other_trade("tokens", "is for other tokens", detail=f"{swap.token_in} for {swap.token_out}")
    if swap.units_in != intent.units_in:
        raise other_trade("amount", "spends another amount", detail=str(swap.units_in))
    if swap.minimum_out < intent.minimum_out:
        raise other_trade("minimum", "could bring less than the minimum you confirmed", detail=str(swap.minimum_out))
    if swap.trim and swap.trim.above < intent.minimum_out:
        raise other_trade("minimum", "would keep a part of what you are owed", detail=str(swap.trim))


def _same_ends(intent: Intent, swap: DecodedSwap, transaction: UnsignedTransaction) -> None:
    if swap.receiver not in {None, intent.wallet.lower()}:
        raise other_trade("receiver", "pays somebody else", detail=str(swap.receiver))
    if transaction.value != (intent.units_in if swap.token_in == NATIVE_ADDRESS else 0):
        raise other_trade("value", "sends another amount of coins along", detail=str(transaction.value))


def _rehearsed(intent: Intent, candidate: Candidate) -> None:
    rehearsal = candidate.rehearsal
    if rehearsal is None:
        raise Refusal("simulation", "it could not be tried out first. Try again in a minute.")
    if rehearsal.failure:
        raise Refusal("simulation", f"it would fail ({rehearsal.failure}). Ask for a new quote.")
    if candidate.transaction.gas < rehearsal.gas_used:
        raise Refusal("simulation", "it would run out of gas. Ask for a new quote.", detail=str(rehearsal.gas_used))
    _only_approves(intent, candidate.purpose, rehearsal.approvals or ())
    if rehearsal.transfers is not None:
        _only_swaps(intent, candidate.purpose, rehearsal.transfers)


def _only_approves(intent: Intent, purpose: Purpose, approvals: tuple[Approval, ...]) -> None:
    """Many tokens tell the rest of a permission while it is used: never more than the trade, never another's."""
    most = 0 if purpose in (Purpose.RESET, Purpose.REVOKE) else intent.units_in
    allowed = (intent.token_in.lower(), intent.spender.lower())
    given = [approval for approval in approvals if approval.owner == intent.wallet.lower() and approval.units]
    if any((approval.token, approval.spender) != allowed or approval.units > most for approval in given):
        raise other_trade("side effect", "would let somebody take your tokens", detail=str(given))


def _only_swaps(intent: Intent, purpose: Purpose, transfers: tuple[Transfer, ...]) -> None:
    """What leaves the wallet is the token sold, no more than agreed; what arrives here is at least the minimum."""
    wallet, token_in = intent.wallet.lower(), intent.token_in.lower()
    spent = [moved for moved in transfers if moved.sender == wallet != moved.receiver and moved.units]
    back = _sum(_arriving(transfers, token_in, wallet))  # what a router does not use
    allowed = _may_leave(intent) if purpose is Purpose.SWAP else {}
    for token in {moved.token for moved in spent}:
        leaves = _sum([moved for moved in spent if moved.token == token]) - (back if token == token_in else 0)
        if leaves > allowed.get(token, 0):
            raise other_trade("side effect", "would take more out of your wallet than you agreed to", detail=str(spent))
    if purpose is not Purpose.SWAP or intent.passage:
        return
    if _sum(_arriving(transfers, intent.token_out.lower(), wallet)) < intent.minimum_out:
        raise other_trade("simulation", "brings less than the minimum you confirmed when it is tried out")


def _may_leave(intent: Intent) -> dict[str, int]:
    """Return what a trade may take of each token; a bridge may take coins on top."""
    leaving = Counter({intent.token_in.lower(): intent.units_in})
    leaving[NATIVE_ADDRESS] += intent.passage.coin_fee if intent.passage else 0
    return leaving


def _arriving(transfers: tuple[Transfer, ...], token: str, wallet: str) -> list[Transfer]:
    return [moved for moved in transfers if moved.token == token and moved.receiver == wallet != moved.sender]


def _sum(transfers: list[Transfer]) -> int:
    return sum(transfer.units for transfer in transfers)


def _fees(intent: Intent, candidate: Candidate) -> None:
    if candidate.transaction.fee_cap > intent.fee_cap:
        raise Refusal(
            "fees",
            "the gas could cost more than your limit. Wait until the chain is quieter, or raise the limit.",
            detail=f"{candidate.transaction.fee_cap} > {intent.fee_cap}",
        )


def _policy(intent: Intent, candidate: Candidate) -> None:
    for verdict in candidate.verdicts:
        if verdict.level is Level.BLOCK:
            raise Refusal("policy", verdict.reason, detail=verdict.rule)


_CHECKS: Final[tuple[Check, ...]] = (_chain, _contract, _content, _rehearsed, _fees, _policy)
