"""Orders that trade live, on a real node: each sells once at most, whatever is killed, and never on its own word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from alerts.models import Notification
from esther_site.lib.errors import UserError
from tests.chain.live_desk import USD
from tests.chain.order_desk import OrderDesk
from tests.chain.trader import ETHER
from tests.chain.world import World
from trading.brackets import Bracket
from trading.live_switch import disable_live
from trading.models import Order, Swap, User, Wallet
from trading.order_automation import let_ask, make_automatic
from trading.order_consent import carry_out_now, quote_now
from trading.orders import protect
from trading.pauses import lift, pause
from trading.swaps import confirm_swap, quote_swap
from trading.tests.live_desk import code_at, enrolled
from trading.two_factor import CodeNeeded, set_asks_above

pytestmark = [pytest.mark.chain, pytest.mark.django_db]

Kind, State = Order.Kind, Order.State


class Killed(BaseException):
    """The process is gone: nothing in it catches this."""


def die(*_: Any, **__: Any) -> Any:
    raise Killed


# What does not fire


def no_pause_of(desk: OrderDesk, settings: Any) -> None:
    pause(desk.user, by=desk.user, reason="holiday")


def no_switch_of(desk: OrderDesk, settings: Any) -> None:
    disable_live(desk.user)


def no_key_of(desk: OrderDesk, settings: Any) -> None:
    Wallet.objects.filter(pk=desk.wallet.pk).update(sealed_key="")


def no_master_key(desk: OrderDesk, settings: Any) -> None:
    settings.ENCRYPTION_KEY = ""


@pytest.mark.parametrize(
    ("forbid", "says"),
    [
        (no_pause_of, "paused live trading (holiday)"),
        (no_switch_of, "Live trading is off"),
        (no_key_of, "no key"),
        (no_master_key, "ENCRYPTION_KEY"),
    ],
)
def test_what_may_not_trade_waits_and_says_why(
    world: World, alice: User, settings: Any, forbid: Callable[[OrderDesk, Any], None], says: str
) -> None:
    desk = OrderDesk(world, alice)
    stop = desk.order()
    forbid(desk, settings)
    desk.watches()
    desk.monitors(times=2)

    stop.refresh_from_db()
    assert (stop.state, desk.swaps(), desk.signatures()) == (State.ACTIVE, [], 0)
    assert says in stop.waits_because
    assert desk.news() == ["order_waits"]


@pytest.mark.parametrize("forbid", [no_pause_of, no_switch_of])
def test_what_fired_and_may_trade_no_more_waits_again(
    world: World, alice: User, settings: Any, monkeypatch: pytest.MonkeyPatch, forbid: Callable[[OrderDesk, Any], None]
) -> None:
    desk = OrderDesk(world, alice)
    stop = desk.order()
    with monkeypatch.context() as dying:
        dying.setattr("alerts.order_look.carry_out", die)
        with pytest.raises(Killed):
            desk.watches()
    forbid(desk, settings)
    desk.monitors(times=2)

    stop.refresh_from_db()
    assert (stop.state, desk.swaps(), desk.signatures()) == (State.ACTIVE, [], 0)


def test_a_lifted_pause_lets_it_trade(world: World, alice: User) -> None:
    desk = OrderDesk(world, alice)
    stop = desk.order()
    pause(alice, by=alice)
    desk.watches()
    lift(alice, by=alice)
    Order.objects.update(not_before=None)
    desk.watches()

    assert desk.settled(stop).state == State.DONE
    assert desk.nonce() == 1


def test_a_dry_run_signs_nothing_and_says_so(world: World, alice: User, settings: Any) -> None:
    settings.DRY_RUN = True
    desk = OrderDesk(world, alice)
    stop = desk.order()
    desk.watches()
    desk.settled(stop)

    swap = Swap.objects.get()
    assert (stop.state, swap.state, swap.mode, swap.received_units_out) == (State.DONE, "booked", "dry_run", None)
    assert (desk.signatures(), desk.holds("ETH")) == (0, 10 * ETHER)
    told = Notification.objects.get().data
    assert (told["mode"], told["is_paper"], told["wallet"], told["gave"]) == ("dry_run", "", "Hot", "1")


# What asks


def test_what_is_not_automatic_asks_and_trades_nothing(world: World, alice: User) -> None:
    desk = OrderDesk(world, alice)
    stop = desk.order(is_automatic=False)
    desk.watches()
    desk.monitors(times=3)

    stop.refresh_from_db()
    assert (stop.state, desk.swaps(), desk.signatures()) == (State.ASKING, [], 0)
    assert desk.news() == ["order_asks"]


def test_the_users_word_lets_it_trade_within_the_bounds_they_saw(world: World, alice: User) -> None:
    desk = OrderDesk(world, alice)
    stop = desk.order(is_automatic=False)
    desk.watches()
    agreed = quote_now(alice, stop.handle)
    assert (agreed.mode, desk.signatures()) == (Swap.Mode.LIVE, 0)
    begun = carry_out_now(alice, stop.handle, agreed.handle)

    assert begun.swap is not None
    assert (begun.state, begun.swap.state, desk.signatures()) == (State.TRIGGERED, "confirmed", 0)  # sent is not done
    assert begun.swap.minimum_units_out >= agreed.minimum_units_out
    desk.settled(stop)
    assert (stop.state, desk.nonce(), desk.news()) == (State.DONE, 1, ["order_asks", "order_done"])
    with pytest.raises(UserError, match="already done"):
        carry_out_now(alice, stop.handle, agreed.handle)
    assert desk.nonce() == 1


def test_the_users_word_asks_for_a_code_above_their_amount(world: World, alice: User) -> None:
    desk = OrderDesk(world, alice)
    enrolled(alice)
    set_asks_above(alice, Decimal(1))
    stop = desk.order(is_automatic=False)
    desk.watches()
    agreed = quote_now(alice, stop.handle)

    with pytest.raises(CodeNeeded):
        carry_out_now(alice, stop.handle, agreed.handle)
    stop.refresh_from_db()
    assert (stop.state, desk.signatures()) == (State.ASKING, 0)
    begun = carry_out_now(alice, stop.handle, agreed.handle, code=code_at(alice))
    assert begun.state == State.TRIGGERED
    assert desk.settled(stop).state == State.DONE


def test_a_word_for_a_simulated_trade_is_none_for_a_real_one(world: World, alice: User, settings: Any) -> None:
    desk = OrderDesk(world, alice)
    stop = desk.order(is_automatic=False)
    desk.watches()
    settings.DRY_RUN = True
    agreed = quote_now(alice, stop.handle)
    settings.DRY_RUN = False
    asks = carry_out_now(alice, stop.handle, agreed.handle)

    assert (agreed.mode, asks.state, desk.signatures()) == (Swap.Mode.DRY_RUN, State.ASKING, 0)
    assert "switched on or off" in asks.waits_because
    desk.monitors(times=3)
    assert desk.sent() == 0


def test_the_users_word_counts_for_one_attempt(world: World, alice: User, settings: Any) -> None:
    desk = OrderDesk(world, alice)
    stop = desk.order(is_automatic=False)
    desk.watches()
    carry_out_now(alice, stop.handle, quote_now(alice, stop.handle).handle)
    settings.DRY_RUN = True  # the swap ends without a signature
    desk.monitors(times=3)
    settings.DRY_RUN = False
    desk.monitors(times=3, seconds=40)

    stop.refresh_from_db()
    assert (stop.state, desk.signatures(), desk.swaps()) == (State.ASKING, 0, ["cancelled", "failed"])
    assert "DRY_RUN" in stop.waits_because


# What is automatic


def test_a_stop_loss_sells_exactly_once_and_tells_what_it_brought(world: World, alice: User) -> None:
    desk = OrderDesk(world, alice)
    stop = desk.order()
    desk.watches()
    stop.refresh_from_db()
    assert (stop.state, desk.swaps(), desk.news()) == (State.TRIGGERED, ["confirmed"], ["order_begun"])

    desk.monitors()
    stop.refresh_from_db()
    assert (stop.state, desk.swaps()) == (State.TRIGGERED, ["sent"])  # sent is not done
    desk.settled(stop)
    desk.watches()
    desk.monitors(times=5)

    swap = Swap.objects.get()
    assert (stop.state, swap.state, stop.attempts) == (State.DONE, "done", 1)
    assert (desk.signatures(), desk.nonce()) == (1, 1)
    assert desk.holds("USDC") == swap.received_units_out
    assert desk.holds("ETH") == 9 * ETHER - (swap.gas_units or 0)
    assert desk.news() == ["order_begun", "order_done"]  # the trade alone is not told beside it
    told = Notification.objects.get(template="order_done").data
    assert (told["mode"], told["gave"], told["got_symbol"]) == ("live", "1", "USDC")
    assert Decimal(told["got"]) == Decimal(swap.received_units_out or 0) / USD


def test_a_percentage_keeps_the_gas_reserve(world: World, alice: User) -> None:
    desk = OrderDesk(world, alice)
    stop = desk.order(share_percent=Decimal(100), slippage_percent=Decimal(3))
    desk.watches()
    desk.settled(stop)

    reserve = desk.token("ETH").to_units(desk.token("ETH").chain.gas_reserve)
    swap = Swap.objects.get()
    assert (stop.state, swap.units_in) == (State.DONE, 10 * ETHER - reserve)
    assert desk.holds("ETH") == reserve - (swap.gas_units or 0) > 0


def test_the_other_of_a_pair_sells_nothing_meanwhile(world: World, alice: User) -> None:
    desk = OrderDesk(world, alice)
    stop, other = desk.order(pair="abcdefgh23"), desk.order(pair="abcdefgh23")
    desk.watches()
    desk.watches()
    desk.monitors(times=10)

    stop.refresh_from_db()
    other.refresh_from_db()
    assert {stop.state, other.state} == {State.DONE, State.CANCELLED}
    assert (desk.swaps(), desk.nonce()) == (["done"], 1)


def test_a_limit_buy_is_protected_on_the_hot_wallet_and_that_asks(world: World, alice: User) -> None:
    desk = OrderDesk(world, alice, USDC=1_000 * USD)
    buy = desk.order(kind=Kind.LIMIT_BUY, units=1_000 * USD, stop_percent=Decimal(5))
    desk.watches()
    desk.settled(buy)

    stop = Order.objects.get(protects__isnull=False)
    assert (buy.state, stop.state, stop.wallet, stop.is_automatic) == (State.DONE, State.ACTIVE, desk.wallet, False)
    Order.objects.filter(pk=stop.pk).update(
        trigger_usd=desk.percent(desk.token("ETH"), "100.5"), created_at=timezone.now() - timedelta(hours=1)
    )
    desk.watches()
    stop.refresh_from_db()
    assert (stop.state, desk.nonce()) == (State.ASKING, 2)

    begun = carry_out_now(alice, stop.handle, quote_now(alice, stop.handle).handle)
    assert begun.state == State.TRIGGERED
    assert desk.settled(stop).state == State.DONE
    assert desk.nonce() == 3


def test_a_bought_coin_that_pays_its_own_gas_can_be_sold(world: World, alice: User) -> None:
    desk = OrderDesk(world, alice, USDC=1_000 * USD)
    quoted = quote_swap(desk.request("USDC", "ETH", 1_000 * USD), bracket=Bracket(target_percent=Decimal(50)))
    desk.carried_out(confirm_swap(alice, quoted.handle, pressed_by="a press"))
    (stop,) = protect(alice, quoted.handle, Bracket(stop_percent=Decimal(5)))
    desk.ledger.rpc.ask("anvil_setBalance", desk.address, hex(stop.units or 0))  # nothing else is there for the gas
    fired = {"trigger_usd": desk.percent(desk.token("ETH"), "100.5"), "is_automatic": True}
    Order.objects.filter(pk=stop.pk).update(**fired, slippage_percent=3, created_at=timezone.now() - timedelta(hours=1))
    desk.watches()
    desk.settled(stop)

    assert stop.swap is not None
    assert (stop.state, stop.swap.state) == (State.DONE, "done")
    assert stop.swap.units_in < (stop.units or 0)


# Armed and disarmed


def test_it_is_armed_with_a_code_and_disarmed_without(world: World, alice: User) -> None:
    desk = OrderDesk(world, alice)
    enrolled(alice)
    stop = desk.order(is_automatic=False)
    with pytest.raises(CodeNeeded):
        make_automatic(alice, stop.handle)
    assert make_automatic(alice, stop.handle, code=code_at(alice)).is_automatic
    assert not let_ask(alice, stop.handle).is_automatic
    desk.watches()

    stop.refresh_from_db()
    assert (stop.state, desk.signatures()) == (State.ASKING, 0)


def test_what_is_disarmed_between_firing_and_trading_asks(
    world: World, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = OrderDesk(world, alice)
    stop = desk.order()
    with monkeypatch.context() as dying:
        dying.setattr("alerts.order_look.carry_out", die)
        with pytest.raises(Killed):
            desk.watches()
    let_ask(alice, stop.handle)
    desk.monitors(times=3)

    stop.refresh_from_db()
    assert (stop.state, desk.swaps(), desk.signatures()) == (State.ASKING, [], 0)
