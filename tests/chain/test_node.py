"""The nodes come from npm, are gone when they are done, and carry what Esther's own lists say."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.chain import artifacts, node
from tests.chain.world import World
from tokens.seeds import CHAINS

pytestmark = [pytest.mark.chain, pytest.mark.skipif(bool(node.why_not()), reason=node.why_not() or "npm is there")]

ROOT = Path(__file__).resolve().parents[2]
_STARTS_AND_IS_KILLED = """
import os, signal
from tests.chain.node import start_node
print(start_node(5).process.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(node, "_installed", lambda: False)
    assert node.why_not() == ""
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert node.why_not().startswith("npm is not on PATH")


def test_the_compiler_says_what_is_wrong() -> None:
    task = '{"language": "Solidity", "sources": {"Bad.sol": {"content": "contract Bad { uint x = ; }"}}}'
    with pytest.raises(RuntimeError, match="Expected primary expression"):
        artifacts._compile(task)


def test_what_is_compiled_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    before = artifacts.compiled()
    monkeypatch.setattr(artifacts, "_compile", lambda _: pytest.fail("it compiled again"))
    artifacts.compiled.cache_clear()

    assert artifacts.compiled() == before


def test_a_stopped_node_is_gone() -> None:
    started = node.start_node(7)
    assert started.rpc.number("eth_chainId") == 7

    started.stop()
    assert not is_running(started.process.pid)
    with pytest.raises(OSError, match="refused"):
        started.rpc.ask("eth_chainId")


@pytest.mark.skipif(not node._tied_to_us(), reason="needs setpriv, of util-linux")
def test_a_node_ends_with_tests_that_are_killed() -> None:
    killed = subprocess.run([sys.executable, "-c", _STARTS_AND_IS_KILLED], cwd=ROOT, capture_output=True, check=False)
    pid = int(killed.stdout)

    for _ in range(100):
        if not is_running(pid):
            break
        time.sleep(0.02)
    assert not is_running(pid)


@pytest.mark.parametrize("chain_index", [1, 8453])
def test_everything_lies_where_esther_looks_for_it(world: World, chain_index: int) -> None:
    (seed,) = (seed for seed in CHAINS if seed.index == chain_index)
    at = world[chain_index].at
    listed = {token.symbol: (token.address.lower(), token.decimals) for token in seed.tokens}
    trusted = {symbol: address for symbol, address in at.tokens.items() if symbol != "TAXED"}

    assert (at.router, at.spender) == (seed.routers[0], seed.spender)
    assert {
        symbol: (address.lower(), world[chain_index].rpc.read(address, "decimals()"))
        for symbol, address in trusted.items()
    } == {symbol: listed[symbol] for symbol in trusted}


def test_signing_leaves_the_recursion_limit_alone() -> None:
    program = "import sys; from tests.chain.accounts import new_account; new_account(); print(sys.getrecursionlimit())"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout == "1000\n"
