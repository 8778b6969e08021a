"""Telegram and OKX as fast as they can be: canned answers over real HTTP, with the moment of each reply kept."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections import Counter
from decimal import Decimal
from typing import Any, Self

__all__ = ["Counterparts"]

_BOT = {"id": 42, "is_bot": True, "first_name": "Esther", "username": "esther_bot"}


class Counterparts:
    """A server in a thread: `/bot<token>/<method>` is Telegram, `/api/...` is OKX."""

    def __init__(self, *, delay_seconds: float = 0) -> None:
        self._delay_seconds = delay_seconds  # of each message that is sent
        self.replies: list[tuple[int, float]] = []  # chat id, perf_counter() of its message
        self.pictures = 0  # among the replies
        self.most_at_once = 0  # messages to one chat that were being sent together
        self._being_sent: Counter[int] = Counter()  # by chat id
        self.port = 0
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._live()), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def settings(self) -> dict[str, str]:
        """Return the settings with which Esther takes it for Telegram and OKX."""
        addresses = ("TELEGRAM_API_BASE_URL", "OKX_BASE_URL", "OKX_MARKET_BASE_URL")
        keys = ("OKX_API_KEY", "OKX_API_SECRET", "OKX_API_PASSPHRASE")
        return dict.fromkeys(addresses, self.url) | dict.fromkeys(keys, "k") | {"OKX_REQUESTS_PER_SECOND": "100"}

    def wait_for(self, count: int, *, seconds: float = 120) -> None:
        """Wait until so many messages have arrived."""
        deadline = time.perf_counter() + seconds
        while len(self.replies) < count:
            if time.perf_counter() > deadline:
                raise TimeoutError(f"{len(self.replies)} of {count} replies after {seconds} s")
            time.sleep(0.001)

    async def _live(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0] or 0)
                body = await reader.readexactly(length)
                path = head.split(b" ", 2)[1].decode()
                if self._delay_seconds and path.endswith("/sendMessage"):
                    await self._take_time(_chat_of(body))
                answer = json.dumps(self._answer(path, body)).encode()
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(answer)
                )
                writer.write(answer)
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass  # the other side went away, or the measurement is over
        finally:
            writer.close()

    async def _take_time(self, chat_id: int) -> None:
        self._being_sent[chat_id] += 1
        self.most_at_once = max(self.most_at_once, self._being_sent[chat_id])
        await asyncio.sleep(self._delay_seconds)
        self._being_sent[chat_id] -= 1

    def _answer(self, path: str, body: bytes) -> dict[str, Any]:
        if path.startswith("/bot"):
            return {"ok": True, "result": self._telegram(path.rsplit("/", 1)[1], body)}
        return {"code": "0", "msg": "", "data": _okx(path, body)}

    def _telegram(self, method: str, body: bytes) -> Any:
        if method == "getMe":
            return _BOT
        if method not in ("sendMessage", "sendPhoto"):
            return True
        chat_id = _chat_of(body)
        self.pictures += method == "sendPhoto"
        self.replies.append((chat_id, time.perf_counter()))
        chat = {"id": chat_id, "type": "private"}
        return {"message_id": len(self.replies), "date": 0, "chat": chat, "from": _BOT, "text": "…"}


def _chat_of(body: bytes) -> int:
    """Return who a message is for: answers are sent as forms, notifications as JSON, pictures in parts."""
    if body.startswith(b"{"):
        return int(json.loads(body)["chat_id"])
    if body.startswith(b"--"):
        return int(body.partition(b'name="chat_id"')[2].split(b"\r\n\r\n", 1)[1].split(b"\r\n", 1)[0])
    return int(body.partition(b"chat_id=")[2].split(b"&", 1)[0])


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
