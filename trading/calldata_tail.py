"""What OKX's router reads behind the encoded arguments: who keeps what beyond the quote, and who takes a commission.

The router looks at the last words of the calldata, whatever they belong to. So must we.

https://github.com/okxlabs/DEX-Router-EVM-V1, contracts/8/libraries/CommissionLib.sol
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["BadTail", "Trim", "read_tail"]

_WORD: Final = 32
_FLAG_BYTES: Final = 6
_TRIM: Final = bytes.fromhex("777777771111")
_DUAL_TRIM: Final = bytes.fromhex("777777772222")
_COMMISSIONS: Final = tuple(
    bytes.fromhex(flag) for flag in ("3ca20afc2aaa", "3ca20afc2bbb", "22220afc2aaa", "22220afc2bbb")
)
_TO_BUSINESS: Final = bytes.fromhex("800000000000")
_MAX_TRIM_PER_MILLE: Final = 100
_MAX_CHARGE_PER_MILLE: Final = 1000


class BadTail(ValueError):
    """The message says what stands there, for the log."""


@dataclass(frozen=True)
class Trim:
    """Of what a swap yields beyond `above`, the router keeps at most so many thousandths of all for `receiver`.

    The minimum of a swap is checked after that: a trim can eat a good surprise, never the minimum.
    """

    above: int
    per_mille: int
    receiver: str


def read_tail(data: bytes, *, end: int) -> Trim | None:
    """Return the trim that calldata asks for, whose arguments end at `end`.

    Raises:
        BadTail: anything else stands there, a commission above all, or arguments would be taken for a tail.
    """
    tail = data[end:]
    if not tail:
        _refuse_disguise(data)
        return None
    if len(tail) % _WORD:
        raise BadTail("loose bytes")
    words = [tail[at : at + _WORD] for at in range(0, len(tail), _WORD)]
    flag = words[-1][:_FLAG_BYTES]
    if flag in _COMMISSIONS:
        raise BadTail("a commission")
    if flag != {2: _TRIM, 3: _DUAL_TRIM}.get(len(words)) or any(word[:_FLAG_BYTES] != flag for word in words):
        raise BadTail("words of unknown meaning")
    return _trim(words)


def _trim(words: list[bytes]) -> Trim:
    """Read [charge,] expected amount, rate and receiver: a charge is a share of the trim for somebody else."""
    *charge, expected, rate = words
    if expected[_FLAG_BYTES:12] not in {bytes(_FLAG_BYTES), _TO_BUSINESS}:
        raise BadTail("an amount of unknown meaning")
    trim = Trim(int.from_bytes(expected[12:]), _rate(rate), "0x" + rate[12:].hex())
    if trim.per_mille > _MAX_TRIM_PER_MILLE or any(_rate(word) > _MAX_CHARGE_PER_MILLE for word in charge):
        raise BadTail("a trim beyond what the router allows")
    return trim


def _rate(word: bytes) -> int:
    return int.from_bytes(word[_FLAG_BYTES:12])


def _refuse_disguise(data: bytes) -> None:
    if data[-_WORD:][:_FLAG_BYTES] in {_TRIM, _DUAL_TRIM, *_COMMISSIONS}:
        raise BadTail("an argument in the shape of a tail")
