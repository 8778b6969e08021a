"""The bytecode of the contracts: Uniswap's as published on npm, ours as solc from npm makes it of `contracts/`.

Compiling takes seconds, so what it makes is kept in `build/` under the hash of what it was made from.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from tests.chain.node import HERE, packages

__all__ = ["bytecode", "compiled"]

_SOURCES = HERE / "contracts"
_BUILD = HERE / "build"
_PUBLISHED = {
    "UniswapV2Factory": "@uniswap/v2-core",
    "UniswapV2Router02": "@uniswap/v2-periphery",
    "WETH9": "@uniswap/v2-periphery",
}
_SETTINGS = {
    "optimizer": {"enabled": True, "runs": 200},
    "evmVersion": "paris",
    "outputSelection": {"*": {"*": ["evm.bytecode.object"]}},
}


def bytecode(name: str) -> str:
    """Return the creation code of a contract, as hex without 0x."""
    package = _PUBLISHED.get(name)
    if package is None:
        return compiled()[name]
    artifact = json.loads((packages() / package / "build" / f"{name}.json").read_text("utf-8"))
    return str(artifact["evm"]["bytecode"]["object"] if "evm" in artifact else artifact["bytecode"]).removeprefix("0x")


@cache
def compiled() -> dict[str, str]:
    """Return the creation code of our own contracts by name. Raises RuntimeError with what the compiler says."""
    task = json.dumps(
        {
            "language": "Solidity",
            "sources": {path.name: {"content": path.read_text("utf-8")} for path in sorted(_SOURCES.glob("*.sol"))},
            "settings": _SETTINGS,
        }
    )
    lock = (HERE / "package-lock.json").read_bytes()
    kept = _BUILD / f"{hashlib.sha256(task.encode() + lock).hexdigest()[:16]}.json"
    if not kept.exists():
        _keep(kept, _compile(task))
    contracts: dict[str, str] = json.loads(kept.read_text("utf-8"))
    return contracts


def _compile(task: str) -> dict[str, str]:
    # https://docs.soliditylang.org/en/latest/using-the-compiler.html#compiler-input-and-output-json-description
    command = ["node", str(packages() / "solc" / "solc.js"), "--standard-json", "--base-path", str(_SOURCES)]
    command += ["--include-path", str(packages())]
    # Into a file: the compiler ends before a pipe has taken what is more than it holds.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
        subprocess.run(command, input=task, stdout=told, stderr=subprocess.PIPE, text=True, check=True)
        told.seek(0)
        said = told.read()
    answer: dict[str, Any] = json.loads(said[said.index("{") :])  # a line of its own comes first
    errors = [each["formattedMessage"] for each in answer.get("errors", []) if each["severity"] == "error"]
    if errors:
        raise RuntimeError("\n".join(errors))
    return {
        name: contract["evm"]["bytecode"]["object"]
        for source in answer["contracts"].values()
        for name, contract in source.items()
    }


def _keep(kept: Path, contracts: dict[str, str]) -> None:
    """Write it whole or not at all, and drop what earlier sources were made into."""
    _BUILD.mkdir(exist_ok=True)
    for stale in _BUILD.glob("*.json"):
        stale.unlink(missing_ok=True)
    partial = kept.with_suffix(f".{os.getpid()}")  # another run may compile at this moment
    partial.write_text(json.dumps(contracts), "utf-8")
    partial.replace(kept)
