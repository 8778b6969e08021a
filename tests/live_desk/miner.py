"""Blocks, one a second: what buries transactions on a chain where nobody else trades."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from tests.chain.ledger import Ledger

__all__ = ["Miner"]

_BLOCK_SECONDS = 1


class Miner:
    """A thread that mines on one chain until it is told to rest."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._works = threading.Event()
        self._over = threading.Event()
        self._busy = threading.Lock()

    def __enter__(self) -> Self:
        self._works.set()
        threading.Thread(target=self._mine, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._works.set()

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Mine nothing but what is sent, for a while."""
        self._works.clear()
        with self._busy:  # a block in the making is the last one
            pass
        try:
            yield
        finally:
            self._works.set()

    def _mine(self) -> None:
        while not self._over.wait(_BLOCK_SECONDS):
            self._works.wait()
            with self._busy:
                if self._works.is_set() and not self._over.is_set():
                    self._ledger.mine()
