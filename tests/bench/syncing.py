"""`python -m tests.bench.syncing` syncs 10,000 wallets: how many requests OKX sees in a second, and the memory.

It fills the database of DATABASE_URL, and plays OKX itself. The limit is high, so that the pass is over in minutes.
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import django
import psutil

django.setup()

from django.conf import settings  # noqa: E402 - after Django is set up
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from esther_site.lib.okx import web3_client  # noqa: E402
from esther_site.lib.okx_guards import Pace  # noqa: E402
from portfolio.models import Holding, WalletSync  # noqa: E402
from portfolio.sync import sync_due  # noqa: E402
from portfolio.sync_turns import enrol  # noqa: E402
from tests.bench.world import make_world  # noqa: E402
from tests.counterparts import Counterparts  # noqa: E402
from tests.moments import most_in_a_second  # noqa: E402
from tokens.models import Token  # noqa: E402
from trading.models import User, Wallet  # noqa: E402

WALLETS = 10_000
TOKENS_EACH = 20
MEGABYTES_AT_MOST = 100


class Chains(Counterparts):
    """Answers requests for balances, and remembers when each request came."""

    def __init__(self) -> None:
        super().__init__()
        self.arrivals: list[float] = []

    def _answer(self, path: str, body: bytes) -> dict[str, Any]:
        self.arrivals.append(time.perf_counter())
        if "/balance/" not in path:
            return super()._answer(path, body)
        (address,) = parse_qs(urlsplit(path).query)["address"]
        return {"code": "0", "msg": "", "data": [{"tokenAssets": _assets(address)}]}


def _note_sending(sent: list[float]) -> None:
    """Have the moment kept at which each request is let go; on its way it may come closer to the one before."""
    wait = Pace.wait

    def noted(pace: Pace) -> None:
        wait(pace)
        sent.append(time.time())

    setattr(Pace, "wait", noted)  # noqa: B010 - mypy takes it for a mistake otherwise


def _assets(address: str) -> list[dict[str, Any]]:
    start = int(address, 16)
    return [
        {
            "chainIndex": "1",
            "tokenContractAddress": f"0x{(start + number) % 1000:040x}",
            "symbol": f"T{number}",
            "balance": "1",
            "rawBalance": str(10**18 + start),
            "tokenPrice": "1",
            "isRiskToken": False,
        }
        for number in range(TOKENS_EACH)
    ]


def main() -> None:
    call_command("migrate", verbosity=0)
    make_world()
    Token.objects.update(verified=True)
    User.objects.update(status=User.Status.ACTIVE)
    owners = list(User.objects.values_list("pk", flat=True))
    Wallet.objects.bulk_create(
        Wallet(owner_id=owners[number % len(owners)], name=f"V{number}", address=f"0x{number:040x}", kind="watch")
        for number in range(WALLETS)
    )
    with Chains() as chains:
        settings.OKX_BASE_URL = chains.url
        web3_client.cache_clear()
        print("\n".join(_measured(chains)))


def _measured(chains: Chains) -> list[str]:
    while WalletSync.objects.count() < WALLETS:
        enrol(timezone.now() - timedelta(hours=1))
    sent: list[float] = []
    _note_sending(sent)
    process = psutil.Process()
    before = peak = process.memory_info().rss
    started = time.perf_counter()
    while WalletSync.objects.filter(synced_at=None).exists():  # not until none is due: the first come round again
        sync_due(timezone.now())
        peak = max(peak, process.memory_info().rss)
    minutes = (time.perf_counter() - started) / 60
    synced = WalletSync.objects.exclude(synced_at=None).count()
    if synced != WALLETS or Holding.objects.count() != WALLETS * TOKENS_EACH:
        raise RuntimeError(f"{synced} wallets were synced instead of {WALLETS}")
    busiest, limit = most_in_a_second(sent), settings.OKX_REQUESTS_PER_SECOND
    more, requests, arriving = (peak - before) / 2**20, len(chains.arrivals), most_in_a_second(chains.arrivals)
    return [
        f"{WALLETS:,} wallets synced in {minutes:.1f} min   {busiest} requests leave in a second (at most {limit})",
        f"  {arriving} arrive in a second, of {requests:,}",
        f"  {more:.0f} MB more memory (at most {MEGABYTES_AT_MOST})",
    ]


if __name__ == "__main__":
    main()
