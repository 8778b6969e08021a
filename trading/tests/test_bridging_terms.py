"""What leaves for another chain is exactly what was confirmed, or it is not signed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from eth_utils.address import to_checksum_address

from tokens.models import NATIVE_ADDRESS
from trading.bridging_terms import Passage
from trading.erc20 import Transfer
from trading.screening import Candidate, Intent, Purpose, Refusal, Rehearsal, screen
from trading.signing import UnsignedTransaction
from trading.tests.bridge_calls import ALICE, MALLORY, THERE, USDC, WETH, Deposit, call

POOL = "0x5c7bcd6e7de5423a257d81b442095a1a6ced35c5"
ETHER = 10**18
INTENT = Intent(
    chain_id=1,
    wallet=to_checksum_address(ALICE),
    token_in=USDC,
    token_out=THERE["USDC"],
    units_in=100_000_000,
    minimum_out=99_000_000,
    routers=(POOL,),
    spender=POOL,
    fee_cap=10**18,
    wrapped_native=WETH,
    passage=Passage(to_chain=8453, coin_fee=0, wrapped_there=THERE["WETH"]),
)
COINS = replace(INTENT, token_in=NATIVE_ADDRESS, token_out=NATIVE_ADDRESS, units_in=ETHER, minimum_out=ETHER - 10)
ETHERS = Deposit(given=WETH, wanted=THERE["WETH"], units_in=ETHER, units_out=ETHER - 5)
LEAVES = Transfer(USDC, ALICE, POOL, 100_000_000)
FEE = Transfer(NATIVE_ADDRESS, ALICE, POOL, 7)


def candidate(data: bytes, *moved: Transfer, value: int = 0, to: str = POOL) -> Candidate:
    transaction = UnsignedTransaction(
        chain_id=1,
        nonce=0,
        to=to_checksum_address(to),
        value=value,
        data=data,
        gas=300_000,
        max_fee_per_gas=10**9,
        max_priority_fee_per_gas=10**8,
    )
    return Candidate(
        purpose=Purpose.SWAP,
        asked_chain=1,
        answered_chain=1,
        node_chain=1,
        transaction=transaction,
        rehearsal=Rehearsal(failure="", gas_used=100_000, transfers=moved, approvals=()),
    )


def refusal(intent: Intent, tried: Candidate) -> str:
    with pytest.raises(Refusal) as refused:
        screen(intent, tried)
    return refused.value.rule


@pytest.mark.parametrize(
    ("deposit", "rule"),
    [
        (Deposit(recipient=MALLORY), "receiver"),
        (Deposit(depositor=MALLORY), "receiver"),
        (Deposit(given=WETH), "tokens"),
        (Deposit(wanted=THERE["WETH"]), "tokens"),
        (Deposit(units_in=100_000_001), "amount"),
        (Deposit(units_in=99_999_999), "amount"),
        (Deposit(units_out=98_999_999), "minimum"),
        (Deposit(to_chain=10), "chain"),
        (Deposit(to_chain=1), "chain"),
        (Deposit(message=b"x"), "unknown"),
    ],
)
def test_what_differs_is_refused(deposit: Deposit, rule: str) -> None:
    assert refusal(INTENT, candidate(call(deposit), LEAVES)) == rule


def test_a_router_is_no_bridge_and_a_swap_no_crossing() -> None:
    assert refusal(INTENT, candidate(call(Deposit()), LEAVES, to=MALLORY)) == "contract"
    assert refusal(replace(INTENT, passage=None), candidate(call(Deposit()), LEAVES)) == "unknown"


@pytest.mark.parametrize("value", [0, ETHER - 1, ETHER + 1, 2 * ETHER])
def test_coins_are_sent_along_exactly(value: int) -> None:
    assert refusal(COINS, candidate(call(ETHERS), value=value)) == "value"


def test_more_coins_than_the_confirmed_fee_are_refused() -> None:
    dear = replace(INTENT, passage=Passage(to_chain=8453, coin_fee=7, wrapped_there=THERE["WETH"]))
    assert refusal(dear, candidate(call(Deposit()), LEAVES, value=8)) == "value"
    assert refusal(dear, candidate(call(Deposit()), LEAVES, value=7)) == "unknown"  # this bridge takes none
    assert refusal(INTENT, candidate(call(Deposit()), LEAVES, value=1)) == "value"


@pytest.mark.parametrize(
    "moved",
    [
        (LEAVES, Transfer(THERE["WETH"], ALICE, POOL, 1)),
        (replace(LEAVES, units=100_000_001),),
        (LEAVES, Transfer(USDC, ALICE, MALLORY, 1)),
        (LEAVES, FEE),
    ],
)
def test_nothing_else_leaves_the_wallet(moved: tuple[Transfer, ...]) -> None:
    assert refusal(INTENT, candidate(call(Deposit()), *moved)) == "side effect"


def test_a_confirmed_fee_in_coins_may_leave_beside_the_tokens_and_no_more() -> None:
    dear = replace(INTENT, passage=Passage(to_chain=8453, coin_fee=7, wrapped_there=THERE["WETH"]))
    screen(dear, candidate(call(Deposit()), LEAVES, FEE))
    assert refusal(dear, candidate(call(Deposit()), LEAVES, replace(FEE, units=8))) == "side effect"


def test_what_was_confirmed_passes() -> None:
    screen(INTENT, candidate(call(Deposit()), LEAVES))
    screen(COINS, candidate(call(ETHERS), Transfer(NATIVE_ADDRESS, ALICE, POOL, ETHER), value=ETHER))
