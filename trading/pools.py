"""Uniswap's pools on a chain, asked for their two tokens, and their factory whether they are its own.

A pool of anybody's making could name any tokens, and others a minute later: only pools of known factories count.

https://docs.uniswap.org/contracts/v2/reference/smart-contracts/v2-deployments
https://docs.uniswap.org/contracts/v3/reference/deployments
https://developer.pancakeswap.finance/contracts/v2/addresses
"""

from __future__ import annotations

from typing import Final

from trading.calldata_pools import PoolKind, Way
from trading.rpc import Reverted, RpcClient

__all__ = ["read_pools"]

_TOKEN0: Final = bytes.fromhex("0dfe1681")
_TOKEN1: Final = bytes.fromhex("d21220a7")
_FACTORY: Final = bytes.fromhex("c45a0155")
_FEE: Final = bytes.fromhex("ddca3f43")
_GET_PAIR: Final = bytes.fromhex("e6a43905")  # getPair(address,address)
_GET_POOL: Final = bytes.fromhex("1698ee82")  # getPool(address,address,uint24)
_WORD: Final = 32

_UNISWAP_V3: Final = "0x1f98431c8ad98523631ae4a59f267346ea31f984"
_PANCAKE_V2: Final = "0x02a84c1b3bbd7401a5f7fa98a384ebc70bb5749e"
_FACTORIES: Final[dict[PoolKind, dict[int, tuple[str, ...]]]] = {
    PoolKind.V2: {
        1: ("0x5c69bee701ef814a2b6a3edd4b1652cb9cc5aa6f", "0x1097053fd2ea711dad45caccc45eff7548fcb362"),
        10: ("0x0c3c1c532f1e39edf36be9fe0be1410313e074bf",),
        56: ("0x8909dc15e40173ff4699343b6eb8132c65e18ec6", "0xca143ce32fe78f1f7019d7d551a6402fc5350c73"),
        137: ("0x9e5a52f57b3038f1b8eee45f28b3c1967e22799c",),
        8453: ("0x8909dc15e40173ff4699343b6eb8132c65e18ec6", _PANCAKE_V2),
        42161: ("0xf1d7cc64fb4452f05c498126312ebe29f30fbcf9", _PANCAKE_V2),
        43114: ("0x9e5a52f57b3038f1b8eee45f28b3c1967e22799c",),
    },
    PoolKind.V3: {
        1: (_UNISWAP_V3,),
        10: (_UNISWAP_V3,),
        56: ("0xdb1d10011ad0ff90774d0c6bb92e5c5c8b4461f7",),
        137: (_UNISWAP_V3,),
        8453: ("0x33128a8fc17869897dce68ed026d694621f6fdfd",),
        42161: (_UNISWAP_V3,),
    },
}


def read_pools(rpc: RpcClient, way: Way) -> dict[str, tuple[str, str]]:
    """Return the two tokens of the pools of a way, by address; a pool that no known factory made is left out.

    Raises:
        TemporaryError: the node gives no answer.
    """
    found = {hop.pool: _tokens(rpc, hop.pool, way.kind) for hop in way.hops}
    return {pool: tokens for pool, tokens in found.items() if tokens is not None}


def _tokens(rpc: RpcClient, pool: str, kind: PoolKind) -> tuple[str, str] | None:
    try:
        factory = _address(rpc.call(pool, _FACTORY))
        if factory not in _FACTORIES[kind].get(rpc.expected_chain_id, ()):
            return None
        first, second = _address(rpc.call(pool, _TOKEN0)), _address(rpc.call(pool, _TOKEN1))
        made = _address(rpc.call(factory, _question(rpc, pool, kind, first, second)))
    except (Reverted, _NoAddress):
        return None
    return (first, second) if made == pool else None


def _question(rpc: RpcClient, pool: str, kind: PoolKind, first: str, second: str) -> bytes:
    """Return the call that asks a factory for its pool of two tokens."""
    words = b"".join(bytes.fromhex(address[2:]).rjust(_WORD, b"\0") for address in (first, second))
    if kind is PoolKind.V2:
        return _GET_PAIR + words
    return _GET_POOL + words + rpc.call(pool, _FEE)


class _NoAddress(Exception):
    """A contract answered something else."""


def _address(answer: bytes) -> str:
    if len(answer) != _WORD or any(answer[:12]):
        raise _NoAddress
    return "0x" + answer[12:].hex()
