"""Calldata words built by hand: enough for a client that decodes what it is asked to sign.

The swap words name the right tokens, amounts and deadline but no pools, so no real router would run them;
a stand-in with a chain behind it has to replace `swap_calldata`.
"""

from __future__ import annotations

from dataclasses import dataclass

SWAP_SELECTOR = "f2c42696"  # dagSwapByOrderId: https://github.com/okxlabs/DEX-Router-EVM-V1
APPROVE_SELECTOR = "095ea7b3"


@dataclass(frozen=True, slots=True)
class SwapTerms:
    """The base request of a swap: addresses, base units, and a deadline in seconds since 1970."""

    source: str
    target: str
    amount: int
    least_received: int
    deadline: int


def approve_calldata(spender: str, units: int) -> str:
    return "0x" + APPROVE_SELECTOR + _words(spender, units)


def swap_calldata(terms: SwapTerms) -> str:
    """Encode order 0, the base request, and one path whose four lists are empty."""
    request = _words(0, terms.source, terms.target, terms.amount, terms.least_received, terms.deadline)
    paths_at = 7 * 32
    empty_lists = [5 * 32 + 32 * i for i in range(4)]
    path = _words(1, 32, *empty_lists, terms.source, 0, 0, 0, 0)
    return "0x" + SWAP_SELECTOR + request + _words(paths_at) + path


def swap_terms(calldata: str) -> SwapTerms | None:
    """Read the terms back, or nothing when it is not a swap of ours."""
    body = calldata.removeprefix("0x" + SWAP_SELECTOR)
    if body == calldata or len(body) < 6 * 64:
        return None
    words = [int(body[64 * i : 64 * i + 64], 16) for i in range(6)]
    return SwapTerms(f"0x{words[1]:040x}", f"0x{words[2]:040x}", *words[3:])


def _words(*values: int | str) -> str:
    return "".join(f"{value if isinstance(value, int) else int(value, 16):064x}" for value in values)
