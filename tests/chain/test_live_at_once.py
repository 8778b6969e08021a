"""Many at once, on PostgreSQL: one confirmed swap is mined once, whoever presses and however many monitors look."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from threading import Event
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

from esther_site.lib.errors import EstherError
from tests.chain.live_desk import USD, LiveDesk
from tests.chain.trader import ETHER
from tests.chain.world import World
from trading import live
from trading.allowances_taken_back import take_back
from trading.models import Attempt, Swap, Transaction, User
from trading.swaps import SwapClosed, confirm_swap, quote_swap
from trading.users import Newcomer, activate, meet

pytestmark = [pytest.mark.chain, pytest.mark.django_db(transaction=True)]

AT_ONCE = 20
SWAPS = 4
USERS, INTENTS_EACH, MONITORS = 10, 10, 3
INTENTS = USERS * INTENTS_EACH
MOST_SECONDS = 170  # to begin, a confirmed trade has three minutes


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


def test_an_allowance_that_is_taken_back_twenty_times_at_once_is_signed_for_once(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice, USDC=1_000 * USD)
    swap = desk.carried_out(desk.begun("USDC", "DAI", 1_000 * USD))
    desk.ledger.approve(desk.account, "USDC", 5 * USD)
    spender, signed, sent = swap.chain.spender.lower(), desk.signatures(), desk.nonce()
    outcomes = at_once(lambda _: take_back(alice, swap.handle, spender)[1].units)
    desk.passes(times=5)

    assert outcomes["5000000"] == 1
    assert set(outcomes) <= {"5000000", "Busy", "UserError"}  # one under way comes first, or it has begun already
    assert (desk.signatures(), desk.nonce()) == (signed + 1, sent + 1)
    assert desk.ledger.allowance(desk.address, "USDC") == 0


def test_twenty_swaps_of_one_wallet_take_turns(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice)
    swaps = [desk.begun("ETH", "USDC", ETHER // 10, slippage="3") for _ in range(SWAPS)]
    over(desk, *swaps)

    assert Counter(swap.state for swap in swaps) == {Swap.State.DONE: SWAPS}
    assert (desk.signatures(), desk.nonce()) == (SWAPS, SWAPS)
    assert sum(swap.received_units_out or 0 for swap in swaps) == desk.holds("USDC")


def users_of(world: World, first: User) -> list[LiveDesk]:
    users = [first]
    for number in range(1, USERS):
        user, _ = meet(Newcomer(telegram_id=200 + number, first_name=f"User {number}", username=f"user{number}"))
        activate(user)
        users.append(user)
    return [LiveDesk(world, user) for user in users]


def watch(over: Event) -> None:
    """Be a monitor, among others, until all is over."""
    try:
        while not over.is_set():
            live.advance_due(timezone.now())
            over.wait(0.05)
    finally:
        connections.close_all()


def press(quoted: Swap, number: int) -> str:
    return confirm_swap(quoted.user, quoted.handle, pressed_by=f"press {number}").mode


def press_all(desks: list[LiveDesk]) -> Counter[str]:
    """Quote every intent and let twenty presses of it come at once; return what came of the presses."""
    outcomes: Counter[str] = Counter()
    for desk in desks * INTENTS_EACH:
        quoted = quote_swap(desk.request("ETH", "USDC", ETHER // 10, slippage="3"))
        outcomes += at_once(partial(press, quoted))
    return outcomes


def all_over(desk: LiveDesk) -> bool:
    """Mine until no live swap is under way, for as long as there is time."""
    until = time.monotonic() + MOST_SECONDS
    while time.monotonic() < until:
        desk.ledger.mine()
        if not live.has_live_swaps():
            return True
        time.sleep(0.2)
    return False


def test_a_hundred_intents_pressed_twenty_times_each_are_a_hundred_swaps(
    world: World, alice: User, capsys: pytest.CaptureFixture[str]
) -> None:
    desks = users_of(world, alice)
    over, began = Event(), time.monotonic()
    with ThreadPoolExecutor(MONITORS) as pool:
        monitors: list[Future[None]] = [pool.submit(watch, over) for _ in range(MONITORS)]
        try:
            outcomes = press_all(desks)
            pressed = time.monotonic() - began
            is_over = all_over(desks[0])
        finally:
            over.set()
    seconds = time.monotonic() - began
    for monitor in monitors:
        monitor.result()

    assert is_over
    assert outcomes == {"live": INTENTS, SwapClosed.__name__: INTENTS * (AT_ONCE - 1)}
    assert Counter(Swap.objects.values_list("state", "failure")) == {(Swap.State.DONE, ""): INTENTS}
    assert (Attempt.objects.count(), Transaction.objects.filter(state="done").count()) == (INTENTS, INTENTS)
    for desk in desks:
        swaps = list(Swap.objects.filter(wallet=desk.wallet))
        nonces = Transaction.objects.filter(wallet=desk.wallet).order_by("nonce").values_list("nonce", flat=True)
        assert (list(nonces), desk.nonce()) == (list(range(INTENTS_EACH)), INTENTS_EACH)
        assert desk.holds("USDC") == sum(swap.received_units_out or 0 for swap in swaps)
        spent = INTENTS_EACH * ETHER // 10 + sum(swap.gas_units or 0 for swap in swaps)
        assert desk.holds("ETH") == 10 * ETHER - spent
    with capsys.disabled():
        print(
            f"\n{INTENTS} intents of {USERS} wallets, {INTENTS * AT_ONCE} presses by {AT_ONCE} threads, "
            f"{MONITORS} monitors: {outcomes['live']} swaps mined, {outcomes[SwapClosed.__name__]} presses refused, "
            f"{Attempt.objects.count()} signatures, nonces without gaps, balances exact; "
            f"{pressed:.1f} s of pressing, {seconds:.1f} s in all"
        )
