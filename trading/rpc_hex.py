"""Hex as nodes write it, read strictly: anything that is not exactly as specified is `Malformed`.

https://ethereum.org/en/developers/docs/apis/json-rpc/#conventions
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, TypeVar

__all__ = ["Malformed", "address", "data", "hash32", "hash_of", "optional", "quantity"]

_T = TypeVar("_T")
_QUANTITY: Final = re.compile(r"0x(?:0|[1-9a-f][0-9a-f]{0,63})", re.ASCII)  # no leading zeros, at most 256 bits
_DATA: Final = re.compile(r"0x(?:[0-9a-fA-F]{2})*", re.ASCII)
_HASH_BYTES: Final = 32
_ADDRESS_BYTES: Final = 20


class Malformed(ValueError):
    """A value that no sound node sends."""


def quantity(value: Any) -> int:
    """Read a number such as 0x1f."""
    if not isinstance(value, str) or not _QUANTITY.fullmatch(value):
        raise Malformed("not a quantity")
    return int(value, 16)


def data(value: Any, *, size: int | None = None) -> bytes:
    """Read bytes such as 0x00ff, of a certain size where one is given."""
    if not isinstance(value, str) or not _DATA.fullmatch(value):
        raise Malformed("not data")
    read = bytes.fromhex(value[2:])
    if size is not None and len(read) != size:
        raise Malformed("data of the wrong size")
    return read


def hash32(value: Any) -> str:
    """Read a hash, in lower case."""
    return "0x" + data(value, size=_HASH_BYTES).hex()


def hash_of(value: bytes) -> str:
    """Return the hash that bytes are known by."""
    from eth_utils.crypto import keccak

    return "0x" + keccak(value).hex()


def address(value: Any) -> str:
    """Read an address, in lower case."""
    return "0x" + data(value, size=_ADDRESS_BYTES).hex()


def optional(read: Callable[[Any], _T]) -> Callable[[Any], _T | None]:
    """Return a reader that takes null for nothing."""
    return lambda value: None if value is None else read(value)
