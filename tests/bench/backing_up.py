"""`python -m tests.bench.backing_up`: what memory a backup and a restore take, of many rows and of a tenth of them.

Both commands run as an operator runs them, on a PostgreSQL of their own; each backup is restored into a fresh database.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

from tests.postgres import temporary_server
from tests.serving import ROOT, Environment, environment, manage

ROWS: Final = 400_000
ALLOWED_GROWTH: Final = 1.1  # of the memory, from a tenth of the rows to all of them
_LOOK_SECONDS: Final = 0.01
_FILL: Final = "--fill"


@dataclass(frozen=True)
class Run:
    """What one command took."""

    megabytes: float  # of resident memory at most
    seconds: float


def main() -> int:
    """Print the figures, and return the exit code: 1 where memory grew with the rows."""
    measured = {rows: _backed_up_and_restored(rows) for rows in (ROWS // 10, ROWS)}
    few, many = measured.values()
    growths = [large.megabytes / small.megabytes for small, large in zip(few, many, strict=True)]
    for place, (name, growth) in enumerate(zip(("backup", "restore"), growths, strict=True)):
        told = ", ".join(
            f"{rows:,} rows {runs[place].megabytes:.0f} MB at most, {runs[place].seconds:.1f} s"
            for rows, runs in measured.items()
        )
        print(f"{name:8} {told}: {growth:.2f} x the memory (at most {ALLOWED_GROWTH})", flush=True)
    return int(max(growths) > ALLOWED_GROWTH)


def _backed_up_and_restored(rows: int) -> tuple[Run, Run]:
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "esther.backup")
        with temporary_server() as database_url:
            env = _environment(database_url)
            manage(env, "migrate", "-v0")
            subprocess.run([sys.executable, "-m", "tests.bench.backing_up", _FILL, str(rows)], env=env, check=True)
            backup = _watched(env, "backup", file)
        with temporary_server() as database_url:
            env = _environment(database_url)
            manage(env, "migrate", "-v0")
            return backup, _watched(env, "restore", file)


def _environment(database_url: str) -> Environment:
    return environment(
        database_url,
        DJANGO_SETTINGS_MODULE="esther_site.settings",
        SECRET_KEY="a-secret-key-for-measurements-only-0123456789-abcdefghij",
        BACKUP_KEY="a-passphrase-for-measurements-only",
        ADMIN_IP_ALLOWLIST="127.0.0.1",  # and the keys: so that the checks have nothing to say
        TELEGRAM_BOT_TOKEN="42:bench",
        OKX_API_KEY="key",
        OKX_API_SECRET="secret",
        OKX_API_PASSPHRASE="passphrase",
        LOG_LEVEL="WARNING",
    )


def _watched(env: Environment, *command: str) -> Run:
    """Run a management command and look at its memory until it ends. Raises CalledProcessError when it fails."""
    started, most = time.perf_counter(), 0
    arguments = [sys.executable, "manage.py", *command]
    process = psutil.Popen(arguments, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        most = max(most, process.memory_info().rss)
        time.sleep(_LOOK_SECONDS)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, arguments)
    return Run(most / 2**20, time.perf_counter() - started)


def _fill(rows: int) -> None:
    """Write alerts, what was told of them and the audit trail: a quarter, a half and a quarter of the rows."""
    import django

    django.setup()

    from decimal import Decimal

    from django.utils import timezone

    from alerts.models import Alert, Notification
    from tests.bench.world import make_world, multiply
    from tokens.models import Token
    from trading.models import AuditEntry, User

    make_world()
    now, user, token = timezone.now(), User.objects.order_by("pk")[0], Token.objects.order_by("pk")[0]
    multiply(
        Alert(user=user, kind="price", token=token, direction="above", threshold=Decimal(200), note="x" * 60),
        rows // 4,
        handle="'a' || lpad(n::text, 9, '0')",
    )
    multiply(
        Notification(
            user=user, template="alert_fired", data={"said": "x" * 200}, state="sent", not_before=now, created_at=now
        ),
        rows // 2,
        dedupe_key="'n' || n",
    )
    multiply(
        AuditEntry(at=now, actor="system", kind="swap.quoted", subject="swap:x", facts={"checks": ["x" * 200]}),
        rows // 4,
        subject="'swap:s' || n",
    )


if __name__ == "__main__":
    if _FILL in sys.argv:
        _fill(int(sys.argv[-1]))
    else:
        sys.exit(main())
