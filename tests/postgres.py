"""A PostgreSQL of the tests' own: started in a temporary folder, and gone when they are done.

    python -m tests.postgres pytest -m "not browser"

runs the command with DATABASE_URL set to TEST_DATABASE_URL, or else to a throw-away server. Where there is neither,
it says so and succeeds.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.serving import free_port

__all__ = ["TemporaryServer", "find_server", "running_server", "temporary_server", "unprivileged"]

_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
)
_MAX_CONNECTIONS = 200
_HERE = "127.0.0.1"


class TemporaryServer:
    """A server in a temporary folder, which can be stopped and started again where it was."""

    def __init__(self, folder: Path, binaries: Path, *, address: str, durable: bool) -> None:
        self._folder, self._binaries, self._durable = folder, binaries, durable
        self._address, self._port, self._user = address, free_port(), unprivileged(folder)

    @property
    def url(self) -> str:
        return f"postgresql://esther@{self._address}:{self._port}/postgres"

    def make(self) -> None:
        """Lay out its data, open to whoever is on the same network."""
        self._run("initdb", "-U", "esther", "-A", "trust", "-E", "UTF8", "--no-sync")
        if self._address != _HERE:
            with (self._folder / "data" / "pg_hba.conf").open("a") as rules:
                rules.write("host all all samenet trust\n")

    def start(self) -> None:
        options = _options(self._folder, address=self._address, port=self._port, durable=self._durable)
        self._run("pg_ctl", "-w", "-l", self._folder / "log", "-o", options, "start")

    def stop(self) -> None:
        """End it at once, as a crash does: it recovers from its log when it is started again."""
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str | Path) -> None:
        _run([*self._user, self._binaries / program, "-D", self._folder / "data", *arguments])


@contextmanager
def running_server(*, durable: bool = False, address: str = _HERE) -> Iterator[TemporaryServer]:
    """Start a server that listens at an address of this machine, and leave nothing behind.

    A `durable` one writes through to the disk as in production, for measurements. Raises FileNotFoundError where
    no server is installed, and subprocess.CalledProcessError, after printing its words, when it does not start.
    """
    binaries = find_server()
    if not binaries:
        raise FileNotFoundError("No PostgreSQL server is installed: install the package `postgresql`.")
    folder = Path(tempfile.mkdtemp(prefix="esther-postgres-"))
    folder.chmod(0o755)
    try:
        server = TemporaryServer(folder, binaries, address=address, durable=durable)
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def temporary_server(*, durable: bool = False) -> Iterator[str]:
    """Start a server as `running_server` does, and yield its URL."""
    with running_server(durable=durable) as server:
        yield server.url


def find_server() -> Path | None:
    """Return the folder of the newest PostgreSQL server's programs, if one is installed."""
    folders = [path for pattern in _FOLDERS for path in Path("/").glob(pattern.lstrip("/"))]
    newest_first = sorted(folders, key=_version, reverse=True)
    on_path = shutil.which("pg_ctl")
    if on_path:
        newest_first.append(Path(on_path).resolve().parent)
    return next((path for path in newest_first if (path / "initdb").exists() and (path / "pg_ctl").exists()), None)


def main(command: list[str]) -> int:
    """Run the command on PostgreSQL, and return its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped then, too
    url = os.environ.get("TEST_DATABASE_URL")
    if url:
        return _run_on(url, command, name="TEST_DATABASE_URL")
    binaries = find_server()
    if not binaries:
        print("PostgreSQL: not run, because no server is installed and TEST_DATABASE_URL is not set.")
        return 0
    with temporary_server() as url:
        return _run_on(url, command, name=str(binaries))


def _run_on(url: str, command: list[str], *, name: str) -> int:
    print(f"PostgreSQL ({name}):", flush=True)
    return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


def _options(folder: Path, *, address: str, port: int, durable: bool) -> str:
    settings = {
        "listen_addresses": address,
        "port": port,
        "unix_socket_directories": folder,
        "max_connections": _MAX_CONNECTIONS,
    }
    if not durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    return " ".join(f"-c {name}={value}" for name, value in settings.items())


def unprivileged(folder: Path) -> list[str]:
    """Return what to put before a command: as root, the server refuses to run, so it runs as nobody."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "nobody")
    return ["setpriv", "--reuid=nobody", f"--regid={pwd.getpwnam('nobody').pw_gid}", "--clear-groups"]


def _version(path: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", str(path))]


def _run(command: list[str | Path]) -> None:
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        done.check_returncode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
