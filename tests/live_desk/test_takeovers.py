"""What a killed process had in hand is taken up by the next one when its time has run out, and by nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.live_desk.amounts import USD
from tests.live_desk.books import ended, hashes, nonces, row_of, signatures, steps
from tests.live_desk.desk import BASE, ETHEREUM, TAKEN_UP_WITHIN_SECONDS, Desk
from tests.live_desk.meddlers import Holding
from tests.live_desk.person import Person, Trade, trader
from tests.live_desk.test_kills import APPROVED, SWAPPED, Moment, killed_at, moves

pytestmark = [pytest.mark.slow, pytest.mark.chain, pytest.mark.desk]

MOMENTS = {
    "Sam": Moment("approving", (("approve", "signed"),), **moves("approve", "sent")),
    "Tina": Moment("approving", (("approve", "sent"),), **moves("approve", "mined", "done")),
    "Uma": Moment("sent", (APPROVED, ("swap", "sent")), **moves("swap", "mined", "done")),
}


def killed_between_chains(person: Person) -> Trade:
    """Trade from Base to Ethereum, and kill Esther while she asks where it is."""
    holding = Holding("status")
    with person.desk.okx.meddling(holding):
        trade = person.trades("bridge 100 usdc from base to ethereum")
        holding.wait()
        person.desk.kill()
        holding.end()
    assert row_of(person.desk, trade).state == "bridging"
    return trade


def of(person: Person, moment: Moment) -> Moment:
    """Let nobody but this person wait at a moment: others' time may run out meanwhile."""
    wallet = "SELECT id FROM trading_wallet WHERE lower(address) = lower(%s)"
    number = int(person.desk.database.value(wallet, person.address))
    return replace(moment, when=f"{moment.when} AND NEW.wallet_id = {number}")


def wallets(desk: Desk, *names: str) -> list[Person]:
    people = [trader(desk, name) for name in names]
    for person in people:
        person.funds("USDC", 100 * USD, chain=BASE)
    return people


def killed_one_after_another(desk: Desk, people: list[Person]) -> list[tuple[Trade, datetime]]:
    """Kill Esther in the middle of a trade of each, and start her again; return when, too.

    The later kills come while the time of the earlier trades still runs.
    """
    killed = []
    for person, moment in zip(people, MOMENTS.values(), strict=False):
        trade = killed_at(of(person, moment), person)
        assert (row_of(desk, trade).state, tuple(steps(desk, trade))) == (moment.state, moment.steps)
        killed.append((trade, restarted(desk)))
    return [*killed, (killed_between_chains(people[-1]), restarted(desk))]


def restarted(desk: Desk) -> datetime:
    now = datetime.now(UTC)
    desk.start()
    return now


def finished_at(desk: Desk, trade: Trade) -> datetime:
    found = desk.database.value("SELECT finished_at FROM trading_swap WHERE handle = %s", trade.handle)
    assert isinstance(found, datetime)
    return found


def test_four_trades_in_hand_when_the_power_went_are_ended_by_time_alone(desk: Desk) -> None:
    people = wallets(desk, *MOMENTS, "Vic")
    killed = killed_one_after_another(desk, people)
    between_chains, last = killed[-1]
    (departure,) = hashes(desk, between_chains)
    desk.world.carry_over(departure, source=BASE)

    for person, (trade, since) in zip(people, killed, strict=True):
        is_done_once(person, trade)
        ended_at = finished_at(desk, trade)
        desk.figures.note_takeover((ended_at - since).total_seconds())
        assert (ended_at - last).total_seconds() < TAKEN_UP_WITHIN_SECONDS


def is_done_once(person: Person, trade: Trade) -> None:
    desk = person.desk
    row = ended(desk, trade, seconds=180)
    assert (row.state, row.failure, steps(desk, trade)) == ("done", "", [APPROVED, SWAPPED])
    assert (signatures(person), nonces(person)) == (2, 2)
    bought = person.holds("USDC", chain=ETHEREUM) + person.holds("DAI", chain=BASE)  # one of them
    assert (bought, person.holds("USDC", chain=BASE)) == (row.received, 0)
    person.is_told(trade, "Traded")
    assert sum(trade.handle in text and "Traded" in text for text in person.chat()) == 1
    desk.figures.swaps_done += 1
