"""What the tests of the stand-in Telegram share: the real bot library as client, a picture, and waiting."""

from __future__ import annotations

import asyncio
import struct
import time
import zlib
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from django.conf import settings
from telegram import Bot

from sandbox.telegram.people import say
from sandbox.telegram.running import telegram

Result = TypeVar("Result")
Talk = Callable[[Callable[[Bot], Awaitable[Any]]], Any]

ALICE = 1001
BOB = 1002


def talk(server_url: str, use: Callable[[Bot], Awaitable[Result]]) -> Result:
    """Run python-telegram-bot's own client against the sandbox at `server_url`."""
    base = f"{server_url}/sandbox/telegram"

    async def run() -> Result:
        token = settings.TELEGRAM_BOT_TOKEN
        async with Bot(token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot") as bot:
            return await use(bot)

    return asyncio.run(run())


def meet(*people: int) -> None:
    """Let people press Start; the bot may not write to strangers. Their updates are taken out of the way."""
    for person in people:
        say(telegram(), person, "/start")
    with telegram().changing() as world:
        world.updates.clear()


def png(width: int = 4, height: int = 3) -> bytes:
    """Return a grey picture."""
    rows = (b"\x00" + b"\x80" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def eventually(condition: Callable[[], object], *, within: float = 5.0) -> None:
    """Wait until something is true, or fail."""
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
