from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import NoReturn

import pytest
import responses
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from esther_site.lib.errors import UserError
from portfolio import legs as machine
from portfolio.legs import LOOK, REST, advance_due, requote, step
from portfolio.models import RebalanceLeg, RebalancePlan
from portfolio.plan_moves import LEASE, claim, expire_plans, go_on, next_leg, start, stop
from portfolio.tests.plan_desk import drafted, legs_of, plan_now
from sandbox.okx.faults import clear_faults, set_fault
from tokens.models import Price
from trading.models import Swap, User
from trading.swaps import confirm_swap
from trading.tests.desk import admitted, hold, holdings, token, while_quoting
from trading.tests.order_desk import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("okx")]

State, LegState = RebalancePlan.State, RebalanceLeg.State
Done, Planned, Failed, Skipped, Trading = (
    LegState.DONE,
    LegState.PLANNED,
    LegState.FAILED,
    LegState.SKIPPED,
    LegState.TRADING,
)


@pytest.fixture
def alice(seeded: None) -> User:
    return admitted(101, "Alice")


@pytest.fixture
def plan(alice: User, okx: responses.RequestsMock) -> RebalancePlan:
    """USDC for ETH, then USDC for LINK."""
    return drafted(alice, "ETH 60 USDC 30 LINK 10")


class Told:
    """Hears what is told of plans."""

    def __init__(self) -> None:
        self.events: list[str] = []

    def __call__(self, plan: RebalancePlan, event: str) -> None:
        self.events.append(event)


def begun(plan: RebalancePlan, *, asks_each: bool = False) -> RebalancePlan:
    assert start(plan, asks_each=asks_each, now=timezone.now())
    return plan_now(plan)


def monitored(plan: RebalancePlan, *, later: timedelta = REST) -> list[str]:
    """Let a monitor look at all plans once; return what it told."""
    told = Told()
    advance_due(timezone.now() + later, tell=told)
    return told.events


def carried_on(plan: RebalancePlan) -> None:
    """Let a press make one trade after the other."""
    while step(plan.pk, now=timezone.now(), is_mine=True):
        pass


def states(plan: RebalancePlan) -> list[str]:
    return [leg.state for leg in legs_of(plan)]


def crash(*_: object, **__: object) -> NoReturn:
    raise SystemExit("the process is gone")


def test_a_plan_that_lapsed_does_not_begin(plan: RebalancePlan) -> None:
    RebalancePlan.objects.update(expires_at=timezone.now())

    assert not start(plan, asks_each=False, now=timezone.now())
    assert not step(plan.pk, now=timezone.now())
    assert states(plan) == [Planned, Planned]


def test_it_begins_once(plan: RebalancePlan) -> None:
    assert [start(plan, asks_each=False, now=timezone.now()) for _ in range(2)] == [True, False]


def test_a_second_plan_of_a_wallet_does_not_begin(alice: User, plan: RebalancePlan) -> None:
    other = drafted(alice, "ETH 50 USDC 50")
    begun(plan)
    with pytest.raises(UserError, match="Another rebalance"):
        start(other, asks_each=False, now=timezone.now())
    assert plan_now(other).state == State.DRAFTED


def test_a_draft_is_carried_out_by_nobody(plan: RebalancePlan) -> None:
    assert monitored(plan) == []
    assert not Swap.objects.exists()


def test_nobody_works_on_a_plan_that_is_leased(plan: RebalancePlan) -> None:
    begun(plan)
    assert claim(plan.pk, timezone.now())

    assert not step(plan.pk, now=timezone.now())
    assert monitored(plan) == []
    assert states(plan) == [Planned, Planned]


def test_a_plan_is_carried_out_trade_by_trade(alice: User, plan: RebalancePlan) -> None:
    begun(plan)

    assert step(plan.pk, now=timezone.now())
    assert states(plan) == [Done, Planned]
    assert not step(plan.pk, now=timezone.now()), "it rests for everybody else"
    assert states(plan) == [Done, Planned]
    assert not step(plan.pk, now=timezone.now(), is_mine=True), "that was the last one"
    assert states(plan) == [Done, Done]
    assert plan_now(plan).state == State.DONE
    held = holdings(alice)
    for leg in legs_of(plan):
        assert leg.swap is not None
        assert leg.swap.state == Swap.State.BOOKED
        assert leg.swap.origin == Swap.Origin.REBALANCE
        assert leg.swap.received_units_out == held[leg.token_out.symbol] or leg.token_out.is_native


def test_it_ends_at_the_targets(alice: User, plan: RebalancePlan) -> None:
    begun(plan)
    assert monitored(plan) == ["done"]
    prices = {symbol: Price.objects.get(token=token(symbol)).usd for symbol in ("ETH", "USDC", "LINK")}
    worth = {symbol: token(symbol).to_amount(units) * prices[symbol] for symbol, units in holdings(alice).items()}
    total = sum(worth.values())

    for symbol, percent in (("ETH", 60), ("USDC", 30), ("LINK", 10)):
        assert worth[symbol] * 100 / total == pytest.approx(percent, abs=Decimal("0.5"))


def test_a_later_trade_spends_what_the_earlier_ones_really_left(alice: User, plan: RebalancePlan) -> None:
    begun(plan)
    step(plan.pk, now=timezone.now())
    hold(alice, "1", "LINK")  # some is there by now
    step(plan.pk, now=timezone.now(), is_mine=True)
    second = legs_of(plan)[1]

    assert second.swap is not None
    assert second.swap.units_in < second.units_in
    shown, spent = (second.token_in.to_amount(units) for units in (second.units_in, second.swap.units_in))
    assert shown - spent == pytest.approx(
        Price.objects.get(token=token("LINK")).usd * Decimal("0.9"), rel=Decimal("0.2")
    )


def test_it_never_spends_much_more_than_was_shown(alice: User, plan: RebalancePlan) -> None:
    begun(plan)
    step(plan.pk, now=timezone.now())
    hold(alice, "50000", "USDC")
    step(plan.pk, now=timezone.now(), is_mine=True)
    second = legs_of(plan)[1]

    assert second.swap is not None
    assert second.swap.units_in == int(second.units_in * Decimal("1.01"))


def test_a_trade_that_is_not_needed_any_more_is_left_out(alice: User, plan: RebalancePlan) -> None:
    begun(plan)
    step(plan.pk, now=timezone.now())
    hold(alice, "1000", "LINK")

    assert monitored(plan) == ["done"]
    assert states(plan) == [Done, Skipped]


def test_somebody_who_may_not_trade_any_more_does_not(alice: User, plan: RebalancePlan) -> None:
    begun(plan)
    User.objects.filter(pk=alice.pk).update(status=User.Status.BLOCKED)

    assert monitored(plan) == ["waits"]
    assert not Swap.objects.exists()


def test_a_price_that_moved_stops_the_plan(plan: RebalancePlan) -> None:
    begun(plan)
    RebalanceLeg.objects.filter(plan=plan, position=1).update(minimum_units_out=10**24)

    assert monitored(plan) == ["waits"]
    assert states(plan) == [Failed, Planned]
    assert "moved by more than the slippage" in plan_now(plan).waits_because
    assert not Swap.objects.filter(state__in=["quoted", "booked"]).exists()


def test_a_failed_trade_can_be_tried_again_with_numbers_that_are_shown_first(plan: RebalancePlan) -> None:
    begun(plan)
    set_fault("aggregator/quote", "500", times=99)
    monitored(plan)
    clear_faults()
    cache.clear()
    waiting = plan_now(plan)
    assert waiting.state == State.WAITING
    assert not go_on(waiting, 1, skips=False, now=timezone.now()), "what failed is not made without new numbers"

    leg = requote(waiting, 1)
    assert leg.state == Planned
    assert go_on(waiting, 1, skips=False, now=timezone.now())
    assert monitored(plan) == ["done"]
    assert states(plan) == [Done, Done]


def test_a_failed_trade_can_be_skipped(plan: RebalancePlan) -> None:
    begun(plan)
    RebalanceLeg.objects.filter(plan=plan, position=1).update(minimum_units_out=10**24)
    monitored(plan)

    assert go_on(plan_now(plan), 1, skips=True, now=timezone.now())
    assert monitored(plan) == ["done"]
    assert states(plan) == [Skipped, Done]


def test_a_plan_can_be_stopped_and_what_was_traded_stays_traded(plan: RebalancePlan) -> None:
    begun(plan, asks_each=True)
    go_on(plan_now(plan), 1, skips=False, now=timezone.now())
    monitored(plan)

    assert stop(plan_now(plan), now=timezone.now())
    assert plan_now(plan).state == State.STOPPED
    assert states(plan) == [Done, Planned]
    assert monitored(plan) == []
    assert not go_on(plan_now(plan), 2, skips=False, now=timezone.now())


def test_one_by_one_waits_for_a_word_on_each(plan: RebalancePlan) -> None:
    begun(plan, asks_each=True)
    assert monitored(plan) == []
    assert states(plan) == [Planned, Planned]

    assert go_on(plan_now(plan), 1, skips=False, now=timezone.now())
    assert monitored(plan) == ["waits"]
    assert states(plan) == [Done, Planned]
    assert not go_on(plan_now(plan), 1, skips=False, now=timezone.now()), "an old button"
    assert go_on(plan_now(plan), 2, skips=False, now=timezone.now())
    assert not go_on(plan_now(plan), 2, skips=False, now=timezone.now()), "pressed twice"
    assert monitored(plan) == ["done"]


def test_a_plan_that_nobody_answers_is_closed(plan: RebalancePlan) -> None:
    begun(plan, asks_each=True)
    assert expire_plans(timezone.now()) == 0
    assert expire_plans(timezone.now() + timedelta(days=1, seconds=1)) == 1
    assert plan_now(plan).state == State.EXPIRED


@pytest.mark.parametrize("place", ["claim", "quote_swap", "link", "confirm_swap", "end_leg", "finish"])
@pytest.mark.parametrize("is_after", [False, True])
def test_a_crash_anywhere_trades_nothing_twice(
    alice: User, plan: RebalancePlan, monkeypatch: pytest.MonkeyPatch, place: str, is_after: bool
) -> None:
    begun(plan)
    act: Callable[..., object] = getattr(machine, place)

    def dies(*arguments: object, **more: object) -> NoReturn:
        if is_after:
            act(*arguments, **more)
        crash()

    with monkeypatch.context() as patched:
        patched.setattr(machine, place, dies)
        with pytest.raises(SystemExit):
            carried_on(plan)
    for _ in range(3):
        monitored(plan, later=LEASE + timedelta(seconds=1))

    assert plan_now(plan).state == State.DONE
    assert states(plan) == [Done, Done]
    assert Swap.objects.filter(state=Swap.State.BOOKED).count() == 2
    assert holdings(alice)["LINK"] == Swap.objects.get(token_out=token("LINK"), state="booked").received_units_out


def test_a_crash_before_the_confirmation_is_taken_up_after_the_quote_lapsed(
    plan: RebalancePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(plan)
    with monkeypatch.context() as patched:
        patched.setattr(machine, "confirm_swap", crash)
        with pytest.raises(SystemExit):
            step(plan.pk, now=timezone.now())
    lapsed = Swap.objects.get(state=Swap.State.QUOTED)
    Swap.objects.update(expires_at=timezone.now())
    assert monitored(plan, later=LEASE + timedelta(seconds=1)) == ["done"]

    lapsed.refresh_from_db()
    assert lapsed.state == Swap.State.EXPIRED
    assert states(plan) == [Done, Done]


def test_who_comes_too_late_with_a_quote_links_nothing(plan: RebalancePlan, okx: responses.RequestsMock) -> None:
    """The lease ran out while OKX was asked, and another monitor went on with the plan."""
    begun(plan)
    happened: list[bool] = []

    def overtakes() -> None:
        if not happened:
            happened.append(True)
            RebalancePlan.objects.filter(pk=plan.pk).update(lease_until=timezone.now() + timedelta(minutes=5))

    with while_quoting(okx, overtakes):
        step(plan.pk, now=timezone.now())

    assert states(plan) == [Planned, Planned]
    assert set(Swap.objects.values_list("state", flat=True)) == {"cancelled"}


def test_a_live_trade_is_waited_for(plan: RebalancePlan, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(plan)

    def begins(user: User, handle: str, *, pressed_by: str) -> None:
        live = {"state": Swap.State.SENT, "mode": "live", "begin_before": timezone.now()}
        Swap.objects.filter(handle=handle).update(**live)

    with monkeypatch.context() as patched:
        patched.setattr(machine, "confirm_swap", begins)
        assert not step(plan.pk, now=timezone.now())
    assert states(plan) == [Trading, Planned]
    assert monitored(plan, later=timedelta(0)) == [], "it is looked at in a moment"
    assert not stop(plan_now(plan), now=timezone.now()), "it stops behind what is on its way"

    Swap.objects.filter(state="sent").update(state="done", received_units_out=10**18)
    assert monitored(plan, later=LOOK) == ["waits"]
    assert states(plan) == [Done, Planned]


def test_a_live_trade_that_failed_stops_the_plan_with_its_reason(plan: RebalancePlan) -> None:
    begun(plan)
    swap = Swap.objects.create(
        user=plan.user,
        wallet=plan.wallet,
        chain=plan.chain,
        token_in=token("USDC"),
        token_out=token("ETH"),
        asked="in",
        asked_units=1,
        exact="in",
        units_in=1,
        maximum_units_in=1,
        expected_units_out=1,
        minimum_units_out=1,
        slippage_percent=Decimal(1),
        gas_usd=Decimal(1),
        mode="live",
        state="failed",
        failure="The chain undid it.",
        begin_before=timezone.now(),
        expires_at=timezone.now(),
    )
    RebalanceLeg.objects.filter(plan=plan, position=1).update(state=Trading, swap=swap)

    assert monitored(plan) == ["waits"]
    assert states(plan) == [Failed, Planned]
    assert plan_now(plan).waits_because == "The chain undid it."


def test_a_trade_that_another_press_confirmed_is_not_confirmed_again(plan: RebalancePlan) -> None:
    """The first monitor was slow, not gone: its confirmation is booked before the second one looks."""
    begun(plan)

    def slow(user: User, handle: str, *, pressed_by: str) -> Swap:
        confirm_swap(user, handle, pressed_by=pressed_by)
        return confirm_swap(user, handle, pressed_by=pressed_by)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(machine, "confirm_swap", slow)
        step(plan.pk, now=timezone.now())

    assert states(plan) == [Done, Planned]
    assert Swap.objects.filter(state=Swap.State.BOOKED).count() == 1


def test_what_one_plan_meets_keeps_no_other_from_its_turn(
    alice: User, plan: RebalancePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = admitted(102, "Bob")
    begun(plan)
    other = begun(drafted(bob, "ETH 50 USDC 50"))

    def broken(plan_id: int) -> RebalanceLeg | None:
        if plan_id == plan.pk:
            raise RuntimeError("a bug")
        return next_leg(plan_id)

    monkeypatch.setattr(machine, "next_leg", broken)
    assert monitored(plan) == ["done"]
    assert plan_now(other).state == State.DONE


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads share the one connection of SQLite in memory")
class TestManyAtOnce:
    def test_eight_monitors_make_each_trade_once(self, alice: User, plan: RebalancePlan) -> None:
        begun(plan)
        told = Told()
        for _ in range(3):
            at_once([lambda: advance_due(timezone.now() + REST, tell=told)] * 8)

        assert told.events == ["done"]
        assert states(plan) == [Done, Done]
        assert Swap.objects.filter(state=Swap.State.BOOKED).count() == 2
        assert Swap.objects.exclude(state__in=["booked", "cancelled"]).count() == 0

    def test_a_press_and_the_monitors_make_each_trade_once(self, plan: RebalancePlan) -> None:
        begun(plan)

        at_once([partial(carried_on, plan), *[lambda: advance_due(timezone.now() + REST, tell=Told())] * 4])
        monitored(plan)

        assert plan_now(plan).state == State.DONE
        assert Swap.objects.filter(state=Swap.State.BOOKED).count() == 2

    def test_one_of_eight_presses_begins_a_plan(self, plan: RebalancePlan) -> None:
        begins = at_once([lambda: start(plan, asks_each=False, now=timezone.now())] * 8)

        assert sorted(map(str, begins)) == ["False"] * 7 + ["True"]

    def test_one_of_two_plans_of_a_wallet_begins(self, alice: User, plan: RebalancePlan) -> None:
        other = drafted(alice, "ETH 50 USDC 50")
        begins = at_once([partial(start, each, asks_each=False, now=timezone.now()) for each in (plan, other)])

        assert sorted(map(str, begins)) == ["True", "UserError"]

    def test_a_plan_that_waits_goes_on_by_one_of_eight_presses(self, plan: RebalancePlan) -> None:
        begun(plan, asks_each=True)
        acts = [lambda: go_on(plan, 1, skips=False, now=timezone.now())] * 4
        acts += [lambda: go_on(plan, 1, skips=True, now=timezone.now())] * 4
        moved = at_once(acts)

        assert moved.count(True) == 1
