"""A chain's node, asked over JSON-RPC: reads may be repeated, a broadcast is attempted once.

It reports what the node says. Whether to believe one node, and what follows from it, is decided by the callers.

https://ethereum.github.io/execution-apis/
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final, Literal, TypeVar

from django.conf import settings
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from tokens.models import Chain
from trading import rpc_answers, rpc_hex
from trading.rpc_answers import Block, Call, Fees, Log, Receipt, Simulated
from trading.rpc_errors import BroadcastUnclear, Reverted, RpcError, RpcRefused, RpcUnavailable, WrongChain, reverted_by
from trading.rpc_hex import Malformed
from trading.rpc_wire import Wire

__all__ = [
    "Block",
    "BroadcastUnclear",
    "Call",
    "Fees",
    "Log",
    "Receipt",
    "Reverted",
    "RpcClient",
    "RpcError",
    "RpcRefused",
    "RpcUnavailable",
    "Simulated",
    "Tag",
    "WrongChain",
    "check_chain",
    "client_of",
    "forget_clients",
    "node_urls",
    "rpc_for",
]

_T = TypeVar("_T")
Tag = Literal["latest", "pending", "safe", "finalized", "earliest"]

READ_ATTEMPTS: Final = 3
_REWARD_BLOCKS: Final = 5
_NONSENSE: Final = "The chain's node gave an answer that makes no sense: try again in a minute."
_WRONG_CHAIN: Final = "The node of {name} speaks for another chain: check RPC_URL_{index}."


class RpcClient:
    """One node of one chain. Safe to share between threads.

    Every method raises RpcUnavailable when no sensible answer comes, and RpcRefused when the node says no.
    """

    def __init__(self, url: str, chain_id: int) -> None:
        self.expected_chain_id = chain_id
        self.is_verified = False  # whether the node has said that it speaks for this chain
        self._wire = Wire(url)
        wait = wait_random_exponential(multiplier=settings.BACKOFF_BASE_SECS, max=settings.BACKOFF_MAX_SECS)
        self._retrying = Retrying(
            retry=retry_if_exception_type(RpcUnavailable),
            stop=stop_after_attempt(READ_ATTEMPTS),
            wait=wait,
            reraise=True,
        )

    def __repr__(self) -> str:
        return f"RpcClient(chain {self.expected_chain_id})"

    def chain_id(self) -> int:
        """Return the id of the chain the node speaks for."""
        return self._read("eth_chainId", [], rpc_hex.quantity)

    def latest_nonce(self, address: str, *, block: int | Tag = "latest") -> int:
        """Return how many transactions of an address are mined."""
        return self._read("eth_getTransactionCount", [address, _at(block)], rpc_hex.quantity)

    def pending_nonce(self, address: str) -> int:
        """Return the same with those that wait in this node's pool: for information only."""
        return self._read("eth_getTransactionCount", [address, "pending"], rpc_hex.quantity)

    def native_balance(self, address: str, *, block: int | Tag = "latest") -> int:
        """Return what an address holds of the native coin, in wei."""
        return self._read("eth_getBalance", [address, _at(block)], rpc_hex.quantity)

    def call(
        self, to: str, data: bytes, *, sender: str | None = None, value: int = 0, block: int | Tag = "latest"
    ) -> bytes:
        """Return what a call would give back.

        Raises:
            Reverted: it would fail.
        """
        request = {"to": to, "data": "0x" + data.hex(), "value": hex(value)} | ({"from": sender} if sender else {})
        return self._try("eth_call", [request, _at(block)], rpc_hex.data)

    def estimate_gas(self, call: Call) -> int:
        """Return how much gas a call would use, exactly: add a margin. Raises Reverted when it would fail."""
        return self._try("eth_estimateGas", [call.as_json()], rpc_hex.quantity)

    def simulate(self, calls: Sequence[Call]) -> tuple[Simulated, ...] | None:
        """Return what calls, one after the other on the latest block, would do; nothing where a node cannot tell.

        Moves of the native coin are among the logs, as transfers of 0xeeee…
        """
        request = {"blockStateCalls": [{"calls": [call.as_json() for call in calls]}], "traceTransfers": True}
        try:
            answer = self._read("eth_simulateV1", [request, "latest"], rpc_answers.simulated)
        except RpcRefused as refusal:
            if not refusal.is_unsupported:
                raise
            return None
        if len(answer) != len(calls):
            raise RpcUnavailable(_NONSENSE)
        return answer

    def fees(self) -> Fees:
        """Return what the next block asks and what its makers are usually given."""
        history = self._read("eth_feeHistory", [hex(_REWARD_BLOCKS), "latest", [50]], rpc_answers.fee_history)
        try:
            suggested = self._read("eth_maxPriorityFeePerGas", [], rpc_hex.quantity)
        except RpcRefused:
            return history
        return Fees(base_fee=history.base_fee, priority_fee=suggested)

    def receipt(self, transaction_hash: str) -> Receipt | None:
        """Return the receipt of a mined transaction. None proves nothing: nodes lag."""
        receipt = self._read("eth_getTransactionReceipt", [transaction_hash], rpc_hex.optional(rpc_answers.receipt))
        if receipt is not None and receipt.hash != transaction_hash.lower():
            raise RpcUnavailable(_NONSENSE)
        return receipt

    def transaction(self, transaction_hash: str) -> dict[str, Any] | None:
        """Return a transaction as the node tells it, mined or waiting. None proves nothing."""
        found = self._read("eth_getTransactionByHash", [transaction_hash], rpc_hex.optional(rpc_answers.mapping))
        if found is not None and str(found.get("hash")).lower() != transaction_hash.lower():
            raise RpcUnavailable(_NONSENSE)
        return found

    def logs(
        self, *, address: str, topics: Sequence[str | None], from_block: int, to_block: int | Tag = "latest"
    ) -> tuple[Log, ...]:
        """Return a contract's events; a topic of None stands for any."""
        bounds = {"fromBlock": hex(from_block), "toBlock": _at(to_block)}
        return self._read("eth_getLogs", [{"address": address, "topics": list(topics), **bounds}], rpc_answers.logs)

    def block(self, block: int | Tag) -> Block | None:
        """Return a block's head; nothing when there is none of that number."""
        return self._read("eth_getBlockByNumber", [_at(block), False], rpc_hex.optional(rpc_answers.block))

    def send_raw(self, raw: bytes) -> str:
        """Broadcast signed bytes, once, and return their hash.

        Raises:
            RpcRefused: the node says no. It may have said yes before: look the hash and the nonce up.
            BroadcastUnclear: no answer, or one that makes no sense. It may be under way.
        """
        refusal, answer = self._broadcast("0x" + raw.hex())
        if refusal is not None:
            raise refusal
        if answer != rpc_hex.hash_of(raw):
            raise BroadcastUnclear
        return answer

    def _broadcast(self, raw: str) -> tuple[RpcRefused | None, str]:
        """Return the refusal or the hash, so that `send_raw` raises with no other error behind it."""
        try:
            return None, rpc_hex.hash32(self._wire.ask("eth_sendRawTransaction", [raw]))
        except RpcRefused as refusal:
            return refusal, ""
        except (RpcUnavailable, Malformed):
            return None, ""

    def _try(self, method: str, params: Sequence[Any], read: Callable[[Any], _T]) -> _T:
        """Read something that a contract may refuse."""
        try:
            return self._read(method, params, read)
        except RpcRefused as refusal:
            reverted = reverted_by(refusal)
            if reverted is None:
                raise
        raise reverted

    def _read(self, method: str, params: Sequence[Any], read: Callable[[Any], _T]) -> _T:
        answer: _T = self._retrying(self._attempt, method, params, read)
        return answer

    def _attempt(self, method: str, params: Sequence[Any], read: Callable[[Any], _T]) -> _T:
        answer = self._wire.ask(method, params)
        try:
            return read(answer)
        except Malformed as problem:
            sentence = f"{_NONSENSE[:-1]} ({method}: {problem})."
        raise RpcUnavailable(sentence)


def rpc_for(chain: Chain) -> RpcClient:
    """Return the process's client to read a chain with: of its first node. Raises like `client_of`."""
    return client_of(chain)


def node_urls(chain: Chain) -> list[str]:
    """Return where a chain's nodes are: RPC_URL_<index>, comma separated, else the one in the chain's row."""
    named = settings.RPC_URLS.get(chain.index, "").split(",")
    return [url.strip() for url in named if url.strip()] or [chain.rpc_url]


def client_of(chain: Chain, *, place: int = 0) -> RpcClient:
    """Return the process's client of the node at a place in that list; no frame but `_client`'s has its address.

    Raises:
        WrongChain: the node speaks for another chain. It is asked the first time only.
    """
    client = _client(node_urls(chain)[place], chain.index)
    if not client.is_verified:
        check_chain(client, chain)
        client.is_verified = True
    return client


def check_chain(client: RpcClient, chain: Chain) -> None:
    """Ask a node again which chain it speaks for. Raises WrongChain when it is another."""
    if client.chain_id() != chain.index:
        raise WrongChain(_WRONG_CHAIN.format(name=chain.name, index=chain.index))


def forget_clients() -> None:
    """Have nodes asked again which chain they speak for, after a change of settings."""
    _client.cache_clear()


@lru_cache(maxsize=64)
def _client(url: str, index: int) -> RpcClient:
    return RpcClient(url, index)


def _at(block: int | Tag) -> str:
    return hex(block) if isinstance(block, int) else block
