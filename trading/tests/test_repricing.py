from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
import responses
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from freezegun import freeze_time
from pytest_django import Settings

from esther_site.lib.errors import TemporaryError
from sandbox.market import market
from sandbox.okx.faults import clear_faults, set_fault
from sandbox.okx.listing import TOKENS
from tokens.models import Token
from trading import paper, repricing
from trading.execution_report import execution_of
from trading.models import Execution, Repricing, Swap, User
from trading.quoting import TradeRequest
from trading.repricing import BACK_OFF, DELAYS, KEPT, LATE, LEASE, MOST_QUOTES, plan_looks, prune_looks, reprice_due
from trading.swaps import confirm_swap, quote_swap
from trading.tests.desk import QUOTE_URL, hold, receive, spend, token, while_quoting
from trading.tests.live_desk import at_once, hot_wallet

Okx = responses.RequestsMock
State = Repricing.State
NOW = datetime.fromisoformat("2026-03-10T12:00:00+00:00")
MINUTE = timedelta(minutes=1)


def booked(request: TradeRequest, *, moves: str = "0") -> Swap:
    """Book a simulated trade, with ether moved by so many percent between card and Confirm."""
    quoted = quote_swap(request)
    market().nudge("ETH", Decimal(moves))
    return confirm_swap(request.user, quoted.handle, pressed_by="update 1")


def look(swap: Swap, minutes: int = 1) -> Repricing:
    return Repricing.objects.get(swap=swap, delay_minutes=minutes)


def asked(okx: Okx) -> int:
    return len([call for call in okx.calls if str(call.request.url).startswith(QUOTE_URL)])


@pytest.fixture
def swap(okx: Okx, alice: User) -> Swap:
    """A hundred of Alice's dollars for ether, simulated at noon."""
    with freeze_time(NOW):
        return booked(spend(alice, "100", "USDC", get="ETH"))


# What is written when a trade is booked


def test_a_booked_trade_is_to_be_looked_at_twice(swap: Swap) -> None:
    looks = Repricing.objects.order_by("delay_minutes")

    assert [(each.delay_minutes, each.due_at, each.state) for each in looks] == [
        (delay, NOW + timedelta(minutes=delay), State.WAITING) for delay in DELAYS
    ]


@pytest.mark.django_db
def test_a_trade_is_never_to_be_looked_at_twice_after_the_same_time(swap: Swap) -> None:
    plan_looks(swap, booked_at=NOW)

    assert Repricing.objects.count() == len(DELAYS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Repricing.objects.create(swap=swap, delay_minutes=DELAYS[0], due_at=NOW)


def test_a_quote_that_nobody_confirmed_is_not_looked_at(okx: Okx, alice: User) -> None:
    quote_swap(spend(alice, "100", "USDC", get="ETH"))

    assert not Repricing.objects.exists()
    assert not Execution.objects.exists()


def test_a_trade_that_could_not_be_booked_leaves_nothing(okx: Okx, alice: User) -> None:
    first, second = (quote_swap(spend(alice, "6000", "USDC", get="ETH")) for _ in range(2))
    confirm_swap(alice, first.handle, pressed_by="update 1")
    with pytest.raises(Exception, match="not enough USDC"):
        confirm_swap(alice, second.handle, pressed_by="update 2")

    assert {each.swap_id for each in Repricing.objects.all()} == {first.pk}
    assert Execution.objects.count() == 1


def test_booking_keeps_what_the_card_said(okx: Okx, alice: User) -> None:
    hold(alice, "1", "ETH")
    with freeze_time(NOW):
        card = quote_swap(spend(alice, "100", "USDC", get="ETH"))
        market().nudge("ETH", Decimal("0.3"))
    with freeze_time(NOW + timedelta(seconds=20)):
        done = confirm_swap(alice, card.handle, pressed_by="update 1")
    kept, found = done.execution, execution_of(done)

    assert (kept.promised_units_in, kept.promised_gas_usd) == (card.units_in, card.gas_usd)
    assert (kept.quoted_units_in, kept.quoted_units_out) == (done.units_in, done.received_units_out)
    assert done.gas_token is not None
    assert done.gas_token.is_native
    assert done.gas_usd != card.gas_usd
    assert found is not None
    assert found.parts is not None
    assert (found.parts.price_move, found.parts.slippage) == (found.difference, 0)
    assert found.difference == (done.received_units_out or 0) - card.expected_units_out < 0
    assert found.gas_usd == pytest.approx(card.gas_usd - done.gas_usd, abs=Decimal("0.000002"))


def test_an_exact_purchase_keeps_what_it_was_to_cost(okx: Okx, alice: User) -> None:
    card = quote_swap(receive(alice, "0.05", "ETH"))
    market().nudge("ETH", Decimal("0.4"))
    done = confirm_swap(alice, card.handle, pressed_by="update 1")
    found = execution_of(done)

    assert found is not None
    assert (found.token.symbol, found.promised, found.got) == ("USDC", card.units_in, done.units_in)
    assert found.difference == card.units_in - done.units_in < 0
    assert found.percent == pytest.approx(Decimal("-0.4"), abs=Decimal("0.01"))


def test_a_rehearsal_is_looked_at_too(okx: Okx, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trading.quoting.balance_units", lambda *_: 10**30)
    monkeypatch.setattr("trading.quoting.gas_payment", lambda *_: (token("ETH"), 1))
    alice.default_wallet = hot_wallet(alice)
    with freeze_time(NOW):
        done = booked(spend(alice, "100", "USDC", get="ETH"))
    market().nudge("ETH", Decimal(-1))
    with freeze_time(NOW + MINUTE):
        assert reprice_due(timezone.now())

    assert (done.mode, done.received_units_out) == ("dry_run", None)
    assert look(done).error_bps is not None
    found = execution_of(done)
    assert found is not None
    assert found.got == done.execution.quoted_units_out


# When


def test_nothing_is_looked_at_before_its_time(swap: Swap, okx: Okx) -> None:
    before = asked(okx)

    assert not reprice_due(NOW + MINUTE - timedelta(microseconds=1))
    assert asked(okx) == before


def test_with_nothing_due_it_is_one_query_and_no_write(swap: Swap) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert not reprice_due(NOW)

    assert [query["sql"][:6] for query in queries] == ["SELECT"]


def test_what_is_too_late_is_marked_and_not_asked(swap: Swap, okx: Okx) -> None:
    before = asked(okx)
    with freeze_time(NOW + 5 * MINUTE + LATE):
        assert reprice_due(timezone.now())
    assert (look(swap).state, look(swap, 5).state) == (State.MISSED, State.DONE)
    assert look(swap).error_bps is look(swap).units_out is None
    assert asked(okx) == before + 1


def test_after_a_long_sleep_everything_is_marked_at_once(okx: Okx, alice: User) -> None:
    with freeze_time(NOW):
        for number in range(8):
            booked(spend(alice, f"{10 + number}", "USDC", get="ETH"))
    before = asked(okx)
    with CaptureQueriesContext(connection) as queries:
        assert not reprice_due(NOW + timedelta(days=1))

    assert set(Repricing.objects.values_list("state", flat=True)) == {State.MISSED}
    assert asked(okx) == before
    assert len([query for query in queries if query["sql"].startswith("UPDATE")]) == 1


# What is measured


@pytest.mark.parametrize("moved", ["-2", "0", "3"])
def test_the_error_is_that_of_the_very_same_amount(okx: Okx, alice: User, moved: str) -> None:
    with freeze_time(NOW):
        swap = booked(spend(alice, "123.456789", "USDC", get="ETH"))
    with freeze_time(NOW + MINUTE):
        market().nudge("ETH", Decimal(moved))
        later = quote_swap(spend(alice, "123.456789", "USDC", get="ETH"))
        assert reprice_due(timezone.now())
    found, simulated = look(swap), swap.received_units_out or 0

    assert (found.state, found.looked_at, found.lease_until) == (State.DONE, NOW + MINUTE, None)
    assert found.units_out == later.expected_units_out
    exactly = Fraction(10_000 * (simulated - later.expected_units_out), simulated)
    assert abs((found.error_bps or 0) - exactly) <= Fraction(1, 2)
    assert look(swap, 5).state == State.WAITING


def test_an_exact_purchase_is_looked_at_by_what_it_spent(okx: Okx, alice: User) -> None:
    with freeze_time(NOW):
        swap = booked(receive(alice, "0.1", "ETH"))
        assert swap.exact == "out"
    with freeze_time(NOW + MINUTE):
        market().nudge("ETH", Decimal(1))
        assert reprice_due(timezone.now())
        later = quote_swap(spend(alice, f"{Decimal(swap.units_in).scaleb(-6)}", "USDC", get="ETH"))

    assert look(swap).units_out == later.expected_units_out
    assert (look(swap).error_bps or 0) > 50


def test_a_sale_of_ether_that_pays_its_own_gas_is_looked_at(okx: Okx, alice: User) -> None:
    hold(alice, "2", "ETH")
    with freeze_time(NOW):
        swap = booked(spend(alice, "1", "ETH", get="USDC"))
    with freeze_time(NOW + MINUTE):
        market().nudge("ETH", Decimal(-1))
        assert reprice_due(timezone.now())

    assert 80 <= (look(swap).error_bps or 0) <= 120


def test_a_taxed_token_is_looked_at_with_its_tax(okx: Okx, alice: User, settings: Settings) -> None:
    settings.IMPACT_BLOCK_PERCENT = Decimal(20)
    usdc = token("USDC")
    (listed,) = (each for each in TOKENS if each.symbol == "TAXED" and each.chain.index == usdc.chain_id)
    taxed = Token.objects.create(
        chain=usdc.chain, address=listed.address, symbol="TAXED", decimals=listed.decimals, source="okx"
    )
    paper.add(alice, taxed, Decimal(1000))
    sale = replace(
        spend(alice, "1", "USDC", get="ETH"), token_in=taxed, token_out=usdc, units=taxed.to_units(Decimal(10))
    )
    with freeze_time(NOW):
        swap = booked(sale)
    with freeze_time(NOW + MINUTE):
        assert reprice_due(timezone.now())
    found = execution_of(swap)

    assert swap.execution.tax_percent == 12
    assert found is not None
    assert found.parts is not None
    assert found.parts.tax == 0  # the quote counts it in
    assert look(swap).state == State.DONE


def test_a_trade_between_chains_is_looked_at_by_its_bridge(okx: Okx, alice: User) -> None:
    crossing = replace(spend(alice, "100", "USDC", get="ETH"), token_out=token("USDC", "Polygon"))
    with freeze_time(NOW):
        swap = booked(crossing)
    with freeze_time(NOW + MINUTE):
        assert reprice_due(timezone.now())

    assert swap.bridge_id is not None
    assert look(swap).state == State.DONE


def test_trades_of_one_pair_and_amount_are_asked_for_once(okx: Okx, alice: User, bob: User) -> None:
    with freeze_time(NOW):
        swaps = [booked(spend(user, "100", "USDC", get="ETH")) for user in (alice, bob, alice)]
        market().nudge("ETH", Decimal(1))
        swaps.append(booked(spend(bob, "100", "USDC", get="ETH")))
    before = asked(okx)
    with freeze_time(NOW + MINUTE):
        assert reprice_due(timezone.now())

    assert asked(okx) == before + 1
    errors = [look(each).error_bps for each in swaps]
    assert errors[0] == errors[1] == errors[2] != errors[3]


def test_a_pass_asks_a_few_questions_at_most(okx: Okx, alice: User) -> None:
    with freeze_time(NOW):
        for number in range(MOST_QUOTES + 2):
            booked(spend(alice, f"{10 + number}", "USDC", get="ETH"))
    before = asked(okx)
    with freeze_time(NOW + MINUTE):
        assert reprice_due(timezone.now())
        assert asked(okx) == before + MOST_QUOTES
        assert reprice_due(timezone.now())
        assert asked(okx) == before + MOST_QUOTES + 2
        assert not reprice_due(timezone.now())


# What goes wrong


def test_without_an_answer_it_is_tried_again_until_it_is_too_late(swap: Swap, okx: Okx) -> None:
    set_fault("aggregator/quote", "code", times=9, detail="50001")
    with freeze_time(NOW + MINUTE):
        assert not reprice_due(timezone.now())
        assert (look(swap).state, look(swap).claim) == (State.WAITING, "")
    clear_faults()
    with freeze_time(NOW + MINUTE + BACK_OFF - timedelta(seconds=1)):
        assert not reprice_due(timezone.now())
    with freeze_time(NOW + MINUTE + BACK_OFF):
        assert reprice_due(timezone.now())
    assert look(swap).state == State.DONE


def test_a_pair_that_nobody_quotes_any_more_is_said_to_be_so(swap: Swap) -> None:
    set_fault("aggregator/quote", "code", detail="82000")
    with freeze_time(NOW + MINUTE):
        assert not reprice_due(timezone.now())

    assert (look(swap).state, look(swap).error_bps) == (State.REFUSED, None)


def test_what_one_pair_meets_keeps_no_other_from_its_look(
    okx: Okx, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(alice, "2", "ETH")
    with freeze_time(NOW):
        failing, fine = booked(spend(alice, "100", "USDC", get="ETH")), booked(spend(alice, "1", "ETH", get="USDC"))
    quote = repricing._quote

    def picky(swap: Swap) -> object:
        if swap.pk == failing.pk:
            raise TemporaryError("Not now.")
        return quote(swap)

    monkeypatch.setattr(repricing, "_quote", picky)
    with freeze_time(NOW + MINUTE):
        assert reprice_due(timezone.now())

    assert (look(failing).state, look(fine).state) == (State.WAITING, State.DONE)


def test_an_answer_beyond_all_bounds_is_no_measurement(swap: Swap) -> None:
    Execution.objects.update(quoted_units_out=1)
    with freeze_time(NOW + MINUTE):
        reprice_due(timezone.now())

    assert (look(swap).state, look(swap).error_bps) == (State.REFUSED, None)


def test_a_process_that_dies_between_claim_and_result_loses_nothing(swap: Swap, okx: Okx) -> None:
    class Killed(BaseException):
        """Nobody catches it."""

    def die() -> None:
        raise Killed

    at = NOW + MINUTE
    with freeze_time(at), pytest.raises(Killed), while_quoting(okx, die):
        reprice_due(at)
    assert (look(swap).state, look(swap).lease_until) == (State.WAITING, at + LEASE)
    with freeze_time(at + LEASE - timedelta(seconds=1)):
        assert not reprice_due(timezone.now())
    with freeze_time(at + LEASE):
        assert reprice_due(timezone.now())
    assert look(swap).state == State.DONE


def test_a_monitor_that_was_too_slow_changes_nothing(swap: Swap, okx: Okx) -> None:
    at = NOW + MINUTE

    def overtaken() -> None:
        Repricing.objects.filter(delay_minutes=1).update(claim="another", state=State.DONE, error_bps=7)

    with freeze_time(at), while_quoting(okx, overtaken):
        assert not reprice_due(at)
    assert (look(swap).claim, look(swap).error_bps) == ("another", 7)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads share the one connection of SQLite in memory")
def test_two_monitors_ask_once(swap: Swap, okx: Okx) -> None:
    before = asked(okx)
    at = NOW + MINUTE
    looks: list[Callable[[], object]] = [lambda: reprice_due(at)] * 4

    assert at_once(looks) == [""] * 4
    assert look(swap).state == State.DONE
    assert asked(okx) == before + 1


# What is kept


def test_errors_are_kept_and_old_looks_without_one_are_not(swap: Swap) -> None:
    with freeze_time(NOW + MINUTE):
        reprice_due(timezone.now())
    reprice_due(NOW + timedelta(days=1))
    assert (look(swap).state, look(swap, 5).state) == (State.DONE, State.MISSED)

    assert prune_looks(NOW + KEPT) == 0
    assert prune_looks(NOW + KEPT + timedelta(days=1)) == 1
    assert Repricing.objects.get() == look(swap)
