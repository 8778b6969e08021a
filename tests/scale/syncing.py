"""Portfolio sync with more and more workers: how much more they do, and whether they keep to one limit together."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import psutil

from tests.moments import most_in_a_second
from tests.scale.estate import Estate, estate
from tests.scale.members import Kind
from tests.scale.records import Records
from tests.scale.report import Report
from tests.scale.stand_in import ASSETS_EACH
from tests.serving import ROOT

__all__ = ["WALLETS", "syncing"]

WALLETS: Final = 20_000
WORKERS: Final = (1, 2, 4, 8)
AT_ONCE: Final = 4  # requests of one worker
OKX_SECONDS: Final = 0.2
LIMIT: Final = 50  # requests a second, of all together
LIMITED_WORKERS: Final = 8
AT_LEAST: Final = 0.8  # of linear
WARM_UP_SECONDS: Final = 15
WINDOW_SECONDS: Final = 60
_PATIENCE_SECONDS: Final = 420
_SYNCED: Final = "SELECT count(*) FROM portfolio_walletsync WHERE synced_at IS NOT NULL"
_BALANCES: Final = "/balance/"


@dataclass(frozen=True)
class Rate:
    """Wallets a second by so many workers, and how busy the machine was (percent of all cores)."""

    workers: int
    per_second: float
    busy_percent: float


def syncing(wallets: int = WALLETS, *, window_seconds: float = WINDOW_SECONDS) -> Report:
    """Sync with 1, 2, 4 and 8 workers for a while, the last time all wallets; then under a limit."""
    report = Report()
    with estate(okx_seconds=OKX_SECONDS, SYNC_AT_ONCE=str(AT_ONCE), PORTFOLIO_SYNC_INTERVAL="86400") as whole:
        with _one_monitor(whole):
            rates = [_rate(whole, workers, wallets, window_seconds) for workers in WORKERS]
            _compare(rates, report)
            _all_of_them(whole, WORKERS[-1], wallets, report)
        whole.env |= {"OKX_REQUESTS_PER_SECOND": str(LIMIT)}
        with _one_monitor(whole):
            _limited(whole, wallets, window_seconds, report)
    return report


@contextmanager
def _one_monitor(whole: Estate) -> Iterator[None]:
    new = whole.add(Kind.MONITOR, 1)
    try:
        yield
    finally:
        whole.remove(*new)


@contextmanager
def _workers(whole: Estate, count: int, wallets: int, *, app: str = "esther_site.celery_app") -> Iterator[Records]:
    """Make all wallets due and start workers; yield a record that begins with them."""
    records = whole.records()
    records.read()
    records.asked.clear()
    _make_due(whole, wallets)
    new = whole.add(Kind.WORKER, count, queues="sync", at_once=1, app=app)
    try:
        yield records
    finally:
        for member in new:  # what they hold is made due again anyway
            member.kill()
        whole.remove(*new)


def _make_due(whole: Estate, wallets: int) -> None:
    env = whole.env | {"DJANGO_SETTINGS_MODULE": "esther_site.settings"}
    subprocess.run([sys.executable, "-m", "tests.scale.wallets", str(wallets)], cwd=ROOT, env=env, check=True)


def _rate(whole: Estate, workers: int, wallets: int, window_seconds: float) -> Rate:
    """Return the rate over a while, when they are all at work."""
    with _workers(whole, workers, wallets) as records:
        _wait_for_first(records)
        time.sleep(WARM_UP_SECONDS)
        since = time.time()
        psutil.cpu_percent()
        time.sleep(window_seconds)
        busy = psutil.cpu_percent()
        until = time.time()
        records.read()
        asked = sum(since <= at < until for at, path in records.asked if _BALANCES in path)
    return Rate(workers, asked / (until - since), busy)


def _all_of_them(whole: Estate, workers: int, wallets: int, report: Report) -> None:
    """Sync everything once, and look whether everything is there, once."""
    with _workers(whole, workers, wallets) as records:
        _wait_for_first(records)
        started = time.time()
        _wait_until_synced(whole, wallets, started)
        seconds = time.time() - started
        records.read()
    asked = sum(_BALANCES in path for _, path in records.asked)
    synced, held = whole.number(_SYNCED), whole.number("SELECT count(*) FROM portfolio_holding")
    pace = f"in {seconds:.0f} s, {synced / seconds:.0f} a second from the first to the last"
    report.say(f"{synced:,} of {wallets:,} wallets synced by {workers} workers {pace}", kept=synced == wallets)
    stored = f"{held:,} of {wallets * ASSETS_EACH:,} balances stored"
    report.say(f"  {asked:,} wallets asked about, {stored}", kept=held == wallets * ASSETS_EACH)


def _limited(whole: Estate, wallets: int, window_seconds: float, report: Report) -> None:
    """Sync under a limit, and look at every second: where requests are let go, and where they arrive."""
    let_go = whole.folder / "let-go"
    let_go.touch()
    whole.env |= {"LET_GO": str(let_go)}
    with _workers(whole, LIMITED_WORKERS, wallets, app="tests.scale.noting_app") as records:
        _wait_for_first(records)
        time.sleep(WARM_UP_SECONDS)
        since = time.time()
        time.sleep(window_seconds)
        until = time.time()
        records.read()
    arrived = [at for at, _ in records.asked]
    left = [float(line) for line in let_go.read_text().splitlines()]
    used = sum(since <= at < until for at in left) / (until - since) / LIMIT
    busiest, most = most_in_a_second(left), LIMIT * 1.02
    report.say(f"{LIMITED_WORKERS} workers under a limit of {LIMIT} requests a second")
    report.say(f"  let go in the busiest second   {busiest} (at most {most:.0f})", kept=busiest <= most)
    report.say(f"  arrived in the busiest second  {most_in_a_second(arrived)}: the way there may squeeze them together")
    report.say(
        f"  used of the limit              {used:.1%} over {until - since:.0f} s (at least 95 %)", kept=used >= 0.95
    )


def _compare(rates: list[Rate], report: Report) -> None:
    for rate in rates:
        share = rate.per_second / (rates[0].per_second * rate.workers)
        name = f"{rate.workers} worker{'s' if rate.workers > 1 else ' '}"
        beside = f"{share:.2f} of linear (at least {AT_LEAST})"
        line = f"{name}  {rate.per_second:6.1f} wallets/s   {beside}, processors {rate.busy_percent:.0f} % busy"
        report.say(line, kept=share >= AT_LEAST)


def _wait_for_first(records: Records) -> None:
    deadline = time.monotonic() + 60
    while not any(_BALANCES in path for _, path in records.asked):
        if time.monotonic() > deadline:
            raise TimeoutError("no worker asked about a wallet within a minute")
        time.sleep(0.2)
        records.read()


def _wait_until_synced(whole: Estate, wallets: int, started: float) -> None:
    while whole.number(_SYNCED) < wallets and time.time() - started < _PATIENCE_SECONDS:
        time.sleep(0.5)
