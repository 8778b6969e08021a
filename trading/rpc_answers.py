"""What a node says about the chain, as frozen shapes, and the readers that make them of its JSON.

The fields are those of https://ethereum.github.io/execution-apis/; what is off is `Malformed`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from trading.rpc_hex import Malformed, address, data, hash32, quantity

__all__ = [
    "Block",
    "Call",
    "Fees",
    "Log",
    "Receipt",
    "Simulated",
    "block",
    "fee_history",
    "logs",
    "mapping",
    "receipt",
    "simulated",
]

_HASH_BYTES: Final = 32
_MAX_TOPICS: Final = 4
_OPERATOR_FEE_UNIT: Final = 100  # since the upgrade called Jovian


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call to estimate or to simulate."""

    sender: str
    to: str
    data: bytes
    value: int = 0

    def as_json(self) -> dict[str, str]:
        """Return it in the node's terms."""
        return {"from": self.sender, "to": self.to, "data": "0x" + self.data.hex(), "value": hex(self.value)}


@dataclass(frozen=True)
class Log:
    """One event of a contract; the address is in lower case."""

    address: str
    topics: tuple[bytes, ...]
    data: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """A mined transaction: what became of it and what it cost."""

    hash: str
    succeeded: bool
    block_number: int
    block_hash: str
    gas_used: int
    gas_price: int
    rollup_fee: int  # what rollups of the OP kind charge besides
    logs: tuple[Log, ...] = field(repr=False)

    @property
    def fee(self) -> int:
        """The gas paid, in wei of the native coin."""
        return self.gas_used * self.gas_price + self.rollup_fee


@dataclass(frozen=True)
class Block:
    """A block's head. `base_fee` is missing on chains without one."""

    number: int
    hash: str
    timestamp: int
    base_fee: int | None


@dataclass(frozen=True)
class Fees:
    """What the next block asks, and what its makers are usually given, in wei per gas."""

    base_fee: int
    priority_fee: int


@dataclass(frozen=True)
class Simulated:
    """What one simulated call did: nothing is on the chain."""

    succeeded: bool
    gas_used: int
    output: bytes = field(repr=False)
    message: str
    logs: tuple[Log, ...] = field(repr=False)


def receipt(value: Any) -> Receipt | None:
    """Read a receipt; nothing while the transaction waits (some nodes answer for those, without a block)."""
    if _item(value, "blockHash") is None:
        return None
    return Receipt(
        hash=hash32(_item(value, "transactionHash")),
        succeeded=_flag(_item(value, "status")),
        block_number=quantity(_item(value, "blockNumber")),
        block_hash=hash32(_item(value, "blockHash")),
        gas_used=quantity(_item(value, "gasUsed")),
        gas_price=quantity(_item(value, "effectiveGasPrice")),
        rollup_fee=_rollup_fee(value),
        logs=logs(_item(value, "logs")),
    )


def logs(value: Any) -> tuple[Log, ...]:
    """Read a list of logs, without those that a reorganisation took back."""
    return tuple(_log(item) for item in _list(value) if _item(item, "address") and item.get("removed") is not True)


def block(value: Any) -> Block:
    """Read a block's head."""
    base_fee = value.get("baseFeePerGas") if isinstance(value, dict) else None
    return Block(
        number=quantity(_item(value, "number")),
        hash=hash32(_item(value, "hash")),
        timestamp=quantity(_item(value, "timestamp")),
        base_fee=None if base_fee is None else quantity(base_fee),
    )


def simulated(value: Any) -> tuple[Simulated, ...]:
    """Read the answer of eth_simulateV1 for one block."""
    blocks = _list(value)
    if len(blocks) != 1:
        raise Malformed("not one block")
    return tuple(_simulated_call(call) for call in _list(_item(blocks[0], "calls")))


def fee_history(value: Any) -> Fees:
    """Read eth_feeHistory: the last base fee is the next block's, the first reward of each block the median's."""
    base_fees, rewards = _list(_item(value, "baseFeePerGas")), _list(value.get("reward") or [])
    if not base_fees:
        raise Malformed("without base fees")
    medians = sorted(quantity(row[0]) for row in rewards if _list(row))
    return Fees(base_fee=quantity(base_fees[-1]), priority_fee=medians[len(medians) // 2] if medians else 0)


def mapping(value: Any) -> dict[str, Any]:
    """Read an object as it is."""
    if not isinstance(value, dict):
        raise Malformed("not an object")
    return value


def _rollup_fee(value: Any) -> int:
    """Return what the first chain's data and the rollup's operator cost; only rollups of the OP kind name either.

    https://docs.optimism.io/app-developers/transactions/fees
    https://specs.optimism.io/protocol/jovian/exec-engine.html
    """
    l1_fee, scalar, constant = (
        0 if value.get(name) is None else quantity(value[name])
        for name in ("l1Fee", "operatorFeeScalar", "operatorFeeConstant")
    )
    return l1_fee + quantity(value["gasUsed"]) * scalar * _OPERATOR_FEE_UNIT + constant


def _simulated_call(value: Any) -> Simulated:
    error = value.get("error") if isinstance(value, dict) else None
    message = error.get("message", "") if isinstance(error, dict) else ""
    return Simulated(
        succeeded=_flag(_item(value, "status")),
        gas_used=quantity(_item(value, "gasUsed")),
        output=data(_item(value, "returnData")),
        message=str(message),
        logs=logs(_item(value, "logs")),
    )


def _log(value: Any) -> Log:
    topics = tuple(data(topic, size=_HASH_BYTES) for topic in _list(_item(value, "topics")))
    if len(topics) > _MAX_TOPICS:
        raise Malformed("too many topics")
    return Log(address=address(_item(value, "address")), topics=topics, data=data(_item(value, "data")))


def _flag(value: Any) -> bool:
    number = quantity(value)
    if number > 1:
        raise Malformed("neither 0 nor 1")
    return number == 1


def _item(value: Any, name: str) -> Any:
    if not isinstance(value, dict) or name not in value:
        raise Malformed(f"without {name}")
    return value[name]


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise Malformed("not a list")
    return value
