from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from freezegun import freeze_time

from bots.handlers.execution import _as_dates
from bots.tests.chat import Chat
from bots.tests.ledger import CONFIRM
from portfolio.tests.past_swaps import real_wallet
from sandbox.market import market
from tokens.models import Token
from trading.models import Repricing, Swap, User
from trading.repricing import reprice_due
from trading.tests.desk import token
from trading.tests.past_executions import BOUGHT, kept, over

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
EVIL = "<b>/pay</b>"


@pytest.fixture
def user(alice: Chat) -> User:
    alice.says("/start")
    return User.objects.get()


def traded(user: User, *, permille: int = 0, at: datetime = NOW - timedelta(days=1), **changes: Any) -> Swap:
    """Store a real trade that brought so many thousandths more than promised, all of it slippage."""
    received = BOUGHT + permille * (BOUGHT // 1000)
    return kept(over(user, token("USDC"), token("ETH"), at=at, received_units_out=received, **changes))


def money(text: str) -> Decimal:
    """Read dollars as they are shown."""
    return Decimal(text.replace("−", "-").replace("$", "").replace(",", ""))


# Refusals


def test_without_trades_there_are_no_numbers(alice: Chat) -> None:
    alice.says("/start")
    shown = alice.says("/execution")

    assert (
        shown
        == "<b>Promised and received</b>, the last 30 days · simulated trades\nNo simulated trade ended in that time."
    )


def test_a_trade_of_somebody_else_is_not_shown(alice: Chat, user: User) -> None:
    bob = Chat(2, "Bob")
    bob.says("/start")
    swap = traded(User.objects.get(telegram_id=2))

    assert alice.says(f"/execution {swap.handle}").startswith("This trade is not yours")


def test_a_trade_that_is_not_over_has_no_page(alice: Chat, user: User) -> None:
    alice.says("buy 0.01 eth with usdc")

    assert alice.says(f"/execution {Swap.objects.get().handle}").startswith("This trade is not over")


@pytest.mark.parametrize(
    "said", ["/execution soon", "/execution price of eth", "/execution 2030-01", "/execution 2026-13"]
)
def test_a_time_that_is_none_is_asked_about(alice: Chat, user: User, said: str) -> None:
    with freeze_time(NOW):
        answer = alice.says(said)

    assert "Promised and received" not in answer
    assert "7d" in answer or "has not come yet" in answer or "I did not understand that" in answer, answer


@pytest.mark.parametrize(
    "data",
    [
        "execution",
        "execution:",
        "execution:::",
        "execution:30d:x:999",
        "execution:30d:s:-1",
        "execution:30d:s:²",
        "execution:nope:r:0",
        "executed",
        "executed:",
        "executed:aaaaaaaaaa:30d:s:0",
        "executed:x:::",
    ],
)
def test_a_forged_button_does_no_harm(alice: Chat, user: User, data: str) -> None:
    answer = alice.brings(alice.press(data))

    assert alice.bubbles[-1].failure_id == "" or "not yours" in answer or "Which time" in answer


# A month


def test_a_month_shows_sums_that_add_up(alice: Chat, user: User) -> None:
    with freeze_time(NOW):
        traded(user, permille=-7)
        traded(user, permille=2)
        middle = over(
            user, token("USDC"), token("ETH"), at=NOW - timedelta(days=2), received_units_out=BOUGHT * 99 // 100
        )
        kept(middle, quoted_units_out=BOUGHT * 996 // 1000, tax_percent=Decimal("0.3"))
        shown = alice.says("/execution real")

    found = re.search(
        r"^3 trades worth \$300\.00: <b>(\S+)</b> \(−\S+ %\) against what was promised$", shown, re.MULTILINE
    )
    assert found, shown
    parts = re.search(r"^Price move (\S+) · Slippage (\S+) · Tax (\S+) · Gas (\S+)$", shown, re.MULTILINE)
    assert parts, shown
    assert sum(money(part) for part in parts.groups()) == money(found[1])
    assert "Gas paid: $1.50" in shown
    assert f"Worst: USDC → ETH, −1 %, 18 Mar 12:00 UTC <code>{middle.handle}</code>" in shown


def test_play_money_and_real_money_have_cards_of_their_own(alice: Chat, user: User) -> None:
    with freeze_time(NOW):
        traded(user, permille=-7)
        traded(user, permille=-3, mode="dry_run", state="booked", wallet=user.default_wallet)
        simulated = alice.says("/execution")
        real = alice.presses("💰 Real trades")
        back = alice.presses("🧻 Simulated trades")

    assert "1 trade worth $100.00: <b>−$0.4009</b>" in simulated
    assert "1 trade worth $100.00: <b>−$0.8049</b>" in real
    assert back == simulated


def test_the_worst_trades_come_first_and_pages_turn(alice: Chat, user: User) -> None:
    with freeze_time(NOW):
        swaps = [traded(user, permille=-number) for number in range(7)]
        alice.says("/execution real")
        first = [data for data in alice.card("Better ▶").buttons.values() if data.startswith("executed")]
        alice.presses("Better ▶")
        second = [data for data in alice.card("◀ Worse").buttons.values() if data.startswith("executed")]

    assert [data.split(":")[1] for data in first + second] == [swap.handle for swap in reversed(swaps)]
    assert "Better ▶" not in alice.card("◀ Worse").buttons


def test_wallets_and_chains_are_told_apart(alice: Chat, user: User) -> None:
    with freeze_time(NOW):
        traded(user, permille=-1)
        traded(user, permille=-5, wallet=real_wallet(user, EVIL))
        shown = alice.says("/execution real")

    assert "&lt;b&gt;/pay&lt;/b&gt; on Ethereum: −$0.60 in 1 trade\nHot on Ethereum: −$0.20 in 1 trade" in shown


def test_what_is_not_known_is_said(alice: Chat, user: User) -> None:
    with freeze_time(NOW):
        at = NOW - timedelta(days=1)
        over(user, token("USDC"), token("ETH"), at=at, received_units_out=BOUGHT * 99 // 100)
        traded(user, value_usd=None)
        over(user, token("USDC"), token("ETH"), at=at, state="failed", received_units_out=None, gas_units=1)
        shown = alice.says("/execution real")

    assert "Not split −$1.01 · Gas $0.00" in shown
    assert "<i>Not split: 1 trade of which no last quote was kept</i>" in shown
    assert "<i>Gas: not known of 1 trade, left out</i>" in shown
    assert "<i>Not counted: 1 trade whose promise or value is not known</i>" in shown
    assert "Came to nothing: 1 trade, which burnt $0.50 of gas" in shown


@pytest.mark.parametrize(
    ("said", "trades"),
    [("march", 2), ("2026-03", 2), ("february", 1), ("feb 2026", 1), ("last month", 1), ("10d", 1), ("all", 3)],
)
def test_a_month_may_be_named(alice: Chat, user: User, said: str, trades: int) -> None:
    with freeze_time(NOW):
        for at in ("2026-02-28T23:59:00+00:00", "2026-03-01T00:00:00+00:00", "2026-03-19T00:00:00+00:00"):
            traded(user, at=datetime.fromisoformat(at))
        shown = alice.says(f"/execution real {said}")

    assert f"{trades} trade{'s' if trades > 1 else ''} worth" in shown


def test_a_month_without_a_year_is_the_latest_that_began() -> None:
    assert _as_dates("December", NOW.date()) == "2025-12-01 to 2025-12-31"
    assert _as_dates("march", NOW.date()) == "2026-03-01 to 2026-03-31"
    assert _as_dates("2024-02", NOW.date()) == "2024-02-01 to 2024-02-29"
    assert _as_dates("marathon", NOW.date()) == "marathon"


def test_every_button_fits_with_the_longest_period(alice: Chat, user: User) -> None:
    with freeze_time(NOW):
        swap = traded(user, permille=-1)
        alice.says("/execution real 2026-03-01 to 2026-03-31")
        label = next(label for label, data in alice.bubbles[-1].buttons.items() if swap.handle in data)
        assert alice.presses(label).startswith("<b>Promised and received</b> · USDC → ETH · <b>LIVE</b>")
        assert "1 Mar 2026 – 20 Mar 2026" in alice.presses("↩ All trades")


# A trade


def test_a_trades_page_splits_it(alice: Chat, user: User) -> None:
    with freeze_time(NOW):
        swap = over(user, token("USDC"), token("ETH"), at=NOW, received_units_out=BOUGHT * 99 // 100)
        kept(swap, quoted_units_out=BOUGHT * 996 // 1000, tax_percent=Decimal("0.3"))
        shown = alice.says(f"/execution {swap.handle}")

    assert "Promised: <b>0.04 ETH</b>\nGot: <b>0.0396 ETH</b>\nDifference: <b>−0.0004 ETH</b> (−1 %)\n" in shown
    assert "• Price move: −0.00016 ETH\n• Slippage: −0.00012048 ETH\n• Tax: −0.00011952 ETH\n" in shown
    assert "The tokens' own tax is 0.3 %" in unescape(shown)
    assert "Gas: $0.40 promised, $0.50 paid" in shown
    parts = re.search(
        r"^In dollars: <b>(\S+)</b>\nPrice move (\S+) · Slippage (\S+) · Tax (\S+) · Gas (\S+)$", shown, re.MULTILINE
    )
    assert parts, shown
    total, *each = map(money, parts.groups())
    assert total == sum(each)


def test_a_real_trade_of_old_says_what_it_does_not_know(alice: Chat, user: User) -> None:
    with freeze_time(NOW):
        swap = over(user, token("USDC"), token("ETH"), at=NOW, received_units_out=BOUGHT * 99 // 100)
        shown = alice.says(f"/execution {swap.handle}")

    assert "• Price move, slippage and tax: not known, since no last quote was kept" in shown
    assert "Gas: promised not known, $0.50 paid" in shown
    assert "In dollars: <b>−$1.01</b> without gas" in shown


def test_a_simulated_trade_tells_what_the_later_looks_found(alice: Chat, user: User) -> None:
    with freeze_time(NOW, real_asyncio=True) as clock:
        alice.says("buy $100 of eth")
        market().nudge("ETH", Decimal("0.5"))
        alice.presses(CONFIRM)
        handle = Swap.objects.get().handle
        before = alice.says(f"/execution {handle}")
        clock.move_to(NOW + timedelta(minutes=1))
        market().nudge("ETH", Decimal(2))
        assert reprice_due(datetime.now(UTC))
        clock.move_to(NOW + timedelta(hours=2))
        reprice_due(datetime.now(UTC))
        after = alice.says(f"/execution {handle}")
        month = alice.says("/execution")

    assert "• Slippage: 0 ETH\n• Tax: 0 ETH" in before
    assert "• after 1 min: still to come\n• after 5 min: still to come" in before
    measured = re.search(r"• after 1 min: (\+\S+ %)\n• after 5 min: not looked at in time", after)
    assert measured, after
    assert (
        f"Quoted again: median error {measured[1]} after 1 min, worst {measured[1]} after 1 min, from 1 trade." in month
    )
    assert "<i>1 look not taken in time</i>" in month


def test_a_hostile_name_is_shown_escaped(alice: Chat, user: User) -> None:
    eth = token("ETH")
    made = Token.objects.create(chain=eth.chain, address=f"0x{0xBAD:040x}", symbol=EVIL, decimals=18, source="okx")
    with freeze_time(NOW):
        swap = kept(over(user, token("USDC"), made, at=NOW, received_units_out=BOUGHT - 1))
        shown = alice.says("/execution real") + alice.says(f"/execution {swap.handle}")

    assert EVIL not in shown
    assert "&lt;b&gt;/pay&lt;/b&gt;" in shown


# Before going live


def measured(user: User, count: int) -> None:
    for _ in range(count):
        swap = traded(user, mode="dry_run", state="booked", wallet=user.default_wallet)
        Repricing.objects.create(swap=swap, delay_minutes=1, due_at=NOW, state="done", error_bps=7)


def test_before_going_live_a_few_measurements_say_nothing(alice: Chat, user: User) -> None:
    measured(user, 4)

    assert "quoted again" not in alice.says("/enablelivetrading")


def test_before_going_live_what_was_measured_is_said(alice: Chat, user: User) -> None:
    measured(user, 5)

    assert (
        "Simulated trades so far, quoted again: median error +0.07 % after 1 min, worst +0.07 % after 1 min, "
        "from 5 trades. Above zero they were too rosy: /execution simulated"
    ) in alice.says("/enablelivetrading")
