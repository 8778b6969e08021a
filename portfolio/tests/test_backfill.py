from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
import responses
from django.core.management import CommandError, call_command
from freezegun import freeze_time

from esther_site.lib.errors import EstherError, UserError
from portfolio.backfill import backfill, estimate
from portfolio.days import end_of
from portfolio.models import Book, Snapshot
from portfolio.past_prices import PastPrices
from portfolio.tests.past_swaps import past_swap
from portfolio.tests.snapshot_desk import cost, hold, person, real_wallet, token
from sandbox.okx.faults import set_fault
from tokens.models import Token
from trading.models import Swap, User

NOW = datetime.fromisoformat("2026-05-05T12:00:00+00:00")
TODAY = NOW.date()
Source = Snapshot.Source


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with freeze_time(NOW):
        yield


@pytest.fixture
def alice(okx: responses.RequestsMock) -> User:
    """Somebody with 2 ETH and 100 USDC on paper."""
    alice = person()
    assert alice.default_wallet
    hold(alice.default_wallet, "ETH", "2")
    hold(alice.default_wallet, "USDC", "100")
    for symbol, usd in (("ETH", "2500"), ("USDC", "1")):
        cost(symbol, usd, at=NOW)
    return alice


@pytest.fixture
def thousand_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ether costs a thousand times the day of the month at its end, and everything else a dollar."""

    def prices(held: Token, *, since: datetime) -> PastPrices:
        days = [date(2026, 4, 1) + timedelta(days=number) for number in range(40)]
        usd = [Decimal(1000 * day.day if held.symbol == "ETH" else 1) for day in days]
        return PastPrices([end_of(day, "UTC") for day in days], usd)

    monkeypatch.setattr("portfolio.backfill.token_prices", prices)


def amounts(user: User, book: Book = Book.PAPER) -> dict[int, dict[str, Any]]:
    """Return what the snapshots hold, by the day of the month."""
    return {
        snapshot.day.day: {
            line.token.symbol: line.token.to_amount(line.units) for line in snapshot.lines.select_related("token")
        }
        for snapshot in Snapshot.objects.filter(user=user, book=book)
    }


def bought(user: User, ether: str, dollars: str, *, at: str, **more: Any) -> Swap:
    moment = datetime.fromisoformat(f"2026-05-{at}:00+00:00")
    return past_swap(user, (dollars, token("USDC")), (ether, token("ETH")), usd=dollars, finished_at=moment, **more)


# Refusals


def test_of_a_wallet_that_was_not_looked_at_nothing_is_estimated(alice: User) -> None:
    real_wallet(alice, synced_at=NOW, failure="OKX is busy")
    with pytest.raises(UserError, match="could not be looked at: OKX is busy"):
        backfill(alice, Book.REAL, 3)
    assert not Snapshot.objects.exists()


def test_without_candles_nothing_is_made_up(alice: User) -> None:
    set_fault("", "500", times=99)
    with pytest.raises(EstherError):
        backfill(alice, Book.PAPER, 3)
    assert not Snapshot.objects.exists()


def test_what_was_really_taken_is_never_touched(alice: User, thousand_a_day: None) -> None:
    for number in (2, 4):
        Snapshot.objects.create(
            user=alice, book="paper", day=date(2026, 5, number), total_usd=Decimal(7), source=Source.DAILY, taken_at=NOW
        )
    assert backfill(alice, Book.PAPER, 3) == 1
    assert list(Snapshot.objects.order_by("day").values_list("day", "total_usd", "is_estimated")) == [
        (date(2026, 5, 2), Decimal(7), False),
        (date(2026, 5, 3), Decimal(0), True),  # on the day after it nothing was held
        (date(2026, 5, 4), Decimal(7), False),
    ]


def test_before_the_paper_wallet_was_opened_there_was_nothing(alice: User, thousand_a_day: None) -> None:
    alice.wallets.update(created_at=NOW - timedelta(days=2))
    assert backfill(alice, Book.PAPER, 9) == 2


def test_without_a_wallet_of_that_book_there_is_nothing_to_estimate(alice: User) -> None:
    assert backfill(alice, Book.REAL, 3) == 0


# What is worked out


def test_quantities_are_walked_back_by_the_trades(alice: User, thousand_a_day: None) -> None:
    bought(alice, "0.5", "1000", at="04T09:00")
    bought(
        alice, "1", "2000", at="03T00:00", gas_token=token("ETH"), gas_units=10**16
    )  # a midnight is of the day before
    assert backfill(alice, Book.PAPER, 4) == 4

    assert amounts(alice) == {
        4: {"ETH": Decimal(2), "USDC": Decimal(100)},
        3: {"ETH": Decimal("1.5"), "USDC": Decimal(1100)},
        2: {"ETH": Decimal("1.5"), "USDC": Decimal(1100)},
        1: {"ETH": Decimal("0.51"), "USDC": Decimal(3100)},
    }
    snapshot = Snapshot.objects.get(day=date(2026, 5, 3))
    assert (snapshot.total_usd, snapshot.is_estimated, snapshot.source) == (Decimal("5600"), True, Source.BACKFILL)
    assert snapshot.taken_at == end_of(date(2026, 5, 3), "UTC")


def test_what_would_be_less_than_nothing_came_in_some_other_way(alice: User, thousand_a_day: None) -> None:
    bought(alice, "5", "1000", at="04T09:00")
    backfill(alice, Book.PAPER, 2)
    assert amounts(alice)[3] == {"USDC": Decimal(1100)}


def test_a_dry_run_of_a_real_wallet_moved_nothing(alice: User, thousand_a_day: None) -> None:
    wallet = real_wallet(alice, synced_at=NOW)
    hold(wallet, "ETH", "3")
    bought(alice, "1", "1000", at="04T09:00", wallet=wallet, state="booked", mode="dry_run", received_units_out=None)
    backfill(alice, Book.REAL, 2)
    assert amounts(alice, Book.REAL) == {number: {"ETH": Decimal(3)} for number in (3, 4)}


def test_a_day_that_was_taken_is_where_the_way_back_begins_anew(alice: User, thousand_a_day: None) -> None:
    taken = Snapshot.objects.create(
        user=alice,
        book="paper",
        day=date(2026, 5, 3),
        total_usd=Decimal(1),
        source=Source.DAILY,
        taken_at=NOW - timedelta(days=1),
    )
    taken.lines.create(token=token("ETH"), units=10**19, value_usd=Decimal(1))
    backfill(alice, Book.PAPER, 3)
    assert (amounts(alice)[4]["ETH"], amounts(alice)[2]) == (2, {"ETH": Decimal(10)})


def test_an_estimate_is_replaced_by_a_later_one(alice: User, thousand_a_day: None) -> None:
    assert [backfill(alice, Book.PAPER, 2) for _ in range(2)] == [2, 2]
    assert Snapshot.objects.count() == 2


def test_one_day_can_be_estimated_alone(alice: User, thousand_a_day: None) -> None:
    seen: list[date] = []
    assert estimate(alice, Book.PAPER, date(2026, 5, 2), date(2026, 5, 2), seen=seen.append) == 1
    assert (list(amounts(alice)), seen) == ([2], [date(2026, 5, 2)])


def test_past_prices_come_from_the_candles_of_the_market(alice: User) -> None:
    assert backfill(alice, Book.PAPER, 40) == 40
    first = Snapshot.objects.order_by("day")[0]
    assert first.total_usd > 1000
    assert all(line.price_usd for line in first.lines.all())


# The command


def command(*arguments: str) -> str:
    out = StringIO()
    call_command("snapshot", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--user", "nobody"], "There is no user nobody."),
        (["--date", "2026-05-01", "--backfill", "3"], "Say either --date or --backfill."),
        (["--backfill", "0"], "choose a number up to that"),
        (["--backfill", "9999"], "choose a number up to that"),
        (["--date", "2026-06-01"], "has not begun"),
        (["--date", "2001-01-01"], "Prices are known of the last 730 days."),
    ],
)
def test_the_command_refuses_what_cannot_be(alice: User, arguments: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        command(*arguments)


def test_the_command_takes_today(alice: User) -> None:
    assert command() == "1 snapshots taken, 0 left out.\n"
    assert Snapshot.objects.get().day == TODAY


def test_the_command_takes_one_users(alice: User) -> None:
    person("bob")
    assert command("--user", "alice", "--date", "2026-05-05") == "1 snapshots taken, 0 left out.\n"
    assert Snapshot.objects.get().user == alice


def test_the_command_names_who_is_left_out(alice: User) -> None:
    real_wallet(alice, synced_at=None)
    said = command()
    assert said.startswith("1 snapshots taken, 1 left out.\n")
    assert "(real): watch" in said
    assert "was not looked at yet" in said


def test_the_command_estimates_past_days(alice: User, thousand_a_day: None) -> None:
    real_wallet(alice, synced_at=None)
    said = command("--backfill", "3")
    assert said.startswith("3 snapshots estimated, 1 left out.\n")
    assert command("--date", "2026-04-20").startswith("1 snapshots estimated")
    assert sorted(amounts(alice)) == [2, 3, 4, 20]
