from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from portfolio import sync_many, sync_turns
from portfolio.balances_feed import fetch_balances
from portfolio.models import Holding, WalletSync
from portfolio.sorting_out import look_up
from portfolio.sync import MOST_FAILURES
from portfolio.sync_many import due_parts, sync_some
from portfolio.tests.balance_desk import Desk, opened, row_of, somebody, token, watched
from tokens.models import NATIVE_ADDRESS
from trading.models import User, Wallet

pytestmark = pytest.mark.django_db

BALANCES = "balance/all-token-balances-by-address"
PRICES = "market/price"
HOUR = timedelta(hours=1)


@pytest.fixture
def desk(seeded: None) -> Iterator[Desk]:
    with opened() as desk:
        desk.usd[NATIVE_ADDRESS] = "3000"
        yield desk


@pytest.fixture
def alice(desk: Desk) -> User:
    return somebody()


def due_wallets(owner: User, desk: Desk, count: int) -> list[Wallet]:
    """Give somebody wallets with as many ETH as their number says."""
    wallets = [watched(owner, number) for number in range(1, count + 1)]
    for number, wallet in enumerate(wallets, 1):
        desk.balances[wallet.address] = [row_of(token("ETH"), str(number))]
        WalletSync.objects.create(wallet=wallet, due_at=timezone.now() - HOUR)
    return wallets


def soon() -> datetime:
    return timezone.now() + timedelta(seconds=5)


def counted() -> list[Decimal | None]:
    return list(WalletSync.objects.order_by("wallet").values_list("counted_usd", flat=True))


# What goes wrong


def test_what_one_wallet_meets_keeps_no_other_from_its_turn(
    desk: Desk, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *_ = due_wallets(alice, desk, 3)

    def stumbling(address: str, chains: list[int]) -> Any:
        if address == first.address:
            raise RuntimeError("a wallet that Esther stumbles over")
        return fetch_balances(address, chains)

    monkeypatch.setattr(sync_many, "fetch_balances", stumbling)
    sync_some(until=soon())
    assert counted() == [None, Decimal(6000), Decimal(9000)]
    assert WalletSync.objects.get(wallet=first).failures == 1


def test_when_okx_is_down_the_rest_keep_their_turns(desk: Desk, alice: User, settings: Settings) -> None:
    settings.SYNC_AT_ONCE = 1
    due_wallets(alice, desk, 10)
    desk.down_from[BALANCES] = 1
    assert not sync_some(until=soon())
    assert WalletSync.objects.filter(failures=1).count() == MOST_FAILURES
    assert WalletSync.objects.filter(failures=0, lease_until=None).count() == 10 - MOST_FAILURES


def test_whoever_is_too_late_stores_nothing(desk: Desk, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    (wallet,) = due_wallets(alice, desk, 1)

    def meanwhile(assets: Any) -> Any:
        WalletSync.objects.update(lease_until=timezone.now() + HOUR)  # somebody else's by now
        return look_up(assets)

    monkeypatch.setattr(sync_many, "look_up", meanwhile)
    sync_some(until=soon())
    assert not Holding.objects.filter(wallet=wallet).exists()


def test_a_wallet_that_is_suddenly_empty_is_looked_at_twice(desk: Desk, alice: User) -> None:
    (wallet,) = due_wallets(alice, desk, 1)
    sync_some(until=soon())
    desk.balances[wallet.address] = []
    for failures in (1, 0):
        WalletSync.objects.update(due_at=timezone.now() - HOUR)
        sync_some(until=soon())
        assert WalletSync.objects.get().failures == failures
    assert not Holding.objects.exists()


# What it does


def test_two_never_take_the_same_wallets(desk: Desk, alice: User) -> None:
    due_wallets(alice, desk, 5)
    now = timezone.now()
    first, second = sync_turns.claim_some(now, most=3), sync_turns.claim_some(now, most=3)
    assert (len(first), len(second)) == (3, 2)
    assert not {turn.pk for turn in first} & {turn.pk for turn in second}


def test_whoever_is_killed_keeps_them_for_less_than_a_minute(desk: Desk, alice: User) -> None:
    due_wallets(alice, desk, 1)
    now = timezone.now()
    sync_turns.claim_some(now, most=3)
    assert sync_turns.claim_some(now + timedelta(seconds=49), most=3) == []
    assert len(sync_turns.claim_some(now + timedelta(seconds=50), most=3)) == 1


def test_all_that_is_due_is_stored_and_prices_are_asked_for_once(desk: Desk, alice: User) -> None:
    due_wallets(alice, desk, 25)
    assert not sync_some(until=soon())
    assert counted() == [Decimal(3000 * number) for number in range(1, 26)]
    assert (desk.calls[BALANCES], desk.calls[PRICES]) == (25, 1)


def test_it_begins_nothing_after_its_time(desk: Desk, alice: User) -> None:
    due_wallets(alice, desk, 25)
    assert sync_some(until=timezone.now())
    assert WalletSync.objects.exclude(synced_at=None).count() == 20
    assert due_parts(timezone.now(), most=3) == 1


def test_several_are_asked_for_side_by_side(
    desk: Desk, alice: User, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SYNC_AT_ONCE = 4
    due_wallets(alice, desk, 4)
    together = Barrier(4, timeout=5)

    def waiting(address: str, chains: list[int]) -> Any:
        together.wait()  # for the three others
        return fetch_balances(address, chains)

    monkeypatch.setattr(sync_many, "fetch_balances", waiting)
    sync_some(until=soon())
    assert None not in counted()
    assert not together.broken


def test_no_more_parts_are_counted_than_are_asked_about(desk: Desk, alice: User) -> None:
    due_wallets(alice, desk, 41)
    assert [due_parts(timezone.now(), most=most) for most in (1, 2, 9)] == [1, 2, 3]
