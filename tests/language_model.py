"""A language model as tests want it: an OpenAI-compatible chat endpoint over real HTTP that says what it is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

__all__ = ["LanguageModel"]


class LanguageModel:
    """Answers each question by `says`, which gets what the model was given as JSON and returns its words.

    `status` is that of its answers, `delay_seconds` how long it thinks, and with `drips` it sends a byte at a time.
    """

    def __init__(self, says: Callable[[Any], Any] = lambda data: {"sentences": []}) -> None:
        self.says = says
        self.status = 200
        self.delay_seconds = 0.0
        self.drips = False
        self.raw: bytes | None = None  # sent instead of a completion
        self.questions: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self._closing = threading.Event()

    def __enter__(self) -> Self:
        model = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                model._answer(self)

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    @property
    def prompts(self) -> list[str]:
        """Everything the model was given, question by question."""
        return ["\n".join(each["content"] for each in question["messages"]) for question in self.questions]

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        question = json.loads(request.rfile.read(int(request.headers["Content-Length"])))
        self.questions.append(question | {"path": request.path})
        self.keys.append(request.headers.get("Authorization", ""))
        self._closing.wait(self.delay_seconds)
        body = self._completion(question) if self.raw is None else self.raw
        try:
            request.send_response(self.status)
            request.send_header("Content-Type", "application/json")
            request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            self._write(request, body)
        except OSError:
            pass  # whoever asked does not wait any longer

    def _write(self, request: BaseHTTPRequestHandler, body: bytes) -> None:
        if not self.drips:
            request.wfile.write(body)
            return
        for byte in body:
            request.wfile.write(bytes([byte]))
            if self._closing.wait(0.05):
                return

    def _completion(self, question: dict[str, Any]) -> bytes:
        words = self.says(json.loads(question["messages"][-1]["content"]))
        content = words if isinstance(words, str) else json.dumps(words)
        message = {"role": "assistant", "content": content}
        return json.dumps({"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}).encode()
