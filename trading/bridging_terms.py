"""Whether what a bridge would do is what was confirmed: the first difference, in words. Pure, as `screening` is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from tokens.models import NATIVE_ADDRESS
from trading.bridging_calldata import decode_crossing

__all__ = ["Agreed", "Difference", "Passage", "first_difference"]


@dataclass(frozen=True, kw_only=True)
class Passage:
    """What was confirmed of the way to another chain. `coin_fee` is in wei of the first chain, on top."""

    to_chain: int
    coin_fee: int
    wrapped_there: str | None


class Agreed(Protocol):
    """What was confirmed of the trade. Addresses may be in any case; the native coins are 0xeeee…"""

    @property
    def wallet(self) -> str: ...
    @property
    def token_in(self) -> str: ...
    @property
    def token_out(self) -> str: ...
    @property
    def units_in(self) -> int: ...
    @property
    def minimum_out(self) -> int: ...
    @property
    def wrapped_native(self) -> str | None: ...


@dataclass(frozen=True, kw_only=True)
class Difference:
    """The rule that is broken, what the transaction does instead, and what the log is told."""

    rule: str
    what: str
    detail: str


def first_difference(agreed: Agreed, passage: Passage, *, data: bytes, value: int) -> Difference | None:
    """Return how a transaction differs from what was confirmed, None when it does not.

    Raises:
        UnknownCalldata: what it does cannot be read for certain.
    """
    return next(_differences(agreed, passage, data=data, value=value), None)


def _differences(agreed: Agreed, passage: Passage, *, data: bytes, value: int) -> Iterator[Difference]:
    coins = agreed.units_in if agreed.token_in.lower() == NATIVE_ADDRESS else 0
    if not coins <= value <= coins + passage.coin_fee:
        yield Difference(rule="value", what="sends another amount of coins along", detail=str(value))
    crossing = decode_crossing(
        data, value=value, wrapped_here=agreed.wrapped_native, wrapped_there=passage.wrapped_there
    )
    tokens = (crossing.token_in, crossing.token_out)
    if tokens != (agreed.token_in.lower(), agreed.token_out.lower()):
        yield Difference(rule="tokens", what="is for other tokens", detail=" for ".join(tokens))
    if crossing.to_chain != passage.to_chain:
        yield Difference(rule="chain", what="leads to another chain", detail=str(crossing.to_chain))
    if crossing.units_in != agreed.units_in:
        yield Difference(rule="amount", what="spends another amount", detail=str(crossing.units_in))
    if crossing.units_out < agreed.minimum_out:
        what = "could bring less than the minimum you confirmed"
        yield Difference(rule="minimum", what=what, detail=str(crossing.units_out))
    if {crossing.receiver, crossing.gets_back} != {agreed.wallet.lower()}:
        yield Difference(rule="receiver", what="pays somebody else", detail=f"{crossing.receiver} {crossing.gets_back}")
