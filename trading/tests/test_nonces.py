"""Nonces: one transaction at a time, the chain's count is the floor, and only what never left gives one back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from tokens.models import Chain, Token
from trading.models import NonceSlot, Swap, Transaction, User, Wallet
from trading.nonces import OPEN, Busy, give_back, take_nonce

State = Transaction.State


@pytest.fixture
def wallet(alice: User) -> Wallet:
    return Wallet.objects.create(owner=alice, name="Hot", kind=Wallet.Kind.HOT, address="0x" + "a1" * 20)


@pytest.fixture
def chain(seeded: None) -> Chain:
    return Chain.objects.get(pk=1)


def written(wallet: Wallet, chain: Chain, nonce: int, state: str) -> Transaction:
    coin, dollar = (Token.objects.get(chain=chain, symbol=symbol, verified=True) for symbol in ("ETH", "USDC"))
    now = timezone.now()
    swap = Swap.objects.create(
        user=wallet.owner,
        wallet=wallet,
        chain=chain,
        token_in=coin,
        token_out=dollar,
        asked="in",
        asked_units=1,
        exact="in",
        units_in=1,
        maximum_units_in=1,
        expected_units_out=1,
        minimum_units_out=1,
        slippage_percent=Decimal(1),
        gas_usd=Decimal(1),
        mode=Swap.Mode.LIVE,
        state=Swap.State.SENT,
        expires_at=now,
    )
    fields = {"to": wallet.address, "value": 0, "data": "0x", "gas": 21_000, "created_at": now}
    return Transaction.objects.create(
        swap=swap, wallet=wallet, chain=chain, purpose="swap", nonce=nonce, state=state, **fields
    )


@pytest.mark.parametrize("state", OPEN)
def test_none_is_taken_while_a_transaction_is_under_way(wallet: Wallet, chain: Chain, state: str) -> None:
    written(wallet, chain, take_nonce(wallet, chain, mined=5), state)
    with pytest.raises(Busy):
        take_nonce(wallet, chain, mined=6)


def test_none_is_taken_from_a_node_that_is_behind(wallet: Wallet, chain: Chain) -> None:
    written(wallet, chain, take_nonce(wallet, chain, mined=5), State.DONE)
    with pytest.raises(Busy, match="behind"):
        take_nonce(wallet, chain, mined=5)
    assert NonceSlot.objects.get().next_nonce == 6


def test_the_chains_count_raises_what_is_stored(wallet: Wallet, chain: Chain) -> None:
    assert [take_nonce(wallet, chain, mined=mined) for mined in (0, 1, 9)] == [0, 1, 9]


def test_chains_count_for_themselves(wallet: Wallet, chain: Chain) -> None:
    other = Chain.objects.get(pk=8453)
    assert [take_nonce(wallet, each, mined=mined) for each, mined in ((chain, 4), (other, 7))] == [4, 7]


def test_a_nonce_whose_bytes_never_left_is_used_again(wallet: Wallet, chain: Chain) -> None:
    row = written(wallet, chain, take_nonce(wallet, chain, mined=3), State.ABANDONED)
    give_back(row)
    assert take_nonce(wallet, chain, mined=3) == 3


def test_only_the_last_nonce_is_given_back(wallet: Wallet, chain: Chain) -> None:
    row = written(wallet, chain, take_nonce(wallet, chain, mined=3), State.ABANDONED)
    take_nonce(wallet, chain, mined=4)
    give_back(row)
    assert NonceSlot.objects.get().next_nonce == 5
