"""A transaction tried out on a node before it is signed. What the result is good for is judged by `screening`."""

from __future__ import annotations

from collections.abc import Sequence

from trading.erc20 import approvals, transfers
from trading.reverts import reason_of
from trading.rpc import Call, Reverted, RpcClient, Simulated
from trading.screening import Rehearsal

__all__ = ["rehearse"]

_WITHOUT_REASON = "the contract gives no reason"


def rehearse(rpc: RpcClient, calls: Sequence[Call]) -> Rehearsal | None:
    """Try out the last of the calls, after those before it; nothing when this node cannot.

    A node without eth_simulateV1 tries out one call on the chain as it is, and tells no transfers.

    Raises:
        TemporaryError: the node gives no answer.
    """
    simulated = rpc.simulate(calls)
    if simulated is not None:
        return _rehearsal(simulated)
    return _estimated(rpc, calls[0]) if len(calls) == 1 else None


def _rehearsal(simulated: Sequence[Simulated]) -> Rehearsal:
    """Judge by the first call that fails, else by the last."""
    judged = next((call for call in simulated if not call.succeeded), simulated[-1])
    failure = "" if judged.succeeded else reason_of(judged.output, judged.message) or _WITHOUT_REASON
    return Rehearsal(
        failure=failure,
        gas_used=judged.gas_used,
        transfers=tuple(transfers(judged)),
        approvals=tuple(approvals(judged)),
    )


def _estimated(rpc: RpcClient, call: Call) -> Rehearsal:
    try:
        rpc.call(call.to, call.data, sender=call.sender, value=call.value)
        return Rehearsal(failure="", gas_used=rpc.estimate_gas(call))
    except Reverted as reverted:
        return Rehearsal(failure=reverted.reason or _WITHOUT_REASON, gas_used=0)
