"""The calldata of the router for a route over pools, encoded with the ABI library.

https://github.com/okxlabs/DEX-Router-EVM-V1
"""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.okx.calldata import SWAP_SELECTOR, SwapTerms

__all__ = ["Edge", "dag_swap", "dag_swap_to", "swap_wrap", "unxswap"]

SWAP_TO_SELECTOR = "0c307f76"
WRAP_SELECTOR = "01617fab"
UNXSWAP_SELECTOR = "9871efa4"
_REQUEST = "(uint256,address,uint256,uint256,uint256)"
_PATHS = "(address[],address[],uint256[],bytes[],uint256)[]"
_REVERSE = 1 << 255  # sell the pool's second token; in swapWrap: unwrap
_WHOLE = 10_000  # the weight of an edge that takes all there is
_UNWRAP = 1 << 254  # of the last pool
_KEPT_PARTS = 997_000_000 << 160  # of 10^9: what a pool counts of what it is paid
_NATIVE = "0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"
_MOST_WRAPPED = (1 << 128) - 1


@dataclass(frozen=True, slots=True)
class Edge:
    """One sale on the way: of which token, to which pool, through which adapter."""

    sold: str
    bought: str
    pool: str
    adapter: str
    pay_to: str = ""  # where the router sends the tokens: the pool, unless the adapter wants them itself
    extra: bytes = b""

    @property
    def reverse(self) -> int:
        """Return the flag of a sale of the pool's second token; the first is the one with the lower address."""
        return _REVERSE if int(self.sold, 16) > int(self.bought, 16) else 0

    def path(self, node: int) -> tuple[list[str], list[str], list[int], list[bytes], int]:
        raw = self.reverse | node << 184 | (node + 1) << 176 | _WHOLE << 160 | int(self.pool, 16)
        return [self.adapter], [self.pay_to or self.pool], [raw], [self.extra], int(self.sold, 16)


def dag_swap(terms: SwapTerms, edges: list[Edge], *, order_id: int = 0) -> str:
    """Encode a swap whose result goes to the sender."""
    from eth_abi.abi import encode

    body = encode(["uint256", _REQUEST, _PATHS], [order_id, _request(terms), _paths(edges)])
    return f"0x{SWAP_SELECTOR}{body.hex()}"


def dag_swap_to(terms: SwapTerms, edges: list[Edge], *, receiver: str, order_id: int = 0) -> str:
    """Encode a swap whose result goes to somebody else."""
    from eth_abi.abi import encode

    body = encode(["uint256", "address", _REQUEST, _PATHS], [order_id, receiver, _request(terms), _paths(edges)])
    return f"0x{SWAP_TO_SELECTOR}{body.hex()}"


def swap_wrap(units: int, *, unwraps: bool, order_id: int = 0) -> str:
    """Encode wrapping or unwrapping the native coin. Raises ValueError for more than the call has room for."""
    from eth_abi.abi import encode

    if units > _MOST_WRAPPED:
        raise ValueError("swapWrap has 128 bits for the amount")
    body = encode(["uint256", "uint256"], [order_id, (_REVERSE if unwraps else 0) | units])
    return f"0x{WRAP_SELECTOR}{body.hex()}"


def unxswap(terms: SwapTerms, edges: list[Edge], *, order_id: int = 0) -> str:
    """Encode a swap over pools alone, whose result goes to the sender: nothing in it says what is bought."""
    from eth_abi.abi import encode

    words = [int(edge.pool, 16) | _KEPT_PARTS | edge.reverse for edge in edges]
    if terms.target == _NATIVE:
        words[-1] |= _UNWRAP
    source = 0 if terms.source == _NATIVE else int(terms.source, 16)
    values = [source | order_id << 160, terms.amount, terms.least_received, [word.to_bytes(32) for word in words]]
    return f"0x{UNXSWAP_SELECTOR}{encode(['uint256', 'uint256', 'uint256', 'bytes32[]'], values).hex()}"


def _request(terms: SwapTerms) -> tuple[int, str, int, int, int]:
    return int(terms.source, 16), terms.target, terms.amount, terms.least_received, terms.deadline


def _paths(edges: list[Edge]) -> list[tuple[list[str], list[str], list[int], list[bytes], int]]:
    return [edge.path(node) for node, edge in enumerate(edges)]
