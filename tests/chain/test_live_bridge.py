"""Live trades between two real nodes: what Esther says is what both chains hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.chain.bridge_desk import BridgeDesk
from tests.chain.live_desk import USD
from tests.chain.trader import ETHER
from tests.chain.world import World
from trading import bridging, live
from trading.bridging_status import Passing, ask_passing
from trading.models import Attempt, NamedContract, Swap, Transaction, User
from trading.rpc import forget_clients
from trading.spending import spent_today
from trading.swaps import PriceMoved, confirm_swap, quote_swap

pytestmark = [pytest.mark.chain, pytest.mark.django_db]

State = Swap.State
MALLORY = "0x" + "66" * 20
PADDED = MALLORY[2:].rjust(64, "0")
FEW = "1".rjust(64, "0")


def word(data: str, number: int, value: str) -> str:
    """Replace one 32-byte word of calldata, counted after the selector."""
    at = 10 + 64 * number
    return data[:at] + value + data[at + 64 :]


def in_calldata(number: int, value: str) -> Callable[[Any], None]:
    def change(row: Any) -> None:
        row["tx"]["data"] = word(row["tx"]["data"], number, value)

    return change


def in_transaction(name: str, value: str) -> Callable[[Any], None]:
    def change(row: Any) -> None:
        row["tx"][name] = value

    return change


def unknown_function(row: Any) -> None:
    row["tx"]["data"] = "0xdeadbeef" + row["tx"]["data"][10:]


def with_message(row: Any) -> None:
    row["tx"]["data"] = row["tx"]["data"][:-64] + "20".rjust(64, "0") + "ab" * 32


def more_behind(row: Any) -> None:
    row["tx"]["data"] += "00"


def other_bridge(row: Any) -> None:
    row["router"]["bridgeId"] = 701


def other_wallet(row: Any) -> None:
    row["tx"]["from"] = MALLORY


def without_across(row: Any) -> None:
    row["routerList"] = [offer for offer in row["routerList"] if offer["bridgeId"] != 636]


# What is not signed


@pytest.mark.parametrize(
    ("tamper", "says"),
    [
        (in_transaction("to", MALLORY), "not on the list"),
        (in_transaction("value", str(2 * ETHER)), "another amount of coins"),
        (in_transaction("value", "0"), "another amount of coins"),
        (in_transaction("gasLimit", "29000000"), "more than your limit"),
        (in_calldata(0, PADDED), "pays somebody else"),  # who gets it back
        (in_calldata(1, PADDED), "pays somebody else"),
        (in_calldata(2, PADDED), "cannot read for certain"),
        (in_calldata(3, PADDED), "other tokens"),
        (in_calldata(4, FEW), "another amount"),
        (in_calldata(5, FEW), "less than the minimum"),
        (in_calldata(6, "a".rjust(64, "0")), "another chain"),
        (unknown_function, "cannot read for certain"),
        (with_message, "cannot read for certain"),
        (more_behind, "cannot read for certain"),
    ],
)
def test_a_tampered_crossing_is_not_signed(world: World, alice: User, tampered: Any, tamper: Any, says: str) -> None:
    desk = BridgeDesk(world, alice)
    swap = desk.set_off("ETH", "ETH", ETHER)
    tampered("cross-chain/swap", tamper)
    desk.passes(times=5, seconds=50)

    swap.refresh_from_db()
    assert (swap.state, desk.signatures(), desk.sent()) == (State.FAILED, 0, 0)
    assert says in swap.failure
    assert desk.holds("ETH") == 10 * ETHER


@pytest.mark.parametrize("tamper", [other_bridge, other_wallet])
def test_an_answer_to_another_question_is_no_answer(world: World, alice: User, tampered: Any, tamper: Any) -> None:
    desk = BridgeDesk(world, alice)
    swap = desk.set_off("ETH", "ETH", ETHER)
    tampered("cross-chain/swap", tamper)
    desk.passes(times=5, seconds=50)

    swap.refresh_from_db()
    assert (swap.state, desk.signatures(), desk.sent()) == (State.FAILED, 0, 0)


def named_spender(row: Any) -> None:
    row["approveAddress"] = MALLORY


def unlimited(row: Any) -> None:
    row["tx"]["data"] = word(row["tx"]["data"], 1, "f" * 64)


@pytest.mark.parametrize(
    ("tamper", "says"),
    [
        (named_spender, "not on Esther's list"),
        (in_calldata(0, PADDED), "a stranger"),
        (unlimited, "more or less"),
        (in_transaction("to", MALLORY), "not on the list"),
        (in_transaction("value", "1"), "coins along"),
    ],
)
def test_a_tampered_approval_is_not_signed(world: World, alice: User, tampered: Any, tamper: Any, says: str) -> None:
    desk = BridgeDesk(world, alice, USDC=100 * USD)
    swap = desk.set_off("USDC", "USDC", 100 * USD)
    tampered("/approve-tx", tamper)
    desk.passes(times=3)

    swap.refresh_from_db()
    assert (swap.state, desk.signatures(), desk.sent()) == (State.FAILED, 0, 0)
    assert says in swap.failure


@pytest.mark.parametrize("name", ["chainIndex", "tokenContractAddress"])
def test_an_approval_for_something_else_is_no_answer(world: World, alice: User, tampered: Any, name: str) -> None:
    desk = BridgeDesk(world, alice, USDC=100 * USD)
    desk.set_off("USDC", "USDC", 100 * USD)
    tampered("/approve-tx", lambda row: row.update({name: "8453"}))
    desk.passes(times=3)

    assert (desk.signatures(), desk.sent()) == (0, 0)


def test_a_contract_that_nobody_vouched_for_is_noted(world: World, alice: User, tampered: Any) -> None:
    desk = BridgeDesk(world, alice)
    desk.set_off("ETH", "ETH", ETHER)
    tampered("cross-chain/swap", in_transaction("to", MALLORY))
    desk.passes(times=2)

    noted = NamedContract.objects.get()
    assert (noted.role, noted.bridge_id, noted.address) == (NamedContract.Role.BRIDGE, 636, MALLORY)
    assert noted.state == NamedContract.State.SEEN


def test_a_bridge_whose_calls_nobody_can_read_is_refused(world: World, alice: User, tampered: Any) -> None:
    desk = BridgeDesk(world, alice, USDC=100 * USD)
    tampered("cross-chain/quote", without_across)
    swap = desk.set_off("USDC", "USDC", 100 * USD)
    desk.passes(times=3)

    swap.refresh_from_db()
    assert (swap.state, desk.signatures(), desk.sent()) == (State.FAILED, 0, 0)
    assert swap.bridge_id != 636


def test_wrapped_coins_would_arrive_as_coins_and_are_refused(world: World, alice: User) -> None:
    desk = BridgeDesk(world, alice)
    swap = desk.set_off("ETH", "WETH", ETHER)
    desk.passes(times=3)

    swap.refresh_from_db()
    assert (swap.state, desk.signatures()) == (State.FAILED, 0)
    assert "other tokens" in swap.failure


def test_where_the_confirmed_bridge_is_gone_it_asks_again(world: World, alice: User, tampered: Any) -> None:
    desk = BridgeDesk(world, alice, USDC=100 * USD)
    quoted = desk.quoted("USDC", "USDC", 100 * USD)
    tampered("cross-chain/quote", without_across)

    with pytest.raises(PriceMoved) as asked:
        confirm_swap(alice, quoted.handle, pressed_by="a press")
    quoted.refresh_from_db()
    assert (quoted.state, asked.value.swap.state) == (State.REPLACED, State.QUOTED)


def test_a_bridge_that_takes_more_coins_than_confirmed_asks_again(world: World, alice: User, tampered: Any) -> None:
    desk = BridgeDesk(world, alice, USDC=100 * USD)
    quoted = desk.quoted("USDC", "USDC", 100 * USD)
    tampered("cross-chain/quote", lambda row: [offer.update(otherNativeFee="5") for offer in row["routerList"]])

    with pytest.raises(PriceMoved) as asked:
        confirm_swap(alice, quoted.handle, pressed_by="a press")
    assert asked.value.swap.bridge_coin_units == 5


def test_in_a_dry_run_nothing_leaves(world: World, alice: User, settings: Any) -> None:
    settings.DRY_RUN = True
    desk = BridgeDesk(world, alice)
    quoted = quote_swap(desk.passage("ETH", "ETH", ETHER))
    swap = confirm_swap(alice, quoted.handle, pressed_by="a press")
    desk.passes(times=3)

    assert (swap.state, swap.mode, swap.received_units_out) == (State.BOOKED, Swap.Mode.DRY_RUN, None)
    assert (desk.signatures(), desk.sent(), desk.holds("ETH")) == (0, 0, 10 * ETHER)


def test_without_a_node_of_the_other_chain_nothing_is_signed(world: World, alice: User, settings: Any) -> None:
    desk = BridgeDesk(world, alice)
    swap = desk.set_off("ETH", "ETH", ETHER)
    settings.RPC_URLS = {1: world[1].rpc.url, 8453: world[1].rpc.url}
    forget_clients()
    desk.passes(times=2)

    swap.refresh_from_db()
    assert (desk.signatures(), desk.sent()) == (0, 0)
    assert swap.state != State.SENT


# What goes wrong on the way


def test_an_undone_departure_is_a_failure_like_any_other(world: World, alice: User) -> None:
    desk = BridgeDesk(world, alice, USDC=100 * USD)
    swap = desk.set_off("USDC", "USDC", 100 * USD)
    desk.ledger.hold()
    desk.passes(mine=False)
    desk.ledger.mine(2)
    desk.passes(mine=False)
    assert desk.rows(swap) == [("approve", "done"), ("swap", "sent")]
    desk.ledger.rpc.ask("anvil_setCode", desk.ledger.at.bridge, "0x60006000fd")
    desk.departed(swap)

    assert (swap.state, swap.arrival_hash) == (State.FAILED, "")
    assert "undid" in swap.failure
    assert (desk.holds("USDC"), desk.approved("USDC")) == (100 * USD, 0)


def test_less_than_promised_is_for_the_operator(world: World, alice: User) -> None:
    desk = BridgeDesk(world, alice, USDC=100 * USD)
    swap = desk.departed(desk.set_off("USDC", "USDC", 100 * USD))
    desk.delivered(swap, fee_units=5 * USD)
    desk.arrived(swap)

    assert (swap.state, swap.received_units_out) == (State.REVIEW, desk.holds_there("USDC"))
    assert "not what was promised" in swap.failure


def test_an_arrival_that_brought_another_trade_is_not_believed(world: World, alice: User, tampered: Any) -> None:
    desk = BridgeDesk(world, alice, USDC=200 * USD)
    first = desk.departed(desk.set_off("USDC", "USDC", 100 * USD))
    paid = desk.delivered(first)
    desk.arrived(first)
    second = desk.departed(desk.set_off("USDC", "USDC", 100 * USD))
    tampered("cross-chain/status", lambda row: row.update(status="SUCCESS", toTxHash=paid, toChainIndex="8453"))
    desk.arrived(second)

    assert (first.state, second.state, second.received_units_out) == (State.DONE, State.REVIEW, None)


def test_an_arrival_elsewhere_is_for_the_operator(world: World, alice: User, tampered: Any) -> None:
    desk = BridgeDesk(world, alice, USDC=100 * USD)
    swap = desk.departed(desk.set_off("USDC", "USDC", 100 * USD))
    paid = desk.delivered(swap)
    tampered("cross-chain/status", lambda row: row.update(status="SUCCESS", toTxHash=paid, toChainIndex="10"))

    assert desk.arrived(swap).state == State.REVIEW
    assert "another chain" in swap.failure


def test_an_arrival_that_the_chain_does_not_show_is_waited_for(world: World, alice: User, tampered: Any) -> None:
    desk = BridgeDesk(world, alice, USDC=100 * USD)
    swap = desk.departed(desk.set_off("USDC", "USDC", 100 * USD))
    made_up = {"status": "SUCCESS", "toTxHash": "0x" + "ab" * 32, "toChainIndex": "8453"}
    tampered("cross-chain/status", lambda row: row.update(made_up))
    desk.arrived(swap)

    assert (swap.state, swap.failure, swap.received_units_out) == (State.BRIDGING, "", None)


def test_it_is_told_once_that_it_takes_long_and_the_operator_looks_after_a_day(world: World, alice: User) -> None:
    desk = BridgeDesk(world, alice, USDC=100 * USD)
    swap = desk.departed(desk.set_off("USDC", "USDC", 100 * USD))
    desk.passes(times=3, seconds=61)
    assert desk.told == [(swap.handle, "bridging")]

    desk.after(minutes=31)
    desk.passes(times=3, seconds=61)
    swap.refresh_from_db()
    assert (desk.told[1:], swap.state) == ([(swap.handle, bridging.LATE)], State.BRIDGING)
    assert "has not arrived yet" in swap.failure
    assert "fail" not in swap.failure

    desk.after(hours=24)
    desk.arrived(swap)
    assert (swap.state, desk.told[2:]) == (State.REVIEW, [(swap.handle, "review")])


def test_what_arrives_after_a_day_of_absence_is_still_seen(world: World, alice: User) -> None:
    desk = BridgeDesk(world, alice, USDC=100 * USD)
    swap = desk.departed(desk.set_off("USDC", "USDC", 100 * USD))
    desk.delivered(swap)
    desk.after(hours=30)

    assert desk.arrived(swap).state == State.DONE


# What happens when all goes well


def test_tokens_cross_to_tokens(world: World, alice: User) -> None:
    desk = BridgeDesk(world, alice, USDC=1_000 * USD)
    swap = desk.departed(desk.set_off("USDC", "USDC", 1_000 * USD))
    assert (swap.state, swap.bridge_id, swap.finished_at) == (State.BRIDGING, 636, None)
    assert desk.rows(swap) == [("approve", "done"), ("swap", "done")]
    assert (desk.holds("USDC"), desk.approved("USDC"), desk.holds_there("USDC")) == (0, 0, 0)
    assert spent_today(alice, now=desk.now) == swap.value_usd
    assert 10 * ETHER - desk.holds("ETH") == swap.gas_units == desk.fees() > 0

    paid = desk.delivered(swap)
    desk.arrived(swap)
    assert (swap.state, swap.failure, swap.arrival_hash) == (State.DONE, "", paid)
    assert swap.received_units_out == desk.holds_there("USDC") >= swap.minimum_units_out
    assert desk.told == [(swap.handle, "bridging"), (swap.handle, "done")]


def test_coins_cross_to_coins(world: World, alice: User) -> None:
    desk = BridgeDesk(world, alice)
    swap = desk.departed(desk.set_off("ETH", "ETH", ETHER))
    assert desk.rows(swap) == [("swap", "done")]
    assert 9 * ETHER - desk.holds("ETH") == swap.gas_units

    desk.delivered(swap)
    desk.arrived(swap)
    assert swap.state == State.DONE
    assert swap.received_units_out == desk.holds_there("ETH") >= swap.minimum_units_out
    assert desk.holds_there("WETH") == 0


def test_a_token_that_wants_a_reset_gets_it_for_the_bridge(world: World, alice: User) -> None:
    desk = BridgeDesk(world, alice, USDT=500 * USD)
    desk.ledger.approve(desk.account, "USDT", 5 * USD, spender=desk.ledger.at.bridge)
    swap = desk.departed(desk.set_off("USDT", "USDC", 500 * USD))

    assert desk.rows(swap) == [("reset", "done"), ("approve", "done"), ("swap", "done")]
    desk.delivered(swap)
    assert desk.arrived(swap).state == State.DONE
    assert (swap.received_units_out, desk.approved("USDT")) == (desk.holds_there("USDC"), 0)


def test_tokens_cross_to_coins(world: World, alice: User) -> None:
    desk = BridgeDesk(world, alice, USDC=1_000 * USD)
    swap = desk.departed(desk.set_off("USDC", "ETH", 1_000 * USD))
    desk.delivered(swap)

    assert desk.arrived(swap).state == State.DONE
    assert swap.received_units_out == desk.holds_there("ETH") >= swap.minimum_units_out


def test_it_is_not_found_then_pending_then_there(world: World, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def noted(swap: Swap, departure_hash: str) -> Passing:
        passing = ask_passing(swap, departure_hash)
        seen.append(passing.state)
        return passing

    monkeypatch.setattr("trading.bridging.ask_passing", noted)
    desk = BridgeDesk(world, alice)
    swap = desk.departed(desk.set_off("ETH", "ETH", ETHER))
    desk.passes(mine=False, seconds=61)
    desk.passes(times=3, seconds=61)
    assert (swap.state, swap.failure) == (State.BRIDGING, "")
    desk.delivered(swap)
    desk.arrived(swap)

    assert list(dict.fromkeys(seen)) == ["NOT_FOUND", "PENDING", "SUCCESS"]
    assert swap.state == State.DONE


def test_the_next_trade_of_the_wallet_does_not_wait(world: World, alice: User) -> None:
    desk = BridgeDesk(world, alice, USDC=100 * USD)
    crossing = desk.departed(desk.set_off("USDC", "USDC", 100 * USD))
    swap = desk.begun("ETH", "USDC", ETHER)

    assert live.waits_for(swap) is None
    assert desk.carried_out(swap).state == State.DONE
    crossing.refresh_from_db()
    assert crossing.state == State.BRIDGING
    desk.delivered(crossing)
    assert desk.arrived(crossing).state == State.DONE


def test_another_process_goes_on_where_one_stopped(world: World, alice: User) -> None:
    """All that is known is in rows: the one that looked dies with its lease, and the next one takes over."""
    desk = BridgeDesk(world, alice)
    swap = desk.departed(desk.set_off("ETH", "ETH", ETHER))
    Swap.objects.filter(pk=swap.pk).update(not_before=desk.now + live.LEASE)
    desk.delivered(swap)
    desk.passes()
    swap.refresh_from_db()
    assert swap.state == State.BRIDGING  # somebody holds it

    desk.now += live.LEASE + timedelta(seconds=1)
    assert desk.arrived(swap).state == State.DONE
    assert (desk.signatures(), desk.nonce()) == (1, 1)
    assert [event for _, event in desk.told] == ["bridging", "done"]


def test_two_that_look_at_once_tell_it_once(world: World, alice: User) -> None:
    desk = BridgeDesk(world, alice)
    swap = desk.departed(desk.set_off("ETH", "ETH", ETHER))
    desk.delivered(swap)
    loaded = Swap.objects.select_related("user", "wallet", "chain", "to_chain", "token_in__chain", "token_out__chain")
    both = [loaded.get(pk=swap.pk), loaded.get(pk=swap.pk)]
    told: list[str] = []

    ended = [bridging.follow(each, timezone.now(), lambda _, event: told.append(event)) for each in both]
    assert (ended, told) == ([True, False], ["done"])


def test_its_bytes_are_forgotten_when_it_has_left(world: World, alice: User) -> None:
    desk = BridgeDesk(world, alice)
    swap = desk.departed(desk.set_off("ETH", "ETH", ETHER))

    assert not Attempt.objects.filter(transaction__swap=swap).exclude(sealed_raw="").exists()
    assert Transaction.objects.get(swap=swap).value == ETHER
