"""Esther's own serving process for tests and measurements: gunicorn as in production, with settings of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Server", "environment", "free_port", "manage", "serving", "shell"]

ROOT = Path(__file__).resolve().parents[1]
_INHERITED = ("PATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV")

Environment = dict[str, str]


@dataclass
class Server:
    """A running gunicorn with one worker."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """End master and worker at once, as a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def terminate(self, *, seconds: float = 30) -> int:
        """Ask the server to finish, and return its exit code."""
        self.process.terminate()
        return self.process.wait(seconds)


def environment(database_url: str, **settings: str) -> Environment:
    """Return an environment with these settings and nothing else that Esther reads."""
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    own = {"ENV_FILE": os.devnull, "DATABASE_URL": database_url, "ALLOW_PRIVATE_URLS": "True"}  # stand-ins are local
    return inherited | own | settings


def manage(env: Environment, *command: str) -> None:
    """Run a management command."""
    subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)


def shell(env: Environment, program: str) -> str:
    """Run a program in a shell of Django's, and return what it prints."""
    command = [sys.executable, "-W", "ignore", "manage.py", "shell", "--verbosity", "0", "-c", program]
    done = subprocess.run(command, cwd=ROOT, env=env, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def serving(
    env: Environment, *, app: str = "", port: int | None = None, log: Path | None = None, is_prepared: bool = False
) -> Iterator[Server]:
    """Migrate, seed and serve until the block ends. Raises TimeoutError when it does not get healthy."""
    if not is_prepared:  # the database of an earlier process is
        manage(env, "migrate", "-v0")
        manage(env, "seed_tokens", "-v0")
    server = _started(env, app=app, port=port or free_port(), log=log)
    try:
        _wait_until_healthy(server)
        yield server
    finally:
        if server.process.poll() is None:
            server.terminate()


def free_port(address: str = "127.0.0.1") -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind((address, 0))
        return int(probe.getsockname()[1])


def _started(env: Environment, *, app: str, port: int, log: Path | None) -> Server:
    command = [str(Path(sys.executable).parent / "gunicorn"), *([app] if app else [])]
    with (log or Path(os.devnull)).open("ab") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=env | {"PORT": str(port)},
            stdout=output if log else None,
            stderr=output if log else None,
            start_new_session=True,
        )
    return Server(port, process, log)


def _wait_until_healthy(server: Server) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.url}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"the server does not answer; {server.log.read_text() if server.log else 'no log'}")
