"""Signatures: one kind of transaction (EIP-1559), signed by libsecp256k1, read back before it is handed out.

It signs no messages, typed data or hashes, and decides nothing: what may be signed is `screening`'s business.

https://eips.ethereum.org/EIPS/eip-1559
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import Any, Final

from esther_site.lib.errors import OperatorError
from trading.keys import PrivateKey, address_of

__all__ = [
    "BACKEND",
    "MAX_CALLDATA_BYTES",
    "SignedTransaction",
    "SigningError",
    "UnsignedTransaction",
    "address_of",
    "backend_name",
    "sign",
]

BACKEND: Final = "CoinCurveECCBackend"
MAX_CALLDATA_BYTES: Final = 128 * 1024  # what nodes take
_MAX_UINT64: Final = 2**64 - 1
_MAX_UINT256: Final = 2**256 - 1
_PLAIN_TRANSFER_GAS: Final = 21_000
_BOUNDS: Final = {
    "chain_id": (1, _MAX_UINT64),
    "nonce": (0, _MAX_UINT64 - 1),  # https://eips.ethereum.org/EIPS/eip-2681
    "value": (0, _MAX_UINT256),
    "gas": (_PLAIN_TRANSFER_GAS, _MAX_UINT64),
    "max_fee_per_gas": (1, _MAX_UINT256),
    "max_priority_fee_per_gas": (0, _MAX_UINT256),
}


class SigningError(OperatorError):
    """A transaction could not be signed, or what came out is not what was asked for."""


@dataclass(frozen=True, kw_only=True)
class UnsignedTransaction:
    """Everything that will be signed. Amounts are in wei; ValueError when a field is out of range."""

    chain_id: int
    nonce: int
    to: str
    value: int
    data: bytes = field(repr=False)
    gas: int
    max_fee_per_gas: int
    max_priority_fee_per_gas: int

    def __post_init__(self) -> None:
        for name, (least, most) in _BOUNDS.items():
            number = getattr(self, name)
            if type(number) is not int or not least <= number <= most:
                raise ValueError(f"{name} is out of range: {number!r}")
        if self.max_priority_fee_per_gas > self.max_fee_per_gas:
            raise ValueError("max_priority_fee_per_gas is above max_fee_per_gas")
        if type(self.data) is not bytes or len(self.data) > MAX_CALLDATA_BYTES:
            raise ValueError("data must be bytes, and not too many")
        if not _is_checksummed(self.to):
            raise ValueError(f"to is no checksummed address: {self.to!r}")

    @property
    def fee_cap(self) -> int:
        """The most that the transaction can cost in gas, in wei."""
        return self.gas * self.max_fee_per_gas


@dataclass(frozen=True)
class SignedTransaction:
    """What may be broadcast, and the hash it will be known by."""

    raw: bytes = field(repr=False)
    hash: str


def sign(key: PrivateKey, unsigned: UnsignedTransaction) -> SignedTransaction:
    """Sign a transaction: the same key and fields always give the same bytes.

    Raises:
        SigningError: the backend is not libsecp256k1, or the bytes do not say what was asked for.
    """
    if backend_name() != BACKEND:
        raise SigningError("Esther signs with coincurve only: install it and restart.")
    fields = _fields(unsigned)
    signed = _signed(key, fields)
    if signed is None or _read_back(signed.raw) != (address_of(key), fields):
        raise SigningError("A transaction could not be signed: nothing was sent.")
    return signed


def backend_name() -> str:
    """Return the name of what computes signatures."""
    from eth_keys.main import KeyAPI

    return type(KeyAPI().backend).__name__


def _fields(unsigned: UnsignedTransaction) -> dict[str, Any]:
    return {
        "type": 2,
        "chainId": unsigned.chain_id,
        "nonce": unsigned.nonce,
        "to": unsigned.to,
        "value": unsigned.value,
        "data": unsigned.data,
        "gas": unsigned.gas,
        "maxFeePerGas": unsigned.max_fee_per_gas,
        "maxPriorityFeePerGas": unsigned.max_priority_fee_per_gas,
        "accessList": (),
    }


def _signed(key: PrivateKey, fields: dict[str, Any]) -> SignedTransaction | None:
    """Return nothing instead of raising: frames of the library hold the key, and a traceback would show them."""
    try:
        signed = _account().sign_transaction(fields, key.reveal())
    except (TypeError, ValueError):
        return None
    return SignedTransaction(raw=bytes(signed.raw_transaction), hash="0x" + bytes(signed.hash).hex())


def _read_back(raw: bytes) -> tuple[str, dict[str, Any]]:
    """Return the sender and the fields of signed bytes."""
    account = _account()
    from eth_account.typed_transactions.typed_transaction import TypedTransaction
    from eth_utils.address import to_checksum_address
    from hexbytes import HexBytes

    read = TypedTransaction.from_bytes(HexBytes(raw)).as_dict()
    fields = {name: value for name, value in read.items() if name not in {"v", "r", "s"}}
    fields |= {
        "to": to_checksum_address(read["to"]),
        "data": bytes(read["data"]),
        "accessList": tuple(read["accessList"]),
    }
    return str(account.recover_transaction(raw)), fields


def _account() -> Any:
    """Import eth-account and keep Python's recursion limit.

    It brings py_ecc, which sets a limit of 100,000: a deeply nested JSON text would then end the whole process.
    https://github.com/ethereum/py_ecc/blob/main/py_ecc/__init__.py
    """
    limit = sys.getrecursionlimit()
    try:
        from eth_account import Account
    finally:
        sys.setrecursionlimit(limit)
    return Account


def _is_checksummed(address: object) -> bool:
    from eth_utils.address import is_checksum_address

    return isinstance(address, str) and is_checksum_address(address)
