from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from trading.execution_report_month import Report, has_trades, report_of
from trading.models import Swap, User, Wallet
from trading.tests.desk import token
from trading.tests.past_executions import BOUGHT, kept, over

pytestmark = pytest.mark.django_db

MARCH = datetime(2026, 3, 1, tzinfo=UTC)
APRIL = datetime(2026, 4, 1, tzinfo=UTC)
TENTH = datetime(2026, 3, 10, tzinfo=UTC)
ZERO = Decimal(0)
PERMILLE = BOUGHT // 1000  # of 100 dollars: a dime


def march(user: User, *, simulated: bool = False) -> Report:
    return report_of(user, simulated=simulated, since=MARCH, until=APRIL)


def traded(user: User, *, permille: int = 0, at: datetime = TENTH, pay: str = "USDC", **changes: Any) -> Swap:
    swap = over(user, token(pay), token("ETH"), at=at, received_units_out=BOUGHT + permille * PERMILLE, **changes)
    return kept(swap)


def test_a_month_without_trades_is_empty(alice: User) -> None:
    found = march(alice)

    assert found.is_empty
    assert (found.total_usd, found.percent, found.worst) == (ZERO, None, None)


def test_another_users_trades_are_not_mine(alice: User, bob: User) -> None:
    traded(bob)

    assert march(alice).is_empty
    assert not has_trades(alice, simulated=False)


def test_real_and_simulated_never_mix(alice: User) -> None:
    traded(alice, permille=-1)
    traded(alice, permille=-5, mode="dry_run", state="booked", wallet=alice.default_wallet)

    assert [each.swap.mode for each in march(alice).trades] == ["live"]
    assert [each.swap.mode for each in march(alice, simulated=True).trades] == ["dry_run"]
    assert {group.wallet for group in march(alice, simulated=True).groups} == {"Paper"}


def test_a_month_begins_with_its_first_moment_and_ends_before_the_next(alice: User) -> None:
    for moment in (MARCH - timedelta(microseconds=1), MARCH, APRIL - timedelta(microseconds=1), APRIL):
        traded(alice, at=moment)

    assert len(march(alice).trades) == 2


def test_the_parts_of_a_month_add_up_and_the_worst_comes_first(alice: User) -> None:
    good, bad = traded(alice, permille=2), traded(alice, permille=-7)
    middle = over(alice, token("USDC"), token("ETH"), at=TENTH, received_units_out=BOUGHT - 5 * PERMILLE)
    kept(middle, quoted_units_out=BOUGHT - 2 * PERMILLE, tax_percent=Decimal("0.1"))
    found = march(alice)

    assert [each.swap.pk for each in found.trades] == [bad.pk, middle.pk, good.pk]
    parts = (found.price_move_usd, found.slippage_usd, found.tax_usd, found.gas_usd)
    assert found.total_usd == sum(parts) == sum(each.total_usd or 0 for each in found.trades)
    assert all(parts)
    assert found.gas_usd == Decimal("-0.3")
    assert found.gas_paid_usd == Decimal("1.5")


def test_what_is_not_known_is_counted_and_left_out(alice: User) -> None:
    over(alice, token("USDC"), token("ETH"), at=TENTH, received_units_out=BOUGHT - 5 * PERMILLE)
    traded(alice, value_usd=None)
    found = march(alice)

    assert (found.unsplit, found.gas_unknown, found.unknown, len(found.trades)) == (1, 1, 1, 1)
    assert found.unsplit_usd == found.total_usd == Decimal("-0.502513")


def test_gas_of_real_trades_that_came_to_nothing_stands_apart(alice: User) -> None:
    over(alice, token("USDC"), token("ETH"), at=TENTH, state="failed", received_units_out=None, gas_units=1)
    over(alice, token("USDC"), token("ETH"), at=TENTH, state="failed", received_units_out=None)
    found = march(alice)

    assert (found.undone, found.undone_gas_usd, found.total_usd) == (1, Decimal("0.5"), ZERO)
    assert not found.is_empty


def test_each_wallet_and_chain_has_its_own_sum(alice: User) -> None:
    other = Wallet.objects.create(owner=alice, name="Second", kind="hot", address="0x" + "22" * 20)
    traded(alice, permille=-1)
    traded(alice, permille=-9, wallet=other)
    swap = over(alice, token("USDC", "Base"), token("ETH", "Base"), at=TENTH, wallet=other)
    kept(swap)
    found = march(alice)

    assert [(each.wallet, each.chain, each.trades) for each in found.groups] == [
        ("Second", "Ethereum", 1),
        ("Hot", "Ethereum", 1),
        ("Second", "Base", 1),
    ]
    assert sum(each.total_usd for each in found.groups) == found.total_usd
