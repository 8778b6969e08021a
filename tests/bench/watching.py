"""What it costs to watch: each measurement runs in a process of its own, as Django reads its database once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.market import Market
from tests.serving import ROOT, environment

__all__ = [
    "admin_lists",
    "crossing",
    "crossing_on_sqlite",
    "merging",
    "monitoring",
    "one_by_one",
    "snapshots",
    "syncing",
    "trailing",
]


def crossing(database_url: str) -> list[str]:
    """The trigger step over 10,000 and 1,000,000 alerts on PostgreSQL."""
    return _measured("tests.bench.crossing", database_url)


def crossing_on_sqlite(folder: str) -> list[str]:
    """The trigger step over 100,000 alerts on SQLite."""
    return _measured("tests.bench.crossing", f"sqlite:///{Path(folder) / 'watching.sqlite3'}")


def trailing(database_url: str) -> list[str]:
    """1,000,000 trailing stops while every token is at a new high, beside a highest price in each row."""
    return _measured("tests.bench.trailing", database_url)


def one_by_one(database_url: str) -> list[str]:
    """A whole pass over 10,000 alerts, price requests included, beside one request for each alert."""
    with Market(lambda _number: "100") as market:
        addresses = dict.fromkeys(("OKX_BASE_URL", "OKX_MARKET_BASE_URL"), market.url)
        return _measured("tests.bench.one_by_one", database_url, MONITOR_INTERVAL="0", **addresses)


def monitoring(database_url: str) -> list[str]:
    """The memory of a monitor that watches 1,000,000 alerts."""
    return _measured("tests.bench.monitoring", database_url, MONITOR_INTERVAL="1", TELEGRAM_BOT_TOKEN="42:bench")


def snapshots(database_url: str) -> list[str]:
    """A day of 100,000 users, totals and lines, beside a loop over the users."""
    return _measured("tests.bench.snapshots", database_url)


def merging(database_url: str) -> list[str]:
    """Storing 100,000 fetched balances, beside Django's own upsert."""
    return _measured("tests.bench.merging", database_url)


def syncing(database_url: str) -> list[str]:
    """A sync of 10,000 wallets: how fast OKX is asked, and the memory."""
    return _measured("tests.bench.syncing", database_url, OKX_REQUESTS_PER_SECOND="30")


def admin_lists(database_url: str) -> list[str]:
    """The admin's lists over 1,000,000 alerts and 100,000 swaps."""
    return _measured("tests.bench.admin_lists", database_url)


def _measured(module: str, database_url: str, **settings: str) -> list[str]:
    variables = environment(
        database_url,
        DJANGO_SETTINGS_MODULE="esther_site.settings",
        SECRET_KEY="for-measurements-only",
        OKX_API_KEY="key",
        OKX_API_SECRET="secret",
        OKX_API_PASSPHRASE="passphrase",
        LOG_LEVEL="WARNING",
        **({"OKX_REQUESTS_PER_SECOND": "100000"} | settings),
    )
    command = [sys.executable, "-m", module]
    done = subprocess.run(command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.splitlines()
