from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
import responses
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from esther_site.lib.errors import UserError
from trading.brackets import Bracket
from trading.intake import AmountKind
from trading.models import Order, User
from trading.order_moves import claim_attempt, fire
from trading.order_wishes import OrderWish
from trading.orders import (
    cancel_all,
    cancel_order,
    change_order,
    list_orders,
    own_order,
    pause_order,
    pause_orders_of,
    place_order,
    place_pair,
    resume_order,
)
from trading.tests.desk import hold, holdings
from trading.tests.order_desk import (
    SECOND,
    Kind,
    State,
    at_once,
    fixed_price,
    order_now,
    put,
    state_of,
    stop,
    target,
    waiting,
    worth,
)

Okx = responses.RequestsMock
Act = Callable[[User, str], Order]
DOLLAR = Decimal(1)
OPEN = [State.ACTIVE, State.ASKING, State.TRIGGERED, State.PAUSED]


def change(user: User, handle: str) -> Order:
    return change_order(user, handle, trigger_usd=Decimal("0.5"))


ACTS = [change, pause_order, resume_order, cancel_order]


@pytest.fixture(autouse=True)
def _prices(alice: User) -> None:
    """LINK costs ten dollars and ether two thousand; Alice has some of both, besides her dollars."""
    fixed_price("LINK", "10")
    fixed_price("ETH", "2000")
    hold(alice, "50", "LINK")
    hold(alice, "1", "ETH")


def facts(order: Order) -> dict[str, Any]:
    return dict(Order.objects.filter(pk=order.pk).values().get())


# Somebody else's, or nobody's


@pytest.mark.parametrize("act", [*ACTS, own_order])
def test_nobody_else_can_touch_an_order(alice: User, mallory: User, act: Act) -> None:
    order = waiting(alice)
    before = facts(order)

    with pytest.raises(UserError, match="not yours"):
        act(mallory, order.handle)
    assert facts(order) == before
    assert list_orders(mallory) == []
    assert cancel_all(mallory) == 0


@pytest.mark.parametrize("act", [*ACTS, own_order])
@pytest.mark.parametrize("handle", ["", "aaaaaaaaaa", "'; --", "x" * 300])
def test_a_handle_that_was_never_given_out_is_refused(alice: User, act: Act, handle: str) -> None:
    with pytest.raises(UserError, match="no longer known"):
        act(alice, handle)


# Placing


def test_what_makes_no_sense_is_not_stored(alice: User) -> None:
    with pytest.raises(UserError, match="already"):
        place_order(alice, stop(at="101"))
    assert Order.objects.count() == 0


def test_one_order_too_many_is_refused(alice: User, bob: User, settings: Settings) -> None:
    settings.MAX_ORDERS_PER_USER = 2
    first = place_order(alice, stop())
    pause_order(alice, place_order(alice, stop()).handle)
    hold(bob, "1", "ETH")

    with pytest.raises(UserError, match=r"There can be 2 orders .* Cancel one with /orders"):
        place_order(alice, stop())
    place_order(bob, stop())
    cancel_order(alice, first.handle)
    place_order(alice, stop())


def test_a_pair_needs_room_for_two(alice: User, settings: Settings) -> None:
    settings.MAX_ORDERS_PER_USER = 2
    place_order(alice, stop())

    with pytest.raises(UserError, match="There can be 2"):
        place_pair(alice, stop(), target())
    assert Order.objects.count() == 1


def test_an_order_that_is_placed_waits(alice: User) -> None:
    order = order_now(place_order(alice, stop(expires_at=timezone.now() + timedelta(days=1), is_automatic=True)))

    assert (order.state, order.trigger_usd, order.pair, order.is_automatic) == (
        State.ACTIVE,
        worth("ETH", "90"),
        "",
        True,
    )
    assert (order.reached_at, order.not_before, order.swap, order.waits_because) == (None, None, None, "")
    assert list_orders(alice) == [order]
    assert holdings(alice)["ETH"] == 10**18


def test_two_orders_of_different_tokens_are_no_pair(alice: User) -> None:
    with pytest.raises(UserError, match="about the same token"):
        place_pair(alice, stop("LINK"), target("ETH"))
    assert Order.objects.count() == 0


@pytest.mark.parametrize("alike", [stop, target])
def test_two_prices_on_one_side_are_no_pair(alice: User, alike: Callable[[], OrderWish]) -> None:
    with pytest.raises(UserError, match="one must wait for a higher price"):
        place_pair(alice, alike(), alike())
    assert Order.objects.count() == 0


def test_a_trailing_stop_and_a_target_are_a_pair(alice: User) -> None:
    trailing = OrderWish(kind=Kind.TRAILING_STOP, token="ETH", trail_percent=Decimal(5))

    assert {order.kind for order in place_pair(alice, trailing, target())} == {Kind.TRAILING_STOP, Kind.TAKE_PROFIT}


def test_the_orders_of_a_pair_know_each_other_and_nobody_else(alice: User) -> None:
    pairs = [place_pair(alice, stop(), target()) for _ in range(2)]

    assert [len({order.pair for order in pair}) for pair in pairs] == [1, 1]
    assert len({order.pair for pair in pairs for order in pair}) == 2


# Listing


def test_what_is_open_is_listed_oldest_first(alice: User, bob: User) -> None:
    orders = [waiting(alice, state=state) for state in State]
    waiting(bob)

    assert list_orders(alice) == [order for order in orders if order.state in OPEN]


def test_a_list_is_read_in_one_query(alice: User, django_assert_num_queries: Any) -> None:
    for _ in range(3):
        waiting(alice)

    with django_assert_num_queries(1):
        assert {order.token.chain.name + order.currency.chain.name for order in list_orders(alice)}


def test_an_order_that_is_over_can_still_be_looked_at(alice: User) -> None:
    order = waiting(alice, state=State.DONE)
    assert own_order(alice, order.handle) == order


# Changing


@pytest.mark.parametrize("state", [state for state in State if state not in (State.ACTIVE, State.PAUSED)])
def test_only_what_waits_or_rests_is_changed(alice: User, state: Order.State) -> None:
    order = waiting(alice, state=state)

    with pytest.raises(UserError, match="This order"):
        change(alice, order.handle)
    assert order_now(order).trigger_usd == DOLLAR


@pytest.mark.parametrize(
    ("kind", "words", "says"),
    [
        (Kind.STOP_LOSS, {"trail_percent": Decimal(5)}, "name another price"),
        (Kind.STOP_LOSS, {"trigger_usd": Decimal(10)}, "at or below a stop loss"),
        (Kind.STOP_LOSS, {"trigger_usd": Decimal(0)}, "Name a price"),
        (Kind.TAKE_PROFIT, {"trigger_usd": Decimal("9.5")}, "at or above a target"),
        (Kind.TRAILING_STOP, {"trigger_usd": Decimal(5)}, "another percentage"),
        (Kind.TRAILING_STOP, {"trail_percent": Decimal(100)}, "another percentage"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(
    alice: User, kind: Order.Kind, words: dict[str, Decimal], says: str
) -> None:
    order = waiting(alice, kind, trail_bps=500 if kind == Kind.TRAILING_STOP else None)
    before = facts(order)

    with pytest.raises(UserError, match=says):
        change_order(alice, order.handle, **words)
    assert facts(order) == before


def test_the_bracket_of_a_purchase_stays_around_its_price(alice: User) -> None:
    order = waiting(alice, Kind.LIMIT_BUY, stop_usd=Decimal("0.5"))

    with pytest.raises(UserError, match="stop must be below"):
        change_order(alice, order.handle, trigger_usd=Decimal("0.4"))


def test_a_changed_order_starts_anew(alice: User) -> None:
    held: dict[str, Any] = {
        "waits_because": "Too far from the price.",
        "not_before": timezone.now(),
        "attempts": 2,
        "failures": 3,
    }
    changed = change(alice, waiting(alice, **held).handle)

    assert (changed.trigger_usd, changed.state) == (Decimal("0.5"), State.ACTIVE)
    assert (changed.waits_because, changed.attempts, changed.failures) == ("", 0, 0)
    assert changed.not_before is not None
    assert held["not_before"] < changed.not_before <= timezone.now()


def test_a_paused_order_that_is_changed_keeps_resting(alice: User) -> None:
    order = waiting(alice)
    pause_order(alice, order.handle)
    changed = change(alice, order.handle)

    assert (changed.state, changed.trigger_usd, changed.waits_because) == (
        State.PAUSED,
        Decimal("0.5"),
        "You paused it.",
    )


def test_a_trailing_stop_follows_anew_at_another_distance(alice: User) -> None:
    long_ago = timezone.now() - timedelta(days=1)
    order = waiting(alice, Kind.TRAILING_STOP, trail_bps=500, trails_from=long_ago)
    changed = change_order(alice, order.handle, trail_percent=Decimal("7.5"))

    assert changed.trail_bps == 750
    assert changed.trails_from is not None
    assert changed.trails_from > long_ago


# Pausing and resuming


def test_a_second_press_is_told_so(alice: User) -> None:
    order = waiting(alice)

    assert pause_order(alice, order.handle).state == State.PAUSED
    with pytest.raises(UserError, match="is paused"):
        pause_order(alice, order.handle)
    assert resume_order(alice, order.handle).state == State.ACTIVE
    with pytest.raises(UserError, match="not paused"):
        resume_order(alice, order.handle)
    assert cancel_order(alice, order.handle).state == State.CANCELLED
    with pytest.raises(UserError, match="already cancelled"):
        cancel_order(alice, order.handle)


def test_a_price_that_was_passed_meanwhile_is_not_resumed_into(alice: User) -> None:
    order = waiting(alice, trigger_usd=Decimal(9))
    pause_order(alice, order.handle)
    fixed_price("LINK", "8.5")

    with pytest.raises(UserError, match="at or below a stop loss"):
        resume_order(alice, order.handle)
    assert state_of(order) == State.PAUSED


def test_a_resumed_order_starts_anew(alice: User) -> None:
    long_ago = timezone.now() - timedelta(days=1)
    order = waiting(alice, Kind.TRAILING_STOP, trail_bps=500, trails_from=long_ago, failures=5, state=State.PAUSED)
    resumed = resume_order(alice, order.handle)

    assert (resumed.state, resumed.failures, resumed.waits_because) == (State.ACTIVE, 0, "")
    assert resumed.trails_from is not None
    assert resumed.trails_from > long_ago


def test_an_order_that_asks_can_be_paused(alice: User) -> None:
    order = waiting(alice, state=State.ASKING, reached_at=timezone.now(), reached_usd=DOLLAR, waits_because="Gap.")
    paused = pause_order(alice, order.handle)

    assert (paused.state, paused.reached_at, paused.waits_because) == (State.PAUSED, None, "You paused it.")


def test_all_that_waits_for_somebody_who_cannot_be_reached_rests(alice: User, bob: User) -> None:
    orders = {state: waiting(alice, state=state) for state in State}
    bobs = waiting(bob)

    assert pause_orders_of(alice.pk, reason="Telegram does not let Esther write to you.") == 2
    assert pause_orders_of(alice.pk, reason="Again.") == 0
    for state, order in orders.items():
        rests = state in (State.ACTIVE, State.ASKING)
        assert state_of(order) == (State.PAUSED if rests else state)
        assert order_now(order).waits_because == ("Telegram does not let Esther write to you." if rests else "")
    assert state_of(bobs) == State.ACTIVE


# Cancelling


@pytest.mark.parametrize("state", [State.ACTIVE, State.ASKING, State.PAUSED])
def test_what_waits_is_cancelled_for_good(alice: User, state: Order.State) -> None:
    cancelled = cancel_order(alice, waiting(alice, state=state).handle)

    assert (cancelled.state, cancelled.ended_by) == (State.CANCELLED, None)
    assert cancelled.finished_at is not None


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (State.DONE, "already done"),
        (State.FAILED, "could not be carried out: No gas"),
        (State.CANCELLED, "already cancelled"),
        (State.EXPIRED, "has expired"),
    ],
)
def test_what_is_over_stays_over(alice: User, state: Order.State, says: str) -> None:
    order = waiting(alice, state=state, waits_because="No gas.")

    for act in ACTS:
        with pytest.raises(UserError, match=says):
            act(alice, order.handle)
    assert cancel_all(alice) == pause_orders_of(alice.pk, reason="x") == 0


def test_the_other_one_of_a_pair_stays(alice: User) -> None:
    first, second = place_pair(alice, stop(), target())
    cancel_order(alice, first.handle)

    assert state_of(second) == State.ACTIVE
    cancel_order(alice, second.handle)
    assert list_orders(alice) == []


def test_an_attempt_under_way_is_not_stopped(alice: User) -> None:
    order = waiting(alice)
    now = timezone.now()
    fire(order, usd=DOLLAR, now=now)
    claim_attempt(order, now=now, lease=45 * SECOND)

    with pytest.raises(UserError, match="is being carried out"):
        cancel_order(alice, order.handle)
    assert cancel_all(alice) == 0
    assert state_of(order) == State.TRIGGERED


@pytest.mark.parametrize("facts", [{"attempts": 0}, {"attempts": 1, "waits_because": "OKX is busy."}])
def test_between_two_attempts_it_can_be_cancelled_and_is_tried_no_more(alice: User, facts: dict[str, Any]) -> None:
    later = timezone.now() + 30 * SECOND
    order = waiting(alice, state=State.TRIGGERED, not_before=later, **facts)

    assert cancel_order(alice, order.handle).state == State.CANCELLED
    assert not claim_attempt(order, now=later, lease=SECOND)


def test_all_of_ones_orders_are_cancelled_at_once(alice: User, bob: User) -> None:
    for state in State:
        waiting(alice, state=state, attempts=1)
    bobs = waiting(bob)

    assert cancel_all(alice) == 3
    assert [order.state for order in list_orders(alice)] == [State.TRIGGERED]
    assert state_of(bobs) == State.ACTIVE


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", [State.ACTIVE, State.PAUSED])
def test_an_order_past_its_end_is_told_to_be_so_before_anybody_closed_it(
    alice: User, act: Act, state: Order.State
) -> None:
    order = waiting(alice, state=state, expires_at=timezone.now())

    with pytest.raises(UserError, match="has expired"):
        act(alice, order.handle)
    assert state_of(order) == state


# A purchase that waits


def test_a_limit_with_a_bracket_keeps_it_for_the_fill(alice: User) -> None:
    wish = OrderWish(
        kind=Kind.LIMIT_BUY,
        token="LINK",
        trigger_usd=Decimal(9),
        amount=Decimal(100),
        amount_kind=AmountKind.USD,
        bracket=Bracket(stop_percent=Decimal(5), target_percent=Decimal(10)),
    )
    order = order_now(place_order(alice, wish))

    assert (order.stop_percent, order.target_percent) == (Decimal(5), Decimal(10))
    assert Order.objects.count() == 1


# Many at once


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads share the one connection of SQLite in memory")
class TestManyAtOnce:
    def test_two_at_once_are_not_both_the_last(self, alice: User, settings: Settings) -> None:
        settings.MAX_ORDERS_PER_USER = 3
        outcomes = at_once([partial(place_order, alice, stop()) for _ in range(8)])

        assert outcomes.count("UserError") == 5
        assert Order.objects.count() == 3

    @pytest.mark.parametrize("repeat", range(5))
    def test_a_press_of_cancel_and_the_price_have_one_winner(self, alice: User, repeat: int) -> None:
        first, second = place_pair(alice, stop(), target())
        now = timezone.now()
        outcomes = at_once(
            [partial(fire, order_now(first), usd=DOLLAR, now=now) for _ in range(3)]
            + [partial(cancel_order, alice, first.handle) for _ in range(3)]
        )

        fired = [outcome for outcome in outcomes if outcome is True]
        cancelled = [outcome for outcome in outcomes if isinstance(outcome, Order)]
        assert len(fired) + len(cancelled) in (1, 2)  # what has just fired can be cancelled until it is tried
        assert len(fired) <= 1
        assert len(cancelled) <= 1
        assert state_of(first) == (State.CANCELLED if cancelled else State.TRIGGERED)
        assert state_of(second) == (State.CANCELLED if fired else State.ACTIVE)

    @pytest.mark.parametrize("repeat", range(5))
    def test_a_press_of_cancel_and_an_attempt_have_one_winner(self, alice: User, repeat: int) -> None:
        order = waiting(alice, state=State.TRIGGERED, attempts=1, waits_because="OKX is busy.")
        now = timezone.now()
        outcomes = at_once(
            [partial(claim_attempt, order_now(order), now=now, lease=SECOND) for _ in range(4)]
            + [partial(cancel_order, alice, order.handle) for _ in range(4)]
        )

        claimed = [outcome for outcome in outcomes if outcome is True]
        cancelled = [outcome for outcome in outcomes if isinstance(outcome, Order)]
        assert len(claimed) + len(cancelled) == 1
        assert state_of(order) == (State.CANCELLED if cancelled else State.TRIGGERED)

    def test_cancelling_all_while_pairs_fire_leaves_one_of_each_at_most(self, alice: User) -> None:
        pairs = [place_pair(alice, stop(), target()) for _ in range(10)]
        for first, _ in pairs:
            put(first, is_automatic=True)  # so that the rows lie in another sequence than their keys
        now = timezone.now()
        fires = [partial(fire, order, usd=DOLLAR, now=now) for pair in pairs for order in pair]
        at_once([*fires, *[partial(cancel_all, alice)] * 4])

        for pair in pairs:
            states = sorted(state_of(order) for order in pair)
            assert states in (["cancelled", "cancelled"], ["cancelled", "triggered"])
        assert {put(order).state for pair in pairs for order in pair} <= {State.CANCELLED, State.TRIGGERED}
