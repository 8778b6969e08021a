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

from esther_site.lib.errors import EstherError, OperatorError, TemporaryError, UserError

__all__ = ["BroadcastUnclear", "Reverted", "RpcError", "RpcRefused", "RpcUnavailable", "WrongChain"]


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
