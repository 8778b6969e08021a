from __future__ import annotations

from decimal import Decimal

import pytest

from esther_site.lib.errors import UserError
from trading.models import Order, User, Wallet
from trading.order_automation import let_ask, make_automatic
from trading.order_moves import fire
from trading.orders import change_order, pause_order, place_order, place_pair, resume_order
from trading.tests.live_desk import code_at, enrolled
from trading.tests.order_desk import State, fixed_price, order_now, put, stop, target, waiting
from trading.tests.test_order_arming import trader
from trading.two_factor import CodeNeeded

__all__ = ["trader"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _prices(okx: object) -> None:
    fixed_price("ETH", "3000")
    fixed_price("LINK", "20")


def test_nobody_arms_somebody_elses_order(trader: User, bob: User) -> None:
    order = waiting(trader)
    for act in (make_automatic, let_ask):
        with pytest.raises(UserError, match="not yours"):
            act(bob, order.handle)
    assert not order_now(order).is_automatic


def test_on_paper_there_is_nothing_to_arm(trader: User) -> None:
    order = put(waiting(trader), wallet=Wallet.objects.get(owner=trader, kind="paper"))
    for act in (make_automatic, let_ask):
        with pytest.raises(UserError, match="on paper never ask"):
            act(trader, order.handle)


@pytest.mark.parametrize("state", [State.ASKING, State.TRIGGERED, State.DONE, State.CANCELLED])
def test_only_what_waits_is_armed(trader: User, state: str) -> None:
    order = put(waiting(trader), state=state)
    with pytest.raises(UserError, match="Only an order that waits"):
        make_automatic(trader, order.handle)
    assert not order_now(order).is_automatic


@pytest.mark.parametrize("state", [State.DONE, State.FAILED, State.CANCELLED, State.EXPIRED])
def test_what_is_over_asks_nothing(trader: User, state: str) -> None:
    order = put(waiting(trader), state=state)
    with pytest.raises(UserError, match="is over"):
        let_ask(trader, order.handle)


def test_it_is_armed_by_a_press_and_disarmed_by_another(trader: User) -> None:
    order = waiting(trader)
    assert make_automatic(trader, order.handle).is_automatic
    assert make_automatic(trader, order.handle).is_automatic  # pressed twice
    assert not let_ask(trader, order.handle).is_automatic


def test_arming_takes_a_code_and_disarming_none(trader: User) -> None:
    enrolled(trader)
    order = waiting(trader)
    with pytest.raises(CodeNeeded):
        make_automatic(trader, order.handle)
    assert not order_now(order).is_automatic
    assert make_automatic(trader, order.handle, code=code_at(trader)).is_automatic
    assert not let_ask(trader, order.handle).is_automatic


def test_what_was_moved_while_it_was_armed_asks(trader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    order = waiting(trader)

    def moved(*_: object, **__: object) -> None:
        put(order, trigger_usd=Decimal(19))

    monkeypatch.setattr("trading.order_automation.permit_arming", moved)
    with pytest.raises(UserError, match="changed at the same moment"):
        make_automatic(trader, order.handle)
    assert not order_now(order).is_automatic


def test_what_is_disarmed_between_the_look_and_the_shot_does_not_fire(trader: User) -> None:
    order = put(waiting(trader), is_automatic=True)
    let_ask(trader, order.handle)
    assert order.is_automatic
    assert not fire(order, usd=Decimal(1), now=order.created_at)
    assert order_now(order).state == State.ACTIVE


def test_an_order_is_placed_automatic_only_with_a_code(trader: User) -> None:
    enrolled(trader)
    with pytest.raises(CodeNeeded):
        place_order(trader, stop(is_automatic=True))
    with pytest.raises(CodeNeeded):
        place_pair(trader, stop(is_automatic=True), target(is_automatic=True))
    assert not Order.objects.exists()
    assert place_order(trader, stop(is_automatic=True), code=code_at(trader)).is_automatic


def test_an_order_is_placed_automatic_only_with_live_trading_on(trader: User) -> None:
    User.objects.filter(pk=trader.pk).update(live_trading_enabled=False)
    with pytest.raises(UserError, match="only while live trading is on"):
        place_order(trader, stop(is_automatic=True))
    assert not place_order(trader, stop()).is_automatic


def test_what_is_moved_to_another_price_asks_again(trader: User) -> None:
    order = place_order(trader, stop(is_automatic=True))
    assert not change_order(trader, order.handle, trigger_usd=Decimal(2500)).is_automatic


def test_what_rested_is_still_automatic(trader: User) -> None:
    order = place_order(trader, stop(is_automatic=True))
    pause_order(trader, order.handle)
    assert resume_order(trader, order.handle).is_automatic
