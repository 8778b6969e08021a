"""What chains and their nodes do to trades: silence, reorganisations, full blocks, and somebody else's transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from cryptography.fernet import Fernet

from tests.chain.accounts import account_of
from tests.chain.bank import receipt_of
from tests.chain.trader import ETHER
from tests.live_desk.books import arrived, ended, expected_balance, hashes, nonces, signatures, steps
from tests.live_desk.desk import ETHEREUM, Desk, until
from tests.live_desk.meddlers import SEND, accepting_in_silence
from tests.live_desk.person import Person, Trade, trader

pytestmark = [pytest.mark.slow, pytest.mark.chain, pytest.mark.desk]

GWEI = 10**9
SALE = "sell 0.1 eth for usdc"
LONGER_THAN_PATIENCE_SECONDS = 12
RECEIVER = "0x" + "f1" * 20
HIGH: dict[str, Any] = {"maxFeePerGas": 90 * GWEI, "maxPriorityFeePerGas": 60 * GWEI}


@contextmanager
def full_blocks(desk: Desk) -> Iterator[None]:
    """Let no block be mined, for a while."""
    ledger = desk.world[ETHEREUM]
    with desk.miners[ETHEREUM].resting():
        ledger.hold()
        try:
            yield
        finally:
            ledger.rpc.ask("evm_setAutomine", True)
            ledger.mine()


def stuck(person: Person) -> Trade:
    """Return a trade whose transaction waits, as its person sees."""
    trade = person.trades(SALE)
    until(lambda: steps(person.desk, trade) == [("swap", "sent")], what="the broadcast")
    until(lambda: nonces(person) == 1, what="the transaction at the node")
    person.is_told(trade, "Sent, not final yet")
    return trade


def is_done(person: Person, trade: Trade) -> None:
    """The trade happened once, and everything agrees about it."""
    row = ended(person.desk, trade)
    assert (row.state, row.failure, steps(person.desk, trade)) == ("done", "", [("swap", "done")])
    assert nonces(person) == 1
    assert row.received == person.holds("USDC") == arrived(person, trade, "USDC")
    assert person.holds("ETH") == expected_balance(person, "ETH", chain=ETHEREUM)
    person.is_told(trade, "Traded")
    person.desk.figures.swaps_done += 1


def broadcasts_of(person: Person, since: int) -> list[str]:
    """Return the bytes that were handed to the chain's node since then."""
    requests = person.desk.nodes[ETHEREUM].requests[since:]
    return [request.fields["params"][0] for request in requests if request.call == SEND]


def test_a_node_that_takes_a_trade_and_says_nothing_has_taken_it(desk: Desk) -> None:
    frank = trader(desk, "Frank")
    since = len(desk.nodes[ETHEREUM].requests)
    with desk.nodes[ETHEREUM].meddling(accepting_in_silence(seconds=LONGER_THAN_PATIENCE_SECONDS)):
        trade = frank.trades(SALE)
        is_done(frank, trade)
    assert signatures(frank) == 1
    assert len(set(broadcasts_of(frank, since))) == 1


def test_a_trade_in_a_block_that_is_replaced_is_sent_again_with_the_same_bytes(desk: Desk) -> None:
    grace = trader(desk, "Grace")
    since = len(desk.nodes[ETHEREUM].requests)
    with desk.miners[ETHEREUM].resting():
        trade = grace.trades(SALE)
        until(lambda: steps(desk, trade) == [("swap", "mined")], what="the swap in a block")
        grace.ledger(ETHEREUM).reorganise(1)
        assert (grace.holds("USDC"), nonces(grace)) == (0, 0)
        until(lambda: len(broadcasts_of(grace, since)) > 1, what="the same bytes again")
        until(lambda: nonces(grace) == 1, what="the swap in another block")
    is_done(grace, trade)
    assert (signatures(grace), len(set(broadcasts_of(grace, since)))) == (1, 1)


def test_a_stuck_trade_is_sped_up_by_the_button_on_its_card(desk: Desk) -> None:
    heidi = trader(desk, "Heidi")
    with full_blocks(desk):
        trade = stuck(heidi)
        heidi.presses("Speed up", message_id=trade.message_id)
        until(lambda: len(hashes(desk, trade)) > 1, what="the faster one")
        first, second = fees(desk, trade)
        until(lambda: heidi.ledger(ETHEREUM).rpc.ask("eth_getTransactionByHash", hashes(desk, trade)[-1]), what="it")
    is_done(heidi, trade)
    assert all(8 * higher >= 9 * lower for lower, higher in zip(first, second, strict=True))
    mined = [heidi.ledger(ETHEREUM).receipt(each) is not None for each in hashes(desk, trade)]
    assert mined == [False, True]


def test_a_stuck_trade_is_taken_back_by_the_button_on_its_card(desk: Desk) -> None:
    ivan = trader(desk, "Ivan")
    with full_blocks(desk):
        trade = stuck(ivan)
        ivan.presses("Take back", message_id=trade.message_id)
        until(lambda: len(hashes(desk, trade)) > 1, what="the cancelling one")
        until(lambda: ivan.ledger(ETHEREUM).rpc.ask("eth_getTransactionByHash", hashes(desk, trade)[-1]), what="it")
    row = ended(desk, trade)

    assert (row.state, row.received, steps(desk, trade)) == ("cancelled", None, [("swap", "cancelled")])
    assert "took it back" in ivan.is_told(trade, "Nothing was traded")
    assert (ivan.holds("USDC"), nonces(ivan)) == (0, 1)
    assert 10 * ETHER - ivan.holds("ETH") == row.gas


def test_a_trade_whose_place_somebody_took_did_not_happen(desk: Desk) -> None:
    judy = trader(desk, "Judy")
    ledger = judy.ledger(ETHEREUM)
    with full_blocks(desk):
        trade = stuck(judy)
        account = account_of(key_of(judy))
        foreign = ledger.send(account, RECEIVER, value=1, nonce=0, gas=21_000, **HIGH)
    receipt = receipt_of(ledger.rpc, foreign)
    row = ended(desk, trade)

    assert (row.state, row.received, steps(desk, trade)) == ("failed", None, [("swap", "lost")])
    assert "took the trade's place" in judy.is_told(trade, "Not traded")
    assert (judy.holds("USDC"), nonces(judy), signatures(judy)) == (0, 1, 1)
    judy.funded[ETHEREUM, "ETH"] -= 1 + int(receipt["gasUsed"], 16) * int(receipt["effectiveGasPrice"], 16)


def fees(desk: Desk, trade: Trade) -> list[tuple[int, int]]:
    query = (
        "SELECT a.max_fee, a.priority_fee FROM trading_attempt a JOIN trading_transaction t ON t.id = a.transaction_id "
        "JOIN trading_swap s ON s.id = t.swap_id WHERE s.handle = %s ORDER BY a.id"
    )
    return [(int(most), int(tip)) for most, tip in desk.database.rows(query, trade.handle)]


def key_of(person: Person) -> str:
    """Open a wallet's key, as somebody who holds a copy of it could have."""
    desk = person.desk
    sealed = desk.database.value(
        "SELECT sealed_key FROM trading_wallet WHERE lower(address) = lower(%s)", person.address
    )
    return "0x" + Fernet(desk.encryption_key).decrypt(sealed.encode()).hex()
