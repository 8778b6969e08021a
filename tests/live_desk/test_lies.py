"""Answers of OKX that were changed on their way: nothing is signed, and the user reads why."""

from __future__ import annotations

import pytest

from tests.chain.trader import ETHER
from tests.live_desk.amounts import USD
from tests.live_desk.books import ended, nonces, signatures, steps
from tests.live_desk.desk import Desk, until
from tests.live_desk.lies import LIES, Lie
from tests.live_desk.meddlers import SEND, changing
from tests.live_desk.person import Person, trader

pytestmark = [pytest.mark.slow, pytest.mark.chain, pytest.mark.desk]


@pytest.fixture(scope="module")
def erin(desk: Desk) -> Person:
    return trader(desk, "Erin", USDC=1_000 * USD)


@pytest.mark.parametrize("lie", LIES, ids=str)
def test_a_lie_is_not_signed(desk: Desk, erin: Person, lie: Lie) -> None:
    signed, sent, told = signatures(erin), nonces(erin), broadcasts(desk)
    lies: list[int] = []
    words = "sell 10 usdc for dai" if lie.path.startswith("/approve") else "sell 0.1 eth for usdc"
    with desk.okx.meddling(changing(lie.path, lie.change, times=lies)):
        trade = erin.trades(words)
        until(lambda: lies, what="the lie")
        if "in time" in lie.says:
            until(lambda: len(lies) > 1, what="another try")
            desk.database.rows("UPDATE trading_swap SET begin_before = now() WHERE handle = %s", trade.handle)
        row = ended(desk, trade)

    assert (row.state, row.received, steps(desk, trade)) == ("failed", None, [])
    assert lie.says in row.failure
    assert lie.says in erin.is_told(trade, "Not traded")
    assert (signatures(erin) - signed, nonces(erin) - sent, broadcasts(desk) - told) == (0, 0, 0)
    assert (erin.holds("USDC"), erin.holds("ETH")) == (1_000 * USD, 10 * ETHER)
    desk.figures.lies += 1
    desk.figures.signatures_for_lies += signatures(erin) - signed


def broadcasts(desk: Desk) -> int:
    """Return how often Esther has given anything to a node that it should take in."""
    return sum(request.call == SEND for node in desk.nodes.values() for request in node.requests)
