"""`python -m tests.scale.wallets COUNT`: fill the database of DATABASE_URL with wallets that are all due to be synced.

Called again it makes what is there due anew, as if none had been looked at yet.
"""

from __future__ import annotations

import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402 - after Django is set up

from portfolio.models import Holding, WalletSync  # noqa: E402
from tokens.models import Token  # noqa: E402
from trading.models import User, Wallet  # noqa: E402

_OWNERS = 500
_TOKENS = 1000


def main(count: int) -> None:
    if not Wallet.objects.exists():
        _fill(count)
    Holding.objects.all().delete()
    WalletSync.objects.all().delete()
    now = timezone.now()
    wallets = Wallet.objects.values_list("pk", flat=True)
    WalletSync.objects.bulk_create((WalletSync(wallet_id=pk, due_at=now) for pk in wallets), batch_size=5000)


def _fill(count: int) -> None:
    Token.objects.bulk_create(
        Token(chain_id=1, address=f"0x{number:040x}", symbol=f"T{number}", decimals=18, verified=True)
        for number in range(_TOKENS)
    )
    active = User.Status.ACTIVE
    User.objects.bulk_create(User(username=f"o{n}", telegram_id=1 + n, status=active) for n in range(_OWNERS))
    owners = list(User.objects.values_list("pk", flat=True))
    Wallet.objects.bulk_create(
        (
            Wallet(owner_id=owners[number % _OWNERS], name=f"V{number}", address=f"0x{number:040x}", kind="watch")
            for number in range(count)
        ),
        batch_size=5000,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
