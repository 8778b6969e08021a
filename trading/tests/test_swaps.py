from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from functools import partial
from threading import Barrier
from typing import Any

import pytest
import responses
from django.db import connection, connections
from django.utils import timezone
from freezegun import freeze_time
from pytest_django.fixtures import Settings

from esther_site.lib.errors import EstherError, TemporaryError, UserError
from sandbox.market import market
from sandbox.okx.faults import set_fault
from trading.models import AuditEntry, PaperBalance, Swap, User, Wallet
from trading.spending import set_limit
from trading.swaps import (
    PriceMoved,
    SwapClosed,
    cancel_open_quotes,
    cancel_swap,
    confirm_swap,
    expire_quotes,
    history,
    quote_swap,
    refresh_swap,
)
from trading.tests.desk import hold, hold_nothing, holdings, receive, spend, token, while_quoting
from trading.tests.live_desk import hot_wallet, live_swap

State = Swap.State
Okx = responses.RequestsMock
CASH = {"USDC": 10_000_000_000}
PRESS = "update 1"
DAY = timedelta(days=1)

Act = Callable[[User, str], Swap]


def confirm(user: User, handle: str) -> Swap:
    return confirm_swap(user, handle, pressed_by=PRESS)


def state_of(swap: Swap) -> State:
    return State(Swap.objects.get(pk=swap.pk).state)


def booked(user: User) -> int:
    return Swap.objects.filter(user=user, state=State.BOOKED).count()


def interrupted(swap: Swap, pressed_by: str = PRESS) -> None:
    """Leave a swap as a process does that is killed right after it took the press."""
    Swap.objects.filter(pk=swap.pk).update(state=State.CONFIRMED, confirmed_at=timezone.now(), confirmed_by=pressed_by)


@pytest.fixture
def quoted(okx: Okx, alice: User) -> Swap:
    """A hundred of Alice's dollars for ether, waiting for her press."""
    return quote_swap(spend(alice, "100", "USDC", get="ETH"))


# Somebody else's, or nobody's


@pytest.mark.parametrize("act", [confirm, cancel_swap, refresh_swap])
def test_nobody_else_can_press(quoted: Swap, alice: User, mallory: User, act: Act) -> None:
    with pytest.raises(UserError, match="not yours"):
        act(mallory, quoted.handle)

    assert state_of(quoted) == State.QUOTED
    assert Swap.objects.count() == 1
    assert holdings(alice) == holdings(mallory) == CASH


@pytest.mark.parametrize("act", [confirm, cancel_swap, refresh_swap])
@pytest.mark.parametrize("handle", ["", "aaaaaaaaaa", "'; --", "x" * 300])
def test_a_handle_that_was_never_given_out_is_refused(alice: User, act: Act, handle: str) -> None:
    with pytest.raises(UserError, match="no longer known"):
        act(alice, handle)


def test_not_even_the_operator_presses_for_others(quoted: Swap, bob: User) -> None:
    bob.is_staff = bob.is_superuser = True
    bob.save()

    with pytest.raises(UserError, match="not yours"):
        confirm(bob, quoted.handle)


# Quoting


def test_what_is_blocked_is_not_kept(okx: Okx, alice: User) -> None:
    with pytest.raises(UserError, match="not enough USDC on Ethereum"):
        quote_swap(spend(alice, "10001", "USDC", get="ETH"))

    assert Swap.objects.count() == 0


def test_a_watched_wallet_is_not_traded(okx: Okx, alice: User) -> None:
    alice.default_wallet = Wallet.objects.create(owner=alice, name="Vault", kind=Wallet.Kind.WATCH, address="0x1")

    with pytest.raises(UserError, match="This wallet is only watched"):
        quote_swap(spend(alice, "1", "USDC", get="ETH"))


def test_a_card_shows_the_bounds_and_waits_a_minute(quoted: Swap) -> None:
    assert (quoted.state, quoted.mode, quoted.origin) == (State.QUOTED, Swap.Mode.DRY_RUN, Swap.Origin.CHAT)
    assert (quoted.units_in, quoted.maximum_units_in) == (100_000_000, 100_000_000)
    assert quoted.minimum_units_out == quoted.expected_units_out * 99 // 100
    assert quoted.value_usd == pytest.approx(100, rel=Decimal("0.01"))
    assert quoted.route
    assert quoted.warnings == []
    assert abs(quoted.expires_at - quoted.created_at - timedelta(minutes=1)) < timedelta(seconds=1)


def test_warnings_are_kept_with_the_card(okx: Okx, alice: User) -> None:
    hold(alice, "10000000", "USDC")
    swap = quote_swap(spend(alice, "1500000", "USDC", get="LINK"))

    assert [warning[:18] for warning in swap.warnings] == ["High price impact:"]


# Too late to confirm


def test_an_expired_card_is_refused(quoted: Swap, alice: User) -> None:
    with freeze_time(quoted.expires_at), pytest.raises(SwapClosed, match="quote has expired"):
        confirm(alice, quoted.handle)

    assert state_of(quoted) == State.EXPIRED
    assert holdings(alice) == CASH


def test_a_card_is_good_until_its_last_moment(quoted: Swap, alice: User) -> None:
    with freeze_time(quoted.expires_at - timedelta(milliseconds=1)):
        assert confirm(alice, quoted.handle).state == State.BOOKED


def test_a_cancelled_card_is_refused(quoted: Swap, alice: User) -> None:
    assert cancel_swap(alice, quoted.handle).state == State.CANCELLED

    with pytest.raises(SwapClosed, match="was cancelled"):
        confirm(alice, quoted.handle)
    with pytest.raises(SwapClosed, match="was cancelled"):
        cancel_swap(alice, quoted.handle)
    assert holdings(alice) == CASH


def test_a_replaced_card_is_refused(quoted: Swap, alice: User) -> None:
    fresh = refresh_swap(alice, quoted.handle)

    for act in (confirm, refresh_swap, cancel_swap):
        with pytest.raises(SwapClosed, match="Use the latest card"):
            act(alice, quoted.handle)
    assert (state_of(quoted), state_of(fresh)) == (State.REPLACED, State.QUOTED)


@pytest.mark.parametrize("pressed_by", [PRESS, "update 2"])
def test_a_trade_that_failed_stays_failed(quoted: Swap, alice: User, pressed_by: str) -> None:
    set_fault("aggregator/quote", "500", times=3)
    with pytest.raises(TemporaryError):
        confirm(alice, quoted.handle)

    with pytest.raises(SwapClosed, match="This trade did not happen: OKX has trouble"):
        confirm_swap(alice, quoted.handle, pressed_by=pressed_by)


# Once, and once only


def test_a_second_press_does_not_trade_again(quoted: Swap, alice: User) -> None:
    confirm(alice, quoted.handle)
    after = holdings(alice)

    for act in (lambda *who: confirm_swap(*who, pressed_by="update 2"), cancel_swap, refresh_swap):
        with pytest.raises(SwapClosed, match="already done"):
            act(alice, quoted.handle)
    assert holdings(alice) == after
    assert booked(alice) == 1


def test_the_same_press_again_is_told_the_same_result(quoted: Swap, alice: User) -> None:
    first = confirm(alice, quoted.handle)
    after = holdings(alice)
    again = confirm(alice, quoted.handle)

    assert again.state == State.BOOKED
    assert (again.received_units_out, again.finished_at) == (first.received_units_out, first.finished_at)
    assert holdings(alice) == after


def test_another_press_while_the_first_is_at_work_is_refused(quoted: Swap, alice: User) -> None:
    interrupted(quoted, "update 7")

    for act in (confirm, cancel_swap, refresh_swap):
        with pytest.raises(SwapClosed, match="already confirmed"):
            act(alice, quoted.handle)
    assert holdings(alice) == CASH


def test_a_press_that_was_interrupted_goes_on_where_it_stopped(okx: Okx, quoted: Swap, alice: User) -> None:
    with while_quoting(okx, _die), pytest.raises(SystemExit):
        confirm(alice, quoted.handle)
    assert (state_of(quoted), holdings(alice)) == (State.CONFIRMED, CASH)

    assert confirm(alice, quoted.handle).state == State.BOOKED
    assert booked(alice) == 1


def test_a_press_that_was_interrupted_long_ago_is_over(quoted: Swap, alice: User) -> None:
    interrupted(quoted)

    with (
        freeze_time(timezone.now() + timedelta(minutes=4)),
        pytest.raises(SwapClosed, match="Esther was interrupted"),
    ):
        confirm(alice, quoted.handle)
    assert (state_of(quoted), holdings(alice)) == (State.FAILED, CASH)


def test_the_same_press_twice_at_once_trades_once_and_says_so(okx: Okx, quoted: Swap, alice: User) -> None:
    """While the first run waits for OKX, the second one comes and finishes."""
    runs = iter([lambda: confirm(alice, quoted.handle)])

    with (
        while_quoting(okx, lambda: next(runs, lambda: None)()),
        pytest.raises(SwapClosed, match="already done"),
    ):
        confirm(alice, quoted.handle)

    assert (state_of(quoted), booked(alice)) == (State.BOOKED, 1)
    assert holdings(alice)["USDC"] >= 9_899_000_000


def _die() -> None:
    raise SystemExit("killed")


# Booking


def test_a_confirmed_trade_moves_the_balances_by_what_it_says(quoted: Swap, alice: User, bob: User) -> None:
    swap = confirm(alice, quoted.handle)

    assert (swap.state, swap.confirmed_by, swap.units_in) == (State.BOOKED, PRESS, 100_000_000)
    assert swap.gas_token is not None
    assert swap.gas_token.symbol == "ETH"
    assert swap.gas_units is not None
    assert swap.received_units_out is not None
    assert swap.received_units_out >= quoted.minimum_units_out
    assert holdings(alice) == {"USDC": 9_900_000_000, "ETH": swap.received_units_out - swap.gas_units}
    assert holdings(bob) == CASH


def test_a_small_change_of_the_price_is_booked_at_the_new_price(quoted: Swap, alice: User) -> None:
    market().nudge("ETH", Decimal("0.5"))
    swap = confirm(alice, quoted.handle)

    assert swap.received_units_out is not None
    assert quoted.minimum_units_out <= swap.received_units_out < quoted.expected_units_out


def test_a_better_price_is_the_users(quoted: Swap, alice: User) -> None:
    market().nudge("ETH", -5)
    swap = confirm(alice, quoted.handle)

    assert swap.received_units_out is not None
    assert swap.received_units_out > quoted.expected_units_out


def test_an_exact_purchase_receives_exactly_what_was_asked_for(okx: Okx, alice: User) -> None:
    quoted = quote_swap(receive(alice, "0.1", "ETH"))
    market().nudge("ETH", Decimal("0.5"))
    swap = confirm(alice, quoted.handle)

    assert swap.received_units_out == 10**17
    assert quoted.units_in < swap.units_in <= quoted.maximum_units_in


# The price moved


@pytest.mark.parametrize("ask", ["spend", "receive"])
def test_a_worse_price_is_asked_about_again(okx: Okx, alice: User, ask: str) -> None:
    request = spend(alice, "100", "USDC", get="ETH") if ask == "spend" else receive(alice, "0.1", "ETH")
    old = quote_swap(request)
    market().nudge("ETH", 5)

    with pytest.raises(PriceMoved) as moved:
        confirm(alice, old.handle)

    new = moved.value.swap
    assert (state_of(old), state_of(new)) == (State.REPLACED, State.QUOTED)
    assert (new.asked, new.asked_units, new.exact) == (old.asked, old.asked_units, old.exact)
    assert holdings(alice) == CASH
    assert (new.minimum_units_out, new.maximum_units_in) != (old.minimum_units_out, old.maximum_units_in)
    assert confirm_swap(alice, new.handle, pressed_by="update 2").state == State.BOOKED


def test_after_a_worse_price_a_solved_purchase_is_solved_anew(okx: Okx, alice: User) -> None:
    paper_cash_on_optimism(alice)
    old = quote_swap(receive(alice, "0.1", "ETH", chain="Optimism"))
    market().nudge("ETH", 5)

    with pytest.raises(PriceMoved) as moved:
        confirm(alice, old.handle)

    new = moved.value.swap
    assert (old.exact, new.asked, new.asked_units) == (Swap.Exact.IN, Swap.Exact.OUT, 10**17)
    assert abs(new.expected_units_out - 10**17) * 1000 <= 5 * 10**17
    assert new.units_in > old.units_in


def test_a_solved_purchase_spends_what_the_card_said(okx: Okx, alice: User) -> None:
    paper_cash_on_optimism(alice)
    quoted = quote_swap(receive(alice, "0.1", "ETH", chain="Optimism"))
    market().nudge("ETH", Decimal("0.6"))

    assert confirm(alice, quoted.handle).units_in == quoted.units_in


def paper_cash_on_optimism(user: User) -> None:
    hold(user, "10000", "USDC", "Optimism")


# It cannot be carried out


def test_an_outage_at_confirm_fails_the_trade_and_a_refresh_brings_it_back(quoted: Swap, alice: User) -> None:
    set_fault("aggregator/quote", "html", times=3)

    with pytest.raises(TemporaryError):
        confirm(alice, quoted.handle)
    failed = Swap.objects.get(pk=quoted.pk)
    assert (failed.state, failed.finished_at is None) == (State.FAILED, False)
    assert failed.failure
    assert holdings(alice) == CASH

    fresh = refresh_swap(alice, quoted.handle)
    assert confirm_swap(alice, fresh.handle, pressed_by="update 2").state == State.BOOKED
    assert state_of(quoted) == State.FAILED


def test_money_spent_on_another_card_is_not_spent_twice(okx: Okx, alice: User) -> None:
    first, second = (quote_swap(spend(alice, "6000", "USDC", get="ETH")) for _ in range(2))
    confirm(alice, first.handle)
    after = holdings(alice)

    with pytest.raises(UserError, match="not enough USDC"):
        confirm_swap(alice, second.handle, pressed_by="update 2")

    assert (state_of(first), state_of(second)) == (State.BOOKED, State.FAILED)
    assert holdings(alice) == after


def test_money_gone_at_the_last_moment_fails_the_trade_whole(quoted: Swap, alice: User) -> None:
    hold(alice, "1", "ETH")  # so that the gas is paid from what stays

    def emptied_before_booking(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        # The last look at the balance is taken and noted, the booking begins.
        if sql.startswith("SAVEPOINT") and AuditEntry.objects.filter(kind="swap.judged").exists():
            PaperBalance.objects.filter(token__symbol="USDC").update(units=99_999_999)
        return execute(sql, *rest)

    with connection.execute_wrapper(emptied_before_booking), pytest.raises(UserError, match="no longer holds enough"):
        confirm(alice, quoted.handle)

    assert state_of(quoted) == State.FAILED
    assert holdings(alice) == {"USDC": 99_999_999, "ETH": 10**18}


def test_a_rule_that_blocks_meanwhile_fails_the_trade(quoted: Swap, alice: User) -> None:
    hold_nothing(alice)

    with pytest.raises(UserError, match="not enough USDC"):
        confirm(alice, quoted.handle)
    assert state_of(quoted) == State.FAILED
    assert holdings(alice) == {}


# Refreshing and cancelling


@pytest.mark.parametrize("state", [State.EXPIRED, State.FAILED, State.CANCELLED])
def test_what_led_to_nothing_can_be_asked_for_anew(quoted: Swap, alice: User, state: State) -> None:
    Swap.objects.update(state=state)
    fresh = refresh_swap(alice, quoted.handle)

    assert (fresh.asked, fresh.asked_units, fresh.slippage_percent) == (quoted.asked, 100_000_000, Decimal(1))
    assert (state_of(quoted), state_of(fresh)) == (state, State.QUOTED)


def test_a_refresh_that_fails_leaves_the_card_as_it_was(quoted: Swap, alice: User) -> None:
    set_fault("aggregator/quote", "500", times=3)

    with pytest.raises(TemporaryError):
        refresh_swap(alice, quoted.handle)
    assert state_of(quoted) == State.QUOTED
    assert Swap.objects.count() == 1


def test_all_open_cards_of_one_user_are_cancelled_at_once(okx: Okx, alice: User, bob: User) -> None:
    mine = [quote_swap(spend(alice, "1", "USDC", get="ETH")) for _ in range(2)]
    bobs = quote_swap(spend(bob, "1", "USDC", get="ETH"))

    assert cancel_open_quotes(alice) == 2
    assert cancel_open_quotes(alice) == 0
    assert [state_of(swap) for swap in (*mine, bobs)] == [State.CANCELLED, State.CANCELLED, State.QUOTED]


# What time does


def test_only_what_is_overdue_expires(quoted: Swap) -> None:
    assert expire_quotes(quoted.expires_at - timedelta(milliseconds=1)) == 0
    assert expire_quotes(quoted.expires_at) == 1
    assert expire_quotes(quoted.expires_at + DAY) == 0
    assert state_of(quoted) == State.EXPIRED


def test_a_trade_that_was_left_half_done_fails_after_three_minutes(quoted: Swap) -> None:
    interrupted(quoted)
    confirmed_at = Swap.objects.get().confirmed_at
    assert confirmed_at is not None

    assert expire_quotes(confirmed_at + timedelta(minutes=2, seconds=59)) == 0
    assert expire_quotes(confirmed_at + timedelta(minutes=3)) == 1
    assert Swap.objects.get().failure == "Esther was interrupted. Nothing was booked."


@pytest.mark.parametrize("state", [State.BOOKED, State.FAILED, State.CANCELLED, State.REPLACED])
def test_what_is_final_stays_final(quoted: Swap, state: State) -> None:
    Swap.objects.update(state=state, confirmed_at=timezone.now())

    assert expire_quotes(timezone.now() + DAY) == 0
    assert state_of(quoted) == state


# History


def test_history_is_the_users_own_latest_first_and_without_what_led_nowhere(okx: Okx, alice: User, bob: User) -> None:
    done = [confirm(alice, quote_swap(spend(alice, "1", "USDC", get="ETH")).handle) for _ in range(3)]
    failed = quote_swap(spend(alice, "1", "USDC", get="ETH"))
    Swap.objects.filter(pk=failed.pk).update(state=State.FAILED)
    quote_swap(spend(alice, "1", "USDC", get="ETH"))
    cancel_swap(alice, quote_swap(spend(alice, "1", "USDC", get="ETH")).handle)
    confirm(bob, quote_swap(spend(bob, "1", "USDC", get="ETH")).handle)

    assert history(alice) == [failed, *reversed(done)]
    assert history(alice, limit=2) == [failed, done[2]]
    assert len(history(bob)) == 1


@pytest.mark.parametrize("state", [State.CONFIRMED, State.APPROVING, State.SENT, State.BRIDGING, State.REVIEW])
def test_history_shows_what_is_under_way_for_real(quoted: Swap, alice: User, state: State) -> None:
    Swap.objects.update(state=state, mode=Swap.Mode.LIVE, begin_before=timezone.now())
    assert history(alice) == [quoted]


def test_history_shows_what_was_taken_back_after_it_had_begun(quoted: Swap, alice: User) -> None:
    Swap.objects.update(state=State.CANCELLED, mode=Swap.Mode.LIVE)
    assert history(alice) == []  # a quote of a live trade, dropped before it cost anything
    Swap.objects.update(begin_before=timezone.now())
    assert history(alice) == [quoted]


# Many at once


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads share the one connection of SQLite in memory")
class TestManyPressesAtOnce:
    def outcomes(self, presses: list[Callable[[], Swap]]) -> list[str]:
        """Press from as many threads at the same moment; return the states reached and the refusals met."""
        barrier = Barrier(len(presses))

        def press(act: Callable[[], Swap]) -> str:
            barrier.wait(timeout=20)
            try:
                return act().state
            except EstherError as error:
                return type(error).__name__
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(presses)) as pool:
            return sorted(pool.map(press, presses))

    @pytest.mark.parametrize("is_same_press", [True, False])
    def test_twenty_presses_of_one_card_trade_once(self, okx: Okx, alice: User, is_same_press: bool) -> None:
        handle = quote_swap(spend(alice, "100", "USDC", get="LINK")).handle
        names = [PRESS if is_same_press else f"update {number}" for number in range(20)]
        reached = self.outcomes([partial(confirm_swap, alice, handle, pressed_by=name) for name in names])

        swap = Swap.objects.get()
        assert swap.gas_units is not None
        assert (swap.state, booked(alice)) == (State.BOOKED, 1)
        assert set(reached) <= {"booked", "SwapClosed"}
        assert is_same_press or reached.count("booked") == 1
        assert holdings(alice) == {"USDC": 9_900_000_000 - swap.gas_units, "LINK": swap.received_units_out}

    def test_twenty_cards_spend_only_what_is_there(self, okx: Okx, alice: User) -> None:
        handles = [quote_swap(spend(alice, "1500", "USDC", get="LINK")).handle for _ in range(20)]
        reached = self.outcomes([partial(confirm, alice, handle) for handle in handles])

        done = Swap.objects.filter(state=State.BOOKED)
        gas = sum(swap.gas_units or 0 for swap in done)
        assert reached == ["UserError"] * 14 + ["booked"] * 6
        assert Swap.objects.filter(state=State.FAILED).count() == 14
        assert holdings(alice) == {
            "USDC": 1_000_000_000 - gas,
            "LINK": sum(swap.received_units_out or 0 for swap in done),
        }


# What is real


@pytest.fixture
def trader(okx: responses.RequestsMock, alice: User, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> User:
    """Somebody who trades live, with more than enough of everything and a limit of 100 dollars for a trade."""
    settings.DRY_RUN = False
    monkeypatch.setattr("trading.quoting.balance_units", lambda *_: 10**30)
    monkeypatch.setattr("trading.quoting.gas_payment", lambda *_: (token("ETH"), 1))
    alice.default_wallet = hot_wallet(alice)
    User.objects.filter(pk=alice.pk).update(live_trading_enabled=True)
    set_limit(alice, "trade", Decimal(100))
    return alice


def test_what_is_above_a_limit_is_refused_before_its_card_is_shown(trader: User) -> None:
    with pytest.raises(UserError, match=r"your limit for one trade is \$100\.00"):
        quote_swap(spend(trader, "500", "USDC", get="ETH"))
    assert not Swap.objects.exists()
    refused = AuditEntry.objects.get(kind="swap.refused")
    assert "your limit for one trade" in refused.facts["reason"]

    set_limit(trader, "day", Decimal(60))
    live_swap(trader, "50")
    with pytest.raises(UserError, match="within 24 hours"):
        quote_swap(spend(trader, "50", "USDC", get="ETH"))


def test_what_is_within_the_limits_is_shown_and_what_an_order_fires_is_asked_later(trader: User) -> None:
    assert quote_swap(spend(trader, "50", "USDC", get="ETH")).mode == Swap.Mode.LIVE
    assert quote_swap(spend(trader, "500", "USDC", get="ETH"), origin=Swap.Origin.ORDER).mode == Swap.Mode.LIVE


def test_a_simulated_trade_has_no_limit(trader: User, settings: Settings) -> None:
    settings.DRY_RUN = True
    assert quote_swap(spend(trader, "500", "USDC", get="ETH")).mode == Swap.Mode.DRY_RUN
