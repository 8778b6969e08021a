"""`python -m tests.bench.crossing` measures the trigger step on the database of DATABASE_URL, which it fills.

A thousand tokens at 100 USD; half of the alerts wait above, half below, 1 to 60 % away. What is to fire waits at
exactly the price. Every round commits, and is put back before the next one.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - after Django is set up
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from alerts import crossing_postgres  # noqa: E402
from alerts.crossing import fire_crossed  # noqa: E402
from alerts.models import Alert, Notification  # noqa: E402
from tests.bench.world import PRICE, TOKENS, USERS, execute, make_world  # noqa: E402
from tokens.models import Token  # noqa: E402

ROUNDS = 5
LOOP_SAMPLE = 100_000

Pass = Callable[[dict[int, Decimal], datetime], int]

_FILL = """
INSERT INTO alerts_alert (handle, user_id, kind, token_id, direction, threshold, crosses, repeats, cooldown_seconds,
    rearm_percent, is_armed, note, state, times_fired, failures, created_at)
SELECT {handle}, (SELECT MIN(id) FROM trading_user) + n % {users}, 'price',
    (SELECT MIN(id) FROM tokens_token) + n / 2 % {tokens}, CASE n % 2 WHEN 0 THEN 'above' ELSE 'below' END,
    {threshold}, FALSE, FALSE, 3600, 1, TRUE, '', 'active', 0, 0, CURRENT_TIMESTAMP
FROM {numbers}
"""
_POSTGRES = {
    "handle": "'a' || lpad(n::text, 9, '0')",
    "threshold": "100 + (1 + n * 7919 % 5900 / 100.0) * CASE n % 2 WHEN 0 THEN 1 ELSE -1 END",
    "numbers": "generate_series({first}::bigint, {last}) AS n",
}
_SQLITE = {
    "handle": "printf('a%09d', n)",
    "threshold": "printf('%020d.%018d', CASE n % 2 WHEN 0 THEN 101 + n * 7919 % 59 ELSE 99 - n * 7919 % 59 END, n)",
    "numbers": "(WITH RECURSIVE numbers (n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM numbers WHERE n < {last}) "
    "SELECT n FROM numbers)",
}


def main() -> None:
    call_command("migrate", verbosity=0)
    make_world()
    lines = _on_postgres() if connection.vendor == "postgresql" else _on_sqlite()
    print("\n".join(lines))


def _on_postgres() -> list[str]:
    fill(10_000)
    (few,) = _medians(_ours, hits=0)
    fill(1_000_000)
    lines = []
    for hits, most, least in ((0, 25, " (at least 500)"), (100, 50, ""), (10_000, 600, " (at least 80)")):
        ours, bare = _medians(_ours, _bare, hits=hits)
        loop = _loop(hits)
        lines.append(
            f"1,000,000 alerts, {hits:6,} fire {ours:7.1f} ms (at most {most} ms)   {ours / bare:.2f} of the bare SQL "
            f"(at most 1.50)   {loop / ours:,.0f} x a loop over the rows{least}"
        )
        if hits == 0:
            growth = ours / few
    lines.append(f"10,000 alerts, none fires        {few:7.1f} ms   {growth:.2f} x as long for 1,000,000 (at most 2)")
    lines.append(f"  the loop was measured over {LOOP_SAMPLE:,} rows, and scaled")
    return lines


def _on_sqlite() -> list[str]:
    fill(100_000)
    (ours,) = _medians(_ours, hits=0)
    return [f"SQLite, 100,000 alerts, none fires {ours:5.1f} ms (at most 25)"]


def fill(total: int) -> None:
    words = _POSTGRES if connection.vendor == "postgresql" else _SQLITE
    first = Alert.objects.count() + 1
    numbers = words["numbers"].format(first=first, last=total)
    filled = _FILL.format(**{**words, "numbers": numbers}, users=USERS, tokens=TOKENS)
    execute(filled)
    _tidy()


def _medians(*measures: Pass, hits: int) -> list[float]:
    """Return the median milliseconds of passes in turns, each undone. The first round warms up, and does not count."""
    rounds = [[_timed(measure, hits) for measure in measures] for _round in range(ROUNDS + 1)]
    return [statistics.median(spent) for spent in zip(*rounds[1:], strict=True)]


def _timed(measure: Pass, hits: int) -> float:
    prices = dict.fromkeys(Token.objects.values_list("pk", flat=True), PRICE)
    _set_up(hits, above=PRICE, below=PRICE)
    started = time.perf_counter()
    fired = measure(prices, timezone.now())
    spent = time.perf_counter() - started
    _set_up(hits, above=PRICE * 2, below=PRICE / 2)
    if fired != hits:
        raise RuntimeError(f"{fired} alerts fired instead of {hits}")
    return spent * 1000


def _set_up(hits: int, *, above: Decimal, below: Decimal) -> None:
    """Let the first alerts wait, for these prices, and nothing be told."""
    Notification.objects.all().delete()
    chosen = Alert.objects.filter(pk__in=Alert.objects.order_by("pk").values("pk")[:hits])
    for direction, threshold in (("above", above), ("below", below)):
        chosen.filter(direction=direction).update(threshold=threshold, state="active", times_fired=0)
    _tidy()


def _tidy() -> None:
    execute("VACUUM ANALYZE alerts_alert" if connection.vendor == "postgresql" else "ANALYZE")


def _ours(prices: dict[int, Decimal], now: datetime) -> int:
    return fire_crossed(prices, now=now)


def _bare(prices: dict[int, Decimal], now: datetime) -> int:
    """Run the statements alone, over the driver's own cursor."""
    wanted = {**crossing_postgres.parameters(prices, now=now), "batch": 1_000_000}
    fired = 0
    with transaction.atomic():
        crossing_postgres.use_indexes()
        cursor = connection.connection.cursor()
        for statement in crossing_postgres.FIRE.values():
            cursor.execute(statement, wanted)
            fired += cursor.fetchone()[0]
    return fired


def _loop(hits: int) -> float:
    """Return the milliseconds of one loop over all rows, scaled from a sample that holds everything that fires."""
    share = Alert.objects.count() // LOOP_SAMPLE
    per_hit, (idle,) = 0.0, _medians(_look_at_rows, hits=0)
    if hits:
        per_hit = max(0.0, _timed(_look_at_rows, hits) - idle)
    return idle * share + per_hit


def _look_at_rows(prices: dict[int, Decimal], now: datetime) -> int:
    fired = 0
    for alert in Alert.objects.filter(state=Alert.State.ACTIVE).order_by("pk")[:LOOP_SAMPLE].iterator():
        price, threshold = prices[alert.token_id or 0], alert.threshold or Decimal(0)
        if price >= threshold if alert.direction == Alert.Direction.ABOVE else price <= threshold:
            alert.state, alert.fired_at, alert.fired_usd = Alert.State.FIRED, now, price
            with transaction.atomic():
                alert.save()
                key = f"loop:{alert.handle}"
                Notification.objects.create(dedupe_key=key, user_id=alert.user_id, not_before=now, created_at=now)
            fired += 1
    return fired


if __name__ == "__main__":
    main()
