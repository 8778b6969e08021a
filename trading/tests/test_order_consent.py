"""Two at once, and what the chat cannot show; the rest is told in the chat's own tests."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
import responses
from django.db import connection
from django.utils import timezone

from esther_site.lib.errors import UserError
from trading.models import Order, Swap, User
from trading.order_consent import carry_out_now, keep_order_waiting, quote_again, quote_now
from trading.order_moves import ask
from trading.orders import cancel_order, place_order
from trading.swaps import PriceMoved, cancel_swap
from trading.tests.desk import admitted, hold, holdings, while_quoting
from trading.tests.order_desk import State, at_once, put, state_of, stop

pytestmark = pytest.mark.django_db

Okx = responses.RequestsMock


@pytest.fixture
def alice(okx: Okx) -> User:
    alice = admitted(1, "Alice")
    hold(alice, "2", "ETH")
    return alice


@pytest.fixture
def order(alice: User) -> Order:
    """A stop for one ETH that asks."""
    order = place_order(alice, stop(amount=Decimal(1)))
    assert ask(order, usd=Decimal(1), reason="Nobody watched.", now=timezone.now())
    return order


@pytest.mark.parametrize("act", [quote_now, quote_again, keep_order_waiting])
def test_it_refuses_what_belongs_to_somebody_else(order: Order, act: Callable[[User, str], object]) -> None:
    with pytest.raises(UserError, match="This order is not yours"):
        act(admitted(2, "Mallory"), order.handle)

    assert state_of(order) == State.ASKING


def test_a_quote_of_somebody_else_is_no_word(alice: User, order: Order) -> None:
    swap = quote_now(alice, order.handle)
    with pytest.raises(UserError, match="This order is not yours"):
        carry_out_now(admitted(2, "Mallory"), order.handle, swap.handle)

    assert (state_of(order), Swap.objects.get().state) == (State.ASKING, "quoted")


@pytest.mark.parametrize("state", sorted(set(State) - {State.ACTIVE, State.ASKING}))
def test_it_quotes_nothing_for_an_order_that_does_not_wait(alice: User, order: Order, state: Order.State) -> None:
    put(order, state=state)
    for act in (quote_now, keep_order_waiting):
        with pytest.raises(UserError, match=r"^This order "):
            act(alice, order.handle)

    assert not Swap.objects.exists()


def test_a_word_counts_once(alice: User, order: Order) -> None:
    swap = quote_now(alice, order.handle)
    assert carry_out_now(alice, order.handle, swap.handle).state == State.DONE
    with pytest.raises(UserError, match=r"This order is already done\. It will not be done twice"):
        carry_out_now(alice, order.handle, swap.handle)

    assert round(Decimal(holdings(alice)["ETH"]).scaleb(-18), 2) == 1


def test_a_word_that_was_cut_off_says_what_became_of_it(alice: User, order: Order) -> None:
    """A press that comes again after a crash: the quote was taken, the order was not fired yet."""
    swap = quote_now(alice, order.handle)
    cancel_swap(alice, swap.handle)
    with pytest.raises(UserError, match=r"This quote was used already, or is over\."):
        carry_out_now(alice, order.handle, swap.handle)

    assert (state_of(order), holdings(alice)["ETH"]) == (State.ASKING, 2 * 10**18)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_of_words_at_once_one_counts(alice: User, order: Order) -> None:
    swap = quote_now(alice, order.handle)
    answers = at_once([lambda: carry_out_now(alice, order.handle, swap.handle).state] * 4)

    assert (answers.count("done"), answers.count("UserError")) == (1, 3)
    assert state_of(order) == State.DONE


def test_an_order_cancelled_while_it_is_quoted_is_not_carried_out(alice: User, order: Order, okx: Okx) -> None:
    swap = quote_now(alice, order.handle)
    cancels = iter([lambda: cancel_order(alice, order.handle)])
    with while_quoting(okx, lambda: next(cancels, int)()), pytest.raises(UserError, match="This order was cancelled"):
        carry_out_now(alice, order.handle, swap.handle)

    assert (state_of(order), holdings(alice)["ETH"]) == (State.CANCELLED, 2 * 10**18)


def test_a_worse_price_is_no_agreement(alice: User, order: Order) -> None:
    swap = quote_now(alice, order.handle)
    Swap.objects.filter(pk=swap.pk).update(minimum_units_out=swap.expected_units_out * 2)
    with pytest.raises(PriceMoved) as moved:
        carry_out_now(alice, order.handle, swap.handle)

    assert (state_of(order), moved.value.swap.state) == (State.ASKING, "quoted")


def test_the_trade_is_the_orders_and_the_quote_is_used_up(alice: User, order: Order) -> None:
    swap = quote_now(alice, order.handle)
    done = carry_out_now(alice, order.handle, swap.handle)

    assert done.swap is not None
    assert (done.swap.state, done.swap.origin, done.swap.confirmed_by) == ("booked", "order", f"order {order.handle}")
    assert Swap.objects.get(pk=swap.pk).state == "cancelled"


def test_an_order_that_waits_may_be_traded_now_too(alice: User, order: Order) -> None:
    put(order, state=State.ACTIVE)
    swap = quote_now(alice, order.handle)

    assert carry_out_now(alice, order.handle, swap.handle).state == State.DONE


def test_it_keeps_waiting(alice: User, order: Order) -> None:
    assert keep_order_waiting(alice, order.handle).state == State.ACTIVE
    assert keep_order_waiting(alice, order.handle).state == State.ACTIVE
