"""The world as fixtures. A folder of tests takes them by importing them in its conftest.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from responses import RequestsMock

from tests.chain.node import why_not
from tests.chain.world import World, shared_world

__all__ = ["chain_file", "okx_on_chain", "world"]


@pytest.fixture
def world() -> Iterator[World]:
    """Two chains with everything on them, as they were right after the deployment."""
    reason = why_not()
    if reason:
        pytest.skip(reason)
    world = shared_world()
    yield world
    world.restore()


@pytest.fixture
def chain_file(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put the chains behind the stand-in of OKX."""
    path = world.write(tmp_path / "chain.json")
    monkeypatch.setenv("SANDBOX_CHAIN", str(path))
    return path


@pytest.fixture
def okx_on_chain(okx: RequestsMock, chain_file: Path) -> RequestsMock:
    """OKX as the stand-in plays it with the chains behind it; requests to the nodes go through."""
    okx.add_passthru(re.compile(r"http://127\.0\.0\.1:\d+/?$"))
    return okx
