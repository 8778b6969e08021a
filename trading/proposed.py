"""A transaction as OKX proposes it, and how its parts are read: strictly, and without a judgement.

What was asked for is known to `live_answer` and `bridging_answer`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from esther_site.lib.okx_errors import OkxTemporaryError
from tokens.answers import address_of, rows_of, units_of
from tokens.quotes import Quote

__all__ = [
    "MOVED",
    "OTHER_QUESTION",
    "Answer",
    "checksummed",
    "object_in",
    "only_row",
    "required_bytes",
    "required_gas",
    "required_units",
]

OTHER_QUESTION: Final = "OKX answered a different question than Esther asked: try again in a minute."
MOVED: Final = "The price moved below the minimum you confirmed. Nothing was traded: ask for a new quote."
_UNREADABLE: Final = "OKX's transaction makes no sense: try again in a minute."
_MOST_GAS: Final = 30_000_000  # more than any block has room for


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A transaction as OKX proposes it; `to` is checksummed, `quote` is missing for an approval."""

    chain_id: int
    to: str
    data: bytes = field(repr=False)
    value: int
    gas: int
    quote: Quote | None = None
    minimum_out: int = 0


def only_row(data: Any) -> dict[str, Any]:
    """Return the one row of an answer. Raises TemporaryError, like all here, when it cannot be read."""
    rows = rows_of(data)
    if len(rows) != 1:
        raise OkxTemporaryError(_UNREADABLE)
    return rows[0]


def object_in(row: dict[str, Any], key: str) -> dict[str, Any]:
    """Return the object under a name."""
    value = row.get(key)
    if not isinstance(value, dict):
        raise OkxTemporaryError(_UNREADABLE)
    return value


def required_units(value: Any) -> int:
    """Return a whole number of base units."""
    units = units_of(value)
    if units is None:
        raise OkxTemporaryError(_UNREADABLE)
    return units


def required_gas(value: Any) -> int:
    """Return an amount of gas that a block has room for."""
    gas = required_units(value)
    if not 0 < gas < _MOST_GAS:
        raise OkxTemporaryError(_UNREADABLE)
    return gas


def required_bytes(value: Any) -> bytes:
    """Return what is written as hex, which is something."""
    if not isinstance(value, str) or not re.fullmatch(r"0x(?:[0-9a-fA-F]{2})+", value):
        raise OkxTemporaryError(_UNREADABLE)
    return bytes.fromhex(value[2:])


def checksummed(value: Any) -> str:
    """Return an address as signing libraries take it."""
    from eth_utils.address import to_checksum_address

    address = address_of(value)
    if address is None:
        raise OkxTemporaryError(_UNREADABLE)
    return str(to_checksum_address(address))
