"""The power goes at every state a live trade is stored in: the next process ends it, once, and says what happened."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest

from tests.live_desk.amounts import USD
from tests.live_desk.books import Row, arrived, ended, nonces, row_of, signatures, steps
from tests.live_desk.desk import BASE, ETHEREUM, TAKEN_UP_WITHIN_SECONDS, Desk, until
from tests.live_desk.meddlers import Holding
from tests.live_desk.person import Person, Trade, trader

pytestmark = [pytest.mark.slow, pytest.mark.chain, pytest.mark.desk]

MOVES = "OLD.state IS DISTINCT FROM NEW.state AND "
APPROVED, SWAPPED = ("approve", "done"), ("swap", "done")


@dataclass(frozen=True)
class Moment:
    """What is stored when the power goes, and the write that then waits for ever."""

    state: str
    steps: tuple[tuple[str, str], ...]
    table: str = ""
    when: str = ""
    event: str = "UPDATE"
    broadcast: int = 0  # instead of a write: the n-th broadcast, which does not arrive

    def __str__(self) -> str:
        return " ".join([self.state, *(f"{purpose}-{state}" for purpose, state in self.steps)])


def begins(purpose: str) -> dict[str, Any]:
    return {"table": "trading_transaction", "when": f"NEW.purpose = '{purpose}'", "event": "INSERT"}


def moves(purpose: str, *states: str) -> dict[str, Any]:
    among = ", ".join(f"'{state}'" for state in states)
    return {"table": "trading_transaction", "when": f"{MOVES} NEW.purpose = '{purpose}' AND NEW.state IN ({among})"}


MOMENTS = [
    Moment("confirmed", (), **begins("approve")),
    Moment("approving", (("approve", "signed"),), **moves("approve", "sent")),
    Moment("approving", (("approve", "sent"),), broadcast=1),
    Moment("approving", (("approve", "sent"),), **moves("approve", "mined", "done")),
    Moment("approving", (APPROVED,), **begins("swap")),
    Moment("sent", (APPROVED, ("swap", "signed")), **moves("swap", "sent")),
    Moment("sent", (APPROVED, ("swap", "sent")), broadcast=2),
    Moment("sent", (APPROVED, ("swap", "sent")), **moves("swap", "mined", "done")),
    Moment("sent", (APPROVED, SWAPPED), table="trading_swap", when=f"{MOVES} NEW.state = 'done'"),
]


@pytest.fixture(scope="module")
def dora(desk: Desk) -> Person:
    dora = trader(desk, "Dora")
    dora.funds("USDC", 10_000 * USD, chain=BASE)
    dora.funds("USDC", 10_000 * USD)
    return dora


def killed_at(moment: Moment, person: Person) -> Trade:
    """Trade on Base, and kill Esther at a moment of it."""
    with ExitStack() as stack:
        if moment.broadcast:
            holding = Holding(number=moment.broadcast)
            stack.enter_context(person.desk.nodes[BASE].meddling(holding))
            stack.callback(holding.end)
        else:
            stack.enter_context(person.desk.database.holding(moment.table, moment.when, event=moment.event))
        trade = person.trades("sell 100 usdc for dai on base")
        holding.wait() if moment.broadcast else person.desk.database.wait_until_held()
        person.desk.kill()
    return trade


def is_ended_by_the_next(person: Person, trade: Trade, *, killed: float) -> Row:
    """Start Esther again, and wait until the trade's person knows how it ended."""
    person.desk.start()
    row = ended(person.desk, trade)
    person.is_told(trade, "Traded")
    seconds = time.monotonic() - killed
    person.desk.figures.longest_after_kill = max(seconds, person.desk.figures.longest_after_kill)
    assert seconds < TAKEN_UP_WITHIN_SECONDS
    assert sum(trade.handle in text and "Traded" in text for text in person.chat()) == 1
    return row


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_one_trade_is_mined_and_told(desk: Desk, dora: Person, moment: Moment) -> None:
    dai, usdc = dora.holds("DAI", chain=BASE), dora.holds("USDC", chain=BASE)
    sent, signed = nonces(dora), signatures(dora)
    trade, killed = killed_at(moment, dora), time.monotonic()
    assert (row_of(desk, trade).state, tuple(steps(desk, trade))) == (moment.state, moment.steps)
    desk.forget_leases()
    row = is_ended_by_the_next(dora, trade, killed=killed)

    assert (row.state, row.failure, steps(desk, trade)) == ("done", "", [APPROVED, SWAPPED])
    assert (nonces(dora) - sent, signatures(dora) - signed) == (2, 2)
    assert dora.holds("DAI", chain=BASE) - dai == row.received == arrived(dora, trade, "DAI")
    assert usdc - dora.holds("USDC", chain=BASE) == row.units_in == 100 * USD
    assert dora.ledger(BASE).allowance(dora.address, "USDC") == 0
    desk.figures.swaps_done += 1


@pytest.mark.parametrize("purpose", ["approve", "swap"])
def test_what_is_mined_and_may_still_vanish_is_ended_by_the_next(desk: Desk, dora: Person, purpose: str) -> None:
    dai, sent, signed = dora.holds("DAI"), nonces(dora), signatures(dora)
    with desk.miners[ETHEREUM].resting():
        trade = dora.trades("sell 100 usdc for dai")
        until(lambda: ("approve", "mined") in steps(desk, trade), what="the approval in a block")
        if purpose == "swap":
            dora.ledger(ETHEREUM).mine()
            until(lambda: ("swap", "mined") in steps(desk, trade), what="the swap in a block")
        desk.kill()
        killed = time.monotonic()
    desk.forget_leases()
    row = is_ended_by_the_next(dora, trade, killed=killed)

    assert (row.state, steps(desk, trade)) == ("done", [APPROVED, SWAPPED])
    assert (nonces(dora) - sent, signatures(dora) - signed) == (2, 2)
    assert dora.holds("DAI") - dai == row.received == arrived(dora, trade, "DAI")
    assert dora.ledger(ETHEREUM).allowance(dora.address, "USDC") == 0
    desk.figures.swaps_done += 1
