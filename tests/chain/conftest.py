"""Every test in this folder has real nodes."""

from __future__ import annotations

from tests.chain.fixtures import chain_file, okx_on_chain, world

__all__ = ["chain_file", "okx_on_chain", "world"]
