"""A transaction of Alice's that was sent, and nodes made of answers that tell what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import responses

from trading import custody
from trading.models import Attempt, Swap, Transaction
from trading.tests.answering_node import AnsweringNode
from trading.tests.live_desk import live_swap

__all__ = ["BLOCK_HASH", "RAW", "block", "gone_quiet", "hash_of", "mined", "sent_row", "young_node"]

RAW = bytes.fromhex("02f862")
BLOCK_HASH = "0x" + "cd" * 32
HEAD = 100


def hash_of(number: int) -> str:
    return "0x" + f"{number:064x}"


def sent_row(user: Any, now: datetime, *, chain: int = 1, hashes: tuple[str, ...] = (hash_of(1),)) -> Transaction:
    """Store a swap's transaction at nonce 7 that was sent just now; only the first attempt is no replacement."""
    swap = live_swap(user, "10", state=Swap.State.SENT, at=now)
    row = Transaction.objects.create(
        swap=swap,
        wallet=swap.wallet,
        chain_id=chain,
        purpose=Transaction.Purpose.SWAP,
        nonce=7,
        to="0x" + "70" * 20,
        value=0,
        data="0x01",
        gas=100_000,
        state=Transaction.State.SENT,
        created_at=now,
        sent_at=now,
    )
    for number, each in enumerate(hashes):
        kind = Attempt.Kind.FASTER if number else Attempt.Kind.FIRST
        fees = {"max_fee": 3 * 10**9, "priority_fee": 10**9}
        sealed = custody.seal_bytes(RAW)
        Attempt.objects.create(
            transaction=row, kind=kind, hash=each, sealed_raw=sealed, created_at=now, sent_at=now, **fees
        )
    return Transaction.objects.select_related("wallet", "chain").get(pk=row.pk)


def block(number: int = HEAD, *, hash_: str = BLOCK_HASH, timestamp: int = 0) -> dict[str, Any]:
    return {"number": hex(number), "hash": hash_, "timestamp": hex(timestamp), "baseFeePerGas": hex(10**9)}


def mined(hash_: str = hash_of(1), **changes: Any) -> dict[str, Any]:
    """Return the receipt of a transaction that did what it should, long ago."""
    receipt: dict[str, Any] = {
        "transactionHash": hash_,
        "status": "0x1",
        "blockNumber": "0x10",
        "blockHash": BLOCK_HASH,
        "gasUsed": "0x5208",
        "effectiveGasPrice": "0x3b9aca00",
        "logs": [],
    }
    return receipt | changes


def young_node(mock: responses.RequestsMock, url: str, *, chain: int = 1) -> AnsweringNode:
    """Return a node that knows the transaction and waits for it to be mined."""
    node = AnsweringNode(mock, url)
    node.says("eth_chainId", hex(chain))
    node.says("eth_getTransactionReceipt", None)
    node.says("eth_getTransactionByHash", {"hash": hash_of(1)})
    node.says("eth_getTransactionCount", "0x7")
    node.says("eth_getBlockByNumber", block())
    node.says("eth_sendRawTransaction", hash_of(1))
    return node


def gone_quiet(mock: responses.RequestsMock, url: str) -> None:
    """Let a node stop answering."""
    mock.replace(responses.POST, url, status=503)
