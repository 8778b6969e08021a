"""A real plan that its user's limits would not let end is not drafted; on paper there are none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pytest_django import Settings

from esther_site.lib.errors import UserError
from portfolio import plans
from portfolio.models import RebalancePlan
from portfolio.tests.plan_desk import drafted
from trading.models import SpendingLimit, Swap, User
from trading.spending import set_limit
from trading.tests.desk import admitted
from trading.tests.live_desk import live_swap

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("okx", "seeded")]

WISH = "ETH 60 USDC 30 LINK 10"  # of $10,000 in USDC: one trade of $6,000, and one of $1,000
Kind = SpendingLimit.Kind


@pytest.fixture
def alice() -> User:
    return admitted(101, "Alice")


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Let plans be real, with limits far away."""
    monkeypatch.setattr(plans, "_mode", lambda *_: Swap.Mode.LIVE)
    settings.MAX_TRADE_USD, settings.MAX_DAY_USD = Decimal(10_000), Decimal(20_000)


@pytest.mark.usefixtures("live")
def test_a_trade_above_the_limit_is_named(alice: User) -> None:
    set_limit(alice, Kind.TRADE, Decimal(5_000))
    with pytest.raises(UserError, match=r"^USDC → ETH: This trade is worth .* your limit for one trade is \$5,000\.00"):
        drafted(alice, WISH)
    assert not RebalancePlan.objects.exists()


@pytest.mark.usefixtures("live")
def test_all_trades_count_together_for_the_day(alice: User) -> None:
    set_limit(alice, Kind.DAY, Decimal(6_500))
    with pytest.raises(UserError, match=r"These trades come to \$6,9\d\d\.\d\d;.* your limit is \$6,500\.00"):
        drafted(alice, WISH)


@pytest.mark.usefixtures("live")
def test_what_was_traded_today_counts_too(alice: User) -> None:
    set_limit(alice, Kind.DAY, Decimal(8_000))
    drafted(alice, WISH)
    paper = User.objects.get(pk=alice.pk).default_wallet
    live_swap(alice, "1500", state="done")
    User.objects.filter(pk=alice.pk).update(default_wallet=paper)
    with pytest.raises(UserError, match="you would have traded"):
        drafted(User.objects.get(pk=alice.pk), WISH)


def test_on_paper_no_limit_is_asked(alice: User) -> None:
    set_limit(alice, Kind.TRADE, Decimal(1))
    assert drafted(alice, WISH).mode == Swap.Mode.DRY_RUN
