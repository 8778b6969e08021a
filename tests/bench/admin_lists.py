"""`python -m tests.bench.admin_lists` measures the admin's pages on the PostgreSQL of DATABASE_URL, which it fills.

A million alerts, a hundred thousand swaps and as many orders and transactions, and half a million notifications. Each
page is asked for as a browser does, through all middleware: the list, its last page, its filters, and searches.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any, Final, cast

import django

django.setup()

from django.contrib import admin  # noqa: E402 - after Django is set up
from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db.models import Model  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from alerts.models import Alert, Notification  # noqa: E402
from bots.models import InboxUpdate  # noqa: E402
from esther_site.tests.operators import make_operator, signed_in  # noqa: E402
from portfolio.models import Book, Snapshot, WalletSync  # noqa: E402
from tests.bench.world import TOKENS, USERS, execute, make_world, milliseconds, multiply  # noqa: E402
from tokens.models import Chain, Token  # noqa: E402
from trading.models import (  # noqa: E402
    AuditEntry,
    Execution,
    Order,
    Repricing,
    Swap,
    Transaction,
    User,
    Wallet,
)

ALERTS: Final = 1_000_000
SWAPS: Final = 100_000
NOTIFICATIONS: Final = 500_000
ROUNDS: Final = 10
GOAL_MS: Final = 500

_USER: Final = f"(SELECT MIN(id) FROM trading_user) + n % {USERS}"
_TOKEN: Final = f"(SELECT MIN(id) FROM tokens_token) + n % {TOKENS}"
_WALLET: Final = f"(SELECT MIN(id) FROM trading_wallet) + n % {USERS}"
_AGO: Final = "now() - n * interval '10 seconds'"


def main() -> None:
    call_command("migrate", verbosity=0)
    make_world()
    _fill()
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=plain, ALLOWED_HOSTS=["testserver"], ADMIN_IP_ALLOWLIST=["127.0.0.1"]):
        print("\n".join(_measured()))


def _fill() -> None:
    """Make one row of each kind, and multiply it in the database."""
    now = timezone.now()
    user, token = User.objects.order_by("pk")[0], Token.objects.order_by("pk")[0]
    chain = Chain.objects.get()
    Wallet.objects.bulk_create(
        Wallet(owner=each, kind=Wallet.Kind.WATCH, name="Watched", address=f"0x{each.pk:040x}")
        for each in User.objects.order_by("pk")
    )
    wallet = Wallet.objects.order_by("pk")[0]
    some_state = "CASE WHEN n % 5000 = 0 THEN 'dead' WHEN n % 400 = 0 THEN 'queued' ELSE 'sent' END"
    multiply(
        Alert(user=user, kind="price", token=token, direction="above", threshold=Decimal(200)),
        ALERTS,
        handle="'a' || lpad(n::text, 9, '0')",
        user_id=_USER,
        token_id=_TOKEN,
        state="CASE WHEN n % 3 = 0 THEN 'active' WHEN n % 7 = 0 THEN 'deleted' ELSE 'fired' END",
        failures="CASE WHEN n % 100000 = 0 THEN 1 ELSE 0 END",
        created_at=_AGO,
    )
    units = {"asked_units": 1, "units_in": 1, "maximum_units_in": 1, "expected_units_out": 1, "minimum_units_out": 1}
    trade: dict[str, Any] = {"user": user, "wallet": wallet, "chain": chain, "token_in": token, "token_out": token}
    terms: dict[str, Any] = {"asked": "in", "exact": "in", "slippage_percent": 1, "gas_usd": 1, "mode": "dry_run"}
    multiply(
        Swap(**trade, **units, **terms, expires_at=now),
        SWAPS,
        handle="'s' || lpad(n::text, 9, '0')",
        user_id=_USER,
        wallet_id=_WALLET,
        token_in_id=_TOKEN,
        state="CASE WHEN n % 500 = 0 THEN 'review' WHEN n % 20 = 0 THEN 'failed' ELSE 'booked' END",
        created_at=_AGO,
        finished_at=_AGO,
    )
    swap = Swap.objects.order_by("pk")[0]
    multiply(
        Transaction(
            swap=swap,
            wallet=wallet,
            chain=chain,
            purpose="swap",
            nonce=0,
            to="0x",
            value=0,
            data="",
            gas=1,
            created_at=now,
        ),
        SWAPS,
        swap_id="(SELECT MIN(id) FROM trading_swap) + n",
        wallet_id=_WALLET,
        nonce="n",
        state="'done'",
        created_at=_AGO,
    )
    multiply(
        Execution(
            swap=swap,
            promised_units_in=1,
            promised_gas_usd=Decimal(1),
            quoted_units_in=1,
            quoted_units_out=1,
            quoted_at=now,
            tax_percent=0,
        ),
        SWAPS,
        swap_id="(SELECT MIN(id) FROM trading_swap) + n",
        quoted_at=_AGO,
    )
    multiply(
        Repricing(swap=swap, delay_minutes=1, due_at=now, state="done", error_bps=0),
        SWAPS,
        swap_id="(SELECT MIN(id) FROM trading_swap) + n",
        error_bps="n % 120",
        due_at=_AGO,
    )
    multiply(
        Order(
            user=user,
            wallet=wallet,
            kind="stop_loss",
            direction="below",
            token=token,
            currency=token,
            trigger_usd=Decimal(1),
            slippage_percent=1,
            created_at=now,
        ),
        SWAPS,
        handle="'o' || lpad(n::text, 9, '0')",
        user_id=_USER,
        wallet_id=_WALLET,
        token_id=_TOKEN,
        state="CASE WHEN n % 2 = 0 THEN 'active' ELSE 'done' END",
        created_at=_AGO,
    )
    multiply(
        Notification(user=user, template="alert_fired", not_before=now, created_at=now),
        NOTIFICATIONS,
        dedupe_key="'n' || n",
        user_id=_USER,
        state=some_state,
        created_at=_AGO,
        sent_at=f"CASE WHEN {some_state} = 'sent' THEN {_AGO} END",
    )
    multiply(
        InboxUpdate(update_id=0, payload="", received_at=now, lease_until=now, done_at=now),
        SWAPS,
        update_id="n",
        chat_id="n % 500",
        received_at=_AGO,
    )
    multiply(
        AuditEntry(at=now, actor="system", kind="swap.quoted", subject="swap:x", facts={}),
        SWAPS,
        subject="'swap:s' || n",
    )
    multiply(
        Snapshot(user=user, book=Book.REAL, day=now.date(), total_usd=Decimal(1), source="daily", taken_at=now),
        SWAPS,
        user_id=_USER,
        day=f"current_date - (n / {USERS})",
    )
    WalletSync.objects.bulk_create(
        WalletSync(wallet=each, due_at=now, synced_at=now - timedelta(hours=each.pk % 3))
        for each in Wallet.objects.all()
    )
    execute("VACUUM ANALYZE")


def _measured() -> list[str]:
    client = signed_in(make_operator("bench"))
    _get(client, "/admin/trading/swap/")  # templates are read once in the life of a process
    lines = [f"The admin over {ALERTS:,} alerts, {SWAPS:,} swaps, the slowest of {ROUNDS} requests:"]
    slowest = 0.0
    for model, page in sorted(admin.site._registry.items(), key=lambda item: str(item[0]._meta)):
        found = {name: _p95(client, model, query) for name, query in _queries(page).items()}
        slowest = max(slowest, *found.values())
        worst = max(found, key=lambda name: found[name])
        lines.append(f"  {model._meta}: list {found['list']:.0f} ms, slowest {found[worst]:.0f} ms ({worst})")
    lines.append(f"  the dashboard, worked out anew: {_p95(client, None, ''):.0f} ms")
    lines.append(
        f"  slowest list of all: {slowest:.0f} ms, which is {'under' if slowest < GOAL_MS else 'OVER'} {GOAL_MS} ms"
    )
    return lines


def _queries(page: Any) -> dict[str, str]:
    """Return what an operator may ask of a list, by name."""
    asked = {"list": "", "page 20": "?p=20", "a name": "?q=user-7", "no such name": "?q=nobody", "a number": "?q=77"}
    for item in page.list_filter:
        if isinstance(item, str):
            field = page.model._meta.get_field(item.split("__")[0])
            for value, _ in (field.flatchoices or [])[:12]:
                asked[f"{item} is {value}"] = f"?{item}__exact={value}"
        elif isinstance(item, type):
            asked |= {f"asking {name}": f"?ask={name}" for name in cast(Any, item).choices_of}
    if page.model in (Alert, Swap, Order):
        letter = page.model.__name__[0].lower()
        asked["a handle"] = f"?q={letter}000000077"
    return asked


def _p95(client: Client, model: type[Model] | None, query: str) -> float:
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") if model else "/admin/"
    times = sorted(milliseconds(lambda: _get(client, url + query)) for _ in range(ROUNDS))
    return times[-1]  # of ten, the 95th percentile is the slowest


def _get(client: Client, path: str) -> None:
    cache.clear()
    answer = client.get(path, secure=True)
    if answer.status_code not in (200, 302):
        raise RuntimeError(f"{path} answers {answer.status_code}")


if __name__ == "__main__":
    main()
