"""What can go wrong between Esther and a chain's node.

    RpcError
    ├── RpcUnavailable     no answer, or none that makes sense: reads may be repeated
    ├── RpcRefused         the node answered no; `code`, `node_message` and `data` are its own words, never shown
    ├── Reverted           the call would fail on the chain, `reason` says why
    ├── WrongChain         the node speaks for another chain
    └── BroadcastUnclear   signed bytes may or may not have been taken: look, never sign again

No message names the node, for its address may hold a key. Hence, too, none has the library's own error behind it.
"""

from __future__ import annotations

from typing import Final

from esther_site.lib.errors import EstherError, OperatorError, TemporaryError, UserError
from trading import rpc_hex
from trading.reverts import reason_of

__all__ = ["BroadcastUnclear", "Reverted", "RpcError", "RpcRefused", "RpcUnavailable", "WrongChain", "reverted_by"]

_UNSUPPORTED_CODES: Final = {-32601, -32004}
_REVERT_CODES: Final = {3, -32015}  # geth, reth and anvil; Nethermind


class RpcError(EstherError):
    """A request to a node that did not do what was asked."""


class RpcUnavailable(RpcError, TemporaryError):
    """The node cannot be reached, is too busy, or gives an answer that makes no sense."""


class RpcRefused(RpcError, TemporaryError):
    """The node refuses; its text tells when to look again, never what is true."""

    def __init__(self, code: int, node_message: str, data: object = None) -> None:
        super().__init__(f"The chain's node refused a request (code {code}): try again in a minute.")
        self.code = code
        self.node_message = node_message
        self.data = data

    @property
    def is_unsupported(self) -> bool:
        """Whether the node lacks a method; several have a code of their own for that and name it in the text."""
        message = self.node_message.lower()
        return self.code in _UNSUPPORTED_CODES or "not supported" in message or "unsupported" in message


class Reverted(RpcError, UserError):
    """The chain would undo this; `reason` is the contract's own word, made harmless, or empty."""

    def __init__(self, reason: str) -> None:
        because = f" ({reason})" if reason else ""
        super().__init__(f"The chain would not carry this out{because}: ask for a new quote.")
        self.reason = reason


class WrongChain(RpcError, OperatorError):
    """The node's chain id is not the chain's."""


class BroadcastUnclear(RpcError, TemporaryError):
    """Nobody knows yet whether the transaction is under way."""

    def __init__(self) -> None:
        super().__init__("The chain's node did not say whether it took the transaction: Esther keeps looking.")


def reverted_by(refusal: RpcRefused) -> Reverted | None:
    """Return the contract's refusal when that is what a node's refusal tells of."""
    if refusal.code not in _REVERT_CODES and "revert" not in refusal.node_message.lower():
        return None
    try:
        output = rpc_hex.data(refusal.data)
    except rpc_hex.Malformed:
        output = b""
    return Reverted(reason_of(output, refusal.node_message))
