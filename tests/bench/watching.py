"""What it costs to hold prices against waiting alerts, beside a loop over all rows and beside the bare SQL."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.serving import ROOT, environment

__all__ = ["crossing", "crossing_on_sqlite"]


def crossing(database_url: str) -> list[str]:
    """The trigger step over 10,000 and 1,000,000 alerts on PostgreSQL."""
    return _measured(database_url)


def crossing_on_sqlite(folder: str) -> list[str]:
    """The trigger step over 100,000 alerts on SQLite."""
    return _measured(f"sqlite:///{Path(folder) / 'watching.sqlite3'}")


def _measured(database_url: str) -> list[str]:
    """Measure in a process of its own: Django reads its database once."""
    command = [sys.executable, "-m", "tests.bench.crossing"]
    variables = environment(
        database_url,
        DJANGO_SETTINGS_MODULE="esther_site.settings",
        SECRET_KEY="for-measurements-only",
        LOG_LEVEL="WARNING",
    )
    done = subprocess.run(command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.splitlines()
