"""Esther behind PgBouncer in transaction mode, where no two transactions need be of the same session."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.counterparts import Counterparts
from tests.fresh_database import fresh_database
from tests.messaging import deliver, inbox_of, settings
from tests.pgbouncer import LIMITS, find_pgbouncer, temporary_pool
from tests.serving import ROOT, environment, manage, serving, shell

pytestmark = [
    pytest.mark.large,
    pytest.mark.slow,
    pytest.mark.skipif(
        not os.environ["DATABASE_URL"].startswith("postgres"), reason="a pool is put before PostgreSQL only"
    ),
    pytest.mark.skipif(not find_pgbouncer(), reason="no PgBouncer is installed: install the package `pgbouncer`"),
]

PROCESSES, CONNECTIONS = 4, 5
CHATS, ALERTS = 12, 20

_ALERTS = f"""
from alerts.models import Alert
from tokens.models import Token
from trading.models import User
from trading.users import Newcomer, activate, meet
eth = Token.objects.get(chain_id=1, is_native=True)
for number in range({ALERTS}):
    user, _ = meet(Newcomer(telegram_id=500 + number, first_name="A", username=""))
    activate(user)
    Alert.objects.create(user=user, kind="price", direction="above", token=eth, threshold=1)
"""
_SLEEP = """
from django.db import OperationalError, connection
try:
    connection.cursor().execute("SELECT pg_sleep(20)")
except OperationalError as error:
    print(error)
"""
_LIMITS = f"""
from django.db import connection
with connection.cursor() as cursor:
    for name in {sorted(LIMITS)}:
        cursor.execute(f"SHOW {{name}}")
        print(name, cursor.fetchone()[0])
"""


@pytest.fixture
def direct(tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, without a pool."""
    with fresh_database(tmp_path) as url:
        yield url


def test_a_pool_refuses_who_is_not_told_of_it(direct: str) -> None:
    with temporary_pool(direct) as pooled:
        command = [sys.executable, "manage.py", "migrate", "--check"]
        env = environment(pooled, SECRET_KEY="x" * 50)
        done = subprocess.run(command, cwd=ROOT, env=env, check=False, capture_output=True, text=True)

    assert done.returncode != 0
    assert "unsupported startup parameter: options" in done.stderr


def test_its_sessions_have_the_limits_of_the_role(direct: str) -> None:
    with temporary_pool(direct) as pooled:
        shown = shell(environment(pooled, SECRET_KEY="x" * 50, DATABASE_POOLED="True"), _LIMITS)

    assert dict(line.split() for line in shown.splitlines()) == LIMITS


def test_a_statement_that_takes_too_long_is_cut(direct: str) -> None:
    with temporary_pool(direct, limits={"statement_timeout": "200ms"}) as pooled:
        said = shell(environment(pooled, SECRET_KEY="x" * 50, DATABASE_POOLED="True"), _SLEEP)

    assert said == "canceling statement due to statement timeout\n\n"


def test_four_processes_share_five_connections(direct: str, tmp_path: Path) -> None:
    with Counterparts() as world, temporary_pool(direct, size=CONNECTIONS) as pooled, ExitStack() as stack:
        env = settings(pooled, world, DATABASE_POOLED="True", MONITOR_INTERVAL="1")
        past_it = {**env, "DATABASE_URL": direct, "DATABASE_POOLED": "False"}
        for command in ("migrate", "seed_tokens"):
            manage(past_it, command, "-v0")
        with ThreadPoolExecutor(PROCESSES) as pool:
            logs = [tmp_path / str(number) for number in range(PROCESSES)]
            started = [serving(env, log=log, is_prepared=True) for log in logs]
            servers = list(pool.map(stack.enter_context, started))
            # Each chat's messages go to all of them, at once.
            bringing = [
                pool.submit(deliver, server, 100 * chat_id + number, chat_id=chat_id, text="price eth")
                for chat_id in range(1, CHATS + 1)
                for number, server in enumerate(servers)
            ]
            for brought in bringing:
                brought.result()
        shell(past_it, _ALERTS)
        world.wait_for(PROCESSES * CHATS + ALERTS, seconds=60)
        rows = inbox_of(past_it)
        chats = [chat for chat, _ in world.replies]

    assert sorted(chats) == sorted([*range(1, CHATS + 1)] * PROCESSES + [*range(500, 500 + ALERTS)])
    assert {row.attempts for row in rows} == {1}
    assert not [line for log in logs for line in log.read_text().splitlines() if "Error" in line]
