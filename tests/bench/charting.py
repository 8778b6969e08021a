"""`python -m tests.bench.charting` draws charts as the service does: how long, how large, and what stays in memory.

It runs in a process of its own, which loads what the service loads, so that the first picture pays for matplotlib.
"""

from __future__ import annotations

import statistics
import time
from datetime import datetime, timedelta
from decimal import Decimal

import django
import psutil

import tests.environment  # noqa: F401 - first of all: Django needs settings

django.setup()

from django.utils import timezone  # noqa: E402 - after Django is set up

import bots.handlers  # noqa: E402, F401 - what the service has loaded before
from tokens.candle_rows import Candle  # noqa: E402
from tokens.chart import draw_chart  # noqa: E402
from tokens.chart_data import Chart, Fill, Level, LevelKind  # noqa: E402
from tokens.chart_ground import DARK, LIGHT  # noqa: E402
from tokens.chart_periods import PERIODS  # noqa: E402

WARM = 20
PICTURES = 200
_PERIOD = PERIODS["30d"]


def main() -> None:
    now = timezone.now()
    before = _megabytes()
    first, _ = _drawn(now, 0)
    loaded = _megabytes()
    for number in range(WARM):
        _drawn(now, number)
    warm = _megabytes()
    drawn = [_drawn(now, number) for number in range(PICTURES)]
    milliseconds, largest = [spent for spent, _ in drawn], max(size for _, size in drawn)
    print(
        f"a chart of {len(_candles(now, 0))} candles       p50 {statistics.median(milliseconds):5.0f} ms warm, "
        f"p95 {statistics.quantiles(milliseconds, n=20)[-1]:.0f} ms (p50 under 250 ms)\n"
        f"  the first, with matplotlib {first:6.0f} ms\n"
        f"  largest picture            {largest / 1000:6.0f} kB (under 150)\n"
        f"  memory                     {before:6.0f} MB before, {loaded:.0f} MB after the first, {warm:.0f} MB after "
        f"{WARM} more, {_megabytes():.0f} MB after {PICTURES} more"
    )


def _drawn(now: datetime, number: int) -> tuple[float, int]:
    """Draw a picture that is like no other; return the milliseconds and its bytes."""
    chart = _chart(now, number)
    started = time.perf_counter()
    png = draw_chart(chart, DARK if number % 2 else LIGHT)
    return (time.perf_counter() - started) * 1000, len(png)


def _chart(now: datetime, number: int) -> Chart:
    candles = _candles(now, number)
    levels = [
        Level(usd=candles[-1].close * (90 + 4 * place) / 100, kind=LevelKind.ORDER, words="Stop") for place in range(5)
    ]
    fills = [Fill(at=now - timedelta(days=place), usd=candles[-1].close, is_purchase=True) for place in range(1, 20, 3)]
    return Chart(
        label=f"T{number}",
        place="Ethereum",
        period=_PERIOD,
        candles=candles,
        ends_at=now,
        levels=levels,
        fills=fills,
    )


def _candles(now: datetime, number: int) -> list[Candle]:
    """Make a zigzag that differs from picture to picture."""
    found = []
    for place in range(_PERIOD.length // _PERIOD.candle):
        wave = Decimal((place * (7 + number % 5)) % 40 + (place * 13) % 17)
        opened, closed = 3000 + wave * 5, 3000 + wave * 5 + (place % 3 - 1) * 11
        found.append(
            Candle(
                opened_at=now - _PERIOD.length + place * _PERIOD.candle,
                open=opened,
                high=max(opened, closed) + 9,
                low=min(opened, closed) - 9,
                close=closed,
                volume_usd=10_000 * wave,
            )
        )
    return found


def _megabytes() -> float:
    return float(psutil.Process().memory_info().rss / 2**20)


if __name__ == "__main__":
    main()
