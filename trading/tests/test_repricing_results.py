from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from trading.models import Repricing, Swap, User
from trading.repricing_results import ENOUGH, honesty_of, looks_at
from trading.tests.desk import token
from trading.tests.past_executions import over

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def looked(user: User, *errors: int | str, at: datetime = NOON) -> Swap:
    """Store a simulated trade with what came of its looks: an error, or the state of one without."""
    swap = over(user, token("USDC"), token("ETH"), at=at, mode="dry_run", state="booked", wallet=user.default_wallet)
    for minutes, error in zip((1, 5), errors, strict=False):
        outcome = {"state": error} if isinstance(error, str) else {"state": "done", "error_bps": error}
        Repricing.objects.create(swap=swap, delay_minutes=minutes, due_at=at, **outcome)
    return swap


def test_without_measurements_there_are_no_numbers(alice: User) -> None:
    looked(alice, "waiting", "missed")
    found = honesty_of(alice)

    assert (found.medians, found.worst, found.trades) == ([], None, 0)
    assert (found.waiting, found.missed, found.refused) == (1, 1, 0)
    assert not found.is_enough


def test_other_peoples_simulations_are_not_counted(alice: User, bob: User) -> None:
    looked(bob, 10, 10)

    assert honesty_of(alice).trades == 0


def test_each_delay_has_its_median_and_the_rosiest_is_the_worst(alice: User) -> None:
    for errors in ((-5, 12), (3, -40), (-9, "missed"), (2, "refused")):
        looked(alice, *errors)
    found = honesty_of(alice)

    assert [(each.minutes, each.percent) for each in found.medians] == [
        (1, Decimal("-0.015")),
        (5, Decimal("-0.14")),
    ]
    assert found.worst is not None
    assert (found.worst.minutes, found.worst.error_percent) == (5, Decimal("0.12"))
    assert (found.trades, found.missed, found.refused) == (4, 1, 1)


def test_only_trades_of_the_time_are_counted(alice: User) -> None:
    hour = timedelta(hours=1)
    for at in (NOON - hour, NOON, NOON + hour):
        looked(alice, 1, at=at)

    assert honesty_of(alice, since=NOON, until=NOON + hour).trades == 1
    assert honesty_of(alice).trades == 3


@pytest.mark.parametrize(("trades", "enough"), [(ENOUGH - 1, False), (ENOUGH, True)])
def test_a_few_measured_trades_are_not_enough(alice: User, trades: int, enough: bool) -> None:
    for _ in range(trades):
        looked(alice, 1, 2)
    looked(alice, "missed", "missed")

    assert honesty_of(alice).is_enough is enough


def test_a_trades_own_looks_come_in_order(alice: User) -> None:
    swap = looked(alice, 4, "waiting")

    assert [(each.minutes, each.state, each.error_percent) for each in looks_at(swap)] == [
        (1, "done", Decimal("0.04")),
        (5, "waiting", None),
    ]
