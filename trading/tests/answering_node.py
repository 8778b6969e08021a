"""A node made of answers: what each method gives back, and what was asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import responses
from requests import PreparedRequest

__all__ = ["URL", "AnsweringNode", "refused"]

# The path is a key, as with many providers: it must never be shown.
URL = "https://node.example/v3/canary-key-of-the-node"

Answer = Callable[[list[Any]], Any]


def refused(code: int, message: str, data: Any = None) -> dict[str, Any]:
    """Return the JSON of a refusal."""
    return {"error": {"code": code, "message": message, "data": data}}


class AnsweringNode:
    """A node behind `responses`. A method without an answer is unknown to it."""

    def __init__(self, mock: responses.RequestsMock, url: str = URL) -> None:
        self.asked: list[tuple[str, list[Any]]] = []
        self._answers: dict[str, Any] = {}
        mock.add_callback(responses.POST, url, callback=self._answer)

    def says(self, method: str, result: Any) -> None:
        """Answer a method with a result, a refusal made by `refused`, or what a function makes of its params."""
        self._answers[method] = result

    def times_asked(self, method: str) -> int:
        return [name for name, _ in self.asked].count(method)

    def _answer(self, request: PreparedRequest) -> tuple[int, dict[str, str], str]:
        question = json.loads(request.body or b"")
        self.asked.append((question["method"], question["params"]))
        result = self._answers.get(question["method"], refused(-32601, "the method does not exist"))
        result = result(question["params"]) if callable(result) else result
        part = result if isinstance(result, dict) and set(result) == {"error"} else {"result": result}
        return 200, {}, json.dumps({"jsonrpc": "2.0", "id": question["id"], **part})
