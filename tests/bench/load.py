"""A small HTTP load generator over raw sockets, so that the client costs little beside the server it measures."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Result", "post_all", "request_bytes"]


@dataclass(frozen=True)
class Result:
    """How many requests were answered 200 in how many seconds."""

    answered: int
    seconds: float

    @property
    def per_second(self) -> float:
        return self.answered / self.seconds


def request_bytes(path: str, body: bytes, secret: str) -> bytes:
    """Return a POST as Telegram sends it."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\nX-Forwarded-Proto: https\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def post_all(port: int, requests: list[bytes], *, connections: int) -> Result:
    """Send the requests over several connections, each waiting for its answers. Raises on any answer but 200."""
    shares = [requests[start::connections] for start in range(connections)]
    started = time.perf_counter()
    _in_threads([lambda share=share: _post(port, share) for share in shares])  # type: ignore[misc]
    return Result(len(requests), time.perf_counter() - started)


def _post(port: int, requests: list[bytes]) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for request in requests:
            connection.sendall(request)
            _read_answer(connection)


def _read_answer(connection: socket.socket) -> None:
    data = b""
    while b"\r\n\r\n" not in data:
        data += _received(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n", 1)[0]:
        raise RuntimeError(head.decode())
    if b"chunked" in head.lower():
        while not body.endswith(b"0\r\n\r\n"):
            body += _received(connection)
        return
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
    while len(body) < length:
        body += _received(connection)


def _received(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    if not data:
        raise RuntimeError("the server closed the connection")
    return data


def _in_threads(jobs: list[Callable[[], None]]) -> None:
    failures: list[BaseException] = []

    def run(job: Callable[[], None]) -> None:
        try:
            job()
        except (OSError, RuntimeError) as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
