"""`python -m tests.bench.monitoring` looks at the memory of a `manage.py monitor` that watches a million alerts.

It fills the database of DATABASE_URL, and plays OKX and Telegram itself: first nothing fires, then 10,000 alerts do.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable

import django
import psutil

django.setup()

from django.core.management import call_command  # noqa: E402 - after Django is set up

from alerts.models import Notification  # noqa: E402
from tests.bench.crossing import fill  # noqa: E402
from tests.bench.world import make_world  # noqa: E402
from tests.busy_telegram import BusyTelegram  # noqa: E402
from tests.market import Market  # noqa: E402
from tests.serving import ROOT  # noqa: E402

ALERTS = 1_000_000
PASSES = 20
REQUESTS_PER_PASS = 10
FIRING_USD = "102.18"  # up by as much as lets 10,000 fire
PATIENCE_SECONDS = 180
MEGABYTES_AT_MOST = 150


def main() -> None:
    call_command("migrate", verbosity=0)
    make_world()
    fill(ALERTS)
    with Market(lambda _number: "100") as market, BusyTelegram(refuse_every=1_000_000) as telegram:
        addresses = {
            "OKX_BASE_URL": market.url,
            "OKX_MARKET_BASE_URL": market.url,
            "TELEGRAM_API_BASE_URL": telegram.url,
        }
        process = subprocess.Popen(
            [sys.executable, "manage.py", "monitor"], cwd=ROOT, env=os.environ | addresses, stdout=subprocess.DEVNULL
        )
        try:
            print("\n".join(_watched(psutil.Process(process.pid), market)))
        finally:
            process.terminate()
            process.wait(30)


def _watched(monitor: psutil.Process, market: Market) -> list[str]:
    idle = _peak(monitor, lambda: market.requests >= PASSES * REQUESTS_PER_PASS)
    market.usd_of = lambda _number: FIRING_USD
    busy = _peak(monitor, lambda: Notification.objects.filter(state=Notification.State.SENT).count() >= 10_000)
    told = Notification.objects.count()
    return [
        f"a monitor of {ALERTS:,} alerts {idle:6.0f} MB after {PASSES} passes (at most {MEGABYTES_AT_MOST})",
        f"  {busy:.0f} MB at most while {told:,} fire and are told",
    ]


def _peak(process: psutil.Process, is_over: Callable[[], bool]) -> float:
    """Return the most megabytes that a process held until something is over."""
    deadline, peak = time.monotonic() + PATIENCE_SECONDS, 0
    while not is_over():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not over after {PATIENCE_SECONDS} s")
        peak = max(peak, process.memory_info().rss)
        time.sleep(0.05)
    return max(peak, process.memory_info().rss) / 2**20


if __name__ == "__main__":
    main()
