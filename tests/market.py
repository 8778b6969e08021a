"""An OKX whose prices the test moves: every token costs what a function says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.counterparts import Counterparts

__all__ = ["Market"]


class Market(Counterparts):
    """Answers price requests by `usd_of`, which gets a token's number: its address, read as one; 0 for a ticker."""

    def __init__(self, usd_of: Callable[[int], str]) -> None:
        super().__init__()
        self.usd_of = usd_of
        self.requests = 0

    def _answer(self, path: str, body: bytes) -> dict[str, Any]:
        self.requests += 1
        answer = super()._answer(path, body)
        for price in answer["data"]:
            if "tokenContractAddress" in price:
                price["price"] = self.usd_of(int(price["tokenContractAddress"], 16))
            else:
                price["last"] = self.usd_of(0)
        return answer
