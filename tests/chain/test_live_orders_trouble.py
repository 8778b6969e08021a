"""Live orders when things go wrong: killed, undone, taken back, refused, in review, and looked at by many at once."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from alerts.live_news import tell
from alerts.models import Notification
from alerts.order_pass import carry_out_orders, watch_orders
from esther_site.lib.errors import UserError
from tests.chain.bank import receipt_of
from tests.chain.order_desk import OrderDesk
from tests.chain.trader import ETHER
from tests.chain.world import World
from trading import live, live_steps, order_execution, order_moves, order_outcomes, swaps
from trading.models import Attempt, Order, Swap, User
from trading.order_consent import quote_again
from trading.orders import cancel_order
from trading.swaps import confirm_swap
from trading.tests.live_desk import at_once

pytestmark = [pytest.mark.chain, pytest.mark.django_db]

Kind, State = Order.Kind, Order.State
MONITORS = 8


class Killed(BaseException):
    """The process is gone: nothing in it catches this."""


def die(*_: Any, **__: Any) -> Any:
    raise Killed


# Killed


@pytest.mark.parametrize(
    ("module", "name", "states"),
    [
        (order_execution, "quote_swap", []),
        (order_execution, "link", ["quoted"]),
        (order_execution, "confirm_swap", ["quoted"]),  # between link and confirm
        (swaps, "make_offer", []),
        (live, "begin", ["confirmed"]),  # confirmed, and not begun
        (order_execution, "note_begun", ["confirmed"]),
    ],
)
def test_whoever_is_killed_while_it_begins_makes_no_second_swap(
    world: World, alice: User, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, states: list[str]
) -> None:
    desk = OrderDesk(world, alice)
    stop = desk.order()
    with monkeypatch.context() as dying:
        dying.setattr(module, name, die)
        with pytest.raises(Killed):
            desk.watches()
    assert desk.swaps() == states
    desk.now = timezone.now()
    Order.objects.filter(not_before__isnull=False).update(not_before=desk.now)  # the lease of who is gone is over
    desk.settled(stop)

    assert (stop.state, desk.nonce(), desk.signatures()) == (State.DONE, 1, 1)
    assert desk.swaps().count("done") == 1
    assert set(desk.swaps()) <= {"done", "replaced", "quoted"}
    assert not Swap.objects.filter(state="quoted", order__isnull=False).exists()
    assert desk.holds("ETH") > 8 * ETHER


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (live_steps, "launch"),  # between signed and sent
        (live_steps, "look"),
        (live_steps, "wind_up"),
        (order_outcomes, "finish"),  # the swap is done, the order is not
    ],
)
def test_whoever_is_killed_on_the_way_makes_no_second_swap(
    world: World, alice: User, monkeypatch: pytest.MonkeyPatch, module: Any, name: str
) -> None:
    desk = OrderDesk(world, alice)
    stop = desk.order()
    desk.watches()
    with monkeypatch.context() as dying:
        dying.setattr(module, name, die)
        with pytest.raises(Killed):
            desk.monitors(times=10)
    desk.watches()  # whoever comes next finds it fired, and its swap under way
    carry_out_orders(desk.now)
    assert len(desk.swaps()) == 1
    desk.after(seconds=60)
    desk.settled(stop)

    assert (stop.state, desk.swaps(), desk.nonce(), desk.signatures()) == (State.DONE, ["done"], 1, 1)
    assert desk.news() == ["order_begun", "order_done"]


def test_a_monitor_that_was_away_for_long_still_follows_what_was_sent(world: World, alice: User) -> None:
    desk = OrderDesk(world, alice)
    stop = desk.order()
    desk.watches()
    live.advance_due(desk.now)
    Order.objects.update(not_before=timezone.now() - timedelta(hours=1))
    desk.settled(stop)

    assert (stop.state, desk.swaps()) == (State.DONE, ["done"])


# What failed


def fired(desk: OrderDesk) -> Order:
    """Let a stop loss have fired whose transaction waits for a block."""
    desk.ledger.hold()
    stop = desk.order()
    desk.watches()
    live.advance_due(desk.now)
    assert desk.swaps() == ["sent"]
    return stop


def test_a_reverted_trade_is_not_tried_again(world: World, alice: User) -> None:
    desk = OrderDesk(world, alice)
    stop = fired(desk)
    desk.ledger.set_clock(int(timezone.now().timestamp()) + 3_700)  # its deadline is over
    receipt_of(desk.ledger.rpc, Attempt.objects.get().hash)
    desk.settled(stop)
    desk.watches()
    desk.monitors(times=5, seconds=40)

    assert (stop.state, stop.attempts, desk.swaps(), desk.signatures()) == (State.FAILED, 1, ["failed"], 1)
    assert stop.waits_because.startswith("The chain undid the trade")
    assert desk.news() == ["order_begun", "order_failed"]
    assert Notification.objects.get(template="order_failed").data["was_sent"] == "1"


def test_what_the_user_takes_back_is_not_tried_again_and_can_be_by_hand(world: World, alice: User) -> None:
    desk = OrderDesk(world, alice)
    stop = fired(desk)
    live.take_back(alice, Swap.objects.get().handle)
    desk.ledger.rpc.ask("evm_setAutomine", True)
    desk.settled(stop)

    assert (stop.state, desk.swaps(), desk.holds("USDC")) == (State.FAILED, ["cancelled"], 0)
    again = quote_again(alice, stop.handle)
    assert (again.mode, again.origin) == (Swap.Mode.LIVE, Swap.Origin.CHAT)
    assert desk.carried_out(confirm_swap(alice, again.handle, pressed_by="a press")).state == "done"


def test_what_was_never_sent_is_tried_three_times_with_a_fresh_price_each(
    world: World, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = OrderDesk(world, alice)
    stop = desk.order()

    def refused(*_: Any, **__: Any) -> Any:
        raise UserError("The router is not on the list.")

    monkeypatch.setattr(live_steps, "lay", refused)
    desk.watches()
    for _ in range(12):
        Order.objects.filter(state=State.TRIGGERED).update(not_before=timezone.now())
        desk.now = timezone.now()
        live.advance_due(desk.now + timedelta(seconds=3))
        carry_out_orders(timezone.now())

    stop.refresh_from_db()
    assert (stop.state, stop.attempts, stop.waits_because) == (State.FAILED, 3, "The router is not on the list.")
    assert (desk.swaps(), desk.signatures()) == (["failed"] * 3, 0)
    assert desk.news() == ["order_begun", "order_retry", "order_begun", "order_begun", "order_failed"]


def test_a_trade_in_review_holds_its_order(world: World, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = OrderDesk(world, alice)
    stop = desk.order()
    desk.watches()
    Swap.objects.update(state="review")
    desk.monitors(times=5, seconds=60)
    stop.refresh_from_db()
    assert (stop.state, len(desk.swaps())) == (State.TRIGGERED, 1)
    assert not order_moves.try_later(stop, reason="no", until=timezone.now())
    with pytest.raises(UserError, match="being carried out"):
        cancel_order(alice, stop.handle)
    assert len(desk.swaps()) == 1


# Many at once


@pytest.mark.django_db(transaction=True)
def test_eight_monitors_at_once_make_one_swap_of_an_order(world: World, alice: User) -> None:
    if not connection.features.has_select_for_update:
        pytest.skip("this database locks no rows: run it with `python -m tests.postgres`")
    desk = OrderDesk(world, alice)
    stop, prices = desk.order(), desk.seen()

    def look() -> None:
        watch_orders(prices, now=timezone.now())
        carry_out_orders(timezone.now())
        live.advance_due(timezone.now(), tell=tell)

    for _ in range(40):
        at_once([look] * MONITORS)
        desk.ledger.mine()
        stop.refresh_from_db()
        if stop.state == State.DONE:
            break
        time.sleep(0.5)

    assert (stop.state, stop.attempts) == (State.DONE, 1)
    assert Swap.objects.filter(order=stop).values_list("state", flat=True).get() == "done"
    assert set(desk.swaps()) <= {"done", "cancelled"}
    assert (desk.signatures(), desk.nonce()) == (1, 1)
    assert sorted(desk.news()) == ["order_begun", "order_done"]
