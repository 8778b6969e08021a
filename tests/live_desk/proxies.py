"""What stands between Esther and the others: it keeps all that passes, and lets a test meddle with it."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

__all__ = ["Answer", "Forward", "Meddler", "Proxy", "Request"]

_PATIENCE_SECONDS = 60
_NOT_OURS = {"connection", "content-length", "transfer-encoding", "keep-alive", "date", "server"}


@dataclass(frozen=True)
class Request:
    """What Esther sent."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def call(self) -> str:
        """The method of a JSON-RPC call."""
        return str(self.fields.get("method", ""))

    @property
    def endpoint(self) -> str:
        """The last word of the address."""
        return self.path.partition("?")[0].rpartition("/")[2]

    @property
    def fields(self) -> dict[str, Any]:
        """The body, as JSON or as a form; nothing of a picture."""
        kind = self.headers.get("content-type", "")
        if kind.startswith("application/json"):
            read = json.loads(self.body or b"{}")
            return read if isinstance(read, dict) else {}
        return dict(parse_qsl(self.body.decode())) if "urlencoded" in kind else {}


@dataclass
class Answer:
    """What the other side said."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Forward = Callable[[], Answer]
Meddler = Callable[[Request, Forward], Answer | None]  # nothing: the connection is closed without an answer


@dataclass
class Proxy:
    """An HTTP server in a thread, in front of another one."""

    target: str
    key: str = ""  # what must be in the address, and the other server does not know
    requests: list[Request] = field(default_factory=list)
    answered: list[tuple[Request, Answer]] = field(default_factory=list)
    _meddler: Meddler | None = None

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._server.block_on_close = False
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @contextmanager
    def meddling(self, meddler: Meddler) -> Iterator[None]:
        """Let a test answer, change or hold what passes, for a while."""
        self._meddler = meddler
        try:
            yield
        finally:
            self._meddler = None

    def answer(self, request: Request) -> Answer | None:
        if self.key and request.path != f"/{self.key}":
            return Answer(401, {}, b"")
        self.requests.append(request)

        def forward() -> Answer:
            answer = _forwarded(self.target, request, path="/" if self.key else request.path)
            self.answered.append((request, answer))
            return answer

        return self._meddler(request, forward) if self._meddler else forward()


def _forwarded(target: str, request: Request, *, path: str) -> Answer:
    connection = http.client.HTTPConnection(urlsplit(target).netloc, timeout=_PATIENCE_SECONDS)
    try:
        headers = {name: value for name, value in request.headers.items() if name not in _NOT_OURS | {"host"}}
        connection.request(request.method, path, request.body, headers)
        answer = connection.getresponse()
        kept = {name: value for name, value in answer.getheaders() if name.lower() not in _NOT_OURS}
        return Answer(answer.status, kept, answer.read())
    finally:
        connection.close()


def _handler(proxy: Proxy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def handle(self) -> None:
            with suppress(ConnectionError):  # Esther was killed
                super().handle()

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            try:
                answer = proxy.answer(Request(self.command, self.path, headers, body))
            except OSError:  # the other side is gone
                answer = None
            if answer is None:
                self.close_connection = True
            else:
                self._say(answer)

        def do_POST(self) -> None:
            self.do_GET()

        def _say(self, answer: Answer) -> None:
            try:
                self.send_response_only(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)
            except OSError:  # Esther did not wait for it, or was killed
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    return Handler
