from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier

import pytest
import responses
from django.db import connection, connections
from freezegun import freeze_time

from portfolio.history import DayLine, history
from portfolio.models import Book, Snapshot, SnapshotLine
from portfolio.snapshots import take_all, take_due, take_snapshot, take_today
from portfolio.tests.past_swaps import past_swap
from portfolio.tests.snapshot_desk import NOW, cost, hold, lines_of, person, real_wallet, token
from sandbox.okx.faults import set_fault
from tokens.models import Token
from trading.models import PaperBalance, Swap, Transaction, User, Wallet

Source = Snapshot.Source
MAY_4 = date(2026, 5, 4)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with freeze_time(NOW, ignore=["concurrent"]):
        yield


@pytest.fixture
def alice(okx: responses.RequestsMock) -> User:
    """Somebody with 2 ETH at 2,500 and 100 USDC at 1, on paper."""
    alice = person()
    assert alice.default_wallet
    hold(alice.default_wallet, "ETH", "2")
    hold(alice.default_wallet, "USDC", "100")
    cost("ETH", "2500")
    cost("USDC", "1")
    return alice


def days_of(user: User) -> list[tuple[str, date]]:
    return list(Snapshot.objects.filter(user=user).order_by("day", "book").values_list("book", "day"))


# Of whom none is taken


@pytest.mark.parametrize(
    ("sync", "why"),
    [
        ({"synced_at": None}, "was not looked at yet"),
        ({"failure": "OKX is busy"}, "could not be looked at: OKX is busy"),
        ({"synced_at": NOW - timedelta(hours=4)}, "was not looked at for hours"),
    ],
)
def test_what_was_not_looked_at_in_time_is_not_taken_and_named(alice: User, sync: dict[str, object], why: str) -> None:
    hold(real_wallet(alice), "ETH", "1")
    real_wallet(alice, **sync)  # type: ignore[arg-type]

    assert take_due(NOW) == 1  # on paper
    assert days_of(alice) == [("paper", MAY_4)]
    assert take_snapshot(alice, Book.REAL, day=MAY_4, source=Source.DAILY, now=NOW) is None
    (skipped,) = take_today(NOW).skipped
    assert (skipped.user, skipped.book) == (alice, Book.REAL)
    assert why in skipped.why


@pytest.mark.parametrize("state", ["confirmed", "approving", "sent", "bridging"])
def test_while_a_trade_is_under_way_nothing_is_taken(alice: User, state: str) -> None:
    wallet = real_wallet(alice)
    swap = past_swap(alice, ("1", token("ETH")), ("2500", token("USDC")), usd="2500", wallet=wallet)
    Swap.objects.filter(pk=swap.pk).update(state=state, finished_at=None)

    assert take_snapshot(alice, Book.REAL, day=MAY_4, source=Source.DAILY, now=NOW) is None
    assert "a trade of" in take_today(NOW).skipped[0].why


def test_a_trade_that_no_sync_has_seen_yet_is_waited_for(alice: User) -> None:
    wallet = real_wallet(alice, synced_at=NOW - MINUTE)
    swap = past_swap(alice, ("1", token("ETH")), ("2500", token("USDC")), usd="2500", wallet=wallet, finished_at=NOW)
    Transaction.objects.create(
        swap=swap,
        wallet=wallet,
        chain=swap.chain,
        purpose="swap",
        nonce=0,
        to="0x0",
        value=0,
        gas=1,
        state="done",
        created_at=NOW,
        fee_wei=1,
    )
    assert take_snapshot(alice, Book.REAL, day=MAY_4, source=Source.DAILY, now=NOW) is None

    wallet.sync.synced_at = NOW
    wallet.sync.save()
    assert take_snapshot(alice, Book.REAL, day=MAY_4, source=Source.DAILY, now=NOW)


def test_without_an_answer_of_okx_nobody_is_taken_at_old_prices(alice: User) -> None:
    bob = person("bob")
    cost("ETH", "2500", at=NOW - timedelta(hours=1))
    set_fault("market/price", "500", times=99)

    assert take_due(NOW) == 1
    assert days_of(alice) == []
    assert days_of(bob) == [("paper", MAY_4)]  # who has nothing needs no price
    assert take_today(NOW, user=alice).skipped[0].why == "OKX gave no prices"


def test_who_came_after_the_day_has_none_of_it(okx: object) -> None:
    user = person()
    Wallet.objects.update(created_at=NOW - MINUTE)
    assert (take_due(NOW), days_of(user)) == (0, [])


@pytest.mark.parametrize("status", [User.Status.PENDING, User.Status.BLOCKED])
def test_who_may_not_use_esther_has_none(alice: User, status: User.Status) -> None:
    User.objects.update(status=status)
    assert take_due(NOW) == 0


def test_a_wallet_that_was_taken_away_does_not_count(alice: User) -> None:
    hold(real_wallet(alice), "ETH", "1")
    gone = real_wallet(alice, failure="gone")
    Wallet.objects.filter(pk=gone.pk).update(removed_at=NOW)

    assert take_due(NOW) == 2
    assert lines_of(alice, Book.REAL)["ETH"][0] == 1


# What is taken


def test_the_day_that_is_over_is_taken_with_its_lines(alice: User) -> None:
    assert take_due(NOW) == 1

    snapshot = Snapshot.objects.get(user=alice)
    assert (snapshot.book, snapshot.day, snapshot.source) == ("paper", MAY_4, Source.DAILY)
    assert (snapshot.total_usd, snapshot.is_estimated, snapshot.taken_at) == (Decimal(5100), False, NOW)
    assert lines_of(alice) == {"ETH": (2, 2500, 5000), "USDC": (100, 1, 100)}


def test_once_taken_a_day_stays_as_it_is(alice: User) -> None:
    assert [take_due(NOW), take_due(NOW + MINUTE)] == [1, 0]
    cost("ETH", "1")
    assert take_due(NOW + MINUTE) == 0
    assert Snapshot.objects.get().total_usd == 5100


@pytest.mark.parametrize("source", [Source.ASKED, Source.DAILY])
def test_saved_again_it_replaces_that_of_the_same_day(alice: User, source: Snapshot.Source) -> None:
    first = take_snapshot(alice, Book.PAPER, day=MAY_4, source=source, now=NOW)
    cost("ETH", "3000")
    PaperBalance.objects.filter(token=token("USDC")).delete()
    second = take_snapshot(alice, Book.PAPER, day=MAY_4, source=source, now=NOW)

    assert first
    assert second
    assert Snapshot.objects.get().total_usd == 6000
    assert lines_of(alice) == {"ETH": (2, 3000, 6000)}
    assert SnapshotLine.objects.count() == 1


def test_the_end_of_a_day_replaces_what_was_asked_for_during_it(alice: User) -> None:
    Snapshot.objects.create(
        user=alice, book=Book.PAPER, day=MAY_4, total_usd=Decimal(1), source=Source.ASKED, taken_at=NOW - 600 * MINUTE
    )
    assert take_due(NOW) == 1
    assert (Snapshot.objects.get().source, Snapshot.objects.get().total_usd) == ("daily", Decimal(5100))


def test_a_book_is_taken_over_all_its_wallets_and_apart_from_the_other(alice: User) -> None:
    hold(real_wallet(alice), "ETH", "0.5")
    other = real_wallet(alice)
    hold(other, "ETH", "0.25")
    hold(other, "USDC", "1000000", apart="jump")
    hold(other, "LINK", "3", apart="jump", accepted_at=NOW)
    cost("LINK", "10")

    assert take_due(NOW) == 2
    assert lines_of(alice, Book.REAL) == {"ETH": (Decimal("0.75"), 2500, 1875), "LINK": (3, 10, 30)}
    assert lines_of(alice)["ETH"] == (2, 2500, 5000)


def test_a_token_without_a_price_is_kept_and_worth_nothing(alice: User) -> None:
    chain = token("ETH").chain
    unheard = Token.objects.create(chain=chain, address=f"0x{1:040x}", symbol="WHAT", decimals=2, source="okx")
    assert alice.default_wallet
    PaperBalance.objects.create(wallet=alice.default_wallet, token=unheard, units=12345)

    assert take_due(NOW) == 1
    assert lines_of(alice)["WHAT"] == (Decimal("123.45"), None, 0)
    assert Snapshot.objects.get().total_usd == 5100


def test_a_token_whose_worth_cannot_be_true_spoils_nobodys_day(alice: User) -> None:
    bob = person("bob")
    for user in (alice, bob):
        PaperBalance.objects.update_or_create(
            wallet=user.default_wallet, token=token("LINK"), defaults={"units": 2**256 - 1}
        )
    cost("LINK", "99999999999999999999")

    assert take_due(NOW) == 2
    assert Snapshot.objects.get(user=bob).total_usd == 0
    assert lines_of(alice)["LINK"] == (token("LINK").to_amount(2**256 - 1), None, 0)
    assert Snapshot.objects.get(user=alice).total_usd == 5100


def test_values_are_exact_to_the_last_stored_digit(alice: User) -> None:
    assert alice.default_wallet
    hold(alice.default_wallet, "ETH", "1.000000000000000001")
    hold(alice.default_wallet, "USDC", "0.000003")
    cost("ETH", "0.5")
    cost("USDC", "0.9999999999999999")
    take_due(NOW)

    assert lines_of(alice)["ETH"][2] == Decimal("0.500000000000000001")  # 0.5000000000000000005
    assert lines_of(alice)["USDC"][2] == Decimal("0.000003000000000000")  # 0.0000029999999999999997
    assert Snapshot.objects.get().total_usd == Decimal("0.500003000000000001")


def test_who_has_nothing_has_a_day_all_the_same(okx: object) -> None:
    user = person()
    assert take_due(NOW) == 1
    assert (lines_of(user), Snapshot.objects.get().total_usd) == ({}, Decimal(0))


def test_everybodys_day_is_that_of_their_own_zone(okx: object) -> None:
    ended = {"Pacific/Kiritimati": NOW - timedelta(hours=14), "Pacific/Pago_Pago": NOW + timedelta(hours=11)}
    people = {zone: person(zone, zone=zone) for zone in ended}
    for zone, now in ended.items():
        assert take_all(MAY_4, now) == 1
        assert days_of(people[zone]) == [("paper", MAY_4)]


def test_who_moves_to_another_zone_has_each_day_once(alice: User) -> None:
    take_due(NOW)
    User.objects.update(time_zone="Atlantic/Azores")  # where the same day ends an hour later
    assert take_due(NOW + timedelta(hours=1)) == 0
    assert days_of(alice) == [("paper", MAY_4)]


def test_asked_for_it_takes_today(alice: User) -> None:
    outcome = take_today(NOW)
    assert (outcome.taken, outcome.left_out, outcome.skipped) == (1, 0, [])
    assert days_of(alice) == [("paper", date(2026, 5, 5))]


def test_many_left_out_are_counted_and_the_first_named(okx: object) -> None:
    for number in range(25):
        real_wallet(User.objects.create(username=f"user{number}", status=User.Status.ACTIVE), failure="OKX is busy")
    outcome = take_today(NOW)
    assert (outcome.taken, outcome.left_out, len(outcome.skipped)) == (0, 25, 20)


def test_the_history_of_some_days_is_read_as_it_was_stored(alice: User) -> None:
    for day in (MAY_4, MAY_4 - timedelta(days=3), MAY_4 - timedelta(days=1)):
        take_snapshot(alice, Book.PAPER, day=day, source=Source.DAILY, now=NOW)
    rows = history(alice, Book.PAPER, MAY_4 - timedelta(days=2), MAY_4)

    assert [row.day for row in rows] == [MAY_4 - timedelta(days=1), MAY_4]
    eth = token("ETH")
    assert rows[1].lines[eth.pk] == DayLine(2 * 10**18, Decimal(2500), Decimal(5000), 18)
    assert (rows[1].total_usd, rows[1].is_estimated, rows[1].taken_at) == (Decimal(5100), False, NOW)
    assert history(alice, Book.REAL, MAY_4, MAY_4) == []


# Side by side


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_two_monitors_at_once_take_one_snapshot_of_each(alice: User) -> None:
    people = [alice, *(person(f"user{number}") for number in range(50))]
    for user in people[1:]:
        assert user.default_wallet
        hold(user.default_wallet, "ETH", "1")
    barrier = Barrier(4)

    def monitor() -> int:
        try:
            barrier.wait(30)
            return take_due(NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        taken = sum(each.result() for each in [pool.submit(monitor) for _ in range(4)])

    assert taken == Snapshot.objects.count() == len(people)
    assert SnapshotLine.objects.count() == len(people) + 1
    assert connection.vendor == "postgresql"
