from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
import responses
from django.db import connection
from django.utils import timezone
from freezegun import freeze_time

from esther_site.lib.errors import TemporaryError, UserError
from sandbox.market import market
from sandbox.okx.faults import set_fault
from tokens.models import Price
from trading import order_execution
from trading.models import Order, Swap, User, Wallet
from trading.order_execution import (
    LEASE,
    MAX_ATTEMPTS,
    RETRY,
    carry_out,
    floor_usd,
    is_within_slippage,
    needs_consent,
    offer_for,
    unit_price_usd,
)
from trading.order_moves import fire
from trading.swaps import cancel_open_quotes, confirm_swap, expire_quotes, quote_swap
from trading.tests.desk import hold, hold_nothing, holdings, spend, token, while_quoting
from trading.tests.order_desk import SECOND, Kind, State, Told, at_once, order_now, put, state_of, waiting, worth

Okx = responses.RequestsMock
USD = Decimal(9)
LATER = LEASE + SECOND
MOVED = "moved by more than the slippage"


def fired(user: User, kind: Order.Kind = Kind.STOP_LOSS, **more: Any) -> Order:
    order = waiting(user, kind, **more)
    assert fire(order, usd=USD, now=timezone.now())
    return order


def buying(user: User, **more: Any) -> Order:
    return fired(user, Kind.LIMIT_BUY, **({"units": 100_000_000, "share_percent": None} | more))


def mute(order: Order, event: str) -> None:
    """Hear what nobody asks about."""


def booked() -> list[Swap]:
    return list(Swap.objects.filter(state=Swap.State.BOOKED, origin=Swap.Origin.ORDER))


def open_quotes() -> int:
    return Swap.objects.filter(state__in=[Swap.State.QUOTED, Swap.State.CONFIRMED]).count()


def _die(*_: object, **__: object) -> None:
    raise SystemExit("killed")


@contextmanager
def quoting(okx: Okx, *happens: Callable[[], object]) -> Iterator[None]:
    """Let one thing after the other happen each time OKX is asked for a quote, and then nothing any more."""
    coming = iter(happens)
    with while_quoting(okx, lambda: next(coming, lambda: None)()):
        yield


def nothing() -> None:
    """Let OKX answer undisturbed."""


def move_market(symbol: str, percent: int) -> None:
    market().nudge(symbol, percent)
    Price.objects.all().delete()


@pytest.fixture(autouse=True)
def _wealth(okx: Okx, alice: User) -> None:
    hold(alice, "50", "LINK")


# What it would bring


def test_a_purchase_that_is_blocked_has_no_offer(alice: User) -> None:
    with pytest.raises(UserError, match="not enough USDC"):
        offer_for(buying(alice, units=10**12))


def test_a_share_of_nothing_has_no_offer(alice: User) -> None:
    order = waiting(alice)
    hold_nothing(alice)

    with pytest.raises(UserError, match="no LINK in this wallet"):
        offer_for(order)


def test_an_offer_is_for_the_real_size(alice: User) -> None:
    assert offer_for(waiting(alice, share_percent=Decimal(50))).quote.units_in == 25 * 10**18
    assert offer_for(waiting(alice, share_percent=None, units=7 * 10**18)).quote.units_in == 7 * 10**18
    exact = waiting(alice, Kind.LIMIT_BUY, asked="out", share_percent=None, units=2 * 10**18)
    assert offer_for(exact).quote.units_out == 2 * 10**18
    assert Swap.objects.count() == 0


def test_a_share_is_of_what_is_there_at_the_moment(alice: User) -> None:
    order = waiting(alice, share_percent=Decimal(50))
    hold(alice, "50", "LINK")

    assert offer_for(order).quote.units_in == 50 * 10**18


def test_a_share_of_the_native_coin_leaves_the_gas_reserve(alice: User) -> None:
    hold(alice, "1", "ETH")
    order = waiting(alice, symbol="ETH")

    assert offer_for(order).quote.units_in == 10**18 - token("ETH").to_units(token("ETH").chain.gas_reserve)


def test_of_what_a_purchase_brought_the_rest_is_sold_when_some_was_spent(alice: User) -> None:
    swap = quote_swap(spend(alice, "1", "USDC", get="LINK"))
    order = waiting(alice, share_percent=None, units=60 * 10**18, protects=swap)

    assert offer_for(order).quote.units_in == 50 * 10**18
    with pytest.raises(UserError, match="not enough LINK"):
        offer_for(waiting(alice, share_percent=None, units=60 * 10**18))


@pytest.mark.parametrize("kind", [Kind.STOP_LOSS, Kind.LIMIT_BUY])
@pytest.mark.parametrize("currency", ["USDC", "ETH"])
def test_the_price_of_an_offer_is_that_of_the_token_whatever_it_is_traded_for(
    alice: User, kind: Order.Kind, currency: str
) -> None:
    hold(alice, "1", "ETH")
    share: dict[str, Any] = {"share_percent": Decimal(10), "currency": token(currency)}
    order = waiting(alice, kind, **share)

    assert unit_price_usd(order, offer_for(order)) == pytest.approx(worth("LINK"), rel=Decimal("0.02"))


@pytest.mark.parametrize(
    ("kind", "worst"),
    [
        (Kind.STOP_LOSS, "98"),
        (Kind.TAKE_PROFIT, "98"),
        (Kind.TRAILING_STOP, "98"),
        (Kind.LIMIT_BUY, "102"),
        (Kind.STOP_BUY, "102"),
    ],
)
def test_slippage_counts_against_the_user_on_either_side(alice: User, kind: Order.Kind, worst: str) -> None:
    order = waiting(alice, kind, slippage_percent=Decimal(2))
    assert floor_usd(order, Decimal(100)) == Decimal(worst)


@pytest.mark.parametrize("kind", [Kind.STOP_LOSS, Kind.LIMIT_BUY])
def test_the_worst_price_allowed_is_still_allowed(alice: User, kind: Order.Kind) -> None:
    order = waiting(alice, kind, share_percent=Decimal(10), slippage_percent=Decimal(0))
    offer = offer_for(waiting(alice, kind, share_percent=Decimal(10)))
    price = unit_price_usd(order, offer)
    better, worse = ("1.0001", "0.9999") if order.is_purchase else ("0.9999", "1.0001")

    assert is_within_slippage(order, offer, price)
    assert is_within_slippage(order, offer, price * Decimal(better))
    assert not is_within_slippage(order, offer, price * Decimal(worse))


@pytest.mark.parametrize(
    ("kind", "is_automatic", "asks"),
    [("paper", False, False), ("paper", True, False), ("hot", False, True), ("hot", True, False)],
)
def test_only_what_is_not_on_paper_asks_unless_it_is_automatic(
    alice: User, kind: str, is_automatic: bool, asks: bool
) -> None:
    wallet = Wallet(owner=alice, kind=kind)
    assert needs_consent(Order(wallet=wallet, is_automatic=is_automatic)) is asks


# What is not carried out


@pytest.mark.parametrize("state", [state for state in State if state != State.TRIGGERED])
def test_only_what_fired_is_carried_out(alice: User, state: Order.State) -> None:
    order, told = waiting(alice, state=state), Told()

    assert carry_out(order, tell=told).state == state
    assert (Swap.objects.count(), told.events) == (0, [])


def test_an_attempt_that_is_not_due_is_not_made(alice: User) -> None:
    order = put(fired(alice), not_before=timezone.now() + SECOND)

    assert carry_out(order, tell=mute).attempts == 0
    assert Swap.objects.count() == 0


# Done


def test_a_sale_is_booked_and_told_in_the_transaction_that_stores_it(alice: User) -> None:
    order, told = fired(alice), Told()
    done = carry_out(order, tell=told)

    (swap,) = booked()
    assert (done.state, done.swap, done.attempts, done.not_before) == (State.DONE, swap, 1, None)
    assert done.finished_at is not None
    assert (swap.units_in, swap.confirmed_by, swap.mode) == (50 * 10**18, f"order {order.handle}", "dry_run")
    assert (told.events, told.orders[0].state, told.orders[0].swap) == (["done"], State.DONE, swap)
    assert "LINK" not in holdings(alice)
    assert carry_out(order, tell=told).state == State.DONE
    assert told.events == ["done"]


def test_a_purchase_with_a_bracket_is_protected_by_what_it_cost(alice: User) -> None:
    order = buying(alice, stop_percent=Decimal(5), target_percent=Decimal(10))
    done = carry_out(order, tell=mute)

    assert done.swap is not None
    stop, target = Order.objects.filter(protects=done.swap).order_by("pk")
    assert (stop.kind, target.kind, stop.pair) == (Kind.STOP_LOSS, Kind.TAKE_PROFIT, target.pair)
    assert stop.trigger_usd == pytest.approx(worth("LINK", "95"), rel=Decimal("0.02"))


def test_what_is_protected_can_be_sold_to_the_last_unit(alice: User) -> None:
    """Gas is paid from the ether that was bought, and yet the stop sells what is left."""
    done = carry_out(buying(alice, symbol="ETH", stop_percent=Decimal(5)), tell=mute)
    (stop,) = Order.objects.filter(protects=done.swap)
    assert fire(stop, usd=USD, now=timezone.now())

    assert carry_out(stop, tell=mute).state == State.DONE
    assert "ETH" not in holdings(alice)


# Failing


def test_an_outage_is_tried_again_with_a_fresh_price(alice: User) -> None:
    order, told = fired(alice), Told()
    set_fault("aggregator/quote", "500", times=3)
    waits = carry_out(order, tell=told)

    assert (waits.state, waits.attempts, told.events) == (State.TRIGGERED, 1, ["retry"])
    assert waits.waits_because.startswith("OKX has trouble")
    assert waits.not_before is not None
    assert carry_out(order, tell=told).attempts == 1
    with freeze_time(waits.not_before):
        assert carry_out(order, tell=told).state == State.DONE
    assert told.events == ["retry", "done"]
    assert len(booked()) == 1


def test_after_three_failures_it_is_over_and_the_user_told(alice: User) -> None:
    order, told = fired(alice), Told()
    hold_nothing(alice)
    moment = timezone.now()
    for _ in range(MAX_ATTEMPTS + 2):
        with freeze_time(moment):
            carry_out(order, tell=told)
        moment += RETRY + SECOND

    failed = order_now(order)
    assert (failed.state, failed.attempts, failed.swap) == (State.FAILED, 3, None)
    assert failed.waits_because.startswith("There is no LINK in this wallet.")
    assert failed.finished_at is not None
    assert told.events == ["retry", "failed"]
    assert Swap.objects.count() == 0


def test_a_price_that_moves_between_quote_and_booking_fails_the_attempt_and_leaves_no_card(
    okx: Okx, alice: User
) -> None:
    order, told = fired(alice), Told()
    with quoting(okx, nothing, partial(market().nudge, "LINK", -5)):
        waits = carry_out(order, tell=told)

    assert (waits.state, waits.attempts, told.events) == (State.TRIGGERED, 1, ["retry"])
    assert MOVED in waits.waits_because
    assert open_quotes() == 0
    assert holdings(alice)["LINK"] == 50 * 10**18
    with freeze_time(timezone.now() + RETRY + SECOND):
        assert carry_out(order, tell=told).state == State.DONE


def test_a_purchase_whose_stop_cannot_be_set_is_not_made(okx: Okx, alice: User) -> None:
    order = buying(alice, stop_usd=worth("LINK", "200"))
    waits = carry_out(order, tell=mute)

    assert "The stop must be below" in waits.waits_because
    assert (booked(), Order.objects.count()) == ([], 1)


def test_what_cancels_the_users_cards_lets_an_order_go_on(okx: Okx, alice: User) -> None:
    card = quote_swap(spend(alice, "1", "USDC", get="LINK"))
    with quoting(okx, nothing, partial(cancel_open_quotes, alice)):
        assert carry_out(fired(alice), tell=mute).state == State.DONE

    card.refresh_from_db()
    assert card.state == Swap.State.CANCELLED


# Cut off


@pytest.mark.parametrize("quotes_before", [0, 1])
def test_a_monitor_killed_while_quoting_is_covered_for(okx: Okx, alice: User, quotes_before: int) -> None:
    """Killed before there is a quote, and with the confirmed one in hand."""
    order, told = fired(alice), Told()
    with quoting(okx, *[nothing] * quotes_before, _die), pytest.raises(SystemExit):
        carry_out(order, tell=told)
    assert (state_of(order), booked()) == (State.TRIGGERED, [])
    carry_out(order, tell=told)
    assert booked() == []

    with freeze_time(timezone.now() + LATER):
        assert carry_out(order, tell=told).state == State.DONE
    assert (len(booked()), told.events) == (1, ["done"])


def test_a_monitor_killed_between_quote_and_confirmation_leaves_nothing_to_confirm(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = fired(alice)
    monkeypatch.setattr(order_execution, "confirm_swap", _die)
    with pytest.raises(SystemExit):
        carry_out(order, tell=mute)
    monkeypatch.undo()
    first = Swap.objects.get()
    assert (first.state, order_now(order).swap) == (Swap.State.QUOTED, first)

    with freeze_time(timezone.now() + LATER):
        assert carry_out(order, tell=mute).state == State.DONE
    first.refresh_from_db()
    assert (first.state, len(booked()), open_quotes()) == (Swap.State.REPLACED, 1, 0)


def test_what_was_booked_before_the_kill_is_not_booked_again(alice: User) -> None:
    order, told = fired(alice), Told()
    with pytest.raises(SystemExit):
        carry_out(order, tell=_die)
    after = holdings(alice)
    assert (state_of(order), len(booked())) == (State.TRIGGERED, 1)

    with freeze_time(timezone.now() + LATER):
        done = carry_out(order, tell=told)
    assert (done.state, done.swap, told.events) == (State.DONE, booked()[0], ["done"])
    assert holdings(alice) == after


def test_what_was_booked_counts_however_often_it_was_cut_off(alice: User) -> None:
    order, told = fired(alice), Told()
    moment = timezone.now()
    for _ in range(MAX_ATTEMPTS + 2):
        with freeze_time(moment), pytest.raises(SystemExit):
            carry_out(order, tell=_die)
        moment += LATER

    with freeze_time(moment):
        assert carry_out(order, tell=told).state == State.DONE
    assert (len(booked()), told.events) == (1, ["done"])


def test_who_is_cut_off_each_time_gives_up(okx: Okx, alice: User) -> None:
    order, told = fired(alice), Told()
    moment = timezone.now()
    for _ in range(MAX_ATTEMPTS):
        with freeze_time(moment), quoting(okx, _die), pytest.raises(SystemExit):
            carry_out(order, tell=told)
        moment += LATER

    with freeze_time(moment):
        failed = carry_out(order, tell=told)
    assert (failed.state, told.events, booked()) == (State.FAILED, ["failed"], [])
    assert "interrupted" in failed.waits_because


def test_a_trade_left_half_done_for_long_is_made_anew(okx: Okx, alice: User) -> None:
    order = fired(alice)
    with quoting(okx, nothing, _die), pytest.raises(SystemExit):
        carry_out(order, tell=mute)

    later = timezone.now() + timedelta(minutes=4)
    with freeze_time(later):
        expire_quotes(later)
        assert carry_out(order, tell=mute).state == State.DONE
    assert len(booked()) == 1


# Too slow


@pytest.mark.parametrize("quotes_before", [0, 1])
def test_a_slow_monitor_does_not_trade_again_what_another_has_traded(okx: Okx, alice: User, quotes_before: int) -> None:
    """While the first run waits for OKX its lease ends, and another monitor carries the order out."""
    order, told = fired(alice, share_percent=Decimal(10)), Told()

    def overtaken() -> None:
        with freeze_time(timezone.now() + LATER):
            carry_out(order_now(order), tell=told)

    with quoting(okx, *[nothing] * quotes_before, overtaken):
        done = carry_out(order, tell=told)

    assert (done.state, len(booked()), told.events) == (State.DONE, 1, ["done"])
    assert open_quotes() == 0


def test_a_slow_monitor_cannot_confirm_the_quote_another_has_replaced(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    order, told = fired(alice), Told()

    def confirm_late(*arguments: Any, **words: Any) -> Swap:
        monkeypatch.setattr(order_execution, "confirm_swap", confirm_swap)
        with freeze_time(timezone.now() + LATER):
            carry_out(order_now(order), tell=told)
        return confirm_swap(*arguments, **words)

    monkeypatch.setattr(order_execution, "confirm_swap", confirm_late)
    assert carry_out(order, tell=told).state == State.DONE
    assert (len(booked()), told.events) == (1, ["done"])
    assert holdings(alice)["USDC"] > 10_000_000_000


def test_a_failure_of_the_slow_one_is_no_failure_of_the_order(okx: Okx, alice: User) -> None:
    order, told = fired(alice), Told()

    def overtaken() -> None:
        with freeze_time(timezone.now() + LATER):
            carry_out(order_now(order), tell=told)
        set_fault("aggregator/quote", "500", times=3)

    with quoting(okx, nothing, overtaken):
        assert carry_out(order, tell=told).state == State.DONE
    assert told.events == ["done"]


def test_an_order_cancelled_between_two_attempts_is_not_tried_again(alice: User) -> None:
    order = fired(alice)
    set_fault("aggregator/quote", "500", times=3)
    carry_out(order, tell=mute)
    put(order, state=State.CANCELLED)

    with freeze_time(timezone.now() + RETRY + SECOND):
        assert carry_out(order, tell=mute).state == State.CANCELLED
    assert booked() == []


def test_the_price_asked_for_is_that_of_the_moment(alice: User) -> None:
    order = fired(alice, share_percent=Decimal(10))
    before = unit_price_usd(order, offer_for(order))
    move_market("LINK", -20)

    assert unit_price_usd(order, offer_for(order)) < before * Decimal("0.85")


def test_without_any_price_for_the_currency_there_is_no_unit_price(alice: User) -> None:
    set_fault("aggregator/quote", "500", times=9)
    with pytest.raises(TemporaryError):
        offer_for(waiting(alice))


# Many at once


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads share the one connection of SQLite in memory")
class TestManyMonitorsAtOnce:
    def test_eight_monitors_trade_once(self, alice: User) -> None:
        order, told = fired(alice), Told()
        at_once([partial(carry_out, order_now(order), tell=told)] * 8)

        assert (state_of(order), len(booked()), told.events) == (State.DONE, 1, ["done"])

    def test_many_orders_of_one_wallet_trade_each_once(self, alice: User) -> None:
        orders = [fired(alice, share_percent=None, units=10**18) for _ in range(6)]
        told = Told()
        at_once([partial(carry_out, order_now(order), tell=told) for order in orders for _ in range(2)])
        with freeze_time(timezone.now() + RETRY + SECOND):
            for order in orders:
                carry_out(order_now(order), tell=told)

        assert [state_of(order) for order in orders] == [State.DONE] * 6
        assert len(booked()) == 6
        assert holdings(alice)["LINK"] == 44 * 10**18
