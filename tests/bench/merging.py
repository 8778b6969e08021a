"""`python -m tests.bench.merging` stores fetched balances of many wallets beside Django's own upsert.

It fills the database of DATABASE_URL. In every round each balance is another one, so that all rows are written.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from itertools import count

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - after Django is set up
from django.db import transaction  # noqa: E402

from portfolio.merging import Row, replace_holdings  # noqa: E402
from portfolio.models import Holding  # noqa: E402
from tests.bench.world import execute, make_world, milliseconds  # noqa: E402
from tokens.models import Token  # noqa: E402
from trading.models import User, Wallet  # noqa: E402

ROUNDS = 5
WALLETS = 2_000
TOKENS_EACH = 50

_units = count(10**18)


def main() -> None:
    call_command("migrate", verbosity=0)
    make_world()
    wallets, tokens = _wallets(), list(Token.objects.values_list("pk", flat=True)[:TOKENS_EACH])
    _ours(_rows(wallets, tokens))
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(_timed(_ours, _rows(wallets, tokens)))
        theirs.append(_timed(_bulk_create, _rows(wallets, tokens)))
    same = _rows(wallets, tokens)
    _ours(same)
    unchanged = statistics.median(_timed(_ours, same) for _ in range(ROUNDS))
    fast, slow = statistics.median(ours), statistics.median(theirs)
    print(
        f"{len(same):,} balances of {WALLETS:,} wallets merged {fast:7.0f} ms   {slow / fast:.1f} x "
        f"bulk_create(update_conflicts=True) (at least 2)\n"
        f"  bulk_create takes                        {slow:7.0f} ms, and leaves what is gone\n"
        f"  when nothing changed                     {unchanged:7.0f} ms"
    )


def _wallets() -> list[int]:
    owner = User.objects.order_by("pk")[0]
    Wallet.objects.bulk_create(
        Wallet(owner=owner, name=f"Vault {number}", address=f"0x{number:040x}", kind=Wallet.Kind.WATCH)
        for number in range(WALLETS)
    )
    return list(Wallet.objects.values_list("pk", flat=True))


def _rows(wallets: list[int], tokens: list[int]) -> list[Row]:
    units = next(_units)
    return [Row(wallet, token, units, "") for wallet in wallets for token in tokens]


def _timed(measured: Callable[[list[Row]], None], rows: list[Row]) -> float:
    execute("VACUUM ANALYZE portfolio_holding")
    return milliseconds(lambda: measured(rows))


def _ours(rows: list[Row]) -> None:
    with transaction.atomic():
        replace_holdings(sorted({row.wallet_id for row in rows}), rows)


def _bulk_create(rows: list[Row]) -> None:
    with transaction.atomic():
        Holding.objects.bulk_create(
            [Holding(wallet_id=row.wallet_id, token_id=row.token_id, units=row.units) for row in rows],
            update_conflicts=True,
            unique_fields=["wallet", "token"],
            update_fields=["units", "apart", "accepted_at"],
            batch_size=5_000,  # any more are more than a statement takes in time
        )


if __name__ == "__main__":
    main()
