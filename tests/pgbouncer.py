"""A PgBouncer of the tests' own, in transaction mode before any PostgreSQL: gone when they are done.

    python -m tests.postgres .venv/bin/python -m tests.pgbouncer pytest --reuse-db -m "not browser" trading

runs the command through it. `--reuse-db`, because a database that the pool is connected to cannot be dropped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, urlsplit

import psycopg2
from psycopg2 import sql

from tests.postgres import unprivileged
from tests.serving import free_port

__all__ = ["LIMITS", "find_pgbouncer", "temporary_pool"]

# What a session of Esther's own sets when it begins, and one of the pool's has from its role (docs/operations.md).
LIMITS: Final = {"statement_timeout": "15s", "lock_timeout": "5s", "idle_in_transaction_session_timeout": "30s"}
_HERE: Final = "127.0.0.1"
_START_SECONDS: Final = 10


@contextmanager
def temporary_pool(
    database_url: str, *, size: int = 5, address: str = _HERE, limits: Mapping[str, str] = LIMITS
) -> Iterator[str]:
    """Put a pool of `size` server connections before a database, and yield the URL that leads through it.

    Every database of that server is reached through it; the limits are those of the named one. Raises
    FileNotFoundError where no PgBouncer is installed, and TimeoutError when it does not start.
    """
    program = find_pgbouncer()
    if program is None:
        raise FileNotFoundError("No PgBouncer is installed: install the package `pgbouncer`.")
    _limit(database_url, limits)
    folder = Path(tempfile.mkdtemp(prefix="esther-pgbouncer-"))
    folder.chmod(0o755)
    server, port = urlsplit(database_url), free_port()
    _write(folder, server, size=size, address=address, port=port)
    command: list[str | Path] = [*unprivileged(folder), program, folder / "pgbouncer.ini"]
    with (folder / "out").open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        pooled = server._replace(netloc=f"{server.username}@{address}:{port}").geturl()
        _wait_for(pooled, folder / "out")
        yield pooled
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def find_pgbouncer() -> Path | None:
    """Return the program, which Debian keeps where only root looks."""
    found = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    return Path(found) if found else None


def _limit(database_url: str, limits: Mapping[str, str]) -> None:
    with closing(psycopg2.connect(database_url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            where = [sql.Identifier(connection.info.user), sql.Identifier(connection.info.dbname)]
            for name, value in limits.items():
                limit = sql.SQL("ALTER ROLE {} IN DATABASE {} SET {} = {}")
                cursor.execute(limit.format(*where, sql.Identifier(name), sql.Literal(value)))


def _write(folder: Path, server: SplitResult, *, size: int, address: str, port: int) -> None:
    (folder / "users").write_text(f'"{server.username}" "{server.password or ""}"\n')
    (folder / "pgbouncer.ini").write_text(f"""
[databases]
* = host={server.hostname} port={server.port}

[pgbouncer]
listen_addr = {address}
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {folder / "users"}
pool_mode = transaction
default_pool_size = {size}
max_db_connections = {size}
max_client_conn = 1000
log_connections = 0
log_disconnections = 0
""")


def _wait_for(url: str, output: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        try:
            psycopg2.connect(url).close()
        except psycopg2.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"PgBouncer does not answer; {output.read_text()}")


def main(command: list[str]) -> int:
    """Run the command through a pool before DATABASE_URL, and return its exit code."""
    with temporary_pool(os.environ["DATABASE_URL"]) as url:
        environment = {**os.environ, "DATABASE_URL": url, "DATABASE_POOLED": "True"}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
