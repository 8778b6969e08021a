"""The whole world of the tests: two chains with everything on them, and the file that tells the stand-in of OKX."""

from __future__ import annotations

import atexit
import json
from functools import cache
from pathlib import Path

from tests.chain.ledger import Ledger
from tests.chain.node import Node, start_node
from tests.chain.wire import event_topic

__all__ = ["World", "shared_world"]

_CHAINS = (1, 8453)
_DEPOSITED = "Deposited(uint256,uint256,address,address,uint256)"


class World:
    """Chains by their index: `world[1]` is Ethereum, `world[8453]` is Base."""

    def __init__(self) -> None:
        self._ledgers = {index: Ledger(_started(index)) for index in _CHAINS}

    def __getitem__(self, index: int) -> Ledger:
        return self._ledgers[index]

    def write(self, path: Path) -> Path:
        """Write what SANDBOX_CHAIN names: the nodes and the addresses, by chain index."""
        chains = {str(index): ledger.at.as_json() for index, ledger in self._ledgers.items()}
        path.write_text(json.dumps({"chains": chains}, indent=2), "utf-8")
        return path

    def carry_over(self, transaction: str, *, source: int, fee_units: int = 0) -> str:
        """Do what the bridge's relayer does: pay out on the other chain what a deposit asks for, less a fee.

        Returns the transaction that pays.
        """
        from eth_abi.abi import decode

        receipt = self[source].receipt(transaction) or {"logs": []}
        (log,) = (log for log in receipt["logs"] if log["topics"][0] == event_topic(_DEPOSITED))
        number, target = (int(topic, 16) for topic in log["topics"][1:3])
        token, receiver, units = decode(["address", "address", "uint256"], bytes.fromhex(log["data"][2:]))
        return self[target].pay_out((source, number), token, receiver, units - fee_units)

    def restore(self) -> None:
        """Bring every chain back to the state right after the deployment."""
        for ledger in self._ledgers.values():
            ledger.restore()


@cache
def shared_world() -> World:
    """Return the one world of this process; it ends with the process."""
    return World()


def _started(index: int) -> Node:
    node = start_node(index)
    atexit.register(node.stop)  # it ends with us also when what is to stand on it cannot be made
    return node
