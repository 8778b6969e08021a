"""Telegram and OKX in a process of their own: the sandbox, served without Esther."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.serving import Environment, environment, free_port

__all__ = ["stand_ins"]

_ROOT = Path(__file__).resolve().parents[2]
_PATIENCE_SECONDS = 60


@contextmanager
def stand_ins(folder: Path, *, chain_file: Path, credentials: Environment) -> Iterator[str]:
    """Serve them until the block ends, and yield their address. They keep what they need in a folder."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    env = environment(
        "sqlite://:memory:",
        DEBUG="True",
        SANDBOX="True",
        SANDBOX_URL=url,
        SANDBOX_STATE=str(folder / "telegram"),
        SANDBOX_CHAIN=str(chain_file),
        SECRET_KEY="only-for-the-stand-ins-0123456789-abcdefghijklmnopqrstuvwxyz",
        **credentials,
    )
    command = [sys.executable, "manage.py", "runserver", "--noreload", "--skip-checks", f"127.0.0.1:{port}"]
    with (folder / "stand_ins.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=_ROOT, env=env, stdout=log, stderr=log)
    try:
        _wait_for(url, process)
        yield url
    finally:
        process.kill()
        process.wait(10)


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/sandbox/chat/state?person=0&since=0", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the stand-ins do not answer")
