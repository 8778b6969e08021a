"""Ways through pools, as OKX's router is told them: a word for each pool, and nowhere a word about what is bought.

The pools themselves tell, and what they told is handed in. A word of which any bit is not understood is refused.

https://github.com/okxlabs/DEX-Router-EVM-V1, contracts/8/UnxswapRouter.sol and UnxswapV3Router.sol
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from tokens.models import NATIVE_ADDRESS

__all__ = ["BadWay", "Hop", "PoolKind", "Pools", "Way", "over_v2", "over_v3", "walked"]

Pools = Mapping[str, tuple[str, str]]  # by the pool's address: its first and its second token; all in lower case

_ADDRESS_BITS: Final = 160
_ADDRESS_MASK: Final = 2**_ADDRESS_BITS - 1
_REVERSE_BIT: Final = 2**255  # sells the pool's second token
_TAX_BITS: Final = 2**253 | 2**252  # of a V2 pool: one of its tokens keeps a part, so that what arrived is counted
_NUMERATOR_MASK: Final = (2**32 - 1) << _ADDRESS_BITS  # of a V2 pool: what it counts of what it is paid ...
_DENOMINATOR: Final = 10**9  # ... of so many parts
_MOST_HOPS: Final = 6
_NOBODY: Final = 0


class BadWay(ValueError):
    """The message says what is in doubt, for the log."""


class PoolKind(Enum):
    """Whose pools a way leads through. The value is the bit that has the last one's wrapped coins unwrapped."""

    V2 = 2**254
    V3 = 2**253


@dataclass(frozen=True)
class Hop:
    """One pool on the way, and whether it is its second token that is sold."""

    pool: str
    is_reversed: bool


@dataclass(frozen=True)
class Way:
    """Pools, one after the other."""

    kind: PoolKind
    hops: tuple[Hop, ...]
    unwraps: bool


def over_v2(source: int, units: int, minimum: int, words: Sequence[bytes]) -> dict[str, Any]:
    """Return the facts of a swap over V2 pools; above the address of what is sold stands a number of the order.

    Raises BadWay when any of the words is in doubt.
    """
    sold = source & _ADDRESS_MASK
    return {
        "token_in": NATIVE_ADDRESS if sold == _NOBODY else f"0x{sold:040x}",
        "units_in": units,
        "minimum_out": minimum,
        "receiver": None,
        "way": _way([int.from_bytes(word) for word in words], PoolKind.V2),
    }


def over_v3(receiver: int, units: int, minimum: int, words: Sequence[int]) -> dict[str, Any]:
    """Return the facts of a swap over V3 pools, which says nothing of what is sold. Raises BadWay as `over_v2`."""
    if receiver & _ADDRESS_MASK == _NOBODY:
        raise BadWay("a receiver that is nobody")
    return {
        "token_in": None,
        "units_in": units,
        "minimum_out": minimum,
        "receiver": f"0x{receiver & _ADDRESS_MASK:040x}",
        "way": _way(words, PoolKind.V3),
    }


def walked(facts: Mapping[str, Any], pools: Pools, *, wrapped_native: str | None, sends_coins: bool) -> dict[str, Any]:
    """Return the facts with the tokens at both ends of their way in its place. Raises BadWay when pools do not fit."""
    sold = facts["token_in"] or (NATIVE_ADDRESS if sends_coins else None)  # V3 wraps whatever coins are sent
    token_in, token_out = _ends(facts["way"], pools, sold=sold, wrapped_native=wrapped_native)
    known = {name: value for name, value in facts.items() if name != "way"}
    return known | {"token_in": token_in, "token_out": token_out, "deadline": None}


def _way(words: Sequence[int], kind: PoolKind) -> Way:
    if not 0 < len(words) <= _MOST_HOPS:
        raise BadWay(f"a way of {len(words)} pools")
    *earlier, last = words
    if any(word & kind.value for word in earlier):
        raise BadWay("coins unwrapped in the middle")
    hops = tuple(_hop(word & ~kind.value, kind) for word in words)
    return Way(kind, hops, unwraps=bool(last & kind.value))


def _ends(way: Way, pools: Pools, *, sold: str | None, wrapped_native: str | None) -> tuple[str, str]:
    """Walk a way and return what is sold first and bought last; the native coin goes in and out as its wrapped one.

    `sold` is what the calldata says is sold, if it says so. Raises BadWay when the pools do not fit.
    """
    wrapped = wrapped_native.lower() if wrapped_native else None
    held = first = wrapped if sold == NATIVE_ADDRESS else sold
    if sold == NATIVE_ADDRESS and wrapped is None:
        raise BadWay("native coins, and nobody said what the wrapped coin is")
    for hop in way.hops:
        if hop.pool not in pools:
            raise BadWay("a pool that nobody vouches for")
        given, got = pools[hop.pool][::-1] if hop.is_reversed else pools[hop.pool]
        if held not in {None, given}:
            raise BadWay("pools that do not follow from each other")
        first, held = first or given, got
    if way.unwraps and held != wrapped:
        raise BadWay("something unwrapped that is not the wrapped coin")
    return sold or str(first), NATIVE_ADDRESS if way.unwraps else str(held)


def _hop(word: int, kind: PoolKind) -> Hop:
    known = _ADDRESS_MASK | _REVERSE_BIT | (_NUMERATOR_MASK | _TAX_BITS if kind is PoolKind.V2 else 0)
    if word & ~known or not word & _ADDRESS_MASK:
        raise BadWay("a pool with bits of unknown meaning")
    if kind is PoolKind.V2 and not 0 < (word & _NUMERATOR_MASK) >> _ADDRESS_BITS <= _DENOMINATOR:
        raise BadWay("a pool with a fee that makes no sense")
    return Hop(f"0x{word & _ADDRESS_MASK:040x}", bool(word & _REVERSE_BIT))
