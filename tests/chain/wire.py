"""JSON-RPC and the ABI at their plainest, written apart from Esther's own: what is tested does not test itself."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

__all__ = ["Rpc", "RpcError", "call_data", "event_topic"]

_TIMEOUT_SECONDS = 30


class RpcError(Exception):
    """The node's refusal, in its own words."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(error["message"])
        self.code: int = error["code"]
        self.data: Any = error.get("data")


class Rpc:
    """One node. Each call has its own connection: threads may share it, and mocks of `requests` do not matter."""

    def __init__(self, url: str) -> None:
        self.url = url

    def ask(self, method: str, *params: object) -> Any:
        """Return the result. Raises RpcError, or OSError when the node cannot be reached."""
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=_TIMEOUT_SECONDS)
        try:
            connection.request("POST", "/", body, {"Content-Type": "application/json"})
            answer = json.loads(connection.getresponse().read())
        finally:
            connection.close()
        if "error" in answer:
            raise RpcError(answer["error"])
        return answer["result"]

    def number(self, method: str, *params: object) -> int:
        return int(self.ask(method, *params), 16)

    def read(self, contract: str, signature: str, *arguments: object, returns: str = "uint256") -> Any:
        """Call a view function: `read(pair, "getReserves()", returns="(uint112,uint112,uint32)")`."""
        from eth_abi.abi import decode

        answer = self.ask("eth_call", {"to": contract, "data": call_data(signature, *arguments)}, "latest")
        (value,) = decode([returns], bytes.fromhex(answer[2:]))
        return value


def call_data(signature: str, *arguments: object) -> str:
    """Encode a call: `call_data("transfer(address,uint256)", to, 5)`; no tuples among the types."""
    from eth_abi.abi import encode
    from eth_utils.crypto import keccak

    types = signature[signature.index("(") + 1 : -1]
    body = encode(types.split(",") if types else [], arguments)
    return "0x" + (keccak(text=signature)[:4] + body).hex()


def event_topic(signature: str) -> str:
    from eth_utils.crypto import keccak

    return "0x" + keccak(text=signature).hex()
