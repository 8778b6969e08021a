from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from portfolio.merging import Row, replace_holdings
from portfolio.models import Holding
from portfolio.tests.balance_desk import somebody, token, watched
from trading.models import Wallet

pytestmark = pytest.mark.django_db


@pytest.fixture
def wallets(seeded: None) -> list[Wallet]:
    alice = somebody()
    return [watched(alice, 1), watched(alice, 2), watched(alice, 3)]


def _replace_and_check(rows: list[Row]) -> None:
    with transaction.atomic():
        replace_holdings([row.wallet_id for row in rows], rows)
        connection.check_constraints()


def stored() -> set[tuple[int, str, int, str]]:
    held = Holding.objects.select_related("token")
    return {(each.wallet_id, each.token.symbol, each.units, each.apart) for each in held}


def test_nothing_is_stored_when_the_transaction_fails(wallets: list[Wallet]) -> None:
    eth = token("ETH")
    Holding.objects.create(wallet=wallets[0], token=eth, units=1)
    unknown_wallet = Row(10**9, eth.pk, 5, "")
    with pytest.raises(IntegrityError):
        _replace_and_check([Row(wallets[0].pk, eth.pk, 5, ""), unknown_wallet])

    assert stored() == {(wallets[0].pk, "ETH", 1, "")}


def test_wallets_that_are_not_named_keep_what_they_hold(wallets: list[Wallet]) -> None:
    eth = token("ETH")
    for wallet in wallets:
        Holding.objects.create(wallet=wallet, token=eth, units=1)
    replace_holdings([wallets[0].pk, wallets[1].pk], [Row(wallets[1].pk, eth.pk, 9, "")])

    assert stored() == {(wallets[1].pk, "ETH", 9, ""), (wallets[2].pk, "ETH", 1, "")}


def test_no_wallets_and_no_rows_are_no_work(wallets: list[Wallet]) -> None:
    Holding.objects.create(wallet=wallets[0], token=token("ETH"), units=1)
    replace_holdings([], [])
    assert Holding.objects.count() == 1


def test_rows_are_made_changed_and_taken_away_and_those_that_stay_keep_their_keys(wallets: list[Wallet]) -> None:
    mine, eth, usdc, link = wallets[0], token("ETH"), token("USDC"), token("LINK")
    kept = Holding.objects.create(wallet=mine, token=eth, units=1)
    Holding.objects.create(wallet=mine, token=usdc, units=2)
    rows = [
        Row(mine.pk, link.pk, 2**256 - 1, "risk"),
        Row(mine.pk, eth.pk, 7, "jump"),
        Row(wallets[1].pk, eth.pk, 1, ""),
    ]
    replace_holdings([mine.pk, wallets[1].pk], rows)
    replace_holdings([mine.pk, wallets[1].pk], rows)

    assert stored() == {
        (mine.pk, "LINK", 2**256 - 1, "risk"),
        (mine.pk, "ETH", 7, "jump"),
        (wallets[1].pk, "ETH", 1, ""),
    }
    assert Holding.objects.get(wallet=mine, token=eth).pk == kept.pk


def test_a_word_of_the_owners_is_over_with_the_next_sync(wallets: list[Wallet]) -> None:
    eth = token("ETH")
    Holding.objects.create(wallet=wallets[0], token=eth, units=5, apart="jump", accepted_at=timezone.now())
    replace_holdings([wallets[0].pk], [Row(wallets[0].pk, eth.pk, 5, "jump")])

    assert Holding.objects.get().accepted_at is None


def test_many_rows_are_stored_in_the_same_few_statements(
    wallets: list[Wallet], django_assert_max_num_queries: object
) -> None:
    assert callable(django_assert_max_num_queries)
    tokens = [token("ETH"), token("USDC"), token("LINK"), token("DAI")]
    rows = [Row(wallet.pk, each.pk, 1, "") for wallet in wallets for each in tokens]
    with django_assert_max_num_queries(6):
        replace_holdings([wallet.pk for wallet in wallets], rows)
    assert Holding.objects.count() == 12
