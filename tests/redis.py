"""A Redis of the tests' own: in a temporary folder, on a port of its own, and gone when they are done.

It can be killed, started again and held still, to see what becomes of those who need it.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.serving import free_port

__all__ = ["TemporaryRedis", "needs_redis", "redis_is_installed", "temporary_redis"]

_START_SECONDS = 5.0
_HERE = "127.0.0.1"


def redis_is_installed() -> bool:
    return shutil.which("redis-server") is not None


needs_redis = pytest.mark.skipif(not redis_is_installed(), reason="redis-server is not installed: apt install it")


class TemporaryRedis:
    """One server that keeps nothing on disk: whenever it is started, it is empty."""

    def __init__(self, folder: Path, *, address: str) -> None:
        self._folder, self._address = folder, address
        self.port = free_port(address)
        self.started_at = 0.0  # of the monotonic clock
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://{self._address}:{self.port}/0"

    def start(self) -> None:
        """Start it, and return when it answers."""
        options = {"port": self.port, "bind": self._address, "save": "", "appendonly": "no", "dir": self._folder}
        command = ["redis-server", *(str(part) for name, value in options.items() for part in (f"--{name}", value))]
        if self._address != _HERE:
            command += ["--protected-mode", "no"]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        self._wait()
        self.started_at = time.monotonic()

    def kill(self) -> None:
        """End it at once: those who are connected see a broken connection."""
        self._signal(signal.SIGCONT)
        self._signal(signal.SIGKILL)
        if self._process:
            self._process.wait()
            self._process = None

    def pause(self) -> None:
        """Hold it still: it takes connections, and answers nothing."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self._process:
            os.kill(self._process.pid, number)

    def _wait(self) -> None:
        until = time.monotonic() + _START_SECONDS
        while time.monotonic() < until:
            with suppress(OSError), socket.create_connection((self._address, self.port), timeout=1) as asking:
                asking.sendall(b"PING\r\n")
                if asking.recv(16).startswith(b"+PONG"):
                    return
            time.sleep(0.02)
        raise TimeoutError(f"redis-server did not start:\n{(self._folder / 'log').read_text()}")


@contextmanager
def temporary_redis(*, address: str = _HERE) -> Iterator[TemporaryRedis]:
    """Start a server that listens at an address of this machine, and leave nothing behind.

    Raises FileNotFoundError where none is installed, and TimeoutError, with its words, when it does not start.
    """
    folder = Path(tempfile.mkdtemp(prefix="esther-redis-"))
    server = TemporaryRedis(folder, address=address)
    try:
        server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)
