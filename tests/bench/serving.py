"""Esther's own serving process for a measurement: gunicorn as in production, on a real PostgreSQL."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psutil

__all__ = ["SECRET", "free_port", "prepared", "resident_megabytes", "serving"]

ROOT = Path(__file__).resolve().parents[2]
SECRET = "bench-webhook-secret"


def environment(database_url: str, **more: str) -> dict[str, str]:
    """Return production settings with nothing limited that is not being measured."""
    return os.environ | {
        "ENV_FILE": os.devnull,
        "DEBUG": "False",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECRET_KEY": "a-secret-key-for-measurements-only-0123456789-abcdefghij",
        "DATABASE_URL": database_url,
        "WEBHOOK_SECRET": SECRET,
        "TELEGRAM_BOT_TOKEN": "42:bench",
        "OPEN_REGISTRATION": "True",
        "OKX_API_KEY": "key",
        "OKX_API_SECRET": "secret",
        "OKX_API_PASSPHRASE": "passphrase",
        "OKX_REQUESTS_PER_SECOND": "100000",
        "LOG_LEVEL": "WARNING",
        **more,
    }


def prepared(database_url: str) -> None:
    """Create the tables and seed the tokens."""
    for command in (["migrate", "-v0"], ["seed_tokens", "-v0"]):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment(database_url),
            check=True,
            stdout=subprocess.DEVNULL,
        )


@contextmanager
def serving(database_url: str, *, app: str, settings: Mapping[str, str]) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Run gunicorn with an app until the block ends; yields its port and process."""
    port = free_port()
    process = subprocess.Popen(
        [str(Path(sys.executable).parent / "gunicorn"), "--bind", f"127.0.0.1:{port}", app],
        cwd=ROOT,
        env=environment(database_url, **settings),
    )
    try:
        _wait_until_it_answers(port)
        yield port, process
    finally:
        process.terminate()
        process.wait(30)


def resident_megabytes(process: subprocess.Popen[bytes]) -> float:
    """Return the resident memory of the worker that serves (gunicorn's only child)."""
    (worker,) = psutil.Process(process.pid).children()
    return worker.memory_info().rss / 2**20


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server does not answer")
