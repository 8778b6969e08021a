"""Questions to the node behind a chain, over JSON-RPC.

https://ethereum.org/developers/docs/apis/json-rpc/
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import requests

from sandbox.okx.chain_world import Deployment, deployment_on
from sandbox.okx.chains import Chain
from sandbox.okx.envelope import OkxRefusal

__all__ = ["NodeRefusal", "Question", "ask", "ask_all", "block_on", "contract_call", "gas_price_on"]

_TIMEOUT_SECONDS = 10

Question = tuple[str, list[object]]


class NodeRefusal(Exception):
    """What the node says instead of an answer."""


def ask(deployment: Deployment, method: str, *parameters: object) -> Any:
    """Return the node's answer.

    Raises: NodeRefusal with its words, OkxRefusal 50001 when it cannot be reached.
    """
    (answer,) = ask_all(deployment, [(method, list(parameters))])
    return answer


def ask_all(deployment: Deployment, questions: Sequence[Question]) -> list[Any]:
    """Return the answers to several questions, asked in one request. Raises as `ask` does."""
    batch = [
        {"jsonrpc": "2.0", "id": number, "method": method, "params": parameters}
        for number, (method, parameters) in enumerate(questions)
    ]
    try:
        answers = requests.post(deployment.rpc_url, json=batch, timeout=_TIMEOUT_SECONDS).json()
    except (requests.RequestException, ValueError) as error:
        raise OkxRefusal("50001") from error
    in_order = sorted(answers, key=lambda answer: int(answer["id"]))
    for answer in in_order:
        if "error" in answer:
            raise NodeRefusal(answer["error"]["message"])
    return [answer["result"] for answer in in_order]


def contract_call(contract: str, data: str) -> Question:
    return "eth_call", [{"to": contract, "data": data}, "latest"]


def gas_price_on(chain: Chain) -> int:
    """Return what gas costs in wei: what the node asks for, or what is usual on a made-up chain."""
    deployment = deployment_on(chain)
    return int(ask(deployment, "eth_gasPrice"), 16) if deployment else chain.gas_price


def block_on(chain: Chain, at: int) -> int:
    """Return the height of a chain: its node's, or a made-up one for a time in milliseconds."""
    deployment = deployment_on(chain)
    return int(ask(deployment, "eth_blockNumber"), 16) if deployment else chain.block_at(at)
