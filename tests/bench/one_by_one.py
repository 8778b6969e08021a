"""`python -m tests.bench.one_by_one` holds a whole pass beside the way widely used open alert bots take.

That is one price request for each alert, over a connection of its own, and a comparison in Python. Both ask the same
server, which answers at once: over the Internet every request costs what the network takes on top.
"""

from __future__ import annotations

import statistics
from decimal import Decimal

import django

django.setup()

import requests  # noqa: E402 - after Django is set up
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from alerts.models import Alert  # noqa: E402
from alerts.price_pass import watch_prices  # noqa: E402
from tests.bench.crossing import fill  # noqa: E402
from tests.bench.world import make_world, milliseconds  # noqa: E402

ALERTS = 10_000
SAMPLE = 500
ROUNDS = 5


def main() -> None:
    call_command("migrate", verbosity=0)
    make_world()
    fill(ALERTS)
    watch_prices()  # opens connections
    ours, theirs = [], []
    for _round in range(ROUNDS):
        ours.append(milliseconds(watch_prices))
        theirs.append(milliseconds(_one_request_each) * ALERTS / SAMPLE)
    whole, each = statistics.median(ours), statistics.median(theirs)
    print(f"{ALERTS:,} alerts, a whole pass {whole:9.1f} ms   one request per alert {each / 1000:.1f} s")
    print(f"  that is {each / whole:,.0f} x as long; it was measured over {SAMPLE} alerts, and scaled")


def _one_request_each() -> None:
    url, reached = f"{settings.OKX_MARKET_BASE_URL}/api/v5/market/ticker", []
    for alert in Alert.objects.filter(state=Alert.State.ACTIVE).order_by("pk")[:SAMPLE].iterator():
        answer = requests.get(url, params={"instId": f"T{alert.token_id}-USDT"}, timeout=10)
        price, threshold = Decimal(answer.json()["data"][0]["last"]), alert.threshold or Decimal(0)
        if price >= threshold if alert.direction == Alert.Direction.ABOVE else price <= threshold:
            reached.append(alert)
    if reached:
        raise RuntimeError(f"{len(reached)} alerts fired instead of none")


if __name__ == "__main__":
    main()
