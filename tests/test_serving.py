"""The real server: it answers, hides the admin from forwarded strangers, logs no token, and stops when told."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
GUNICORN = Path(sys.executable).parent / "gunicorn"
STOP_SECONDS = 25

pytestmark = pytest.mark.slow


class Server:
    """One `gunicorn` as `make run` starts it, on a port and a database of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port: int = listener.getsockname()[1]
        self.log = folder / "log"
        database = {"DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}", "PORT": str(self.port)}
        self.environment = {**os.environ, **database}
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
        subprocess.run(migrate, cwd=ROOT, env=self.environment, check=True)
        with self.log.open("wb") as log:
            return subprocess.Popen([GUNICORN], cwd=ROOT, env=self.environment, stdout=log, stderr=log)

    def get(self, path: str, **headers: str) -> requests.Response:
        return requests.get(f"http://127.0.0.1:{self.port}{path}", headers=headers, timeout=5)

    def wait(self) -> None:
        deadline = time.monotonic() + 30
        while "Esther is ready" not in self.log.read_text():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path)
    try:
        server.wait()
        yield server
    finally:
        server.process.kill()
        server.process.wait()


def test_it_serves_and_stops(server: Server) -> None:
    assert server.get("/healthz", Host="10.0.0.9:10000").text == "ok"
    assert server.get("/admin/login/").status_code == 200
    assert server.get("/admin/login/", **{"X-Forwarded-For": "127.0.0.1"}).status_code == 404
    assert server.get("/webhook").status_code == 405

    started = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(STOP_SECONDS) == 0
    assert time.monotonic() - started < STOP_SECONDS

    log = server.log.read_text()
    assert f"open http://127.0.0.1:{server.port}/" in log
    assert settings.TELEGRAM_BOT_TOKEN not in log
    assert "Traceback" not in log
