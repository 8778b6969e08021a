"""What can go wrong between Esther and the others, to be put into a proxy."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any

from tests.live_desk.proxies import Answer, Forward, Meddler, Request

__all__ = ["SEND", "Holding", "accepting_in_silence", "changing"]

SEND = "eth_sendRawTransaction"
_PATIENCE_SECONDS = 60


class Holding:
    """Keeps a call to a node, or a question to OKX, from reaching it, the n-th of its kind, and never answers."""

    def __init__(self, call: str = SEND, *, number: int = 1) -> None:
        self._call, self._left = call, number
        self._came, self._over = threading.Event(), threading.Event()

    def __call__(self, request: Request, forward: Forward) -> Answer | None:
        if self._call not in (request.call, request.endpoint):
            return forward()
        self._left -= 1
        if self._left:
            return forward()
        self._came.set()
        self._over.wait(_PATIENCE_SECONDS)
        return None

    def wait(self) -> None:
        """Wait until the call has come. Raises TimeoutError."""
        if not self._came.wait(_PATIENCE_SECONDS):
            raise TimeoutError(f"{self._call} did not come")

    def end(self) -> None:
        self._over.set()


def accepting_in_silence(*, seconds: float) -> Meddler:
    """Take whatever is broadcast, and answer after so long that nobody listens any more."""
    over = threading.Event()

    def meddle(request: Request, forward: Forward) -> Answer | None:
        answer = forward()
        if request.call != SEND:
            return answer
        over.wait(seconds)
        return None

    return meddle


def changing(path_end: str, change: Callable[[Any], None], *, times: list[int]) -> Meddler:
    """Change the first row of OKX's answers to an address; how often is counted in `times`."""

    def meddle(request: Request, forward: Forward) -> Answer:
        answer = forward()
        if not request.path.partition("?")[0].endswith(path_end):
            return answer
        said = answer.json
        if said["data"]:
            change(said["data"][0])
            times.append(1)
        return Answer(answer.status, answer.headers, json.dumps(said).encode())

    return meddle
