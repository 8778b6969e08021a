"""A stranger's path, walked by the page: its commands and values, in a copy of the repository that has never been run.

What these tests add to the page is said here: a virtual environment that is ready, a Telegram of our own, and ports.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs

import pytest
import requests

from tests.documents import ROOT, read
from tests.fresh_database import fresh_database
from tests.serving import free_port

pytestmark = [pytest.mark.slow, pytest.mark.home]

_GUIDE: Final = "docs/getting-started.md"
_BLOCK: Final = re.compile(r"^```\n(.*?)^```", re.MULTILINE | re.DOTALL)
_NOT_COPIED: Final = (".*", "__pycache__", "node_modules", "var", "staticfiles", "*.sqlite3*", "build")
_VENV: Final = Path(sys.executable).parent.parent
_PERSON: Final = 777001
_VALUES: Final = {  # for what a stranger has to fill in
    "123456:the-token": "4242:token-of-the-stranger",
    "your-id": str(_PERSON),
    "the-key": "key",
    "the-secret": "secret",
    "the-passphrase": "passphrase",
}


class Telegram(ThreadingHTTPServer):
    """A Telegram that has one message to fetch, and keeps what is said to it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.said: list[str] = []
        self.is_fetched = False
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Telegram

    def do_POST(self) -> None:
        method = self.path.rsplit("/", 1)[1]
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        answer = json.dumps({"ok": True, "result": self._result(method, body)}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        with suppress(BrokenPipeError):  # Esther was stopped while she waited for news
            self.wfile.write(answer)

    def _result(self, method: str, body: str) -> Any:
        person = {"id": _PERSON, "is_bot": False, "first_name": "Stranger"}
        message = {"message_id": 1, "date": int(time.time()), "chat": {"id": _PERSON, "type": "private"}}
        match method:
            case "getMe":
                return {"id": 4242, "is_bot": True, "first_name": "Esther", "username": "stranger_bot"}
            case "getUpdates" if not self.server.is_fetched:
                self.server.is_fetched = True
                return [{"update_id": 1, "message": {**message, "from": person, "text": "/start"}}]
            case "getUpdates":
                time.sleep(1)
                return []
            case "sendMessage":
                self.server.said += parse_qs(body).get("text", [])
                return message
        return True

    def log_message(self, *_: Any) -> None:
        """Print nothing."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The repository as it is cloned, and a virtual environment that needs nothing installed."""
    copied = tmp_path / "esther"
    shutil.copytree(ROOT, copied, ignore=shutil.ignore_patterns(*_NOT_COPIED), symlinks=True)
    shutil.copy(ROOT / ".env.example", copied)
    (copied / ".venv").mkdir()
    for name in ("bin", "lib", "pyvenv.cfg"):
        (copied / ".venv" / name).symlink_to(_VENV / name)
    (copied / ".venv" / ".installed").touch()  # newer than requirements.txt: make has nothing to install
    return copied


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    server = Telegram()
    yield server
    server.shutdown()
    server.server_close()


def section(heading: str) -> str:
    """Return a section of the page; it must be there."""
    return re.split(r"^## ", read(_GUIDE).split(f"\n## {heading}\n")[1], flags=re.MULTILINE)[0]


def blocks(heading: str) -> list[str]:
    return [str(block).strip() for block in _BLOCK.findall(section(heading))]


@contextmanager
def running(command: str, folder: Path, log: Path, **settings: str) -> Iterator[None]:
    """Run a line of the page in a shell until the block ends, with nothing else in its environment."""
    environment = {"PATH": f"{folder / '.venv' / 'bin'}:{os.environ['PATH']}", "HOME": str(folder), **settings}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, shell=True, cwd=folder, env=environment, stdout=output, stderr=output, start_new_session=True
        )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(40)
        finally:
            with suppress(ProcessLookupError):  # nobody is left
                os.killpg(process.pid, signal.SIGKILL)


def healthy(port: int, log: Path, *, seconds: float = 90) -> str:
    """Return what /healthz says once it is answered. Raises AssertionError when it is not in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            answer = requests.get(f"http://127.0.0.1:{port}/healthz", timeout=2)
        except requests.RequestException:
            time.sleep(0.2)
        else:
            return f"{answer.status_code} {answer.text}"
    raise AssertionError(log.read_text())


def filled_in(block: str) -> str:
    """Return settings with the stranger's values; each of them must be one the page leaves open."""
    lines = [line.split("=", 1) for line in block.splitlines()]
    return "".join(f"{name}={_VALUES[value]}\n" for name, value in lines)


def test_at_home_the_first_answer_arrives(copy: Path, telegram: Telegram, tmp_path: Path) -> None:
    (first,) = blocks("In your browser")
    assert first == "make run"
    (settings,) = blocks("Your own bot at home")
    assert "`make run`, and write `/start` to your bot" in section("Your own bot at home")
    subprocess.run(["make", ".env"], cwd=copy, check=True, stdout=subprocess.DEVNULL)  # the first `make run` made it
    with (copy / ".env").open("a") as env:
        env.write(filled_in(settings))

    port, log = free_port(), tmp_path / "log"
    with running("make run", copy, log, PORT=str(port), TELEGRAM_API_BASE_URL=telegram.url):
        assert healthy(port, log) == "200 ok"
        deadline = time.monotonic() + 30
        while not telegram.said:
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)

    assert "I am Esther" in telegram.said[0]
    assert "Esther is ready: write to your bot in Telegram." in log.read_text()
    assert "Traceback" not in log.read_text()


def commands_of(blueprint: str) -> tuple[str, str]:
    """Return how the blueprint builds, without the packages that are installed already, and how it starts."""
    lines = dict(re.findall(r"^ +(buildCommand|startCommand): (.*)$", blueprint, re.MULTILINE))
    install, *rest = lines["buildCommand"].split(" && ")
    assert install == "pip install -r requirements.txt"
    return " && ".join(rest), lines["startCommand"]


def variables_of(blueprint: str, *, database_url: str) -> dict[str, str]:
    """Return the environment that Render makes of the blueprint, and of the answers to its questions."""
    given = dict(re.findall(r"- key: (\w+)\n +value: \"?([^\"\n#]*[^\"\n# ])", blueprint))
    made = {name: secrets.token_urlsafe(32) for name in re.findall(r"- key: (\w+)\n +generateValue", blueprint)}
    asked = dict.fromkeys(re.findall(r"- key: (\w+)\n +sync: false", blueprint), "")
    known = {"TELEGRAM_BOT_TOKEN": "4242:token-of-the-stranger", "TELEGRAM_ADMIN_IDS": str(_PERSON)}
    okx = dict.fromkeys(("OKX_API_KEY", "OKX_API_SECRET", "OKX_API_PASSPHRASE"), "x")
    own = {"DATABASE_URL": database_url, "RENDER": "true", "RENDER_EXTERNAL_URL": "https://esther.example"}
    return {**given, **made, **asked, **known, **okx, "BACKUP_KEY": secrets.token_urlsafe(32), **own}


@pytest.mark.skipif(not os.environ["DATABASE_URL"].startswith("postgres"), reason="Render's database is PostgreSQL")
def test_the_blueprint_builds_and_gets_healthy(copy: Path, telegram: Telegram, tmp_path: Path) -> None:
    blueprint = read("render.yaml")
    build, start = commands_of(blueprint)
    port, log = free_port(), tmp_path / "log"
    with fresh_database(tmp_path) as database_url:
        variables = variables_of(blueprint, database_url=database_url)
        local = {"TELEGRAM_API_BASE_URL": telegram.url, "ALLOW_PRIVATE_URLS": "True", "PORT": str(port)}
        with running(f"{build} && {start}", copy, log, **variables | local):
            assert healthy(port, log) == "200 ok"
            behind_render = {"Host": "esther.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.7"}
            admin = requests.get(f"http://127.0.0.1:{port}/admin/", headers=behind_render, timeout=5)
            assert (admin.status_code, admin.text) == (404, "Not found.\n")
    assert "Traceback" not in log.read_text()
