"""The chains behind the stand-in, when there are any: where their nodes and contracts are.

The environment variable SANDBOX_CHAIN names a JSON file, and is read at every request; without it every chain is
made up, as before. By chain index the file says:

    {"chains": {"1": {"rpc_url": "http://127.0.0.1:8545", "router": "0x…", "spender": "0x…", "adapter": "0x…",
                      "tokens": {"WETH": "0x…"}, "pools": [["0x… token", "0x… token", "0x… pool"]]}}}

`pools` are Uniswap V2 pairs, and `adapter` is what the router calls to sell to them. Other keys are ignored.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sandbox.okx.chains import Chain

__all__ = ["Deployment", "deployment_on", "spender_on"]


@dataclass(frozen=True, slots=True)
class Deployment:
    """What stands on one chain. `tokens` are lower case, and so are the pairs that lead to a pool."""

    rpc_url: str
    router: str
    spender: str
    adapter: str
    tokens: frozenset[str]
    pools: Mapping[frozenset[str], str]


def deployment_on(chain: Chain) -> Deployment | None:
    """Return what stands on a chain, or nothing when the chain is made up."""
    name = os.environ.get("SANDBOX_CHAIN", "")
    if not name:
        return None
    path = Path(name)
    return _deployments(path, path.stat().st_mtime_ns).get(chain.index)


def spender_on(chain: Chain) -> str:
    """Return the contract that has to be allowed to move tokens."""
    deployment = deployment_on(chain)
    return deployment.spender if deployment else chain.spender


@lru_cache(maxsize=4)
def _deployments(path: Path, _: int) -> dict[int, Deployment]:
    chains = json.loads(path.read_text("utf-8"))["chains"]
    return {int(index): _deployment(written) for index, written in chains.items()}


def _deployment(written: Mapping[str, Any]) -> Deployment:
    return Deployment(
        rpc_url=written["rpc_url"],
        router=written["router"],
        spender=written["spender"],
        adapter=written["adapter"],
        tokens=frozenset(address.lower() for address in written["tokens"].values()),
        pools={frozenset((one.lower(), other.lower())): pool for one, other, pool in written["pools"]},
    )
