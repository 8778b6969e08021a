"""The processes of the large form, each of which can be killed and started again where it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Final

from tests.scale.hosts import Host
from tests.serving import Environment, free_port

__all__ = ["ALL_QUEUES", "Kind", "Member", "monitor", "web", "worker"]

ALL_QUEUES: Final = "prices,settle,deliver,sync,snapshot"
READY_SECONDS: Final = 90
STOP_SECONDS: Final = 30
_PROGRAMS: Final = Path(sys.executable).parent


class Kind(Enum):
    WEB = "web"
    WORKER = "worker"
    MONITOR = "monitor"


@dataclass
class Member:
    """A process on a host. `port` is a web process' own; the others have none."""

    name: str
    kind: Kind
    host: Host
    command: list[str]
    env: Environment
    log: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def pid(self) -> int:
        return self.process.pid if self.process else 0

    def start(self) -> None:
        self.process = self.host.start(self.command, self.env | {"PORT": str(self.port)}, self.log)

    def kill(self) -> None:
        """End it with its children at once, as a power cut does."""
        if self.process:
            with suppress(ProcessLookupError):  # it died before
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(STOP_SECONDS)

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def wait_until_over(self) -> None:
        """Wait until it has stopped; what does not stop in time is killed."""
        if self.process is None:
            return
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    def wait_until_ready(self) -> None:
        """Wait until it works. Raises TimeoutError with the end of its log."""
        deadline = time.monotonic() + READY_SECONDS
        while not self._is_ready():
            if time.monotonic() > deadline or (self.process and self.process.poll() is not None):
                raise TimeoutError(f"{self.name} does not start: …{self.log.read_text()[-3000:]}")
            time.sleep(0.2)

    def _is_ready(self) -> bool:
        return _READY[self.kind](self)

    @property
    def url(self) -> str:
        return f"http://{self.host.address}:{self.port}"


def web(name: str, host: Host, env: Environment, folder: Path) -> Member:
    """Return a gunicorn as in production, which watches nothing itself."""
    port = free_port()
    command = [str(_PROGRAMS / "gunicorn"), "--bind", f"{host.address}:{port}"]
    return Member(name, Kind.WEB, host, command, env | {"RUN_MONITOR": "False"}, folder / f"{name}.log", port)


def worker(
    name: str,
    host: Host,
    env: Environment,
    folder: Path,
    *,
    queues: str = ALL_QUEUES,
    at_once: int = 2,
    app: str = "esther_site.celery_app",
) -> Member:
    """Return a Celery worker that does `at_once` tasks at a time."""
    program = [str(_PROGRAMS / "celery"), "-A", app, "worker", "-n", f"{name}@%h"]
    command = [*program, "-Q", queues, "-c", str(at_once), "--without-gossip", "--without-mingle"]
    env = env | {"LOG_LEVEL": "INFO"}  # it says when it is ready
    return Member(name, Kind.WORKER, host, command, env, folder / f"{name}.log")


def monitor(name: str, host: Host, env: Environment, folder: Path) -> Member:
    command = [sys.executable, "manage.py", "monitor"]
    return Member(name, Kind.MONITOR, host, command, env, folder / f"{name}.log")


def _answers(member: Member) -> bool:
    try:
        with urllib.request.urlopen(f"{member.url}/healthz", timeout=2):
            return True
    except OSError:
        return False


def _says_it_is_ready(member: Member) -> bool:
    return f"{member.name}@" in (log := member.log.read_text()) and " ready." in log


_READY: Final[dict[Kind, Callable[[Member], bool]]] = {
    Kind.WEB: _answers,
    Kind.WORKER: _says_it_is_ready,
    Kind.MONITOR: lambda _member: True,
}
