"""A live swap that offers too little is sped up by itself, within its limit; rollups' own fees are counted."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from esther_site.lib.errors import UserError
from tests.chain.live_desk import LiveDesk
from tests.chain.trader import ETHER
from tests.chain.world import World
from trading import drafting, live, replacing
from trading.broadcasting import newest_attempt
from trading.custody import open_bytes
from trading.gas import cap_wei
from trading.models import Attempt, Swap, Transaction, User
from trading.replacing import MOST_ATTEMPTS
from trading.rollup_gas import ORACLE, most_on_top
from trading.rpc import RpcClient

pytestmark = [pytest.mark.chain, pytest.mark.django_db]

State = Swap.State
GWEI = 10**9


def left_behind(desk: LiveDesk, *, base_fee: int = 10 * GWEI) -> Swap:
    """Return a swap whose transaction offers less than the base fee by now."""
    desk.ledger.hold()
    swap = desk.begun("ETH", "USDC", ETHER)
    desk.passes(times=2, mine=False, seconds=1)
    assert Attempt.objects.get().max_fee < 5 * GWEI
    blocks_at(desk, base_fee)
    swap.refresh_from_db()
    return swap


def blocks_at(desk: LiveDesk, base_fee: int) -> None:
    """Let some blocks go by, by the test's clock."""
    desk.ledger.set_base_fee(base_fee)
    desk.ledger.set_clock(int(desk.after(seconds=1).timestamp()))
    for _ in range(3):
        desk.ledger.set_base_fee(base_fee)
        desk.ledger.mine()
    desk.ledger.set_base_fee(base_fee)


def look(desk: LiveDesk, *, after: int = 61) -> int:
    """Look once after a while; return how many attempts there are."""
    desk.after(seconds=after)
    desk.passes(mine=False)
    return Attempt.objects.count()


# When nothing is done


def test_it_is_not_sped_up_before_a_minute(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice)
    left_behind(desk)
    assert look(desk, after=40) == 1


def test_it_is_not_sped_up_before_three_blocks(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice)
    desk.ledger.hold()
    desk.begun("ETH", "USDC", ETHER)
    desk.passes(times=2, mine=False)
    desk.ledger.set_base_fee(10 * GWEI)
    assert look(desk, after=600) == 1


def test_it_is_not_sped_up_while_it_offers_enough(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice)
    desk.ledger.hold()
    swap = desk.begun("ETH", "USDC", ETHER)
    desk.passes(times=2, mine=False)
    (row,) = Transaction.objects.all()
    desk.ledger.drop(newest_attempt(row).hash)
    blocks_at(desk, GWEI)
    assert look(desk, after=600) == 1
    assert desk.carried_out(swap).state == State.DONE


def test_it_is_not_sped_up_beyond_its_limit_and_its_card_says_why(world: World, alice: User, settings: Any) -> None:
    desk = LiveDesk(world, alice)
    swap = left_behind(desk)
    settings.MAX_GAS_USD /= 10**4
    assert look(desk) == 1
    row = Transaction.objects.get()
    assert (row.state, "more gas than your limit" in row.failure) == ("sent", True)
    with pytest.raises(UserError, match="more than your limit"):
        live.speed_up(alice, swap.handle)

    blocks_at(desk, 100)  # quiet again
    desk.carried_out(swap)
    row.refresh_from_db()
    assert (swap.state, row.failure, desk.signatures()) == (State.DONE, "", 1)


def test_it_is_not_sped_up_without_permission(world: World, alice: User, settings: Any) -> None:
    desk = LiveDesk(world, alice)
    left_behind(desk)
    settings.DRY_RUN = True
    assert look(desk) == 1


def test_what_is_mined_is_not_sped_up(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice)
    swap = desk.begun("ETH", "USDC", ETHER)
    desk.passes(times=2, mine=False)
    assert desk.rows(swap) == [("swap", "mined")]
    desk.ledger.set_base_fee(10 * GWEI)
    assert look(desk) == 1
    with pytest.raises(UserError, match="on the chain by now"):
        live.speed_up(alice, swap.handle)


def test_the_last_replacement_is_left_to_the_user(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice)
    swap = left_behind(desk)
    base_fee, counts = 10 * GWEI, []
    for _ in range(MOST_ATTEMPTS + 1):
        counts.append(look(desk))
        base_fee = base_fee * 5 // 2
        blocks_at(desk, min(base_fee, 60 * GWEI))
    assert max(counts) < MOST_ATTEMPTS
    live.take_back(alice, swap.handle)
    assert Attempt.objects.count() == max(counts) + 1


# When it is


def test_what_offers_too_little_is_sped_up_by_itself(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice)
    swap = left_behind(desk)
    assert look(desk) == 2
    first, second = Attempt.objects.order_by("pk")
    raw = open_bytes(second.sealed_raw)
    assert second.max_fee * 8 >= first.max_fee * 9
    assert second.priority_fee * 8 >= first.priority_fee * 9
    assert look(desk, after=10) == 2  # it has just been done

    desk.carried_out(swap)
    assert (swap.state, desk.nonce()) == (State.DONE, 1)
    assert [world[1].receipt(each.hash) is None for each in (first, second)] == [True, False]
    (row,) = Transaction.objects.all()
    assert bytes.fromhex(row.data[2:]) in raw  # one nonce, one meaning
    assert row.fee_wei == desk.fees() == 9 * ETHER - desk.holds("ETH")


def test_a_limit_below_what_is_usual_is_used_up_to_its_end(world: World, alice: User, settings: Any) -> None:
    desk = LiveDesk(world, alice)
    left_behind(desk, base_fee=8 * GWEI)
    gas, cap = Transaction.objects.get().gas, cap_wei(Transaction.objects.get().chain)
    settings.MAX_GAS_USD = settings.MAX_GAS_USD * 10 * GWEI * gas / cap
    assert look(desk) == 2
    assert 8 * GWEI < Attempt.objects.order_by("pk")[1].max_fee <= 11 * GWEI


def test_what_its_user_took_back_in_vain_is_taken_back_by_itself(world: World, alice: User, settings: Any) -> None:
    desk = LiveDesk(world, alice)
    swap = left_behind(desk)
    settings.MAX_GAS_USD /= 10**4
    with pytest.raises(UserError, match="more than your limit"):
        live.take_back(alice, swap.handle)
    settings.MAX_GAS_USD *= 10**4
    assert look(desk) == 2
    assert Attempt.objects.order_by("-pk")[0].kind == Attempt.Kind.CANCEL
    assert desk.carried_out(swap).state == State.CANCELLED


@pytest.mark.parametrize("deed", ["speed_up", "take_back"])
def test_whoever_comes_second_does_nothing_and_is_told_nothing_untrue(
    world: World, alice: User, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    """The monitor is faster, between a user's press and the lock."""
    desk = LiveDesk(world, alice)
    swap = left_behind(desk)
    raced: list[bool] = []

    def overtaken(chain: Any) -> int:
        if not raced:
            raced.append(True)
            look(desk)
        return cap_wei(chain)

    monkeypatch.setattr(replacing, "cap_wei", overtaken)
    getattr(live, deed)(alice, swap.handle)
    kinds = list(Attempt.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == {"speed_up": ["first", "faster"], "take_back": ["first", "cancel"]}[deed]
    desk.carried_out(swap)
    assert swap.state == {"speed_up": State.DONE, "take_back": State.CANCELLED}[deed]


# What rollups take


def oracle(world: World, fee: int) -> None:
    """Put a contract where rollups of the OP kind have their oracle: it answers every question with a fee."""
    world[8453].rpc.ask("anvil_setCode", ORACLE, f"0x7f{fee:064x}60005260206000f3")


def test_a_rollups_own_fees_are_asked_for(world: World) -> None:
    rpc = RpcClient(world[8453].rpc.url, 8453)
    oracle(world, 1_000)
    assert most_on_top(rpc, b"\x01" * 100, gas=21_000) == 3_000
    world[8453].rpc.ask("anvil_setCode", ORACLE, "0x60006000fd")  # knows no question
    assert most_on_top(rpc, b"", gas=21_000) == 0


@pytest.mark.parametrize(
    ("on_top", "most_usd", "says"),
    [(ETHER // 2, 50, "more than your limit"), (9 * ETHER, 10**6, "more than the wallet has")],
    ids=["the limit", "the wallet"],
)
def test_nothing_is_signed_when_they_are_too_much_for(
    world: World, alice: User, settings: Any, monkeypatch: pytest.MonkeyPatch, on_top: int, most_usd: int, says: str
) -> None:
    settings.MAX_GAS_USD = Decimal(most_usd)
    desk = LiveDesk(world, alice)
    swap = desk.begun("ETH", "USDC", ETHER)
    monkeypatch.setattr(drafting, "most_on_top", lambda *_, **__: on_top)
    desk.passes(times=3)
    swap.refresh_from_db()
    assert (swap.state, says in swap.failure, desk.signatures()) == (State.FAILED, True, 0)


def test_nothing_is_replaced_when_they_are_too_much_for_the_limit(
    world: World, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = LiveDesk(world, alice)
    swap = left_behind(desk)
    monkeypatch.setattr(replacing, "most_on_top", lambda *_, **__: ETHER // 2)
    assert look(desk) == 1
    with pytest.raises(UserError, match="more than your limit"):
        live.speed_up(alice, swap.handle)


def test_a_first_chain_has_none(world: World) -> None:
    world[1].rpc.ask("anvil_setCode", ORACLE, f"0x7f{10**18:064x}60005260206000f3")
    assert most_on_top(RpcClient(world[1].rpc.url, 1), b"", gas=21_000) == 0
    world[1].rpc.ask("anvil_setCode", ORACLE, "0x")
