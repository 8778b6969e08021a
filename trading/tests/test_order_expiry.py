from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from trading.models import Order, User
from trading.order_expiry import expire_orders
from trading.order_moves import MAX_FAILURES, fire
from trading.tests.order_desk import SECOND, State, Told, at_once, order_now, put, state_of, waiting

NOW = timezone.now()
OVER = [State.DONE, State.FAILED, State.CANCELLED, State.EXPIRED]


def dumb(order: Order, event: str) -> None:
    raise ValueError("cannot be told")


@pytest.mark.parametrize("state", [State.TRIGGERED, *OVER])
def test_what_fired_or_is_over_does_not_expire(alice: User, state: Order.State) -> None:
    order, told = waiting(alice, state=state, expires_at=NOW), Told()

    assert expire_orders(NOW, tell=told) == 0
    assert (state_of(order), told.events) == (state, [])


def test_an_order_without_an_end_never_expires(alice: User) -> None:
    waiting(alice)
    assert expire_orders(NOW + timedelta(days=9999), tell=dumb) == 0


@pytest.mark.parametrize("state", [State.ACTIVE, State.ASKING, State.PAUSED])
def test_an_order_expires_at_its_end_and_not_before(alice: User, state: Order.State) -> None:
    order, told = waiting(alice, state=state, expires_at=NOW), Told()

    assert expire_orders(NOW - SECOND, tell=told) == 0
    assert expire_orders(NOW, tell=told) == 1
    assert expire_orders(NOW + SECOND, tell=told) == 0
    assert (told.events, told.orders) == (["expired"], [order])
    assert (told.orders[0].state, order_now(order).finished_at) == (State.EXPIRED, NOW)


def test_the_other_one_of_a_pair_stays(alice: User) -> None:
    waiting(alice, pair="pair", expires_at=NOW)
    other = waiting(alice, pair="pair")

    expire_orders(NOW, tell=Told())
    assert state_of(other) == State.ACTIVE


def test_what_cannot_be_told_keeps_no_other_from_its_end(alice: User) -> None:
    mute, other = (waiting(alice, expires_at=NOW) for _ in range(2))
    heard = Told()

    def tell(order: Order, event: str) -> None:
        (dumb if order == mute else heard)(order, event)

    assert expire_orders(NOW, tell=tell) == 1
    assert (state_of(mute), state_of(other), heard.orders) == (State.ACTIVE, State.EXPIRED, [other])


def test_what_can_never_be_told_is_closed_in_the_end(alice: User) -> None:
    order = waiting(alice, expires_at=NOW)

    assert [expire_orders(NOW, tell=dumb) for _ in range(MAX_FAILURES + 1)] == [0] * MAX_FAILURES + [1]
    assert state_of(order) == State.EXPIRED


def test_an_order_past_its_end_does_not_fire(alice: User) -> None:
    order = waiting(alice, expires_at=NOW)

    assert not fire(order, usd=Decimal(1), now=NOW)
    assert fire(order, usd=Decimal(1), now=NOW - SECOND)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads share the one connection of SQLite in memory")
def test_eight_monitors_tell_once(alice: User) -> None:
    for _ in range(5):
        put(waiting(alice), expires_at=NOW)
    told = Told()

    counts = at_once([partial(expire_orders, NOW, tell=told)] * 8)
    assert sum(count for count in counts if isinstance(count, int)) == len(told.events) == 5
