"""Live swaps when things go wrong on the way: killed, unheard, stuck, taken back, overtaken, reorganised, undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from esther_site.lib.errors import UserError
from tests.chain.bank import receipt_of
from tests.chain.live_desk import USD, LiveDesk
from tests.chain.trader import ETHER
from tests.chain.world import World
from trading import broadcasting, live, live_results, live_steps, settlement
from trading.custody import open_bytes
from trading.models import Attempt, Swap, Transaction, User
from trading.rpc import RpcUnavailable
from trading.rpc_wire import Wire

pytestmark = [pytest.mark.chain, pytest.mark.django_db]

State = Swap.State
GWEI = 10**9
RECEIVER = "0x" + "f1" * 20


class Killed(BaseException):
    """The process is gone: nothing in it catches this."""


class Killer:
    """Ends the process the n-th time one of the machine's deeds begins or has been done."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = -1
        deeds = [(live_steps, "lay"), (live_steps, "launch"), (live_steps, "look"), (live_steps, "wind_up")]
        deeds += [(broadcasting, "send"), (settlement, "_end"), (live_results, "_store")]
        for module, name in deeds:
            monkeypatch.setattr(module, name, self._watched(getattr(module, name)))

    def _watched(self, deed: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*arguments: Any, **named: Any) -> Any:
            self._count()
            done = deed(*arguments, **named)
            self._count()
            return done

        return watched

    def _count(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise Killed


def test_a_process_that_is_killed_anywhere_is_taken_over_and_the_swap_happens_once(
    world: World, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    killer, kills = Killer(monkeypatch), 0
    for moment in range(1, 60):
        desk = LiveDesk(world, alice, USDC=100 * USD)
        swap = desk.begun("USDC", "DAI", 100 * USD)
        killer.left = moment
        try:
            desk.carried_out(swap)
        except Killed:
            kills += 1
        survived = killer.left > 0
        killer.left = -1
        desk.after(seconds=60)
        desk.carried_out(swap)

        assert (swap.state, swap.failure) == (State.DONE, ""), moment
        assert desk.rows(swap) == [("approve", "done"), ("swap", "done")], moment
        assert (desk.holds("DAI"), desk.nonce()) == (swap.received_units_out, 2), moment
        assert (desk.holds("USDC"), desk.ledger.allowance(desk.address, "USDC")) == (0, 0), moment
        assert [event for _, event in desk.told] == ["done"], moment
        if survived:
            break
        desk.retire()
    assert kills > 20


def test_bytes_are_stored_before_they_are_sent(world: World, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, ask, seen = LiveDesk(world, alice), Wire.ask, []

    def watched(self: Wire, method: str, params: Any) -> Any:
        if method == "eth_sendRawTransaction":
            attempt = Attempt.objects.select_related("transaction").get()
            seen.append((attempt.transaction.state, "0x" + open_bytes(attempt.sealed_raw).hex() == params[0]))
        return ask(self, method, params)

    monkeypatch.setattr(Wire, "ask", watched)
    swap = desk.carried_out(desk.begun("ETH", "USDC", ETHER))
    assert swap.state == State.DONE
    assert seen == [("sent", True)]
    assert set(Attempt.objects.values_list("sealed_raw", flat=True)) == {""}


@pytest.mark.parametrize("arrives", [True, False])
def test_an_answer_that_never_comes_is_found_out_by_looking(
    world: World, alice: User, monkeypatch: pytest.MonkeyPatch, arrives: bool
) -> None:
    desk, ask, sent = LiveDesk(world, alice), Wire.ask, []

    def silent(self: Wire, method: str, params: Any) -> Any:
        if method != "eth_sendRawTransaction":
            return ask(self, method, params)
        sent.append(params[0])
        if arrives or len(sent) > 1:
            ask(self, method, params)
        raise RpcUnavailable("no answer")

    monkeypatch.setattr(Wire, "ask", silent)
    swap = desk.carried_out(desk.begun("ETH", "USDC", ETHER))
    assert (swap.state, desk.signatures(), desk.nonce()) == (State.DONE, 1, 1)
    assert len(set(sent)) == 1
    assert desk.holds("USDC") == swap.received_units_out


def stuck(desk: LiveDesk) -> Swap:
    """Return a swap whose transaction no block takes."""
    desk.ledger.hold()
    swap = desk.begun("ETH", "USDC", ETHER)
    desk.passes(times=2, mine=False)
    swap.refresh_from_db()
    assert (swap.state, desk.rows(swap), desk.sent()) == (State.SENT, [("swap", "sent")], 1)
    return swap


def test_a_stuck_swap_is_sped_up(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice)
    swap = stuck(desk)
    live.speed_up(alice, swap.handle)
    desk.carried_out(swap)

    first, second = Attempt.objects.order_by("pk")
    assert second.max_fee * 8 >= first.max_fee * 9
    assert second.priority_fee * 8 >= first.priority_fee * 9
    assert (swap.state, desk.nonce()) == (State.DONE, 1)
    assert (world[1].receipt(first.hash), world[1].receipt(second.hash) is None) == (None, False)
    assert 9 * ETHER - desk.holds("ETH") == swap.gas_units


def test_speeding_up_ends_at_the_limit(world: World, alice: User, settings: Any) -> None:
    desk = LiveDesk(world, alice)
    swap = stuck(desk)
    settings.MAX_GAS_USD = settings.MAX_GAS_USD / 10**4
    with pytest.raises(UserError, match="more than your limit"):
        live.speed_up(alice, swap.handle)
    assert desk.signatures() == 1


def test_nothing_is_replaced_in_a_dry_run(world: World, alice: User, settings: Any) -> None:
    desk = LiveDesk(world, alice)
    swap = stuck(desk)
    settings.DRY_RUN = True
    for deed in (live.speed_up, live.take_back):
        with pytest.raises(UserError, match="DRY_RUN"):
            deed(alice, swap.handle)
    assert desk.signatures() == 1


def test_what_somebody_works_on_is_left_alone_until_their_time_is_over(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice)
    swap = desk.begun("ETH", "USDC", ETHER)
    Swap.objects.filter(pk=swap.pk).update(not_before=desk.now + live.LEASE)
    assert not live.advance(swap.pk, desk.now)
    assert desk.rows(swap) == []
    assert live.advance(swap.pk, desk.now + live.LEASE)
    assert desk.rows(swap) == [("swap", "signed")]


def test_a_stuck_swap_is_taken_back(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice)
    swap = stuck(desk)
    live.take_back(alice, swap.handle)
    desk.carried_out(swap)

    assert (swap.state, desk.rows(swap)) == (State.CANCELLED, [("swap", "cancelled")])
    assert (desk.holds("USDC"), desk.nonce()) == (0, 1)
    assert 10 * ETHER - desk.holds("ETH") == swap.gas_units


def test_a_swap_that_is_faster_than_its_taking_back_is_done(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice)
    swap = stuck(desk)
    raw = "0x" + open_bytes(Attempt.objects.get().sealed_raw).hex()
    live.take_back(alice, swap.handle)
    world[1].drop(Attempt.objects.get(kind="cancel").hash)
    world[1].rpc.ask("eth_sendRawTransaction", raw)
    world[1].mine()
    desk.carried_out(swap)

    assert (swap.state, desk.rows(swap)) == (State.DONE, [("swap", "done")])
    assert desk.holds("USDC") == swap.received_units_out


def test_an_approval_is_taken_back_with_its_swap(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice, USDC=100 * USD)
    desk.ledger.hold()
    swap = desk.begun("USDC", "DAI", 100 * USD)
    desk.passes(times=2, mine=False)
    live.take_back(alice, swap.handle)
    desk.carried_out(swap)

    assert (swap.state, desk.rows(swap)) == (State.CANCELLED, [("approve", "cancelled")])
    assert (desk.holds("USDC"), desk.ledger.allowance(desk.address, "USDC")) == (100 * USD, 0)


def test_an_approval_that_was_given_is_revoked_when_its_swap_is_taken_back(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice, USDC=100 * USD)
    swap = desk.begun("USDC", "DAI", 100 * USD)
    desk.passes(mine=False)
    live.take_back(alice, swap.handle)
    desk.carried_out(swap)

    assert (swap.state, desk.rows(swap)) == (State.CANCELLED, [("approve", "done"), ("revoke", "done")])
    assert (desk.holds("USDC"), desk.ledger.allowance(desk.address, "USDC")) == (100 * USD, 0)


def test_others_neither_speed_up_nor_take_back(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice)
    swap = stuck(desk)
    mallory = User.objects.create(username="mallory", telegram_id=666, status=User.Status.ACTIVE)
    for deed in (live.speed_up, live.take_back):
        with pytest.raises(UserError, match="not yours"):
            deed(mallory, swap.handle)
    assert desk.signatures() == 1


def test_what_has_not_left_yet_never_leaves_once_it_is_taken_back(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice)
    swap = desk.begun("ETH", "USDC", ETHER)
    live.advance(swap.pk, desk.now)
    live.take_back(alice, swap.handle)
    desk.now = max(desk.now, timezone.now())
    desk.carried_out(swap)

    assert (swap.state, desk.rows(swap), desk.sent()) == (State.CANCELLED, [("swap", "abandoned")], 0)
    with pytest.raises(UserError, match="not under way"):
        live.take_back(alice, swap.handle)


def test_a_swap_whose_place_was_taken_did_not_happen(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice)
    swap = stuck(desk)
    fees: dict[str, Any] = {"maxFeePerGas": 90 * GWEI, "maxPriorityFeePerGas": 60 * GWEI}
    world[1].send(desk.account, RECEIVER, value=1, nonce=0, gas=21_000, **fees)
    world[1].mine()
    desk.carried_out(swap)

    assert (swap.state, desk.rows(swap)) == (State.FAILED, [("swap", "lost")])
    assert "took the trade's place" in swap.failure
    assert (desk.signatures(), desk.holds("USDC")) == (1, 0)
    world[1].rpc.ask("evm_setAutomine", True)
    assert desk.carried_out(desk.begun("ETH", "USDC", ETHER)).state == State.DONE
    assert desk.nonce() == 2


def test_a_swap_in_a_block_that_is_replaced_is_sent_again_with_the_same_bytes(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice)
    swap = desk.begun("ETH", "USDC", ETHER)
    desk.passes(times=2, mine=False)
    assert (desk.rows(swap), desk.holds("USDC") > 0) == ([("swap", "mined")], True)
    swap.refresh_from_db()
    assert swap.state == State.SENT  # mined is not done

    world[1].reorganise(1)
    assert desk.holds("USDC") == 0
    live.advance(swap.pk, desk.now)
    assert desk.rows(swap) == [("swap", "sent")]
    desk.carried_out(swap)
    assert (swap.state, desk.signatures(), desk.nonce()) == (State.DONE, 1, 1)
    assert desk.holds("USDC") == swap.received_units_out


def undone(desk: LiveDesk) -> Swap:
    """Return a swap that was mined too late."""
    swap = stuck(desk)
    desk.ledger.set_clock(int(timezone.now().timestamp()) + 3_700)
    receipt_of(desk.ledger.rpc, Attempt.objects.get(transaction__swap=swap).hash)
    return desk.carried_out(swap)


def test_a_swap_that_the_chain_undoes_says_why(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice)
    swap = undone(desk)

    assert (swap.state, desk.rows(swap)) == (State.FAILED, [("swap", "reverted")])
    assert swap.failure.startswith("The chain undid the trade")
    assert swap.gas_units == 10 * ETHER - desk.holds("ETH") > 0
    alice.refresh_from_db()
    assert alice.live_trading_enabled


def test_after_three_undone_swaps_in_a_day_live_trading_is_off(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice)
    swap = stuck(desk)
    for nonce in (100, 101):
        fields = {"wallet": desk.wallet, "chain": swap.chain, "purpose": "swap", "nonce": nonce, "to": RECEIVER}
        other = Swap.objects.get(pk=swap.pk)
        other.pk, other.handle, other.state = None, f"undone{nonce}", State.FAILED
        other.save(force_insert=True)
        moments = {"created_at": desk.now, "mined_at": desk.now}
        Transaction.objects.create(swap=other, value=0, data="0x", gas=21_000, state="reverted", **fields, **moments)
    world[1].set_clock(int(timezone.now().timestamp()) + 3_700)
    desk.carried_out(swap)

    assert swap.state == State.FAILED
    assert "live trading is off now" in swap.failure
    alice.refresh_from_db()
    assert not alice.live_trading_enabled
