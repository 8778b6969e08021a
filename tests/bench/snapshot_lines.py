"""`python -m tests.bench.snapshot_lines [LINES]`: read users' years out of 50,000,000 lines of snapshots.

A year of days, each written for all users as the nightly run does, by day and then by user: a user's year lies as far
apart as it ever does. It is read by the code itself, for random users: with the files dropped from the system's memory
first, then again. The processor's time is that of this process and the server's together; where other programs keep the
machine busy, it says more than the clock. A PostgreSQL of its own is filled for it: 9 GB, a quarter of an hour. It
exits with 1 when nineteen of twenty years were not read in 20 ms.
"""

from __future__ import annotations

import gc
import os
import random
import sys
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psutil

from tests.postgres import running_server
from tests.serving import environment

if TYPE_CHECKING:  # what has models is imported when Django is set up
    from trading.models import User

LINES: Final = 50_000_000
DAYS: Final = 365
TOKENS_HELD: Final = 5
READ: Final = 200
GOAL_MS: Final = 20  # p95, from memory
SHARED_BUFFERS: Final = "6GB"  # a quarter of the machine's memory, as PostgreSQL's manual advises
LAST_DAY: Final = date(2026, 11, 22)

_BEGIN: Final = """
SET synchronous_commit = off; SET work_mem = '96MB'; SET jit = off; SET statement_timeout = 0;
CREATE TABLE bench_held AS
SELECT who.id AS user_id, who.number, token.id AS token_id, trunc((1 + random() * 999)::numeric * 1e18) AS units
FROM (SELECT id, row_number() OVER (ORDER BY id) AS number FROM trading_user WHERE username LIKE 'reader-%') AS who
CROSS JOIN generate_series(1, {held}) AS n
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS number FROM tokens_token) AS token
    ON token.number = (who.number * 7 + n * 31) % (SELECT count(*) FROM tokens_token)
ORDER BY who.number, token.id;
CREATE TABLE bench_price AS SELECT id AS token_id, round((random() * 50)::numeric, 10) AS usd FROM tokens_token;
ANALYZE bench_held; ANALYZE bench_price
"""
_DAY: Final = """
UPDATE bench_price SET usd = round(usd * (0.97 + random() * 0.06)::numeric, 10);
INSERT INTO portfolio_snapshot (id, user_id, book, day, total_usd, is_estimated, source, taken_at)
SELECT {first} + number, user_id, 'paper', '{day}', sum(round(units * usd * 1e-18, 18)), FALSE, 'daily', now()
FROM bench_held JOIN bench_price USING (token_id) GROUP BY user_id, number ORDER BY number;
INSERT INTO portfolio_snapshotline (snapshot_id, token_id, units, price_usd, value_usd)
SELECT {first} + number, token_id, units, usd, round(units * usd * 1e-18, 18)
FROM bench_held JOIN bench_price USING (token_id) ORDER BY number, token_id
"""


@dataclass(frozen=True)
class Reading:
    """What users' years took to read, in milliseconds; `busy` is processor time of a year."""

    p50: float
    p95: float
    busy: float

    def __str__(self) -> str:
        return f"a user's year p50 {self.p50:6.1f} ms, p95 {self.p95:6.1f} ms, {self.busy:5.1f} ms of processor time"


def main(arguments: list[str]) -> int:
    lines = int(arguments[0]) if arguments else LINES
    with running_server(durable=True) as server:
        os.environ.update(
            environment(
                server.url,
                SECRET_KEY="a-secret-key-for-measurements-only-0123456789-abcdefghij",
                DJANGO_SETTINGS_MODULE="esther_site.settings",
                LOG_LEVEL="WARNING",
            )
        )
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        from tests.bench.world import execute

        execute(f"ALTER SYSTEM SET shared_buffers = '{SHARED_BUFFERS}'")
        connection.close()
        server.stop()
        server.start()
        call_command("migrate", verbosity=0)
        fill(max(1, lines // DAYS // TOKENS_HELD))
        return int(reading().p95 >= GOAL_MS)


def fill(users: int) -> None:
    """Write a year of snapshots of so many users, day after day."""
    from tests.bench.world import execute, make_world, multiply
    from trading.models import User

    make_world()
    reader = User(username="reader-0", telegram_id=1_000_000, status=User.Status.ACTIVE)
    multiply(reader, users, username="'reader-' || n", telegram_id="1000000 + n")
    execute(_BEGIN.format(held=TOKENS_HELD))
    for number in range(DAYS):
        day = LAST_DAY - timedelta(days=DAYS - 1 - number)
        execute(_DAY.format(first=number * users, day=day))
    execute("VACUUM ANALYZE portfolio_snapshotline", "VACUUM ANALYZE portfolio_snapshot")


def reading() -> Reading:
    """Read the years of random users from the disk and from memory; print how long that takes, return the latter."""
    from portfolio.models import SnapshotLine
    from trading.models import User

    users = list(User.objects.filter(username__startswith="reader-"))
    chosen = random.Random(8).sample(users, min(READ, len(users)))
    print(f"snapshots  {SnapshotLine.objects.count():,} lines of {len(users):,} users and {DAYS} days, {_size()}")
    gc.freeze()  # as the serving process does
    print(f"  from the disk   {_read(chosen)}" if _forget_files() else "  the server's files cannot be opened")
    for _round in range(2):
        _read(chosen)
    read = _read(chosen)
    print(f"  from memory     {read} (p95 under {GOAL_MS} ms)")
    return read


def _read(users: list[User]) -> Reading:
    from django.db import connection

    from portfolio.history import history
    from portfolio.models import Book

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server, client = psutil.Process(cursor.fetchone()[0]), psutil.Process()
    spent, busy = [], _processor(server, client)
    for user in users:
        started = time.perf_counter()
        days = history(user, Book.PAPER, LAST_DAY - timedelta(days=DAYS - 1), LAST_DAY)
        spent.append((time.perf_counter() - started) * 1000)
        if sum(len(day.lines) for day in days) != DAYS * TOKENS_HELD:
            raise RuntimeError(f"{user} had {len(days)} days")
    busy = (_processor(server, client) - busy) * 1000 / len(users)
    spent.sort()
    return Reading(spent[len(spent) // 2], spent[len(spent) * 95 // 100], busy)


def _processor(*processes: psutil.Process) -> float:
    times = [process.cpu_times() for process in processes]
    return float(sum(each.user + each.system for each in times))


def _size() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_total_relation_size(name::regclass)) "
            "FROM unnest(ARRAY['portfolio_snapshot', 'portfolio_snapshotline']) AS name"
        )
        return f"{float(cursor.fetchone()[0]) / 1e9:.1f} GB with indexes"


def _forget_files() -> bool:
    """Drop the server's files from the system's memory, if this user may open them."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        folder = Path(cursor.fetchone()[0]) / "base"
    if not os.access(folder, os.R_OK):
        return False
    for path in folder.glob("*/*"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
