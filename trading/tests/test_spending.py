from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.db import connection, transaction
from django.utils import timezone
from pytest_django.fixtures import Settings

from esther_site.lib.errors import UserError
from trading.models import SpendingLimit, Swap, Transaction, User
from trading.spending import check_spending, limits_of, set_limit, spent_today
from trading.tests.live_desk import SEALING_KEY, at_once, code_at, enrolled, hot_wallet, live_swap
from trading.two_factor import CodeNeeded, WrongCode

pytestmark = pytest.mark.django_db

DAY, MINUTE = timedelta(hours=24), timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _ceilings(settings: Settings) -> None:
    settings.MAX_TRADE_USD, settings.MAX_DAY_USD = Decimal(1000), Decimal(5000)
    settings.ENCRYPTION_KEY = SEALING_KEY


def limits(user: User, now: datetime | None = None) -> list[Decimal | int]:
    found = limits_of(user, now=now)
    return [found.trade_usd, found.day_usd]


def refusal(user: User, usd: str | None, swap: Swap | None = None) -> str:
    with pytest.raises(UserError) as caught, transaction.atomic():
        check_spending(user, None if usd is None else Decimal(usd), swap=swap)
    return caught.value.message


def sent(swap: Swap, state: str, purpose: str = "swap") -> None:
    Transaction.objects.create(
        swap=swap,
        wallet=swap.wallet,
        chain=swap.chain,
        purpose=purpose,
        nonce=Transaction.objects.count(),
        to="0x" + "11" * 20,
        value=0,
        data="0x",
        gas=21000,
        state=state,
        created_at=timezone.now(),
    )


# What is refused


@pytest.mark.parametrize("usd", ["0", "-5", "NaN", "Infinity", "1.234"])
def test_a_limit_that_is_no_amount_is_refused(alice: User, usd: str) -> None:
    with pytest.raises(UserError, match="Your limit is unchanged"):
        set_limit(alice, "trade", Decimal(usd))
    assert limits(alice) == [1000, 5000]


def test_a_limit_of_something_else_is_refused(alice: User) -> None:
    with pytest.raises(UserError, match="/limits trade 500"):
        set_limit(alice, "week", Decimal(500))


def test_nobody_goes_above_the_operators_ceiling(alice: User) -> None:
    with pytest.raises(UserError, match=r"allows \$1,000\.00 at most"):
        set_limit(alice, "trade", Decimal("1000.01"))
    with pytest.raises(UserError, match=r"allows \$5,000\.00 at most"):
        set_limit(alice, "day", Decimal(5001))
    assert SpendingLimit.objects.count() == 0


def test_a_trade_above_the_limit_is_refused(alice: User) -> None:
    set_limit(alice, "trade", Decimal(100))

    assert refusal(alice, "100.01").startswith("This trade is worth $100.01, and your limit for one trade is $100.00.")
    check_spending(alice, Decimal(100))


def test_a_trade_that_would_be_too_much_for_a_day_is_refused(alice: User) -> None:
    set_limit(alice, "day", Decimal(500))
    live_swap(alice, "450")

    assert refusal(alice, "50.01").startswith("With this trade you would have traded $500.01 within 24 hours")
    check_spending(alice, Decimal(50))


def test_a_trade_of_unknown_value_is_refused(alice: User) -> None:
    assert refusal(alice, None).startswith("What this trade is worth is not known")


def test_a_trade_of_unknown_value_counts_as_the_most_it_may_be(alice: User) -> None:
    live_swap(alice, None)
    assert spent_today(alice) == 1000


def test_raising_a_limit_asks_for_a_code_and_lowering_it_does_not(alice: User) -> None:
    enrolled(alice)
    set_limit(alice, "trade", Decimal(100))
    with pytest.raises(CodeNeeded):
        set_limit(alice, "trade", Decimal(200))
    with pytest.raises(WrongCode):
        set_limit(alice, "trade", Decimal(200), code="abcdef")
    assert limits_of(alice).pending == ()

    set_limit(alice, "trade", Decimal(200), code=code_at(alice))
    assert [row.usd for row in limits_of(alice).pending] == [200]


# When a limit acts


def test_a_user_begins_with_the_operators_limits(alice: User) -> None:
    assert limits(alice) == [1000, 5000]


def test_a_lower_limit_acts_at_once_and_for_oneself(alice: User, bob: User) -> None:
    set_limit(alice, "trade", Decimal("99.50"))

    assert limits(alice) == [Decimal("99.50"), 5000]
    assert limits(bob) == [1000, 5000]


def test_a_higher_limit_acts_a_day_later(alice: User) -> None:
    now = timezone.now()
    set_limit(alice, "day", Decimal(100), now=now)
    raised = set_limit(alice, "day", Decimal(2000), now=now + MINUTE)

    assert raised.acts_at == now + MINUTE + DAY
    assert limits(alice, now=now + DAY)[1] == 100
    assert limits(alice, now=now + DAY + MINUTE)[1] == 2000


def test_a_lower_limit_drops_the_higher_one_that_waits(alice: User) -> None:
    now = timezone.now()
    set_limit(alice, "day", Decimal(100), now=now)
    set_limit(alice, "day", Decimal(2000), now=now + MINUTE)
    set_limit(alice, "day", Decimal(50), now=now + 2 * MINUTE)

    assert limits(alice, now=now + 3 * DAY)[1] == 50
    assert limits_of(alice, now=now + 3 * MINUTE).pending == ()


def test_the_latest_higher_limit_is_the_one_that_waits(alice: User) -> None:
    now = timezone.now()
    set_limit(alice, "day", Decimal(100), now=now)
    set_limit(alice, "day", Decimal(2000), now=now + MINUTE)
    set_limit(alice, "day", Decimal(1500), now=now + 2 * MINUTE)

    assert [row.usd for row in limits_of(alice, now=now + 3 * MINUTE).pending] == [1500]
    assert limits(alice, now=now + DAY + MINUTE)[1] == 100
    assert limits(alice, now=now + 3 * DAY)[1] == 1500


def test_the_operators_ceiling_caps_what_was_chosen_before(alice: User, settings: Settings) -> None:
    set_limit(alice, "trade", Decimal(900))
    settings.MAX_TRADE_USD = Decimal(50)

    assert limits(alice)[0] == 50


# What counts as spent


@pytest.mark.parametrize("state", ["confirmed", "approving", "sent", "done", "review"])
def test_what_may_have_happened_counts(alice: User, state: str) -> None:
    live_swap(alice, "12.34", state=state)
    assert spent_today(alice) == Decimal("12.34")


@pytest.mark.parametrize("state", ["quoted", "failed", "cancelled", "expired", "replaced"])
def test_what_never_left_does_not_count(alice: User, state: str) -> None:
    swap = live_swap(alice, "12.34", state=state)
    sent(swap, "done", purpose="approve")
    sent(swap, "abandoned")
    assert spent_today(alice) == 0


@pytest.mark.parametrize("state", ["signed", "sent", "mined", "done", "reverted", "cancelled", "lost"])
def test_a_failure_that_was_sent_counts(alice: User, state: str) -> None:
    sent(live_swap(alice, "12.34", state="failed"), state)
    assert spent_today(alice) == Decimal("12.34")


def test_paper_others_and_the_day_before_do_not_count(alice: User, bob: User) -> None:
    now = timezone.now()
    live_swap(alice, "5", at=now - DAY + MINUTE)
    live_swap(alice, "7", at=now - DAY - MINUTE)
    Swap.objects.filter(pk=live_swap(alice, "11", state="done").pk).update(mode="dry_run")
    hot_wallet(bob, address="0x" + "cd" * 20)
    live_swap(bob, "13")

    assert [spent_today(alice), spent_today(bob)] == [Decimal(5), Decimal(13)]


def test_a_trade_that_is_confirmed_already_does_not_count_against_itself(alice: User) -> None:
    swap = live_swap(alice, "1000", state="approving")
    live_swap(alice, "4000", state="done")

    check_spending(alice, Decimal(1000), swap=swap)
    assert refusal(alice, "1000").startswith("With this trade you would have traded $6,000.00")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads share the one connection of SQLite in memory")
class TestManyAtOnce:
    def test_twenty_trades_at_once_do_not_overspend(self, alice: User) -> None:
        hot_wallet(alice)

        def trade() -> None:
            with transaction.atomic():
                check_spending(alice, Decimal(900))
                live_swap(alice, "900")

        told = at_once([trade] * 20)

        assert spent_today(alice) == 4500
        assert [bool(each) for each in sorted(told)] == [False] * 5 + [True] * 15

    def test_twenty_limits_at_once_leave_the_last_word(self, alice: User) -> None:
        amounts = [Decimal(number) for number in range(100, 120)]
        at_once([partial(set_limit, alice, "trade", usd) for usd in amounts])

        assert limits(alice)[0] in amounts
        assert SpendingLimit.objects.filter(acts_at__gt=timezone.now()).count() <= 1
