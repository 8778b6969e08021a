"""`python -m tests.bench.snapshots` takes everybody's day on the PostgreSQL of DATABASE_URL, which it fills.

A hundred thousand users with five tokens each in a paper wallet. Beside it: the same by the ORM, one user after the
other, with every price at hand. Both commit; what was taken is deleted before the next round.
"""

from __future__ import annotations

import statistics
from datetime import timedelta
from decimal import Decimal

import django
import psutil

django.setup()

from django.core.management import call_command  # noqa: E402 - after Django is set up
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from portfolio.models import Book, Snapshot, SnapshotLine  # noqa: E402
from portfolio.snapshot_ready import ready  # noqa: E402
from portfolio.snapshots import take_due  # noqa: E402
from portfolio.valuation import value_book  # noqa: E402
from tests.bench.world import PRICE, TOKENS, execute, make_world, milliseconds, multiply  # noqa: E402
from tokens.models import Price, Token  # noqa: E402
from trading.models import User  # noqa: E402

USERS = 100_000
LINES = 5
SAMPLE = 300
ROUNDS = 3

_NOW = timezone.now().replace(hour=0, minute=1)
_FILL = (
    """
    INSERT INTO trading_wallet (owner_id, name, address, kind, sealed_key, created_at)
    SELECT id, 'Paper', '', 'paper', '', now() - interval '9 days' FROM trading_user
    """,
    f"""
    INSERT INTO trading_paperbalance (wallet_id, token_id, units)
    SELECT wallet.id, (SELECT MIN(id) FROM tokens_token) + (wallet.id * 7 + n * 31) % {TOKENS}, 10 ^ 18 * n
    FROM trading_wallet AS wallet, generate_series(1, {LINES}) AS n
    """,
    "VACUUM ANALYZE trading_user, trading_wallet, trading_paperbalance",
)


def main() -> None:
    call_command("migrate", verbosity=0)
    make_world()
    now = timezone.now()
    Price.objects.bulk_create(Price(token=token, usd=PRICE, observed_at=now) for token in Token.objects.all())
    User.objects.all().delete()
    first = User(username="user-0", telegram_id=0, status=User.Status.ACTIVE)
    multiply(first, USERS, username="'user-' || n", telegram_id="n")
    execute(*_FILL)
    _take()  # warms up
    before = _megabytes()
    rounds = [(_take(), _loop() * USERS / SAMPLE) for _round in range(ROUNDS)]
    ours, loop = (statistics.median(each) for each in zip(*rounds, strict=True))
    after = _megabytes()
    print(
        f"{USERS:,} users' days, {LINES} lines each {ours / 1000:6.2f} s   {loop / ours:,.0f} x a loop over the users "
        f"(at least 200)\n"
        f"  the loop takes {loop / 1000:,.0f} s: it was measured over {SAMPLE} users, and scaled\n"
        f"  memory of the process {before:.0f} MB before, {after:.0f} MB after {ROUNDS} rounds"
    )


def _take() -> float:
    _forget()
    Price.objects.update(observed_at=timezone.now())
    taken = []
    spent = milliseconds(lambda: taken.append(take_due(_NOW)))
    if taken != [USERS] or SnapshotLine.objects.count() != USERS * LINES:
        raise RuntimeError(f"{taken} snapshots were taken, with {SnapshotLine.objects.count()} lines")
    return spent


def _loop() -> float:
    _forget()
    users = list(User.objects.order_by("pk")[:SAMPLE])
    Price.objects.update(observed_at=timezone.now() + timedelta(minutes=5))  # nothing is asked for meanwhile
    return milliseconds(lambda: _take_each(users))


def _take_each(users: list[User]) -> None:
    for user in users:
        _take_one(user)


def _take_one(user: User) -> None:
    """Value one user's wallets unless something is under way, and store that."""
    if not ready(User.objects.filter(pk=user.pk), Book.PAPER, _NOW).exists():
        return
    valuation = value_book(user, Book.PAPER)
    with transaction.atomic():
        snapshot, _ = Snapshot.objects.update_or_create(
            user=user,
            book=Book.PAPER,
            day=_NOW.date() - timedelta(days=1),
            defaults={"total_usd": valuation.total_usd, "source": Snapshot.Source.DAILY, "taken_at": timezone.now()},
        )
        snapshot.lines.all().delete()
        SnapshotLine.objects.bulk_create(
            SnapshotLine(
                snapshot=snapshot,
                token=line.token,
                units=line.token.to_units(line.amount),
                price_usd=line.price_usd,
                value_usd=line.value_usd or Decimal(0),
            )
            for line in valuation.lines
        )


def _forget() -> None:
    execute("TRUNCATE portfolio_snapshot, portfolio_snapshotline", "VACUUM ANALYZE portfolio_snapshot")


def _megabytes() -> float:
    return float(psutil.Process().memory_info().rss / 2**20)


if __name__ == "__main__":
    main()
