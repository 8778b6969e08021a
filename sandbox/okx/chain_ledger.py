"""Balances, simulations and transactions of a chain that is really there, in the words of OKX.

https://web3.okx.com/onchainos/dev-docs/trade/onchain-gateway-api-overview
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from sandbox.okx.chain_node import NodeRefusal, Question, ask, ask_all, contract_call
from sandbox.okx.chain_world import Deployment
from sandbox.okx.envelope import OkxRefusal
from sandbox.okx.listing import Token

__all__ = ["FAILED", "PENDING", "SUCCESS", "estimated_gas", "send", "simulated", "status_of", "units_held"]

PENDING, SUCCESS, FAILED = "1", "2", "3"
_NODE_FAILED = "81451"
_BALANCE_SELECTOR = "0x70a08231"  # balanceOf(address)
_TRANSFER_TOPIC = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"
_REASON_SELECTOR = "0x08c379a0"  # Error(string)


def units_held(deployment: Deployment, owner: str, tokens: list[Token]) -> list[int]:
    """Return what an address holds of each token, in base units; a token that is not deployed is not held."""
    held = [token for token in tokens if token.is_native or token.address in deployment.tokens]
    answers = dict(zip(held, ask_all(deployment, [_balance(owner, token) for token in held]), strict=True))
    return [int(answers.get(token, "0x0"), 16) for token in tokens]


def _balance(owner: str, token: Token) -> Question:
    if token.is_native:
        return "eth_getBalance", [owner, "latest"]
    return contract_call(token.address, _BALANCE_SELECTOR + owner.removeprefix("0x").rjust(64, "0"))


def send(deployment: Deployment, signed: str, *, digest: str) -> None:
    """Hand signed bytes to the node; bytes it has already are no failure.

    Raises: OkxRefusal 81451 when the node does not take them.
    """
    try:
        ask(deployment, "eth_sendRawTransaction", signed)
    except NodeRefusal as refusal:
        if ask(deployment, "eth_getTransactionByHash", digest) is None:
            raise OkxRefusal(_NODE_FAILED, str(refusal)) from refusal


def status_of(deployment: Deployment, digest: str) -> str:
    """Return how a transaction stands by its receipt; one that nobody knows is pending."""
    receipt = ask(deployment, "eth_getTransactionReceipt", digest)
    if receipt is None:
        return PENDING
    return SUCCESS if int(receipt["status"], 16) else FAILED


def estimated_gas(deployment: Deployment, call: dict[str, str]) -> int:
    """Raises: OkxRefusal 81451 when the call would fail."""
    try:
        return int(ask(deployment, "eth_estimateGas", call), 16)
    except NodeRefusal as refusal:
        raise OkxRefusal(_NODE_FAILED, str(refusal)) from refusal


def simulated(deployment: Deployment, call: dict[str, str]) -> tuple[dict[str, int], int, str]:
    """Run a call on the latest block without sending it.

    Returns what its sender would gain or lose by token address (the native coin under 0xeeee…, gas not counted), the
    gas used, and why it would fail, if it would.
    """
    # https://docs.chainstack.com/reference/ethereum-simulatev1: native moves come as transfers of 0xeeee…
    options = {"blockStateCalls": [{"calls": [call]}], "traceTransfers": True}
    try:
        ((block),) = ask(deployment, "eth_simulateV1", options, "latest")
    except NodeRefusal as refusal:
        return {}, 0, str(refusal)
    (result,) = block["calls"]
    reason = "" if int(result["status"], 16) else _reason(result)
    return _moved(result["logs"], call["from"]), int(result["gasUsed"], 16), reason


def _moved(logs: list[dict[str, Any]], owner: str) -> dict[str, int]:
    moved: Counter[str] = Counter()
    for log in logs:
        if log["topics"][0] == _TRANSFER_TOPIC and len(log["topics"]) == 3:
            sender, receiver = ("0x" + topic[-40:] for topic in log["topics"][1:])
            units = int(log["data"], 16)
            moved[log["address"].lower()] += units * ((receiver == owner) - (sender == owner))
    return {address: units for address, units in moved.items() if units}


def _reason(result: dict[str, Any]) -> str:
    from eth_abi.abi import decode

    data: str = result["returnData"]
    if not data.startswith(_REASON_SELECTOR):
        return "execution reverted"
    (reason,) = decode(["string"], bytes.fromhex(data.removeprefix(_REASON_SELECTOR)))
    return f"execution reverted: {reason}"
