"""Calls of OKX's router, encoded by eth-abi from their signatures alone, to test the reading from outside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

__all__ = ["DAG", "DAG_TO", "NATIVE", "NOBODY", "Terms", "call", "selector_of", "trim_tail"]

NATIVE = "0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"
NOBODY = "0x" + "00" * 20
REQUEST = "(uint256,address,uint256,uint256,uint256)"
PATH = "(address[],address[],uint256[],bytes[],uint256)"
QUOTE = "(uint256,address,address,address,uint256,uint256,uint256,uint256,bool,bytes)"
DAG = f"dagSwapByOrderId(uint256,{REQUEST},{PATH}[])"
DAG_TO = f"dagSwapTo(uint256,address,{REQUEST},{PATH}[])"
WETH = "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2"
POOL = "0x" + "b0" * 20


@dataclass(frozen=True)
class Terms:
    """What a swap is about."""

    token_in: str
    token_out: str
    units_in: int
    minimum_out: int
    deadline: int = 2_000_000_000
    receiver: str = NOBODY
    extra: list[bytes] = field(default_factory=lambda: [b"pool data"])

    @property
    def request(self) -> tuple[Any, ...]:
        return (int(self.token_in, 16), self.token_out, self.units_in, self.minimum_out, self.deadline)

    @property
    def path(self) -> tuple[Any, ...]:
        first = WETH if self.token_in == NATIVE else self.token_in
        edges = len(self.extra)
        return ([POOL] * edges, [POOL] * edges, [int(POOL, 16)] * edges, self.extra, int(first, 16))


def arguments(name: str, terms: Terms) -> list[Any]:
    """Return the arguments of one of the router's functions, by its bare name."""
    path, pools = terms.path, [int(POOL, 16)]
    return {
        "dagSwapByOrderId": [1, terms.request, [path]],
        "dagSwapTo": [1, terms.receiver, terms.request, [path]],
        "smartSwapByOrderId": [1, terms.request, [terms.units_in], [[path, path]], []],
        "smartSwapTo": [1, terms.receiver, terms.request, [terms.units_in], [[path]], []],
        "unxswapToWithBaseRequest": [1, terms.receiver, terms.request, [pool.to_bytes(32) for pool in pools]],
        "uniswapV3SwapToWithBaseRequest": [1, terms.receiver, terms.request, pools],
        "swapWrapToWithBaseRequest": [1, terms.receiver, terms.request],
    }[name]


def call(signature: str, values: list[Any] | Terms) -> bytes:
    """Encode a call of a function given by its whole signature."""
    from eth_abi.abi import encode

    name, _, rest = signature.partition("(")
    if isinstance(values, Terms):
        values = arguments(name, values)
    return selector_of(signature) + encode(_split(rest[:-1]), values)


def selector_of(signature: str) -> bytes:
    from eth_utils.crypto import keccak

    return keccak(text=signature)[:4]


def trim_tail(above: int, *, per_mille: int = 100, receiver: str = POOL) -> bytes:
    """Return the two words with which OKX keeps a part of what a swap brings beyond `above`."""
    flag = bytes.fromhex("777777771111")
    expected = flag + bytes.fromhex("800000000000") + above.to_bytes(20)
    return expected + flag + per_mille.to_bytes(6) + bytes.fromhex(receiver[2:])


def _split(types: str) -> list[str]:
    """Split a list of types at the commas outside tuples."""
    parts, depth = [""], 0
    for character in types:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return parts
