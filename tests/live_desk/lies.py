"""OKX's answers as somebody in between could change them, each wrong in one respect, and what Esther says to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.chain.trader import ETHER

__all__ = ["LIES", "Lie"]

MALLORY = "0x" + "66" * 20
_MALLORY = MALLORY[2:].rjust(64, "0")
_FEW = "1".rjust(64, "0")
_SELECTOR, _WORD = 10, 64  # digits, with 0x
_TO_SOMEBODY = "0x0c307f76"  # dagSwapTo
_HEAD_WORDS = 6  # of dagSwap: the request's five, and where the paths begin


@dataclass(frozen=True)
class Lie:
    """A change to the answers of one address, and the words of Esther's refusal."""

    path: str
    change: Callable[[Any], None]
    says: str

    def __str__(self) -> str:
        return self.change.__name__


def _with_word(data: str, number: int, value: str) -> str:
    at = _SELECTOR + _WORD * number
    return data[:at] + value + data[at + _WORD :]


def router(row: Any) -> None:
    row["tx"]["to"] = MALLORY


def receiver(row: Any) -> None:
    data = row["tx"]["data"]
    order, rest = data[_SELECTOR : _SELECTOR + _WORD], data[_SELECTOR + _WORD :]
    end = _HEAD_WORDS * _WORD
    moved = f"{int(rest[end - _WORD : end], 16) + 32:064x}"  # the paths begin a word later
    row["tx"]["data"] = _TO_SOMEBODY + order + _MALLORY + rest[: end - _WORD] + moved + rest[end:]


def minimum(row: Any) -> None:
    row["tx"]["data"] = _with_word(row["tx"]["data"], 4, _FEW)


def amount(row: Any) -> None:
    row["tx"]["data"] = _with_word(row["tx"]["data"], 3, _FEW)


def token(row: Any) -> None:
    row["tx"]["data"] = _with_word(row["tx"]["data"], 2, _MALLORY)


def chain(row: Any) -> None:
    row["routerResult"]["chainIndex"] = "8453"


def value(row: Any) -> None:
    row["tx"]["value"] = str(2 * ETHER)


def function(row: Any) -> None:
    row["tx"]["data"] = "0xdeadbeef" + row["tx"]["data"][_SELECTOR:]


def gas(row: Any) -> None:
    row["tx"]["gas"] = "29000000"


def spender(row: Any) -> None:
    row["data"] = _with_word(row["data"], 0, _MALLORY)


def named_spender(row: Any) -> None:
    row["dexContractAddress"] = MALLORY


def approval(row: Any) -> None:
    row["data"] = _with_word(row["data"], 1, "f" * _WORD)


LIES = [
    Lie("/swap", router, "not on"),
    Lie("/swap", receiver, "pays somebody else"),
    Lie("/swap", minimum, "less than the minimum"),
    Lie("/swap", amount, "another amount"),
    Lie("/swap", token, "other tokens"),
    Lie("/swap", chain, "could not begin in time"),  # read as no answer, and asked again for as long as that is of use
    Lie("/swap", value, "another amount of coins"),
    Lie("/swap", function, "cannot read for certain"),
    Lie("/swap", gas, "more than your limit"),
    Lie("/approve-transaction", spender, "a stranger"),
    Lie("/approve-transaction", named_spender, "spender"),
    Lie("/approve-transaction", approval, "more or less"),
]
