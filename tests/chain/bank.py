"""The account that pays for everything on a test chain: it deploys, mints and fills pools, signing with eth-account."""

from __future__ import annotations

import time
from typing import Any

from sandbox.okx.keccak import checksummed
from tests.chain.accounts import account_of
from tests.chain.artifacts import bytecode
from tests.chain.wire import Rpc, call_data

__all__ = ["Bank", "receipt_of"]

# The first account of anvil's well-known mnemonic ("test test … junk").
_KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"
_GAS = 8_000_000
_FEES = {"maxFeePerGas": 10**11, "maxPriorityFeePerGas": 10**9}
_POLLS, _POLL_SECONDS = 2_500, 0.002
_CONSTRUCTOR_SLOTS = 5  # what a constructor of ours, of Uniswap or of WETH9 writes lies in the first slots


class Bank:
    """An account that remembers its nonce and what it has sent."""

    def __init__(self, rpc: Rpc, chain_id: int) -> None:
        self._account = account_of(_KEY)
        self._rpc = rpc
        self._chain_id = chain_id
        self._nonce = 0
        self._sent: list[str] = []
        self.address: str = self._account.address

    def call(self, contract: str, signature: str, *arguments: object, value: int = 0) -> str:
        """Send a call and return its hash; whether it went well is seen by `settle`."""
        return self._send({"to": checksummed(contract), "data": call_data(signature, *arguments), "value": value})

    def deploy(self, name: str, types: str = "", *arguments: object) -> str:
        """Create a contract and return its address."""
        encoded = call_data(f"constructor({types})", *arguments)[10:]
        self._send({"data": "0x" + bytecode(name) + encoded, "value": 0})
        return checksummed(receipt_of(self._rpc, self._sent[-1])["contractAddress"])

    def place(self, address: str, name: str, types: str = "", *arguments: object) -> str:
        """Create a contract and move it, with what its constructor wrote, to where the real one lives."""
        source = self.deploy(name, types, *arguments)
        self.settle()
        self._rpc.ask("anvil_setCode", address, self._rpc.ask("eth_getCode", source, "latest"))
        for slot in range(_CONSTRUCTOR_SLOTS):
            word = self._rpc.ask("eth_getStorageAt", source, hex(slot), "latest")
            self._rpc.ask("anvil_setStorageAt", address, f"0x{slot:064x}", word)
        return address

    def settle(self) -> None:
        """Wait until all that was sent is mined. Raises RuntimeError when something failed."""
        for transaction in self._sent:
            if int(receipt_of(self._rpc, transaction)["status"], 16) != 1:
                raise RuntimeError(f"the transaction {transaction} failed on chain {self._chain_id}")
        self._sent.clear()

    def refresh(self) -> None:
        """Look up the nonce again, after the chain was taken back."""
        self._nonce = self._rpc.number("eth_getTransactionCount", self.address, "latest")
        self._sent.clear()

    def _send(self, transaction: dict[str, Any]) -> str:
        fields = {"chainId": self._chain_id, "nonce": self._nonce, "gas": _GAS, "type": 2, **_FEES, **transaction}
        raw = self._account.sign_transaction(fields).raw_transaction
        sent: str = self._rpc.ask("eth_sendRawTransaction", "0x" + bytes(raw).hex())
        self._sent.append(sent)
        self._nonce += 1
        return sent


def receipt_of(rpc: Rpc, transaction: str) -> dict[str, Any]:
    """Wait for a receipt: even a node that mines at once has none right after the sending. Raises TimeoutError."""
    for _ in range(_POLLS):  # counted, because a test may have stopped the clock
        receipt: dict[str, Any] | None = rpc.ask("eth_getTransactionReceipt", transaction)
        if receipt:
            return receipt
        time.sleep(_POLL_SECONDS)
    raise TimeoutError(f"no receipt for {transaction}")
