"""From a placed order to what its user is told: the market moves, the monitor's own verbs look at it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import responses
from django.utils import timezone
from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory

from alerts.models import Notification, PricePeak, PriceTick
from alerts.order_pass import carry_out_orders
from alerts.price_pass import watch_prices
from alerts.tests.desk import NOW
from sandbox.market import market
from sandbox.okx.faults import set_fault
from tokens.market import price_of
from trading.intake import AmountKind
from trading.models import Order, Swap, User
from trading.order_wishes import OrderWish
from trading.orders import place_order, place_pair
from trading.tests.desk import hold, hold_nothing, holdings, token
from trading.tests.order_desk import State, order_now

Kind = Order.Kind
Okx = responses.RequestsMock
PASS_SECONDS = 60


@pytest.fixture
def clock(okx: Okx) -> Iterator[FrozenDateTimeFactory]:
    with freeze_time(NOW) as frozen:
        assert isinstance(frozen, FrozenDateTimeFactory)
        yield frozen


@pytest.fixture
def owner(clock: FrozenDateTimeFactory, alice: User) -> User:
    """Alice, who holds what she wants to sell."""
    hold(alice, "20", "LINK")
    return alice


def percent(of: str) -> Decimal:
    """Return a percentage of what LINK costs now."""
    return round(price_of(token("LINK")).usd * Decimal(of) / 100, 6)


def sale(kind: Order.Kind, at: str, **more: Any) -> OrderWish:
    return OrderWish(kind=kind, token="LINK", trigger_usd=percent(at), **more)


def purchase(kind: Order.Kind, at: str) -> OrderWish:
    return sale(kind, at, amount=Decimal(50), amount_kind=AmountKind.SPEND)


def passes(clock: FrozenDateTimeFactory, count: int = 1) -> int:
    """Let the monitor look at the prices once a minute; return how many alerts and orders fired."""
    fired = 0
    for _ in range(count):
        clock.tick(PASS_SECONDS)
        fired += watch_prices().fired
    return fired


def told(user: User) -> list[tuple[str, dict[str, Any]]]:
    return [(row.template, row.data) for row in Notification.objects.filter(user=user).order_by("pk")]


# Each kind


@pytest.mark.parametrize(
    ("kind", "at", "moves"), [(Kind.STOP_LOSS, "98", Decimal("-2.5")), (Kind.TAKE_PROFIT, "102", Decimal("2.5"))]
)
def test_a_sale_waits_for_its_price_and_is_booked_and_told(
    clock: FrozenDateTimeFactory, owner: User, kind: Order.Kind, at: str, moves: Decimal
) -> None:
    before = holdings(owner)
    order = place_order(owner, sale(kind, at))
    assert passes(clock, 3) == 0

    market().nudge("LINK", moves)
    assert passes(clock) == 1
    done = order_now(order)
    assert done.swap
    assert (done.state, done.swap.state) == (State.DONE, Swap.State.BOOKED)
    assert "LINK" not in holdings(owner)
    assert holdings(owner)["USDC"] > before["USDC"]
    ((template, data),) = told(owner)
    assert (template, data["handle"], data["kind"], data["symbol"]) == ("order_done", order.handle, kind, "LINK")
    assert (data["gave"], data["gave_symbol"], data["got_symbol"], data["mode"]) == ("20", "LINK", "USDC", "dry_run")
    assert Decimal(data["got"]) * 10**6 == done.swap.received_units_out
    assert (data["swap_handle"], data["is_purchase"], data["cancelled"]) == (done.swap.handle, "", [])
    assert passes(clock, 3) == 0


@pytest.mark.parametrize(
    ("kind", "at", "moves"), [(Kind.LIMIT_BUY, "98", Decimal("-2.5")), (Kind.STOP_BUY, "102", Decimal("2.5"))]
)
def test_a_purchase_waits_for_its_price_and_is_booked_and_told(
    clock: FrozenDateTimeFactory, owner: User, kind: Order.Kind, at: str, moves: Decimal
) -> None:
    order = place_order(owner, purchase(kind, at))
    assert passes(clock, 3) == 0

    market().nudge("LINK", moves)
    assert passes(clock) == 1
    assert order_now(order).state == State.DONE
    assert holdings(owner)["LINK"] > 20 * 10**18
    ((template, data),) = told(owner)
    assert (template, data["gave"], data["gave_symbol"], data["got_symbol"]) == ("order_done", "50", "USDC", "LINK")
    assert data["is_purchase"] == "1"


def test_a_trailing_stop_follows_the_price_up_and_sells_when_it_falls(
    clock: FrozenDateTimeFactory, owner: User
) -> None:
    order = place_order(owner, OrderWish(kind=Kind.TRAILING_STOP, token="LINK", trail_percent=Decimal(5)))
    assert passes(clock, 3) == 0
    market().nudge("LINK", 10)
    assert passes(clock, 3) == 0
    assert PricePeak.objects.count() >= 1

    market().nudge("LINK", Decimal("-5.5"))
    assert passes(clock) == 1
    assert order_now(order).state == State.DONE
    assert "LINK" not in holdings(owner)
    assert [(template, data["trail_percent"]) for template, data in told(owner)] == [("order_done", "5")]


def test_the_first_of_a_pair_cancels_the_other(clock: FrozenDateTimeFactory, owner: User) -> None:
    stop, target = place_pair(owner, sale(Kind.STOP_LOSS, "98"), sale(Kind.TAKE_PROFIT, "102"))
    passes(clock)
    market().nudge("LINK", Decimal("2.5"))

    assert passes(clock) == 1
    assert (order_now(target).state, order_now(stop).state) == (State.DONE, State.CANCELLED)
    ((_, data),) = told(owner)
    assert data["cancelled"] == [stop.handle]
    market().nudge("LINK", -10)
    assert passes(clock, 3) == 0
    assert Swap.objects.filter(origin=Swap.Origin.ORDER).count() == 1


# Without a second source


def test_without_a_quote_two_passes_are_waited_for(clock: FrozenDateTimeFactory, owner: User) -> None:
    order = place_order(owner, sale(Kind.STOP_LOSS, "98"))
    passes(clock, 3)
    market().nudge("LINK", Decimal("-2.5"))
    set_fault("aggregator/quote", "code", times=4, detail="50001")

    assert passes(clock) == 0
    assert (order_now(order).state, order_now(order).waits_because, told(owner)) == (State.ACTIVE, "", [])
    assert passes(clock) == 1
    assert order_now(order).state == State.DONE


# Held


def test_a_price_beyond_the_slippage_is_waited_out_and_told_once(clock: FrozenDateTimeFactory, owner: User) -> None:
    order = place_order(owner, sale(Kind.STOP_LOSS, "98"))
    passes(clock, 3)
    market().nudge("LINK", -6)

    assert passes(clock, 4) == 0
    waits = order_now(order)
    assert waits.state == State.ACTIVE
    assert waits.waits_because.startswith("One LINK would bring $")
    ((template, data),) = told(owner)
    assert (template, data["handle"], data["reason"][:20]) == ("order_waits", order.handle, "One LINK would bring")

    market().nudge("LINK", Decimal("3.7"))
    assert passes(clock) == 1
    assert [template for template, _ in told(owner)] == ["order_waits", "order_done"]


def test_it_is_told_again_when_the_price_had_left_the_trigger(clock: FrozenDateTimeFactory, owner: User) -> None:
    place_order(owner, sale(Kind.STOP_LOSS, "98"))
    passes(clock, 3)
    for moves in (-6, 8, -8):
        market().nudge("LINK", moves)
        passes(clock, 3)
    assert [template for template, _ in told(owner)] == ["order_waits", "order_waits"]


def test_what_cannot_be_traded_waits_and_says_why(clock: FrozenDateTimeFactory, owner: User) -> None:
    order = place_order(owner, sale(Kind.STOP_LOSS, "98"))
    passes(clock, 3)
    hold_nothing(owner)
    market().nudge("LINK", Decimal("-2.5"))

    assert passes(clock, 4) == 0
    assert order_now(order).state == State.ACTIVE
    assert [(template, data["reason"]) for template, data in told(owner)] == [
        ("order_waits", "There is no LINK in this wallet. Look at /portfolio for what there is.")
    ]


def test_okx_away_for_a_moment_is_not_told_but_for_longer_it_is(clock: FrozenDateTimeFactory, owner: User) -> None:
    place_order(owner, sale(Kind.STOP_LOSS, "98"))
    passes(clock, 3)
    market().nudge("LINK", Decimal("-2.5"))
    set_fault("aggregator/quote", "code", times=100, detail="50001")

    counts = []
    for _ in range(4):
        passes(clock)
        counts.append(len(told(owner)))
    assert counts == [0, 0, 1, 1]


# Asked


def test_what_was_reached_while_nobody_watched_asks(clock: FrozenDateTimeFactory, owner: User) -> None:
    order = place_order(owner, sale(Kind.STOP_LOSS, "98"))
    passes(clock, 3)
    market().nudge("LINK", Decimal("-2.5"))
    clock.tick(60)

    assert passes(clock) == 1
    asks = order_now(order)
    assert (asks.state, asks.reached_at) == (State.ASKING, timezone.now())
    ((template, data),) = told(owner)
    assert (template, data["reason"]) == ("order_asks", "Its price was reached while nothing was watched.")
    assert Decimal(data["reached_usd"]) == asks.reached_usd
    assert passes(clock, 3) == 0
    assert len(told(owner)) == 1


def test_what_needs_a_word_asks(clock: FrozenDateTimeFactory, owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alerts.order_look.needs_consent", lambda order: True)
    order = place_order(owner, sale(Kind.STOP_LOSS, "98"))
    passes(clock, 3)
    market().nudge("LINK", Decimal("-2.5"))

    assert passes(clock) == 1
    assert order_now(order).state == State.ASKING
    assert [(template, data["reason"]) for template, data in told(owner)] == [
        ("order_asks", "Trades of this wallet wait for your word.")
    ]


# Interrupted


def test_what_was_killed_between_firing_and_trading_is_traded_once(
    clock: FrozenDateTimeFactory, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = place_order(owner, sale(Kind.STOP_LOSS, "98"))
    passes(clock, 3)
    market().nudge("LINK", Decimal("-2.5"))
    with monkeypatch.context() as dying:
        dying.setattr("alerts.order_look.carry_out", _die)
        with pytest.raises(SystemExit):
            passes(clock)
    assert order_now(order).state == State.TRIGGERED
    assert "LINK" in holdings(owner)

    clock.tick(5)
    assert carry_out_orders(timezone.now()) is True
    assert order_now(order).state == State.DONE
    assert [template for template, _ in told(owner)] == ["order_done"]
    assert carry_out_orders(timezone.now()) is False
    assert Swap.objects.filter(origin=Swap.Origin.ORDER, state=Swap.State.BOOKED).count() == 1


def _die(*_: object, **__: object) -> None:
    raise SystemExit("killed")


# Kept


def test_prices_of_orders_are_remembered_as_of_when_they_were_seen(clock: FrozenDateTimeFactory, owner: User) -> None:
    place_order(owner, sale(Kind.STOP_LOSS, "90"))
    passes(clock, 2)
    watch_prices()  # the price is kept: the same observation
    prices = [price_of(token("LINK")).observed_at]
    assert PriceTick.objects.count() == 2
    assert PriceTick.objects.order_by("-observed_at").values_list("observed_at", flat=True)[0] == prices[0]
