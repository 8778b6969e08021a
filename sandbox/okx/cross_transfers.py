"""Transfers on their way from one chain to another: unknown at first, then pending, then there. Nothing ever fails.

A transfer begins with the broadcast of a transaction that carries the order number of a `cross-chain/swap` answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from sandbox.market import now_milliseconds
from sandbox.okx.chains import Chain
from sandbox.okx.cross_quotes import Crossing
from sandbox.okx.keccak import keccak256

__all__ = ["Transfer", "clear_transfers", "find_transfer", "new_order", "note_broadcast"]

_SEEN_AFTER_MILLISECONDS = 30_000  # bridges take notice of a transaction about this late


@dataclass(frozen=True, slots=True)
class Transfer:
    """A transaction that was sent to a bridge at `at` (milliseconds since 1970)."""

    hash: str
    crossing: Crossing
    at: int

    @property
    def chain(self) -> Chain:
        return self.crossing.request.source.chain

    def status_at(self, at: int) -> str:
        if at < self.at + _SEEN_AFTER_MILLISECONDS:
            return "NOT_FOUND"
        arrives = self.at + max(_SEEN_AFTER_MILLISECONDS, self.crossing.bridge.seconds * 1000)
        return "SUCCESS" if at >= arrives else "PENDING"

    @property
    def arrival_hash(self) -> str:
        """The transaction that pays out on the other chain."""
        return "0x" + keccak256(bytes.fromhex(self.hash[2:]) + b"arrival").hex()


_orders: dict[str, Crossing] = {}
_transfers: dict[str, Transfer] = {}
_lock = Lock()


def new_order(crossing: Crossing) -> str:
    """Remember an offer that was handed out as a transaction; return its number as one word of calldata."""
    with _lock:
        number = keccak256(f"order {len(_orders)} {now_milliseconds()}".encode()).hex()
        _orders[number] = crossing
    return number


def note_broadcast(tx_hash: str, signed: str) -> None:
    """Begin the transfer that a transaction asks for, if it asks for one; the same bytes again change nothing."""
    text = signed.lower()
    with _lock:
        crossing = next((crossing for number, crossing in _orders.items() if number in text), None)
        if crossing is not None:
            _transfers.setdefault(tx_hash, Transfer(tx_hash, crossing, now_milliseconds()))


def find_transfer(tx_hash: str, chain: Chain) -> Transfer | None:
    with _lock:
        transfer = _transfers.get(tx_hash.lower())
    return transfer if transfer and transfer.chain is chain else None


def clear_transfers() -> None:
    with _lock:
        _orders.clear()
        _transfers.clear()
