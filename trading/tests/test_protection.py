from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest
import responses
from django.db import connection
from pytest_django import Settings

from esther_site.lib.errors import UserError
from sandbox.market import market
from tokens.models import Price
from trading.brackets import Bracket
from trading.models import Order, Swap, User
from trading.protection import protect, protect_trailing
from trading.swaps import PriceMoved, confirm_swap, quote_swap, refresh_swap
from trading.tests.desk import hold, holdings, receive, spend
from trading.tests.order_desk import Kind, State, at_once, put, waiting

Okx = responses.RequestsMock
BOTH = Bracket(stop_percent=Decimal(5), target_percent=Decimal(10))
STOP = Bracket(stop_percent=Decimal(5))
TARGET = Bracket(target_percent=Decimal(10))


def bought(user: User, symbol: str = "LINK", *, bracket: Bracket | None = None, pay: str = "USDC") -> Swap:
    """Buy for a hundred dollars, or a tenth of something else."""
    amount = "100" if pay == "USDC" else "0.1"
    quote = quote_swap(spend(user, amount, pay, get=symbol), bracket=bracket)
    return confirm_swap(user, quote.handle, pressed_by="update 1")


def orders_of(swap: Swap) -> list[Order]:
    return list(Order.objects.filter(protects=swap).order_by("pk"))


def fill_of(swap: Swap) -> Decimal:
    """Return what one token cost by what was given and received, dollars being dollars."""
    assert swap.received_units_out is not None
    assert swap.value_usd is not None
    return swap.value_usd / swap.token_out.to_amount(swap.received_units_out)


# A purchase that asks for it


def test_dollars_are_not_protected(okx: Okx, alice: User) -> None:
    hold(alice, "50", "LINK")

    with pytest.raises(UserError, match="Only a purchase"):
        quote_swap(spend(alice, "1", "LINK", get="USDC"), bracket=BOTH)
    assert Swap.objects.count() == 0


def test_a_stop_above_the_price_is_refused_before_anything_is_bought(okx: Okx, alice: User) -> None:
    with pytest.raises(UserError, match="The stop must be below"):
        quote_swap(spend(alice, "100", "USDC", get="LINK"), bracket=Bracket(stop_usd=Decimal(100_000)))
    with pytest.raises(UserError, match="The target must be above"):
        quote_swap(spend(alice, "100", "USDC", get="LINK"), bracket=Bracket(target_usd=Decimal("0.01")))


def test_there_must_be_room_for_it(okx: Okx, alice: User, settings: Settings) -> None:
    settings.MAX_ORDERS_PER_USER = 2
    waiting(alice)

    with pytest.raises(UserError, match="There can be 2 orders"):
        quote_swap(spend(alice, "100", "USDC", get="LINK"), bracket=BOTH)
    assert quote_swap(spend(alice, "100", "USDC", get="LINK"), origin=Swap.Origin.ORDER, bracket=BOTH).state == "quoted"


def test_nothing_is_bought_when_the_price_ran_over_its_stop(okx: Okx, alice: User) -> None:
    quote = quote_swap(spend(alice, "100", "USDC", get="LINK"), bracket=STOP)
    cost = quote.value_usd / quote.token_out.to_amount(quote.expected_units_out) if quote.value_usd else Decimal(0)
    Swap.objects.update(stop_percent=None, stop_usd=cost * Decimal("0.99"))
    market().nudge("LINK", -5)
    before = holdings(alice)

    with pytest.raises(UserError, match="The stop must be below"):
        confirm_swap(alice, quote.handle, pressed_by="update 1")
    assert (holdings(alice), Order.objects.count()) == (before, 0)
    assert Swap.objects.get().state == Swap.State.FAILED


def test_a_quote_alone_protects_nothing(okx: Okx, alice: User) -> None:
    quote_swap(spend(alice, "100", "USDC", get="LINK"), bracket=BOTH)
    assert Order.objects.count() == 0


def test_it_is_protected_from_the_price_it_was_filled_at(okx: Okx, alice: User) -> None:
    swap = bought(alice, bracket=BOTH)
    stop, target = orders_of(swap)

    assert (stop.kind, stop.direction, stop.trigger_usd) == (
        Kind.STOP_LOSS,
        "below",
        round(fill_of(swap) * 95 / 100, 18),
    )
    assert (target.kind, target.direction) == (Kind.TAKE_PROFIT, "above")
    assert target.trigger_usd == round(fill_of(swap) * 110 / 100, 18)
    assert stop.pair == target.pair != ""
    assert {(order.units, order.asked, order.token, order.currency) for order in (stop, target)} == {
        (swap.received_units_out, Swap.Exact.IN, swap.token_out, swap.token_in)
    }


def test_the_fill_counts_and_not_what_the_card_said(okx: Okx, alice: User) -> None:
    quote = quote_swap(spend(alice, "100", "USDC", get="LINK"), bracket=STOP)
    shown = (quote.value_usd or 0) / quote.token_out.to_amount(quote.expected_units_out)
    market().nudge("LINK", -20)
    swap = confirm_swap(alice, quote.handle, pressed_by="update 1")
    (stop,) = orders_of(swap)

    assert stop.trigger_usd is not None
    assert stop.trigger_usd < shown * Decimal("0.8")


def test_gas_that_was_paid_from_what_was_bought_is_not_sold_again(okx: Okx, alice: User) -> None:
    swap = bought(alice, "ETH", bracket=STOP)
    (stop,) = orders_of(swap)

    assert stop.units == holdings(alice)["ETH"] < (swap.received_units_out or 0)


def test_it_goes_back_into_what_it_was_paid_with(okx: Okx, alice: User) -> None:
    hold(alice, "1", "ETH")
    (stop,) = orders_of(bought(alice, pay="ETH", bracket=STOP))

    assert stop.currency.symbol == "ETH"


def test_an_exact_purchase_is_protected_too(okx: Okx, alice: User) -> None:
    quote = quote_swap(receive(alice, "5", "LINK"), bracket=BOTH)
    swap = confirm_swap(alice, quote.handle, pressed_by="update 1")

    assert [order.units for order in orders_of(swap)] == [5 * 10**18] * 2


def test_a_purchase_without_a_bracket_has_no_orders(okx: Okx, alice: User) -> None:
    assert orders_of(bought(alice)) == []


def test_the_same_press_again_protects_once(okx: Okx, alice: User) -> None:
    swap = bought(alice, bracket=BOTH)
    confirm_swap(alice, swap.handle, pressed_by="update 1")

    assert len(orders_of(swap)) == 2


def test_a_fresh_card_keeps_the_bracket(okx: Okx, alice: User) -> None:
    quote = quote_swap(spend(alice, "100", "USDC", get="LINK"), bracket=BOTH)
    fresh = refresh_swap(alice, quote.handle)
    market().nudge("LINK", 5)
    with pytest.raises(PriceMoved) as moved:
        confirm_swap(alice, fresh.handle, pressed_by="update 1")

    assert (moved.value.swap.stop_percent, moved.value.swap.target_percent) == (Decimal(5), Decimal(10))


# Buttons under a filled purchase


@pytest.mark.parametrize("act", [partial(protect, bracket=STOP), partial(protect_trailing, percent=Decimal(5))])
def test_only_ones_own_filled_purchase_is_protected(
    okx: Okx, alice: User, mallory: User, act: Callable[[User, str], object]
) -> None:
    swap = bought(alice)
    quote = quote_swap(spend(alice, "100", "USDC", get="LINK"))
    sale = quote_swap(spend(alice, "1", "LINK", get="USDC"))
    confirm_swap(alice, sale.handle, pressed_by="update 2")

    for user, handle, says in (
        (mallory, swap.handle, "not yours"),
        (alice, "nothing", "not yours"),
        (alice, quote.handle, "not carried out"),
        (alice, sale.handle, "bought dollars"),
    ):
        with pytest.raises(UserError, match=says):
            act(user, handle)
    assert Order.objects.count() == 0


def test_a_stop_the_price_has_left_behind_is_refused(okx: Okx, alice: User) -> None:
    swap = bought(alice)
    Price.objects.all().delete()
    market().nudge("LINK", -10)

    with pytest.raises(UserError, match="at or below a stop loss"):
        protect(alice, swap.handle, STOP)
    protect(alice, swap.handle, TARGET)


def test_a_price_of_ones_own_may_lie_beyond_the_fill(okx: Okx, alice: User) -> None:
    swap = bought(alice)
    Price.objects.all().delete()
    market().nudge("LINK", 50)
    (stop,) = protect(alice, swap.handle, Bracket(stop_usd=round(fill_of(swap) * Decimal("1.2"), 6)))

    assert stop.trigger_usd is not None
    assert stop.trigger_usd > fill_of(swap)


def test_a_second_press_makes_no_second_order(okx: Okx, alice: User) -> None:
    swap = bought(alice)
    first = protect(alice, swap.handle, BOTH)

    for press in (partial(protect, bracket=BOTH), partial(protect, bracket=STOP)):
        with pytest.raises(UserError, match="protected like that already"):
            press(alice, swap.handle)
    assert orders_of(swap) == first


def test_what_is_missing_joins_what_is_there(okx: Okx, alice: User) -> None:
    swap = bought(alice)
    (stop,) = protect(alice, swap.handle, STOP)
    (target,) = protect(alice, swap.handle, BOTH)
    trailing = protect_trailing(alice, swap.handle, Decimal("2.5"))

    assert (target.kind, trailing.kind, trailing.trail_bps) == (Kind.TAKE_PROFIT, Kind.TRAILING_STOP, 250)
    assert {order.pair for order in (stop, target, trailing)} == {stop.pair}
    assert trailing.trails_from is not None


def test_a_cancelled_stop_may_be_set_again(okx: Okx, alice: User) -> None:
    swap = bought(alice)
    (stop,) = protect(alice, swap.handle, STOP)
    put(stop, state=State.CANCELLED)

    assert len(protect(alice, swap.handle, STOP)) == 1


@pytest.mark.parametrize(("state", "says"), [(State.DONE, "was sold by an order"), (State.TRIGGERED, "is selling")])
def test_what_an_order_sells_or_sold_is_not_protected_again(
    okx: Okx, alice: User, state: Order.State, says: str
) -> None:
    swap = bought(alice)
    (stop,) = protect(alice, swap.handle, STOP)
    put(stop, state=state)

    with pytest.raises(UserError, match=says):
        protect(alice, swap.handle, TARGET)


def test_there_must_be_room_for_buttons_too(okx: Okx, alice: User, settings: Settings) -> None:
    settings.MAX_ORDERS_PER_USER = 1
    swap = bought(alice)

    with pytest.raises(UserError, match="There can be 1 orders"):
        protect(alice, swap.handle, BOTH)
    protect(alice, swap.handle, STOP)


def test_where_the_fill_had_no_price_the_price_now_counts(okx: Okx, alice: User) -> None:
    swap = bought(alice)
    Swap.objects.update(value_usd=None)
    (stop,) = protect(alice, swap.handle, STOP)

    assert stop.trigger_usd == pytest.approx(fill_of(swap) * 95 / 100, rel=Decimal("0.02"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads share the one connection of SQLite in memory")
class TestManyAtOnce:
    def test_one_button_pressed_eight_times_sets_one_order(self, okx: Okx, alice: User) -> None:
        swap = bought(alice)
        outcomes = at_once([partial(protect, alice, swap.handle, STOP)] * 8)

        assert outcomes.count("UserError") == 7
        assert len(orders_of(swap)) == 1

    def test_purchases_with_a_bracket_and_buttons_do_not_wait_for_each_other(self, okx: Okx, alice: User) -> None:
        """One books and refers to the user's row, the other holds that row and refers to the wallet's."""
        swaps = [bought(alice) for _ in range(6)]
        quotes = [quote_swap(spend(alice, "100", "USDC", get="LINK"), bracket=BOTH) for _ in range(6)]
        press = [partial(protect, alice, swap.handle, BOTH) for swap in swaps]
        confirm = [partial(confirm_swap, alice, quote.handle, pressed_by="update 2") for quote in quotes]
        outcomes = at_once([*press, *confirm])

        assert [outcome for outcome in outcomes if isinstance(outcome, str)] == []
        assert Order.objects.count() == 24
