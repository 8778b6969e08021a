from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
import responses
from freezegun import freeze_time

from alerts.daily import begin_day
from alerts.monitor import Monitor
from alerts.verbs import reprice_simulated
from sandbox.market import market
from trading.models import Repricing, User
from trading.repricing import KEPT
from trading.swaps import confirm_swap, quote_swap
from trading.tests.desk import admitted, spend
from trading.tests.test_repricing import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(okx: responses.RequestsMock) -> User:
    return admitted(101, "Alice")


def test_the_monitor_looks_at_what_is_due(alice: User) -> None:
    with freeze_time(NOW) as clock:
        quoted = quote_swap(spend(alice, "100", "USDC", get="ETH"))
        confirm_swap(alice, quoted.handle, pressed_by="update 1")
        assert not reprice_simulated()
        market().nudge("ETH", Decimal(1))
        for minutes in (1, 5):
            clock.move_to(NOW + timedelta(minutes=minutes))
            assert reprice_simulated()
            assert not reprice_simulated()

    assert reprice_simulated in Monitor(interval_seconds=60).verbs
    assert all(50 < (look.error_bps or 0) < 200 for look in Repricing.objects.all())
    assert Repricing.objects.filter(state="done").count() == 2


def test_the_work_of_a_day_forgets_looks_that_measured_nothing(alice: User) -> None:
    with freeze_time(NOW):
        quoted = quote_swap(spend(alice, "100", "USDC", get="ETH"))
        confirm_swap(alice, quoted.handle, pressed_by="update 1")
    Repricing.objects.filter(delay_minutes=1).update(state="missed")
    Repricing.objects.filter(delay_minutes=5).update(state="done", error_bps=3)

    assert begin_day(NOW + KEPT)
    assert Repricing.objects.count() == 2
    assert begin_day(NOW + KEPT + timedelta(days=1))
    assert Repricing.objects.get().error_bps == 3
