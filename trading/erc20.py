"""The few words of ERC-20 that Esther speaks: approve, allowance, balanceOf, and the two events.

Whether an approval may be signed is `screening`'s business. https://eips.ethereum.org/EIPS/eip-20
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from esther_site.lib.errors import UserError
from trading.rpc import Log, RpcClient, Tag

__all__ = [
    "APPROVE",
    "Approval",
    "HasLogs",
    "Transfer",
    "allowance",
    "approvals",
    "approve_data",
    "balance_of",
    "decode_approve",
    "transfers",
]

APPROVE: Final = bytes.fromhex("095ea7b3")
_ALLOWANCE: Final = bytes.fromhex("dd62ed3e")
_BALANCE_OF: Final = bytes.fromhex("70a08231")
_TRANSFER: Final = bytes.fromhex("ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef")
_APPROVAL: Final = bytes.fromhex("8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925")
_WORD: Final = 32


class HasLogs(Protocol):
    """A receipt, or a simulated call."""

    @property
    def logs(self) -> tuple[Log, ...]: ...


@dataclass(frozen=True)
class Transfer:
    """Units of a token that moved; addresses are in lower case, and a simulation tells the native coin as 0xeeee…"""

    token: str
    sender: str
    receiver: str
    units: int


@dataclass(frozen=True)
class Approval:
    """What a spender may take of an owner's token from now on."""

    token: str
    owner: str
    spender: str
    units: int


def approve_data(spender: str, units: int) -> bytes:
    """Return the calldata that lets `spender` take `units`; 0 takes the permission back."""
    from eth_abi.abi import encode

    return APPROVE + encode(["address", "uint256"], [spender, units])


def decode_approve(data: bytes) -> tuple[str, int] | None:
    """Read spender and units out of calldata; nothing when it is anything but exactly an approval."""
    from eth_abi.abi import decode
    from eth_abi.exceptions import DecodingError

    if data[:4] != APPROVE or len(data) != 4 + 2 * _WORD:
        return None
    try:
        spender, units = decode(["address", "uint256"], data[4:])
    except DecodingError:
        return None
    return str(spender).lower(), int(units)


def allowance(rpc: RpcClient, token: str, owner: str, spender: str) -> int:
    """Return how much of a token a spender may still take. Raises like `balance_of`."""
    return _number(rpc, token, _ALLOWANCE + _words(owner, spender))


def balance_of(rpc: RpcClient, token: str, owner: str, *, block: int | Tag = "latest") -> int:
    """Return how much of a token an address holds, or held at a block.

    Raises:
        UserError: the address of the token has no such contract, or it refuses.
        TemporaryError: the node gives no answer.
    """
    return _number(rpc, token, _BALANCE_OF + _words(owner), block=block)


def transfers(source: HasLogs) -> list[Transfer]:
    """Return the moves of fungible tokens, in order. What a token claims here is its own word: compare balances."""
    return [Transfer(*found) for log in source.logs for found in _amounts(log, _TRANSFER)]


def approvals(source: HasLogs) -> list[Approval]:
    """Return the permissions that were given or changed, in order."""
    return [Approval(*found) for log in source.logs for found in _amounts(log, _APPROVAL)]


def _amounts(log: Log, event: bytes) -> Iterator[tuple[str, str, str, int]]:
    """Yield token, both addresses and the units when the log is that event; those of NFTs have a topic more."""
    if len(log.topics) == 3 and log.topics[0] == event and len(log.data) == _WORD:
        first, second = ("0x" + topic[-20:].hex() for topic in log.topics[1:])
        yield log.address, first, second, int.from_bytes(log.data)


def _number(rpc: RpcClient, token: str, data: bytes, *, block: int | Tag = "latest") -> int:
    answer = rpc.call(token, data, block=block)
    if len(answer) != _WORD:
        raise UserError("The token does not answer as a token should: choose another one.")
    return int.from_bytes(answer)


def _words(*addresses: str) -> bytes:
    from eth_abi.abi import encode

    return encode(["address"] * len(addresses), list(addresses))
