from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any, Final

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from esther_site.lib.errors import UserError
from trading.models import Order, Swap, User, new_handle
from trading.order_expiry import expire_orders
from trading.order_moves import (
    KEPT_WAITING,
    MAX_FAILURES,
    ask,
    claim_attempt,
    finish,
    fire,
    give_up,
    hold,
    keep_waiting,
    link,
    set_aside,
    stand_down,
    try_later,
)
from trading.orders import cancel_order, pause_order, resume_order
from trading.tests.order_desk import SECOND, Kind, State, Told, at_once, fixed_price, order_now, put, state_of, waiting

NOW: Final = timezone.now()
USD: Final = Decimal(9)
LEASE: Final = 45 * SECOND
OVER = [State.DONE, State.FAILED, State.CANCELLED, State.EXPIRED]


def pair_of(user: User, **more: Any) -> list[Order]:
    handle = new_handle()
    kinds = (Kind.STOP_LOSS, Kind.TAKE_PROFIT)
    return [waiting(user, kind, pair=handle, **more) for kind in kinds]


def swap_of(order: Order, state: Swap.State) -> Swap:
    """Return a trade as one of the order's attempts leaves it."""
    return Swap.objects.create(
        user=order.user,
        wallet=order.wallet,
        chain=order.token.chain,
        token_in=order.token_in,
        token_out=order.token_out,
        asked=order.asked,
        asked_units=1,
        exact=order.asked,
        units_in=1,
        maximum_units_in=1,
        expected_units_out=1,
        minimum_units_out=1,
        slippage_percent=1,
        gas_usd=Decimal(0),
        mode=Swap.Mode.DRY_RUN,
        origin=Swap.Origin.ORDER,
        state=state,
        expires_at=NOW + timedelta(minutes=1),
    )


def fired(order: Order, *, now: Any = NOW) -> Order:
    assert fire(order, usd=USD, now=now)
    return order


def attempted(order: Order, *, swap: Swap.State | None = None) -> Order:
    """Let an order fire, and an attempt at it have come this far."""
    assert claim_attempt(fired(order), now=NOW, lease=LEASE)
    if swap is not None:
        assert link(order, swap_of(order, swap))
    return order


def facts(order: Order) -> dict[str, Any]:
    return dict(Order.objects.filter(pk=order.pk).values().get())


def back(order: Order) -> bool:
    return stand_down(order, reason="The price came back.", until=NOW)


# Moves that are refused


MOVES: dict[str, tuple[Callable[[Order], bool], set[Order.State]]] = {
    "fire": (lambda order: fire(order, usd=USD, now=NOW), {State.ACTIVE, State.ASKING}),
    "ask": (lambda order: ask(order, usd=USD, reason="A gap.", now=NOW), {State.ACTIVE}),
    "keep waiting": (keep_waiting, {State.ASKING}),
    "hold": (lambda order: hold(order, reason="Too far.", until=NOW), {State.ACTIVE}),
    "stand down": (back, {State.TRIGGERED}),
    "claim": (lambda order: claim_attempt(order, now=NOW, lease=LEASE), {State.TRIGGERED}),
    "try later": (lambda order: try_later(order, reason="No gas.", until=NOW), {State.TRIGGERED}),
    "give up": (lambda order: give_up(order, reason="No gas.", now=NOW), {State.TRIGGERED}),
    "finish": (lambda order: finish(order, now=NOW), {State.TRIGGERED}),
    "link": (lambda order: link(order, swap_of(order, Swap.State.QUOTED)), {State.TRIGGERED}),
}


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("state", State)
def test_a_move_starts_where_it_may_and_changes_nothing_elsewhere(alice: User, name: str, state: Order.State) -> None:
    order = waiting(alice, state=state)
    before, (move, starts) = facts(order), MOVES[name]

    assert move(order) == (state in starts)
    assert (facts(order) == before) == (state not in starts)


@pytest.mark.parametrize("name", ["fire", "ask"])
def test_what_is_past_its_end_is_not_reached_any_more(alice: User, name: str) -> None:
    assert not MOVES[name][0](waiting(alice, expires_at=NOW))


# Firing


def test_an_order_fires_once(alice: User) -> None:
    order = waiting(alice, waits_because="Too far.", not_before=NOW + SECOND)
    again = order_now(order)

    assert fire(order, usd=USD, now=NOW)
    assert not fire(again, usd=USD, now=NOW)
    assert facts(order) == facts(again)
    kept = order_now(order)
    assert (kept.state, kept.reached_at, kept.reached_usd) == (State.TRIGGERED, NOW, USD)
    assert (kept.waits_because, kept.not_before, kept.attempts) == ("", None, 0)
    assert (order.state, order.reached_usd) == (State.TRIGGERED, USD)


def test_the_one_that_fires_cancels_the_other(alice: User, bob: User) -> None:
    stop, target = pair_of(alice)
    bystanders = [waiting(alice), waiting(bob), *pair_of(alice)]
    fired(stop)

    ended = order_now(target)
    assert (ended.state, ended.ended_by, ended.finished_at) == (State.CANCELLED, stop, NOW)
    assert not fire(target, usd=USD, now=NOW)
    assert {state_of(order) for order in bystanders} == {State.ACTIVE}


def test_orders_without_a_pair_do_not_cancel_each_other(alice: User) -> None:
    first, second = waiting(alice), waiting(alice)
    fired(first)
    assert state_of(second) == State.ACTIVE


@pytest.mark.parametrize("state", [State.ASKING, State.PAUSED])
def test_also_the_other_one_that_asks_or_rests_is_cancelled(alice: User, state: Order.State) -> None:
    stop, target = pair_of(alice)
    put(target, state=state, waits_because="x")
    fired(stop)
    assert state_of(target) == State.CANCELLED


@pytest.mark.parametrize("state", OVER)
def test_the_other_one_that_is_over_stays_what_it_was(alice: User, state: Order.State) -> None:
    stop, target = pair_of(alice)
    put(target, state=state)
    fired(stop)
    assert (state_of(target), order_now(target).ended_by) == (state, None)


def test_nothing_fires_beside_one_that_is_being_carried_out(alice: User) -> None:
    stop, target = pair_of(alice)
    put(target, state=State.TRIGGERED)

    assert not fire(stop, usd=USD, now=NOW)
    assert state_of(stop) == State.ACTIVE


def test_firing_is_undone_with_the_callers_transaction(alice: User) -> None:
    stop, target = pair_of(alice)

    with pytest.raises(ZeroDivisionError):
        _fire_and_fail(stop)
    assert (state_of(stop), state_of(target)) == (State.ACTIVE, State.ACTIVE)


def _fire_and_fail(order: Order) -> None:
    with transaction.atomic():
        fired(order)
        raise ZeroDivisionError


# Asking


def test_an_order_that_asks_says_why_and_when(alice: User) -> None:
    order = waiting(alice)
    ask(order, usd=USD, reason="Nobody watched from 14:05 to 14:20." * 20, now=NOW)

    kept = order_now(order)
    assert (kept.state, kept.reached_at, kept.reached_usd) == (State.ASKING, NOW, USD)
    assert kept.waits_because.startswith("Nobody watched")
    assert fire(order, usd=USD, now=NOW)


def test_who_keeps_waiting_is_left_alone_for_a_while(alice: User) -> None:
    order = waiting(alice)
    ask(order, usd=USD, reason="A gap.", now=NOW)
    before = timezone.now()

    assert keep_waiting(order)
    kept = order_now(order)
    assert (kept.state, kept.reached_at, kept.reached_usd, kept.waits_because) == (State.ACTIVE, NOW, None, "")
    assert kept.not_before is not None
    assert kept.not_before >= before + KEPT_WAITING


def test_an_order_that_is_held_says_why_and_until_when(alice: User) -> None:
    order = waiting(alice)
    hold(order, reason="The price for this size is 3 % away.", until=NOW + SECOND)

    kept = order_now(order)
    assert (kept.state, kept.waits_because, kept.not_before) == (
        State.ACTIVE,
        "The price for this size is 3 % away.",
        NOW + SECOND,
    )


# Standing down


def test_standing_down_brings_back_exactly_what_the_firing_ended(alice: User) -> None:
    stop, target = pair_of(alice)
    asking, paused, cancelled = (waiting(alice, Kind.TAKE_PROFIT, pair=stop.pair) for _ in range(3))
    ask(asking, usd=USD, reason="A gap.", now=NOW)
    pause_order(alice, paused.handle)
    cancel_order(alice, cancelled.handle)
    others = pair_of(alice)
    fired(others[0])
    fired(stop)

    assert back(stop)
    kept = order_now(stop)
    assert (kept.state, kept.reached_at, kept.reached_usd, kept.attempts) == (State.ACTIVE, None, None, 0)
    assert (kept.waits_because, kept.not_before) == ("The price came back.", NOW)
    restored = [order_now(order) for order in (target, asking, paused, cancelled, others[1])]
    assert [order.state for order in restored] == ["active", "active", "paused", "cancelled", "cancelled"]
    assert [order.ended_by for order in restored] == [None] * 4 + [others[0]]
    assert [order.finished_at is None for order in restored] == [True] * 3 + [False] * 2
    assert fire(target, usd=USD, now=NOW)


@pytest.mark.parametrize("state", [Swap.State.CONFIRMED, Swap.State.BOOKED])
def test_a_trade_under_way_is_not_taken_back(alice: User, state: Swap.State) -> None:
    stop, target = pair_of(alice)
    attempted(stop, swap=state)

    assert not back(stop)
    assert (state_of(stop), state_of(target)) == (State.TRIGGERED, State.CANCELLED)


def test_the_quote_of_an_attempt_that_is_taken_back_cannot_be_confirmed(alice: User) -> None:
    order = attempted(waiting(alice), swap=Swap.State.QUOTED)
    assert back(order)

    assert Swap.objects.get().state == Swap.State.REPLACED
    assert order_now(order).swap is None


def test_an_attempt_somebody_else_has_taken_is_not_taken_back(alice: User) -> None:
    order = fired(waiting(alice))
    stale = order_now(order)
    claim_attempt(order, now=NOW, lease=LEASE)

    assert not back(stale)
    assert state_of(order) == State.TRIGGERED


# Attempts


def test_an_attempt_is_one_monitors_until_its_lease_ends(alice: User) -> None:
    order = fired(waiting(alice))
    other = order_now(order)

    assert claim_attempt(order, now=NOW, lease=LEASE)
    assert (order.attempts, order.not_before) == (1, NOW + LEASE)
    assert not claim_attempt(other, now=NOW + LEASE - SECOND, lease=LEASE)
    assert claim_attempt(other, now=NOW + LEASE, lease=LEASE)
    assert other.attempts == 2


def test_who_lost_the_lease_notes_nothing(alice: User) -> None:
    slow = attempted(waiting(alice))
    quick = order_now(slow)
    claim_attempt(quick, now=NOW + LEASE, lease=LEASE)
    before = facts(slow)

    assert not try_later(slow, reason="Slow.", until=NOW)
    assert not give_up(slow, reason="Slow.", now=NOW)
    assert not link(slow, swap_of(slow, Swap.State.QUOTED))
    assert facts(slow) == before
    assert try_later(quick, reason="OKX is busy.", until=NOW)


def test_only_the_latest_quote_of_an_order_can_be_confirmed(alice: User) -> None:
    order = attempted(waiting(alice), swap=Swap.State.QUOTED)
    old = order.swap
    assert old is not None
    fresh = swap_of(order, Swap.State.QUOTED)

    assert link(order, fresh)
    old.refresh_from_db()
    assert (old.state, order_now(order).swap) == (Swap.State.REPLACED, fresh)


@pytest.mark.parametrize("state", [Swap.State.CONFIRMED, Swap.State.BOOKED])
def test_a_trade_under_way_keeps_its_place_and_the_attempt_open(alice: User, state: Swap.State) -> None:
    order = attempted(waiting(alice), swap=state)
    begun = order.swap

    assert not link(order, swap_of(order, Swap.State.QUOTED))
    assert not try_later(order, reason="x", until=NOW)
    assert not give_up(order, reason="x", now=NOW)
    assert order_now(order).swap == begun
    assert state_of(order) == State.TRIGGERED


def test_a_failed_attempt_says_why_and_leaves_no_open_quote(alice: User) -> None:
    order = attempted(waiting(alice), swap=Swap.State.QUOTED)
    assert try_later(order, reason="OKX is busy.", until=NOW + SECOND)

    kept = order_now(order)
    assert (kept.state, kept.waits_because, kept.not_before) == (State.TRIGGERED, "OKX is busy.", NOW + SECOND)
    assert Swap.objects.get().state == Swap.State.REPLACED


def test_what_is_given_up_is_over(alice: User) -> None:
    order = attempted(waiting(alice))
    assert give_up(order, reason="No gas.", now=NOW)

    kept = order_now(order)
    assert (kept.state, kept.waits_because, kept.finished_at, kept.not_before) == (State.FAILED, "No gas.", NOW, None)


def test_whoever_finds_the_trade_booked_finishes_the_order_once(alice: User) -> None:
    order = attempted(waiting(alice), swap=Swap.State.BOOKED)
    other = order_now(order)

    assert finish(other, now=NOW)
    assert not finish(order, now=NOW)
    kept = order_now(order)
    assert (kept.state, kept.finished_at, kept.not_before, kept.swap) == (State.DONE, NOW, None, order.swap)


# Poison


def test_an_order_that_fails_by_a_bug_rests_and_is_paused_in_the_end(alice: User) -> None:
    order = waiting(alice)

    assert [set_aside(order, now=NOW) for _ in range(MAX_FAILURES)] == [False] * 4 + [True]
    kept = order_now(order)
    assert (kept.state, kept.failures, kept.not_before) == (State.PAUSED, 5, None)
    assert "error in Esther" in kept.waits_because
    assert not set_aside(order, now=NOW)


def test_between_two_bugs_it_waits(alice: User) -> None:
    order = waiting(alice)
    set_aside(order, now=NOW)

    assert order_now(order).not_before == NOW + timedelta(minutes=1)
    assert state_of(order) == State.ACTIVE


def test_a_fired_order_that_is_paused_brings_back_what_it_ended(alice: User) -> None:
    stop, target = pair_of(alice, failures=4)
    attempted(stop, swap=Swap.State.QUOTED)

    assert set_aside(stop, now=NOW)
    kept = order_now(stop)
    assert (kept.state, kept.attempts, kept.swap, kept.reached_at) == (State.PAUSED, 0, None, None)
    assert state_of(target) == State.ACTIVE
    assert Swap.objects.get().state == Swap.State.REPLACED


def test_a_bug_does_not_pause_what_is_being_traded(alice: User) -> None:
    order = attempted(waiting(alice, failures=9), swap=Swap.State.CONFIRMED)

    assert not set_aside(order, now=NOW)
    assert (state_of(order), order_now(order).failures) == (State.TRIGGERED, 10)


def test_what_is_traded_and_can_never_be_told_is_done_in_the_end(alice: User) -> None:
    stop, target = pair_of(alice)
    attempted(stop, swap=Swap.State.BOOKED)

    assert [set_aside(stop, now=NOW) for _ in range(MAX_FAILURES - 1)] == [False] * 4
    assert state_of(stop) == State.TRIGGERED
    assert not set_aside(stop, now=NOW)
    assert (state_of(stop), state_of(target)) == (State.DONE, State.CANCELLED)


@pytest.mark.parametrize("state", [State.PAUSED, *OVER])
def test_what_is_over_or_rests_is_not_set_aside(alice: User, state: Order.State) -> None:
    order = waiting(alice, state=state, failures=9)
    before = facts(order)

    assert not set_aside(order, now=NOW)
    assert facts(order) == before


# Whatever comes in whatever sequence


ACTS: dict[str, Callable[[Order], object]] = {
    **{name: move for name, (move, _) in MOVES.items() if name not in ("link", "finish")},
    "trade": lambda order: _trade(order),
    "pause": lambda order: pause_order(order.user, order.handle),
    "resume": lambda order: resume_order(order.user, order.handle),
    "cancel": lambda order: cancel_order(order.user, order.handle),
    "expire": lambda order: expire_orders(NOW + timedelta(days=1), tell=Told()),
    "bug": lambda order: [set_aside(order, now=NOW) for _ in range(MAX_FAILURES)],
}
steps = st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 2), st.booleans()), max_size=25)


def _trade(order: Order) -> bool:
    """Book a trade for a fired order, as an attempt does, and finish it."""
    if not claim_attempt(order, now=NOW + timedelta(days=2), lease=LEASE):
        return False
    swap = swap_of(order, Swap.State.QUOTED)
    return link(order, swap) and bool(Swap.objects.update(state=Swap.State.BOOKED)) and finish(order, now=NOW)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_never_more_than_one_of_a_pair_is_carried_out(alice: User, steps: list[tuple[str, int, bool]]) -> None:
    fixed_price("LINK", "5")
    sides = [(Kind.STOP_LOSS, "4"), (Kind.TAKE_PROFIT, "6"), (Kind.TAKE_PROFIT, "7")]
    handle = new_handle()
    orders = [waiting(alice, kind, pair=handle, trigger_usd=Decimal(usd)) for kind, usd in sides]
    put(orders[2], expires_at=NOW + timedelta(days=1))
    stale = [order_now(order) for order in orders]

    for act, number, is_stale in steps:
        try:
            ACTS[act](stale[number] if is_stale else order_now(orders[number]))
        except UserError:
            continue
        _check([order_now(order) for order in orders])


def _check(orders: list[Order]) -> None:
    carried_out = [order for order in orders if order.state in (State.TRIGGERED, State.DONE, State.FAILED)]
    assert len(carried_out) <= 1
    if carried_out:
        assert not [order for order in orders if order.state in (State.ACTIVE, State.ASKING, State.PAUSED)]
    for order in orders:
        assert (order.state == State.DONE) == (order.swap is not None and order.swap.state == Swap.State.BOOKED)
        assert order.state != State.PAUSED or order.waits_because
        assert (order.finished_at is not None) == (order.state in OVER)


# Many at once


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads share the one connection of SQLite in memory")
class TestManyMonitorsAtOnce:
    @pytest.mark.parametrize("repeat", range(5))
    def test_one_order_of_a_pair_fires(self, alice: User, repeat: int) -> None:
        orders = pair_of(alice)
        fires = [partial(fire, order_now(order), usd=USD, now=NOW) for order in orders for _ in range(4)]
        outcomes = at_once(fires)

        assert sorted(outcomes, key=str) == [False] * 7 + [True]
        assert sorted(state_of(order) for order in orders) == [State.CANCELLED, State.TRIGGERED]

    @pytest.mark.parametrize("repeat", range(5))
    def test_firing_and_standing_down_never_leave_two(self, alice: User, repeat: int) -> None:
        stop, target = pair_of(alice)
        fired(stop)
        acts = [partial(back, order_now(stop)) for _ in range(3)]
        acts += [partial(fire, order_now(order), usd=USD, now=NOW) for order in (stop, target) for _ in range(3)]
        at_once(acts)

        assert sorted([state_of(stop), state_of(target)]) in (
            [State.ACTIVE, State.ACTIVE],
            [State.CANCELLED, State.TRIGGERED],
        )

    def test_one_monitor_has_the_attempt(self, alice: User) -> None:
        order = fired(waiting(alice))
        outcomes = at_once([partial(claim_attempt, order_now(order), now=NOW, lease=LEASE) for _ in range(8)])

        assert sorted(outcomes, key=str) == [False] * 7 + [True]
        assert order_now(order).attempts == 1

    @pytest.mark.parametrize("repeat", range(5))
    def test_a_quote_is_confirmed_or_its_order_stands_down(self, alice: User, repeat: int) -> None:
        order = attempted(waiting(alice), swap=Swap.State.QUOTED)
        quoted = Swap.objects.filter(state=Swap.State.QUOTED)
        confirm = partial(quoted.update, state=Swap.State.CONFIRMED)
        outcomes = at_once([confirm, partial(back, order_now(order))])

        assert outcomes in ([1, False], [0, True])
