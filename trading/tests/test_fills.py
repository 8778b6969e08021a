from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from trading.fills import fills_of
from trading.models import Swap, User
from trading.tests.desk import admitted, token

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]

HOUR = timedelta(hours=1)


@pytest.fixture
def alice() -> User:
    return admitted(1, "Alice")


def swap(user: User, pay: str, paid: str, get: str, got: str, **changes: Any) -> Swap:
    """Let a user have traded, an hour ago unless said otherwise."""
    given, received = token(pay), token(get)
    units = given.to_units(Decimal(paid))
    facts: dict[str, Any] = {
        "user": user,
        "wallet": user.default_wallet,
        "chain": given.chain,
        "token_in": given,
        "token_out": received,
        "asked": "in",
        "asked_units": units,
        "exact": "in",
        "units_in": units,
        "maximum_units_in": units,
        "expected_units_out": 1,
        "minimum_units_out": 1,
        "received_units_out": received.to_units(Decimal(got)),
        "slippage_percent": Decimal(1),
        "gas_usd": Decimal(1),
        "value_usd": Decimal(100),
        "mode": "dry_run",
        "state": "booked",
        "expires_at": timezone.now(),
        "finished_at": timezone.now() - HOUR,
    }
    return Swap.objects.create(**facts | changes)


def told(user: User, *, since: datetime | None = None) -> list[tuple[str, Decimal]]:
    fills = fills_of(user, token("LINK"), since=since or timezone.now() - 24 * HOUR)
    return [("bought" if fill.is_purchase else "sold", fill.usd) for fill in fills]


@pytest.mark.parametrize("state", ["quoted", "confirmed", "sent", "failed", "cancelled", "expired", "review"])
def test_a_trade_that_was_not_carried_out_is_none(alice: User, state: str) -> None:
    swap(alice, "USDC", "100", "LINK", "5", state=state)

    assert told(alice) == []


@pytest.mark.parametrize(
    "changes", [{"value_usd": None}, {"value_usd": Decimal(0)}, {"received_units_out": 0}, {"received_units_out": None}]
)
def test_a_trade_without_a_price_is_none(alice: User, changes: dict[str, Any]) -> None:
    swap(alice, "USDC", "100", "LINK", "5", **changes)

    assert told(alice) == []


def test_nobody_sees_the_trades_of_others(alice: User) -> None:
    swap(admitted(2, "Mallory"), "USDC", "100", "LINK", "5")

    assert told(alice) == []


def test_trades_of_other_tokens_and_times_do_not_count(alice: User) -> None:
    swap(alice, "USDC", "100", "WETH", "1")
    swap(alice, "USDC", "100", "LINK", "5", finished_at=timezone.now() - 3 * HOUR)

    assert told(alice, since=timezone.now() - 2 * HOUR) == []


def test_purchases_and_sales_have_the_price_of_one_token(alice: User) -> None:
    swap(alice, "LINK", "4", "USDC", "90", state="done", mode="live")
    swap(alice, "USDC", "100", "LINK", "5", finished_at=timezone.now() - 2 * HOUR)

    assert told(alice) == [("bought", Decimal(20)), ("sold", Decimal(25))]


def test_only_the_newest_are_told(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trading.fills.MOST_FILLS", 2)
    for hours in (3, 2, 1):
        swap(alice, "USDC", "100", "LINK", str(hours), finished_at=timezone.now() - hours * HOUR)

    assert told(alice) == [("bought", Decimal(50)), ("bought", Decimal(100))]
