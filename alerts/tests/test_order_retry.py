from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import responses
from django.utils import timezone

from alerts.models import Notification
from alerts.order_pass import carry_out_orders
from alerts.tests.away import order
from esther_site.lib.okx import web3_client
from sandbox.okx.faults import clear_faults, set_fault
from tokens.market import price_of
from tokens.models import Token
from trading.models import Order, Swap, User
from trading.order_moves import fire
from trading.swaps import confirm_swap, quote_swap
from trading.tests.desk import hold, holdings, spend
from trading.tests.order_desk import order_now, put, state_of

Kind, State = Order.Kind, Order.State
Okx = responses.RequestsMock
SECOND = timedelta(seconds=1)


@pytest.fixture
def seller(okx: Okx, alice: User) -> User:
    hold(alice, "20", "LINK")
    return alice


def fired(user: User, of: Token, *, at: str = "100.5", usd: str = "100", ago: timedelta = SECOND, **more: Any) -> Order:
    """Let a stop loss at a percentage of the price have fired a while ago, at another percentage."""
    price = price_of(of).usd / 100
    stop = order(user, more.pop("kind", Kind.STOP_LOSS), of, str(round(price * Decimal(at), 6)), **more)
    assert fire(stop, usd=round(price * Decimal(usd), 6), now=timezone.now() - ago)
    return order_now(stop)


def carry_out(after: timedelta = timedelta(0)) -> bool:
    return carry_out_orders(timezone.now() + after)


def told(user: User) -> list[str]:
    return list(Notification.objects.filter(user=user).order_by("pk").values_list("template", flat=True))


# Nothing to do


def test_without_a_fired_order_there_is_nothing_to_do(seller: User, link: Token) -> None:
    order(seller, Kind.STOP_LOSS, link, "1")
    assert carry_out() is False


def test_an_attempt_that_is_not_due_is_left_alone(seller: User, link: Token) -> None:
    put(fired(seller, link), not_before=timezone.now() + SECOND)
    assert carry_out() is False


# Taken up


def test_what_just_fired_is_carried_out(seller: User, link: Token) -> None:
    stop = fired(seller, link)
    assert carry_out() is True
    assert (state_of(stop), told(seller)) == (State.DONE, ["order_done"])


def test_a_failed_attempt_is_told_once_and_made_again_with_a_fresh_price(seller: User, link: Token) -> None:
    stop = fired(seller, link)
    set_fault("aggregator/quote", "code", times=100, detail="50001")
    carry_out()
    assert (state_of(stop), order_now(stop).attempts, told(seller)) == (State.TRIGGERED, 1, ["order_retry"])

    clear_faults()
    web3_client.cache_clear()  # its fuse has blown
    put(stop, not_before=timezone.now())
    carry_out()
    assert (state_of(stop), told(seller)) == (State.DONE, ["order_retry", "order_done"])


def test_after_three_attempts_it_has_failed_and_is_told(seller: User, link: Token) -> None:
    stop = fired(seller, link)
    set_fault("aggregator/quote", "code", times=100, detail="50001")
    for _ in range(5):
        put(stop, not_before=timezone.now())
        carry_out()

    assert (state_of(stop), order_now(stop).attempts) == (State.FAILED, 3)
    assert told(seller) == ["order_retry", "order_failed"]
    assert Notification.objects.get(template="order_failed").data["reason"] == order_now(stop).waits_because != ""
    assert holdings(seller)["LINK"] == 20 * 10**18


def test_a_trade_that_is_under_way_is_finished_however_late_it_is(seller: User, link: Token) -> None:
    stop = fired(seller, link, ago=timedelta(hours=1))
    swap = quote_swap(spend(seller, "20", "LINK", get="USDC"), origin=Swap.Origin.ORDER)
    confirm_swap(seller, swap.handle, pressed_by=f"order {stop.handle}")
    put(stop, swap=swap, not_before=timezone.now() - timedelta(hours=1))

    carry_out()
    assert (state_of(stop), told(seller)) == (State.DONE, ["order_done"])
    assert Swap.objects.filter(state=Swap.State.BOOKED).count() == 1


# The price is another one by now


@pytest.mark.parametrize(("kind", "at"), [(Kind.STOP_LOSS, "110"), (Kind.LIMIT_BUY, "90")])
def test_a_price_beyond_the_slippage_of_the_trigger_is_waited_out(
    seller: User, link: Token, kind: Order.Kind, at: str
) -> None:
    pair: dict[str, Any] = {"pair": "abcdefgh23"}
    other = order(seller, Kind.TAKE_PROFIT, link, "1000000", **pair)
    size: dict[str, Any] = {"units": 10**6, "share_percent": None} if kind == Kind.LIMIT_BUY else {}
    stop = fired(seller, link, kind=kind, at=at, usd=at, **pair, **size)
    assert state_of(other) == State.CANCELLED

    carry_out()
    assert (state_of(stop), state_of(other)) == (State.ACTIVE, State.ACTIVE)
    assert order_now(stop).waits_because.startswith("One LINK would ")
    assert told(seller) == ["order_waits"]


def test_the_price_at_which_the_user_let_it_fire_is_good_enough(seller: User, link: Token) -> None:
    stop = fired(seller, link, at="110", usd="100.5")
    carry_out()
    assert state_of(stop) == State.DONE


# Nobody was there


def test_after_a_gap_it_asks(seller: User, link: Token) -> None:
    stop = fired(seller, link, ago=timedelta(seconds=92))
    carry_out()

    assert (state_of(stop), told(seller)) == (State.ASKING, ["order_asks"])
    asks = order_now(stop)
    assert asks.reached_usd == stop.reached_usd
    assert asks.waits_because == "Its price was reached, and Esther was interrupted before it could trade."
    assert carry_out() is False


def test_exactly_ninety_seconds_are_no_gap(seller: User, link: Token) -> None:
    now = timezone.now()
    stop = put(fired(seller, link), not_before=now - timedelta(seconds=90))
    carry_out_orders(now)
    assert state_of(stop) == State.DONE
