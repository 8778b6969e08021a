from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from telegram import Bot, InputFile
from telegram.error import Forbidden, NetworkError, TimedOut

from bots.telegram_http import AiohttpRequest

TOKEN = "42:canary-token"
SENT = b'{"ok":true,"result":{"message_id":1,"date":0,"chat":{"id":7,"type":"private"},"text":"hi"}}'


class Telegram(ThreadingHTTPServer):
    """Answers every call alike, and keeps what it was sent."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status, self.answer, self.silence = 200, SENT, threading.Event()
        self.silence.set()
        self.calls: list[tuple[str, str, bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Telegram

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.calls.append((self.path, self.headers.get("Content-Type", ""), body))
        self.server.silence.wait(10)
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.answer)))
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, *_: Any) -> None:
        """Print nothing."""


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    server = Telegram()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.silence.set()
    server.shutdown()
    server.server_close()


def bot(url: str, *, read_seconds: float = 5) -> Bot:
    request = AiohttpRequest(url, connections=2, read_seconds=read_seconds)
    return Bot(TOKEN, base_url=f"{url}/bot", request=request, get_updates_request=request)


async def send(sender: Bot, **more: Any) -> Any:
    await sender._request[1].initialize()
    try:
        return await sender.send_message(7, "a & b = ü", **more)
    finally:
        await sender._request[1].shutdown()


def test_a_call_before_the_pool_is_open_is_a_bug() -> None:
    with pytest.raises(RuntimeError, match="initialize"):
        asyncio.run(AiohttpRequest("http://127.0.0.1", connections=1, read_seconds=1).do_request("http://x", "POST"))


def test_silence_is_a_time_out(telegram: Telegram) -> None:
    telegram.silence.clear()
    with pytest.raises(TimedOut):
        asyncio.run(send(bot(telegram.url, read_seconds=0.2)))


def test_a_longer_wait_can_be_asked_for_in_one_call(telegram: Telegram) -> None:
    telegram.silence.clear()
    threading.Timer(0.5, telegram.silence.set).start()
    assert asyncio.run(send(bot(telegram.url, read_seconds=0.1), read_timeout=5)).message_id == 1


def test_a_refused_connection_names_neither_the_address_nor_the_token() -> None:
    with pytest.raises(NetworkError) as failure:
        asyncio.run(send(bot("http://127.0.0.1:9")))
    assert str(failure.value) == "ClientConnectorError"
    assert failure.value.__cause__ is None


def test_a_refusal_is_read_from_the_answer(telegram: Telegram) -> None:
    telegram.status = 403
    telegram.answer = b'{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}'
    with pytest.raises(Forbidden):
        asyncio.run(send(bot(telegram.url)))


def test_a_redirect_is_not_followed(telegram: Telegram) -> None:
    telegram.status, telegram.answer = 302, b"{}"
    with pytest.raises(NetworkError):
        asyncio.run(send(bot(telegram.url)))
    assert len(telegram.calls) == 1


def test_a_message_arrives_as_it_was_written(telegram: Telegram) -> None:
    asyncio.run(send(bot(telegram.url)))
    assert telegram.calls == [
        (
            f"/bot{TOKEN}/sendMessage",
            "application/x-www-form-urlencoded",
            b"chat_id=7&text=a+%26+b+%3D+%C3%BC",
        )
    ]


def test_a_picture_is_sent_with_its_fields(telegram: Telegram) -> None:
    async def send_picture() -> None:
        sender = bot(telegram.url)
        await sender._request[1].initialize()
        await sender.send_photo(7, InputFile(b"\x89PNG-canary", filename="chart.png"), caption="ETH")
        await sender._request[1].shutdown()

    asyncio.run(send_picture())
    ((path, content_type, body),) = telegram.calls
    assert path.endswith("/sendPhoto")
    assert content_type.startswith("multipart/form-data")
    assert all(
        part in body for part in (b"\x89PNG-canary", b'filename="chart.png"', b"image/png", b"ETH", b'name="chat_id"')
    )


def test_the_pool_opens_and_closes_more_than_once(telegram: Telegram) -> None:
    async def twice() -> None:
        sender = bot(telegram.url)
        await send(sender)
        await send(sender)

    asyncio.run(twice())
    assert len(telegram.calls) == 2


@pytest.mark.parametrize(("excluded", "proxied"), [("", True), ("telegram.example", False)])
def test_the_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch, excluded: str, proxied: bool) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", excluded)
    request = AiohttpRequest("https://telegram.example", connections=1, read_seconds=1)
    assert (request._proxy == "http://proxy.example:3128") is proxied
