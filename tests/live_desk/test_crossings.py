"""Trades between the two chains, in the chat: on their way until the other chain shows them, whoever is killed."""

from __future__ import annotations

import time

import pytest

from tests.chain.trader import ETHER
from tests.live_desk.amounts import USD, shown
from tests.live_desk.books import ended, expected_balance, hashes, nonces, row_of, signatures, steps
from tests.live_desk.desk import BASE, ETHEREUM, Desk, until
from tests.live_desk.person import Message, Person, Trade, trader

pytestmark = [pytest.mark.slow, pytest.mark.chain, pytest.mark.desk]

NOT_YET = "On its way, not yet arrived"
OTHER = {ETHEREUM: BASE, BASE: ETHEREUM}


def departed(person: Person, words: str) -> Trade:
    """Trade, until it has left its chain for good, and its person has read so."""
    trade = person.trades(words)
    until(lambda: row_of(person.desk, trade).state == "bridging", what="the departure", seconds=120)
    person.sees(NOT_YET)
    person.is_told(trade, "On its way")
    return trade


def has_not_arrived(person: Person, trade: Trade, symbol: str, *, there: int, held: int) -> None:
    """Neither the card nor the news nor the books say anything but that it is on its way."""
    card = person.card(trade)["text"]
    assert NOT_YET in card.splitlines()[0]
    assert "You got" not in card
    about = [text for text in person.chat() if trade.handle in text]
    assert not any(words in text for text in about for words in ("Traded", "Not traded", "✅", "❌"))
    row = row_of(person.desk, trade)
    assert (row.state, row.failure, row.received) == ("bridging", "", None)
    assert person.holds(symbol, chain=there) == held
    person.says("/history")
    assert "on its way, not yet arrived" in person.sees("Your latest trades")["text"]


def arrives(person: Person, trade: Trade, symbol: str, *, source: int, held: int) -> None:
    """Let the bridge pay; everything agrees about what came, on both chains."""
    desk, there = person.desk, OTHER[source]
    (departure,) = hashes(desk, trade)
    paid = desk.world.carry_over(departure, source=source)
    row = ended(desk, trade, seconds=180)

    assert (row.state, row.failure, row.mode) == ("done", "", "live")
    received = row.received or 0
    assert person.holds(symbol, chain=there) - held == received >= row.minimum > 0
    told = person.is_told(trade, "Traded")
    assert f"You got: {shown(received, symbol)}" in told
    card = until(lambda: _done(person, trade), what="the card's end")
    assert f"You got: {shown(received, symbol)}" in card["text"]
    assert any(entity.get("url", "").endswith(f"/tx/{paid}") for entity in card["entities"])
    for chain in (ETHEREUM, BASE):
        for each in {symbol, "ETH"}:
            assert person.holds(each, chain=chain) == expected_balance(person, each, chain=chain), (chain, each)
            desk.figures.balances_compared += 1
    assert sum(trade.handle in text and "Traded" in text for text in person.chat()) == 1
    desk.figures.crossings += 1


def _done(person: Person, trade: Trade) -> Message | None:
    card = person.card(trade)
    return card if "Done" in card["text"].splitlines()[0] else None


def test_tokens_that_are_between_the_chains_when_the_power_goes_arrive_once(desk: Desk) -> None:
    olga = trader(desk, "Olga", USDC=500 * USD)
    trade = departed(olga, "bridge 100 usdc from ethereum to base")
    has_not_arrived(olga, trade, "USDC", there=BASE, held=0)
    assert olga.holds("USDC") == 400 * USD

    desk.kill()
    restarted = time.monotonic()
    desk.start()
    olga.says("hello")
    olga.sees("I am Esther")  # she is back, and has looked
    has_not_arrived(olga, trade, "USDC", there=BASE, held=0)
    arrives(olga, trade, "USDC", source=ETHEREUM, held=0)
    desk.figures.note_takeover(time.monotonic() - restarted)

    assert steps(desk, trade) == [("approve", "done"), ("swap", "done")]
    assert (signatures(olga), nonces(olga)) == (2, 2)
    allowed = olga.ledger(ETHEREUM).allowance
    assert allowed(olga.address, "USDC", spender=desk.world[ETHEREUM].at.bridge) == 0


def test_coins_arrive_as_coins_on_the_other_chain(desk: Desk) -> None:
    paul = trader(desk, "Paul")
    trade = departed(paul, "bridge 0.5 eth from base to ethereum")
    has_not_arrived(paul, trade, "ETH", there=ETHEREUM, held=10 * ETHER)
    arrives(paul, trade, "ETH", source=BASE, held=10 * ETHER)
    assert (steps(desk, trade), signatures(paul), nonces(paul)) == ([("swap", "done")], 1, 1)


def test_the_wallet_trades_on_while_the_bridge_has_not_paid(desk: Desk) -> None:
    quinn = trader(desk, "Quinn")
    trade = departed(quinn, "bridge 0.1 eth from base to ethereum")
    other = quinn.trades("sell 0.1 eth for usdc on base")
    assert ended(desk, other).state == "done"
    has_not_arrived(quinn, trade, "ETH", there=ETHEREUM, held=10 * ETHER)
    arrives(quinn, trade, "ETH", source=BASE, held=10 * ETHER)
