"""`python -m tests.bench`: measure on a PostgreSQL of its own, written through to the disk as in production."""

from __future__ import annotations

import platform
import subprocess
import sys
import tempfile

from tests.bench.measures import accepting, answering, memory
from tests.bench.watching import (
    admin_lists,
    crossing,
    crossing_on_sqlite,
    merging,
    monitoring,
    one_by_one,
    snapshots,
    syncing,
    trailing,
)
from tests.postgres import temporary_server


def main() -> None:
    print(f"Python {platform.python_version()}, {platform.system()}, medians of 5 interleaved rounds\n")
    for measure in (
        accepting,
        answering,
        memory,
        crossing,
        trailing,
        one_by_one,
        monitoring,
        snapshots,
        merging,
        syncing,
        admin_lists,
    ):
        with temporary_server(durable=True) as database_url:
            print("\n".join(measure(database_url)), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        print("\n".join(crossing_on_sqlite(folder)), flush=True)
    # They need Django in their own processes.
    for program in ("delivery", "charting", "rebalancing", "language", "backing_up", "soak"):
        subprocess.run([sys.executable, "-m", f"tests.bench.{program}"], check=True)


if __name__ == "__main__":
    main()
