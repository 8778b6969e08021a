"""A Telegram that now and then asks to wait, over real HTTP, and keeps what reached it and what came too early."""

from __future__ import annotations

import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["BusyTelegram"]

_HANDLE = re.compile(r"\bh\d+\b")


class BusyTelegram:
    """Refuses each `refuse_every`-th call for `retry_after` seconds, and takes a moment for each answer."""

    def __init__(self, *, refuse_every: int, retry_after: int = 1, delay_seconds: float = 0.02) -> None:
        self.arrived: list[str] = []  # the visible ids of the alerts
        self.doubled = 0  # messages that brought what had arrived before
        self.calls = 0
        self.refused = 0
        self.early = 0  # calls to a chat that was to be left alone
        self.retry_after = retry_after
        self._refuse_every, self._delay_seconds = refuse_every, delay_seconds
        self._known: set[str] = set()
        self._closed_until: dict[int, float] = {}
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True

    def __enter__(self) -> BusyTelegram:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def answer(self, message: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Take a message, or refuse it."""
        time.sleep(self._delay_seconds)
        with self._lock:
            chat_id = message["chat_id"]
            self.calls += 1
            self.early += time.monotonic() - self._delay_seconds < self._closed_until.get(chat_id, 0)
            if self.calls % self._refuse_every == 0:
                self.refused += 1
                self._closed_until[chat_id] = time.monotonic() + self.retry_after
                return 429, {"ok": False, "error_code": 429, "parameters": {"retry_after": self.retry_after}}
            brought = _HANDLE.findall(message["text"])
            self.doubled += not self._known.isdisjoint(brought)
            self._known.update(brought)
            self.arrived += brought
            return 200, {"ok": True, "result": {}}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        telegram = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                code, body = telegram.answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                content = json.dumps(body).encode()
                self.send_response(code)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        return Handler
