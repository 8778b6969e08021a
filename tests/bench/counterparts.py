"""Telegram and OKX as fast as they can be: canned answers over real HTTP, with the moment of each reply kept."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from decimal import Decimal
from typing import Any

__all__ = ["Counterparts"]

_BOT = {"id": 42, "is_bot": True, "first_name": "Esther", "username": "esther_bot"}


class Counterparts:
    """A server in a thread: `/bot<token>/<method>` is Telegram, `/api/...` is OKX."""

    def __init__(self) -> None:
        self.replies: list[tuple[int, float]] = []  # chat id, perf_counter() of its message
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()

    def __enter__(self) -> Counterparts:
        threading.Thread(target=self._run, daemon=True).start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def wait_for(self, count: int, *, seconds: float = 120) -> None:
        """Wait until so many messages have arrived."""
        deadline = time.perf_counter() + seconds
        while len(self.replies) < count:
            if time.perf_counter() > deadline:
                raise TimeoutError(f"{len(self.replies)} of {count} replies after {seconds} s")
            time.sleep(0.001)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0] or 0)
                body = await reader.readexactly(length)
                answer = json.dumps(self._answer(head.split(b" ", 2)[1].decode(), body)).encode()
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(answer)
                )
                writer.write(answer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def _answer(self, path: str, body: bytes) -> dict[str, Any]:
        if path.startswith("/bot"):
            return {"ok": True, "result": self._telegram(path.rsplit("/", 1)[1], body)}
        return {"code": "0", "msg": "", "data": _okx(path, body)}

    def _telegram(self, method: str, body: bytes) -> Any:
        if method == "getMe":
            return _BOT
        if method != "sendMessage":
            return True
        chat_id = int(body.partition(b"chat_id=")[2].split(b"&", 1)[0])
        self.replies.append((chat_id, time.perf_counter()))
        chat = {"id": chat_id, "type": "private"}
        return {"message_id": len(self.replies), "date": 0, "chat": chat, "from": _BOT, "text": "…"}


def _okx(path: str, body: bytes) -> list[dict[str, Any]]:
    now = str(int(time.time() * 1000))
    if path.startswith("/api/v5/market/ticker"):
        return [{"instId": "BTC-USDT", "last": "110000", "open24h": "109000", "ts": now}]
    return [
        {
            "chainIndex": asked["chainIndex"],
            "tokenContractAddress": asked["tokenContractAddress"],
            "time": now,
            "price": str(Decimal(int(asked["tokenContractAddress"][2:10], 16)).scaleb(-6)),
            "priceChange24H": "1.5",
        }
        for asked in json.loads(body or b"[]")
    ]
