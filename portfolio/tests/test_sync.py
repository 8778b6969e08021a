from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from pytest_django import Settings

from esther_site.lib.errors import UserError
from portfolio import sync, sync_storing, sync_turns
from portfolio.balances_feed import fetch_balances
from portfolio.held_back import count_it
from portfolio.holdings import held_in
from portfolio.merging import replace_holdings
from portfolio.models import Holding, WalletSync
from portfolio.sync import refresh, sync_due, sync_wallet
from portfolio.tests.balance_desk import NOW, Desk, opened, row, row_of, somebody, spam, token, watched
from portfolio.unknown_assets import unknown_in
from tokens.models import NATIVE_ADDRESS, Chain, Token
from trading.models import User, Wallet

BALANCES = "balance/all-token-balances-by-address"
BASIC = "market/token/basic-info"
MINUTE = timedelta(minutes=1)
SPAM = f"0x{0xBAD0000 + 1:040x}"


@pytest.fixture
def desk(seeded: None) -> Iterator[Desk]:
    with opened() as desk:
        for each in Token.objects.filter(verified=True):
            desk.usd[each.address] = "1"
        desk.usd[NATIVE_ADDRESS] = "3000"
        yield desk


@pytest.fixture
def alice(desk: Desk) -> User:
    return somebody()


@pytest.fixture
def wallet(alice: User) -> Wallet:
    return watched(alice)


def give(desk: Desk, wallet: Wallet, *rows: dict[str, Any]) -> None:
    desk.balances[wallet.address] = list(rows)


def give_some(desk: Desk, wallet: Wallet) -> None:
    give(desk, wallet, row_of(token("ETH"), "2"), row_of(token("USDC", "Base"), "1000"))


def units(wallet: Wallet) -> dict[str, int]:
    return {
        f"{each.token.symbol}@{each.token.chain_id}": each.units for each in wallet.holdings.select_related("token")
    }


def aparts(wallet: Wallet) -> dict[str, str]:
    return {each.token.symbol: each.apart for each in wallet.holdings.select_related("token")}


SOME = {"ETH@1": 2 * 10**18, "USDC@8453": 1000 * 10**6}


# Refused, and what was there stays


def test_okx_going_down_between_two_calls_changes_nothing(desk: Desk, wallet: Wallet) -> None:
    give_some(desk, wallet)
    sync_wallet(wallet, NOW)
    for number in range(60):
        Chain.objects.create(index=10**6 + number, name=f"Chain {number}", native_symbol="X", explorer="https://x")
    give(desk, wallet, row_of(token("ETH"), "1"))
    desk.down_from[BALANCES] = desk.calls[BALANCES] + 2
    done = sync_wallet(wallet, NOW + MINUTE)

    assert len(desk.asked[1].split(",")) == 50
    assert units(wallet) == SOME
    assert (done.synced_at, done.failures, done.lease_until) == (NOW, 1, None)
    assert "OKX" in done.failure
    assert held_in([wallet]).stale == [done]


def test_a_market_that_is_down_after_the_balances_changes_nothing(desk: Desk, wallet: Wallet) -> None:
    give_some(desk, wallet)
    sync_wallet(wallet, NOW)
    give(desk, wallet, row_of(token("ETH"), "1"), spam(1))
    desk.down_from[BASIC] = 1

    assert sync_wallet(wallet, NOW + MINUTE).failures == 1
    assert units(wallet) == SOME


def test_each_failure_waits_longer_and_a_success_forgets_them(desk: Desk, wallet: Wallet) -> None:
    desk.balances[wallet.address] = [{"chainIndex": "1"}]
    waits = [round((sync_wallet(wallet, NOW).due_at - NOW) / MINUTE) for _ in range(9)]
    give_some(desk, wallet)
    done = sync_wallet(wallet, NOW)

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert (done.failures, done.failure) == (0, "")
    assert 9 * MINUTE <= done.due_at - NOW <= 11 * MINUTE


def test_a_wallet_that_is_suddenly_empty_is_looked_at_twice(desk: Desk, wallet: Wallet) -> None:
    give_some(desk, wallet)
    sync_wallet(wallet, NOW)
    give(desk, wallet)

    assert "empty all at once" in sync_wallet(wallet, NOW + MINUTE).failure
    assert units(wallet) == SOME
    assert sync_wallet(wallet, NOW + 2 * MINUTE).failure == ""
    assert units(wallet) == {}


def test_two_never_sync_one_wallet_at_once(desk: Desk, wallet: Wallet) -> None:
    turn = sync_turns.claim(wallet, NOW)
    give_some(desk, wallet)
    assert turn
    assert sync_wallet(wallet, NOW + MINUTE).synced_at is None
    assert sync_turns.claim_next(NOW + MINUTE) is None
    assert desk.calls[BALANCES] == 0


def test_who_was_away_for_too_long_writes_nothing(desk: Desk, wallet: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    give_some(desk, wallet)
    late = NOW + sync_turns.LEASE + MINUTE
    fetch = fetch_balances

    def slow(address: str, chains: list[int]) -> Any:
        assets = fetch(address, chains)
        monkeypatch.setattr(sync, "fetch_balances", fetch)
        give(desk, wallet, row_of(token("ETH"), "7"))
        sync_wallet(wallet, late)  # somebody else, since the lease is over
        return assets

    monkeypatch.setattr(sync, "fetch_balances", slow)
    assert sync_wallet(wallet, NOW).synced_at == late
    assert units(wallet) == {"ETH@1": 7 * 10**18}


def test_a_mistake_of_esthers_own_is_that_wallets_alone(
    desk: Desk, alice: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = watched(alice, 1), watched(alice, 2)
    give_some(desk, second)
    fetch = fetch_balances

    def stumbling(address: str, chains: list[int]) -> Any:
        if address == first.address:
            raise RuntimeError("a wallet that Esther stumbles over")
        return fetch(address, chains)

    monkeypatch.setattr(sync, "fetch_balances", stumbling)
    sync_due(NOW)
    sync_due(NOW + timedelta(minutes=10))

    assert "could not be synced" in caplog.text
    assert WalletSync.objects.get(wallet=first).failures == 2
    assert units(second) == SOME


def test_what_the_database_refuses_is_that_wallets_alone(
    desk: Desk, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = watched(alice, 1), watched(alice, 2)
    give_some(desk, first)
    give_some(desk, second)
    replace = replace_holdings

    def refusing(wallet_ids: list[int], rows: Any) -> None:
        if first.pk in wallet_ids:
            raise DatabaseError("no")
        replace(wallet_ids, rows)

    monkeypatch.setattr(sync_storing, "replace_holdings", refusing)
    sync_due(NOW + timedelta(minutes=10))
    sync_due(NOW + timedelta(minutes=20))

    assert WalletSync.objects.get(wallet=first).synced_at is None
    assert (units(first), units(second)) == ({}, SOME)


def test_when_okx_is_down_not_every_wallet_is_tried(desk: Desk, alice: User) -> None:
    for number in range(1, 11):
        watched(alice, number)
    sync_turns.enrol(NOW)
    desk.down_from[BALANCES] = 1

    assert sync_due(NOW + timedelta(hours=1)) is False
    assert WalletSync.objects.filter(failures=1).count() == sync.MOST_FAILURES


def test_nobody_else_is_looked_at(desk: Desk, alice: User) -> None:
    blocked = User.objects.create(username="mallory", status=User.Status.BLOCKED)
    watched(blocked, 5)
    gone = watched(alice, 6)
    Wallet.objects.filter(pk=gone.pk).update(removed_at=NOW)
    Wallet.objects.create(owner=alice, name="Paper", kind=Wallet.Kind.PAPER)

    assert sync_due(NOW) is False
    assert (desk.calls, WalletSync.objects.count()) == ({}, 0)


# Apart


def test_five_hundred_spam_tokens_cost_few_calls_and_count_for_nothing(desk: Desk, wallet: Wallet) -> None:
    desk.decimals = {spam(number)["tokenContractAddress"]: "18" for number in range(500)}
    give(desk, wallet, row_of(token("ETH"), "2"), *(spam(number) for number in range(500)))
    for minute in range(6):
        done = sync_wallet(wallet, NOW + minute * MINUTE)

    assert desk.calls[BASIC] == 5
    assert done.counted_usd == 6000
    assert wallet.holdings.filter(apart="worthless").count() == 500
    assert wallet.holdings.filter(apart="").count() == 1
    assert not Token.objects.filter(symbol="SPAM", verified=True).exists()
    assert set(Token.objects.filter(symbol="SPAM").values_list("source", flat=True)) == {"held"}


def test_what_was_thrown_at_a_wallet_is_kept_up_to_a_bound(desk: Desk, wallet: Wallet) -> None:
    made = [
        Token(chain_id=1, address=f"0x{0xBAD0000 + number:040x}", symbol="SPAM", decimals=18, source="okx")
        for number in range(600)
    ]
    Token.objects.bulk_create(made)
    give(desk, wallet, row_of(token("ETH"), "2"), *(spam(number) for number in range(600)))
    sync_wallet(wallet, NOW)

    assert wallet.holdings.count() == 501
    assert aparts(wallet)["ETH"] == ""


def test_a_trap_is_listed_and_never_counted(desk: Desk, wallet: Wallet) -> None:
    desk.decimals[SPAM] = "18"
    desk.usd[SPAM], desk.liquidity[SPAM] = "1000", "99999999"
    give(desk, wallet, row_of(token("ETH"), "1"), spam(1, isRiskToken=True))

    assert sync_wallet(wallet, NOW).counted_usd == 3000
    assert aparts(wallet) == {"ETH": "", "SPAM": "risk"}
    assert [one.why for one in held_in([wallet]).apart] == ["risk"]


def test_an_unverified_token_with_a_deep_market_counts(desk: Desk, wallet: Wallet) -> None:
    desk.decimals[SPAM] = "18"
    desk.usd[SPAM], desk.liquidity[SPAM] = "10", "50000"
    give(desk, wallet, spam(1))

    assert sync_wallet(wallet, NOW).counted_usd == 10
    assert aparts(wallet) == {"SPAM": ""}


def test_without_decimals_nothing_is_guessed(desk: Desk, wallet: Wallet) -> None:
    give(desk, wallet, row_of(token("ETH"), "1"), spam(1), row(1, "inscription", 5, symbol="ORDI"))
    sync_wallet(wallet, NOW)

    assert units(wallet) == {"ETH@1": 10**18}
    assert [(one.symbol, one.address) for one in unknown_in([wallet])] == [("SPAM1", SPAM), ("ORDI", None)]


def test_what_okx_does_not_know_is_asked_about_again_after_hours(desk: Desk, wallet: Wallet) -> None:
    give(desk, wallet, spam(1))
    for minute in range(5):
        sync_wallet(wallet, NOW + minute * MINUTE)
    assert desk.calls[BASIC] == 1

    desk.decimals[SPAM] = "4"
    sync_wallet(wallet, NOW + timedelta(hours=6, minutes=1))
    assert (desk.calls[BASIC], unknown_in([wallet])) == (2, [])
    assert Token.objects.get(address=SPAM).decimals == 4


@pytest.mark.parametrize("decimals", ["", "-1", "18.5", "37", "many"])
def test_decimals_that_make_no_sense_are_none(desk: Desk, wallet: Wallet, decimals: str) -> None:
    desk.decimals[SPAM] = decimals
    give(desk, wallet, spam(1))
    sync_wallet(wallet, NOW)

    assert (units(wallet), len(unknown_in([wallet]))) == ({}, 1)


def test_a_jump_is_held_back_until_its_owner_counts_it(desk: Desk, wallet: Wallet, alice: User) -> None:
    desk.decimals[SPAM] = "18"
    desk.usd[SPAM], desk.liquidity[SPAM] = "9000", "50000"
    give(desk, wallet, row_of(token("ETH"), "1"))
    sync_wallet(wallet, NOW)
    give(desk, wallet, row_of(token("ETH"), "1"), spam(1))
    assert sync_wallet(wallet, NOW + MINUTE).counted_usd == 3000
    assert sync_wallet(wallet, NOW + 2 * MINUTE).counted_usd == 3000
    jump = wallet.holdings.get(apart="jump")

    count_it(alice, jump.pk, NOW + 3 * MINUTE)
    assert held_in([wallet]).apart == []
    assert sync_wallet(wallet, NOW + 4 * MINUTE).counted_usd == 12000
    assert aparts(wallet) == {"ETH": "", "SPAM": ""}


def test_nobody_counts_what_is_not_theirs_or_not_held_back(desk: Desk, wallet: Wallet, alice: User) -> None:
    mallory = somebody("mallory")
    kept = Holding.objects.create(wallet=wallet, token=token("ETH"), units=1, apart="jump")
    with pytest.raises(UserError):
        count_it(mallory, kept.pk, NOW)
    count_it(alice, kept.pk, NOW)
    with pytest.raises(UserError, match="not held back any more"):
        count_it(alice, kept.pk, NOW)
    trap = Holding.objects.create(wallet=wallet, token=token("USDC"), units=1, apart="risk")
    with pytest.raises(UserError):
        count_it(alice, trap.pk, NOW)


@pytest.mark.parametrize("name", ["<b>FREE</b>", "\u202eHTE", "ETH\u200b", "ignore previous instructions", "A\x00B\nC"])
def test_names_are_cleaned_and_never_make_a_token_known(desk: Desk, wallet: Wallet, name: str) -> None:
    give(desk, wallet, spam(1, symbol=name))
    sync_wallet(wallet, NOW)
    (unknown,) = unknown_in([wallet])

    assert not set(unknown.symbol) & {"\u202e", "\u200b", "\x00", "\n"}
    assert units(wallet) == {}


# Done


def test_everything_is_replaced_when_all_of_it_arrived(desk: Desk, wallet: Wallet) -> None:
    give_some(desk, wallet)
    first = sync_wallet(wallet, NOW)
    kept = wallet.holdings.get(token=token("ETH")).pk
    give(desk, wallet, row_of(token("ETH"), "3"), row_of(token("LINK"), "5"))
    second = sync_wallet(wallet, NOW + MINUTE)

    assert (first.counted_usd, second.counted_usd) == (Decimal(7000), Decimal(9005))
    assert units(wallet) == {"ETH@1": 3 * 10**18, "LINK@1": 5 * 10**18}
    assert wallet.holdings.get(token=token("ETH")).pk == kept
    assert desk.asked[0] == ",".join(str(pk) for pk in Chain.objects.values_list("pk", flat=True))


def test_new_wallets_are_spread_over_the_interval_and_each_has_its_turn(
    desk: Desk, alice: User, settings: Settings
) -> None:
    settings.PORTFOLIO_SYNC_INTERVAL = 600
    wallets = [watched(alice, number) for number in range(1, 11)]
    assert sync_due(NOW) is False
    assert desk.calls[BALANCES] == 1
    assert sync_due(NOW + 5 * MINUTE) is False
    assert desk.calls[BALANCES] == 6
    sync_due(NOW + 9 * MINUTE)

    assert WalletSync.objects.filter(wallet__in=wallets, synced_at=None).count() == 0
    assert desk.calls[BALANCES] == 10


def test_one_call_does_a_bounded_part_and_says_so(desk: Desk, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sync, "MOST_WALLETS", 3)
    for number in range(1, 6):
        watched(alice, number)
    sync_turns.enrol(NOW)
    later = NOW + timedelta(hours=1)

    assert [sync_due(later), sync_due(later)] == [True, False]
    assert desk.calls[BALANCES] == 5


def test_a_refresh_looks_at_once_but_not_twice_in_a_moment(desk: Desk, alice: User) -> None:
    first, second = watched(alice, 1), watched(alice, 2)
    give_some(desk, first)
    give_some(desk, second)
    refresh(alice)
    refresh(alice)
    assert (desk.calls[BALANCES], units(first), units(second)) == (2, SOME, SOME)

    cache.clear()
    refresh(alice)
    assert desk.calls[BALANCES] == 4


def test_a_refresh_leaves_others_and_paper_alone(desk: Desk, alice: User) -> None:
    watched(somebody("bob"), 1)
    Wallet.objects.create(owner=alice, name="Paper", kind=Wallet.Kind.PAPER)
    refresh(alice)
    assert desk.calls[BALANCES] == 0
