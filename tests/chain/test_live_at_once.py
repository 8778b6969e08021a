"""Many at once, on PostgreSQL: one confirmed swap is mined once, whoever presses and however many monitors look."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

from esther_site.lib.errors import EstherError
from tests.chain.live_desk import USD, LiveDesk
from tests.chain.trader import ETHER
from tests.chain.world import World
from trading import live
from trading.models import Swap, User
from trading.swaps import confirm_swap, quote_swap

pytestmark = [pytest.mark.chain, pytest.mark.django_db(transaction=True)]

AT_ONCE = 20
SWAPS = 4


@pytest.fixture(autouse=True)
def _rows_are_locked(db: None) -> None:
    if not connection.features.has_select_for_update:
        pytest.skip("this database locks no rows: run it with `python -m tests.postgres`")


def at_once(deed: Callable[[int], Any]) -> Counter[str]:
    """Let many threads do something at the same time, and count what came of it."""

    def done(number: int) -> str:
        try:
            return str(deed(number))
        except EstherError as error:
            return type(error).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(done, range(AT_ONCE)))


def over(desk: LiveDesk, *swaps: Swap) -> None:
    """Let many monitors look at once until all swaps are over."""
    for _ in range(60):
        at_once(lambda _: live.advance_due(timezone.now()))
        desk.ledger.mine()
        for swap in swaps:
            swap.refresh_from_db()
        if all(swap.finished_at for swap in swaps):
            return
        time.sleep(0.2)


def test_twenty_presses_of_one_swap_are_one_swap(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice, USDC=1_000 * USD)
    quoted = quote_swap(desk.request("USDC", "DAI", 1_000 * USD))
    outcomes = at_once(lambda number: confirm_swap(alice, quoted.handle, pressed_by=f"press {number}").state)
    over(desk, quoted)

    assert outcomes == {"confirmed": 1, "SwapClosed": AT_ONCE - 1}
    assert (quoted.state, quoted.failure) == (Swap.State.DONE, "")
    assert desk.rows(quoted) == [("approve", "done"), ("swap", "done")]
    assert (desk.signatures(), desk.nonce(), desk.holds("DAI")) == (2, 2, quoted.received_units_out)


def test_twenty_swaps_of_one_wallet_take_turns(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice)
    swaps = [desk.begun("ETH", "USDC", ETHER // 10, slippage="3") for _ in range(SWAPS)]
    over(desk, *swaps)

    assert Counter(swap.state for swap in swaps) == {Swap.State.DONE: SWAPS}
    assert (desk.signatures(), desk.nonce()) == (SWAPS, SWAPS)
    assert sum(swap.received_units_out or 0 for swap in swaps) == desk.holds("USDC")
