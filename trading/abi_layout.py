"""Where an ABI encoding ends, when it is laid out as every encoder does: heads first, tails in order, nothing between.

A contract follows any pointers, so calldata can hold other data, or more, than a reader expects. Only the one layout
that an encoder would make is accepted, and what stands behind its end is handed back. It takes one look at each word,
where following crossing pointers could take hours.

https://docs.soliditylang.org/en/latest/abi-spec.html#formal-specification-of-the-encoding
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from eth_abi.grammar import ABIType

__all__ = ["NotCanonical", "encoding_end"]

_WORD: Final = 32


class NotCanonical(ValueError):
    """The bytes are not what an encoder makes of values of these types."""


def encoding_end(types: Sequence[str], data: bytes) -> int:
    """Return how many of the bytes are the encoding of values of these types.

    Raises:
        NotCanonical: they are laid out in any other way, or too few.
    """
    from eth_abi.grammar import parse

    return _end_of_parts([parse(name) for name in types], data, 0)


def _end_of_parts(kinds: Sequence[ABIType], data: bytes, start: int) -> int:
    """Return where the values end that follow each other from `start`; pointers count from there, too."""
    heads = start
    end = start + sum(_head_size(kind) for kind in kinds)
    if end > len(data):
        raise NotCanonical
    for kind in kinds:
        if kind.is_dynamic:
            if _word(data, heads) != end - start:
                raise NotCanonical
            end = _end_of_tail(kind, data, end)
        heads += _head_size(kind)
    return end


def _end_of_tail(kind: ABIType, data: bytes, start: int) -> int:
    if kind.is_array:
        count = _word(data, start)
        if count > len(data) // _WORD:
            raise NotCanonical
        return _end_of_parts([kind.item_type] * count, data, start + _WORD)
    if _is_tuple(kind):
        return _end_of_parts(_components(kind), data, start)
    return _end_of_bytes(data, start)


def _end_of_bytes(data: bytes, start: int) -> int:
    size = _word(data, start)
    first = start + _WORD
    end = first + -(-size // _WORD) * _WORD
    if end > len(data) or any(data[first + size : end]):
        raise NotCanonical
    return end


def _head_size(kind: ABIType) -> int:
    if _is_tuple(kind) and not kind.is_dynamic:
        return sum(_head_size(part) for part in _components(kind))
    return _WORD


def _is_tuple(kind: ABIType) -> bool:
    return not kind.is_array and hasattr(kind, "components")


def _components(kind: ABIType) -> Sequence[ABIType]:
    components: Sequence[ABIType] = getattr(kind, "components", ())
    return components


def _word(data: bytes, at: int) -> int:
    if at + _WORD > len(data):
        raise NotCanonical
    return int.from_bytes(data[at : at + _WORD])
