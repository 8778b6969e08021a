"""Trades between chains that are really there: deposits at Across, and where they are, read from both chains.

https://docs.across.to/reference/selected-contract-functions
"""

from __future__ import annotations

from typing import Any

from sandbox.okx.bridges import Bridge
from sandbox.okx.chain_node import ask
from sandbox.okx.chain_world import Deployment, deployment_on
from sandbox.okx.chains import CHAINS, Chain
from sandbox.okx.cross_quotes import Crossing
from sandbox.okx.envelope import Row
from sandbox.okx.keccak import keccak256
from sandbox.okx.listing import wrapped

__all__ = ["deposit_calldata", "passing_on_chain"]

_DEPOSIT_SELECTOR = "7b939232"  # depositV3
_DEPOSIT = ["address"] * 4 + ["uint256"] * 3 + ["address"] + ["uint32"] * 3 + ["bytes"]
_NOBODY = "0x" + "0" * 40
_FILLED_WITHIN_SECONDS = 7_200
_SEEN_AFTER_BLOCKS = 3  # OKX takes notice of a deposit only some time after it was mined

# The events are the test contract's own: tests/chain/contracts/SpokePool.sol.
_DEPOSITED = "0x" + keccak256(b"Deposited(uint256,uint256,address,address,uint256)").hex()
_FILLED = "0x" + keccak256(b"Filled(uint256,uint256,address,address,uint256)").hex()


def deposit_calldata(deployment: Deployment, crossing: Crossing, *, wallet: str, receiver: str) -> str:
    """Encode what the bridge has to be sent: it brings exactly what it says, and coins are told as wrapped ones."""
    from eth_abi.abi import encode

    request = crossing.request
    now = int(ask(deployment, "eth_getBlockByNumber", "latest", False)["timestamp"], 16)
    given, wanted = wrapped(request.source).address, wrapped(request.target).address
    amounts = [request.amount, crossing.least_received, request.target.chain.index]
    times = [now, now + _FILLED_WITHIN_SECONDS, 0]
    return (
        "0x"
        + _DEPOSIT_SELECTOR
        + encode(_DEPOSIT, [wallet, receiver, given, wanted, *amounts, _NOBODY, *times, b""]).hex()
    )


def passing_on_chain(deployment: Deployment, bridge: Bridge, chain: Chain, tx_hash: str) -> Row:
    """Return where a deposit is: unknown while it is young, pending until its fill is on the other chain."""
    nowhere: Row = {"toChainIndex": "", "toTxHash": "", "toTokenAddress": "", "toAmount": ""}
    receipt = ask(deployment, "eth_getTransactionReceipt", tx_hash)
    deposit = _event(receipt, bridge.contract_on(chain), _DEPOSITED) if receipt else None
    if deposit is None or _age(deployment, receipt) < _SEEN_AFTER_BLOCKS:
        return nowhere | {"status": "NOT_FOUND"}
    target = CHAINS[int(deposit["topics"][2], 16)]
    towards = nowhere | {"toChainIndex": str(target.index), "toTokenAddress": _address(deposit["data"], 0)}
    fill = _fill(bridge, chain, target, deposit["topics"][1])
    if fill is None:
        return towards | {"status": "PENDING"}
    amount = int(fill["data"][-64:], 16)
    return towards | {"status": "SUCCESS", "toTxHash": fill["transactionHash"], "toAmount": str(amount)}


def _event(receipt: Any, contract: str, topic: str) -> Any:
    logs = (log for log in receipt["logs"] if log["address"] == contract and log["topics"][0] == topic)
    return next(logs, None)


def _age(deployment: Deployment, receipt: Any) -> int:
    return int(ask(deployment, "eth_blockNumber"), 16) - int(receipt["blockNumber"], 16) + 1


def _fill(bridge: Bridge, source: Chain, target: Chain, deposit_id: str) -> Any:
    """Return the event of the payout on the other chain, if that is there."""
    deployment = deployment_on(target)
    if deployment is None:
        return None
    topics = [_FILLED, f"0x{source.index:064x}", deposit_id]
    wanted = {"fromBlock": "0x0", "toBlock": "latest", "address": bridge.contract_on(target), "topics": topics}
    return next(iter(ask(deployment, "eth_getLogs", wanted)), None)


def _address(data: str, word: int) -> str:
    end = 2 + 64 * (word + 1)
    return "0x" + data[end - 40 : end]
