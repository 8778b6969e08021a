from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tokens.models import Token
from trading.models import Swap, User, Wallet, new_handle

decimals = st.integers(min_value=0, max_value=36)
units = st.integers(min_value=0, max_value=2**256 - 1)


@given(decimals, units)
def test_units_survive_the_way_to_an_amount_and_back(places: int, count: int) -> None:
    coin = Token(decimals=places)
    assert coin.to_units(coin.to_amount(count)) == count


@given(decimals, st.decimals(min_value=0, max_value=10**12, places=40))
def test_an_amount_never_becomes_more_than_it_was(places: int, amount: Decimal) -> None:
    coin = Token(decimals=places)
    lost = amount - coin.to_amount(coin.to_units(amount))

    assert 0 <= lost < coin.to_amount(1)


def test_handles_are_opaque_and_not_repeated() -> None:
    handles = {new_handle() for _ in range(1000)}

    assert len(handles) == 1000
    assert {len(handle) for handle in handles} == {10}
    assert set("".join(handles)) <= set("23456789abcdefghjkmnpqrstuvwxyz")


def trade(given_units: int, received_units: int) -> Swap:
    eth, usdc = Token(symbol="ETH", decimals=18), Token(symbol="USDC", decimals=6)
    return Swap(token_in=usdc, token_out=eth, units_in=given_units, expected_units_out=received_units)


@pytest.mark.parametrize(
    ("given_units", "received_units", "expected"),
    [
        (2_500_000_000, 10**18, ("ETH", Decimal(2500), "USDC")),
        (1_000_000, 4 * 10**18, ("USDC", Decimal(4), "ETH")),
        (1_000_000, 10**18, ("ETH", Decimal(1), "USDC")),
    ],
)
def test_a_rate_is_told_in_the_direction_that_is_above_one(
    given_units: int, received_units: int, expected: tuple[str, Decimal, str]
) -> None:
    token, price, other = trade(given_units, received_units).rate
    assert (token.symbol, price, other.symbol) == expected


def test_only_unverified_tokens_are_listed_as_such() -> None:
    swap = trade(1, 1)
    swap.token_in.verified = True

    assert [token.symbol for token in swap.unverified_tokens] == ["ETH"]


def test_there_is_one_paper_wallet_for_each_owner(alice: User) -> None:
    with transaction.atomic(), pytest.raises(IntegrityError):
        Wallet.objects.create(owner=alice, name="Another", kind=Wallet.Kind.PAPER)


def test_a_user_is_called_by_the_first_name_where_there_is_one() -> None:
    assert [str(User(username="x-1", first_name=name)) for name in ("Alice", "")] == ["Alice", "x-1"]
