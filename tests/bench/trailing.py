"""`python -m tests.bench.trailing` measures trailing stops on the PostgreSQL of DATABASE_URL, which it fills.

A million of them on a thousand tokens, at twenty distances, in a market where every token is at a new high each time.
Beside the ladder: a highest price kept in every row, and held against the new price.
"""

from __future__ import annotations

import statistics
from datetime import timedelta
from decimal import Decimal
from functools import partial

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - after Django is set up
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from alerts.ladder import climb  # noqa: E402
from alerts.order_crossing import trailing_reached  # noqa: E402
from tests.bench.world import PRICE, TOKENS, USERS, execute, make_world, milliseconds  # noqa: E402
from tokens.models import Price, Token  # noqa: E402
from trading.models import User, Wallet  # noqa: E402

ORDERS = 1_000_000
DISTANCES = 20
ROUNDS = 5
ROUNDS_BY_ROW = 2  # the faster one counts
RISE = Decimal("1.01")

_FILL = f"""
INSERT INTO trading_order (handle, user_id, wallet_id, kind, direction, token_id, currency_id, trail_bps, trails_from,
    asked, share_percent, slippage_percent, is_automatic, pair, state, waits_because, attempts, failures, created_at)
SELECT 't' || lpad(n::text, 9, '0'), (SELECT MIN(id) FROM trading_user) + n % {USERS},
    (SELECT MIN(id) FROM trading_wallet) + n % {USERS}, 'trailing_stop', 'below',
    (SELECT MIN(id) FROM tokens_token) + n % {TOKENS}, (SELECT MIN(id) FROM tokens_token),
    100 * (1 + n / {TOKENS} % {DISTANCES}), now() - n % 86400 * interval '1 second',
    'in', 100, 1, FALSE, '', 'active', '', 0, 0, now()
FROM generate_series(1, {ORDERS}) AS n
"""
_BY_ROW = (
    "CREATE TABLE bench_order (LIKE trading_order INCLUDING ALL)",
    "ALTER TABLE bench_order ADD COLUMN highest_usd numeric(38, 18)",
    f"INSERT INTO bench_order SELECT *, {PRICE} FROM trading_order",
    "VACUUM ANALYZE bench_order",
)
_RAISE = """
UPDATE bench_order SET highest_usd = price.usd FROM tokens_price AS price
WHERE bench_order.token_id = price.token_id AND bench_order.state = 'active' AND bench_order.highest_usd < price.usd
"""
_HOLD = """
SELECT count(*) FROM bench_order JOIN tokens_price AS price ON price.token_id = bench_order.token_id
WHERE bench_order.state = 'active' AND price.usd * 10000 <= bench_order.highest_usd * (10000 - bench_order.trail_bps)
"""


def main() -> None:
    call_command("migrate", verbosity=0)
    make_world()
    _fill()
    print("\n".join(_measured()))


def _fill() -> None:
    Wallet.objects.bulk_create(
        Wallet(owner=user, kind=Wallet.Kind.PAPER, name="Paper", address="") for user in User.objects.order_by("pk")
    )
    now = timezone.now()
    Price.objects.bulk_create(Price(token=token, usd=PRICE, observed_at=now) for token in Token.objects.all())
    climb(dict.fromkeys(Token.objects.values_list("pk", flat=True), PRICE), at=now - timedelta(days=2))
    execute(_FILL, "VACUUM ANALYZE trading_order", *_BY_ROW)


def _measured() -> list[str]:
    places = _places()
    ours = [milliseconds(partial(_look, number)) for number in range(1, ROUNDS + 2)][1:]
    is_untouched = _places() == places
    by_row = [_by_row(number) for number in range(1, ROUNDS_BY_ROW + 1)]
    look, rows = statistics.median(ours), min(by_row)
    return [
        f"{ORDERS:,} trailing stops, every token at a new high {look:6.1f} ms (no order row may be written: "
        + ("none was)" if is_untouched else "SOME WERE)"),
        f"  a highest price kept in each row takes {rows / 1000:.1f} s, {rows / look:,.0f} x as long (at least 100)",
    ]


def _look(number: int) -> None:
    """See every token at a new high, as a pass of the monitor does."""
    now = timezone.now()
    prices = dict.fromkeys(Token.objects.values_list("pk", flat=True), _usd(number))
    climb(prices, at=now)
    if trailing_reached(prices, now=now, limit=100):
        raise RuntimeError("a trailing stop fired at a new high")


def _by_row(number: int) -> float:
    Price.objects.update(usd=_usd(number))
    spent = milliseconds(lambda: execute(_RAISE, _HOLD))
    execute("VACUUM ANALYZE bench_order")
    return spent


def _usd(number: int) -> Decimal:
    return round(PRICE * RISE**number, 18)


def _places() -> object:
    """Return what changes with any write of an order: which transaction wrote it, and where it lies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), max(xmin::text::bigint), sum(hashtext(ctid::text)) FROM trading_order")
        return cursor.fetchone()


if __name__ == "__main__":
    main()
