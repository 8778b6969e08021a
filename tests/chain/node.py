"""An EVM node of the tests' own: anvil from npm, on a free port of this machine, gone when they are done.

The packages (the node, the published contracts, the compiler) are installed beside this module when they are missing.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from tests.chain.wire import Rpc
from tests.serving import free_port

__all__ = ["HERE", "Node", "packages", "start_node", "why_not"]

HERE = Path(__file__).resolve().parent
_FOLDER = HERE / "node_modules"
_ATTEMPTS = 3  # somebody may take the free port first
_POLLS, _POLL_SECONDS = 500, 0.02
# https://getfoundry.sh/anvil/overview: one account, rich enough to fill the pools.
_OPTIONS = ("--host", "127.0.0.1", "--accounts", "1", "--balance", "1000000000", "--silent")


def why_not() -> str:
    """Say why no node can be started on this machine, or nothing when one can."""
    if _installed() or shutil.which("npm"):
        return ""
    return "npm is not on PATH: it installs the EVM node and the contracts (Debian: apt-get install npm)"


def packages() -> Path:
    """Return the folder of the npm packages, installed as `package-lock.json` says.

    Raises subprocess.CalledProcessError when npm cannot install them; its words are on stderr.
    """
    with (HERE / "package.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two test runs at once install once
        if not _installed():
            subprocess.run(
                ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=HERE, check=True
            )
            _stamp().touch()
    return _FOLDER


def _installed() -> bool:
    return _stamp().exists()


def _stamp() -> Path:
    digest = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    return _FOLDER / f".installed-{digest[:16]}"


@dataclass
class Node:
    """A running anvil."""

    chain_id: int
    rpc: Rpc
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """End it at once: nothing of it is kept."""
        self.process.kill()
        self.process.wait(10)


def start_node(chain_id: int) -> Node:
    """Start a node. Raises RuntimeError when it does not answer."""
    for _ in range(_ATTEMPTS):
        port = free_port()
        process = subprocess.Popen(
            [*_tied_to_us(), _binary(), *_OPTIONS, "--port", str(port), "--chain-id", str(chain_id)]
        )
        node = Node(chain_id, Rpc(f"http://127.0.0.1:{port}"), process)
        if _answers(node):
            return node
        node.stop()
    raise RuntimeError(f"anvil for chain {chain_id} does not answer")


def _binary() -> str:
    """Return the program itself, not the script that starts it: its process is the one to end.

    Raises FileNotFoundError where npm has no build for this machine and none is on PATH.
    """
    built = sorted(packages().glob("@foundry-rs/anvil-*/bin/anvil"))
    found = str(built[0]) if built else shutil.which("anvil")
    if not found:
        raise FileNotFoundError("npm has no anvil for this machine: put one on PATH (https://getfoundry.sh)")
    return found


def _tied_to_us() -> list[str]:
    """Return what to put before the command so that the node ends with us, even when we are killed."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL"] if setpriv and os.name == "posix" else []


def _answers(node: Node) -> bool:
    for _ in range(_POLLS):  # counted, because a test may have stopped the clock
        if node.process.poll() is not None:
            return False
        try:
            return int(node.rpc.ask("eth_chainId"), 16) == node.chain_id
        except OSError:
            time.sleep(_POLL_SECONDS)
    return False
