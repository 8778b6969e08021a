"""Live swaps of which only the pools know what they buy: read from the chain, tampered with, and carried out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.chain.live_desk import USD, LiveDesk
from tests.chain.trader import ETHER
from tests.chain.world import World
from trading import pools
from trading.calldata_pools import PoolKind
from trading.models import Swap, Transaction, User
from trading.rpc import RpcClient

pytestmark = [pytest.mark.chain, pytest.mark.django_db]

State = Swap.State
MALLORY = "66" * 20
UNXSWAP, UNXSWAP_TO = "0x9871efa4", "0x08298b5a"


@pytest.fixture(autouse=True)
def _short_calldata(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANDBOX_CALLDATA", "unxswap")


def words_of(data: str) -> list[str]:
    return [data[at : at + 64] for at in range(10, len(data), 64)]


def changed(number: int, change: Callable[[int], int]) -> Callable[[Any, LiveDesk], None]:
    def tamper(row: Any, desk: LiveDesk) -> None:
        words = words_of(row["tx"]["data"])
        words[number] = f"{change(int(words[number], 16)):064x}"
        row["tx"]["data"] = row["tx"]["data"][:10] + "".join(words)

    return tamper


def other_receiver(row: Any, desk: LiveDesk) -> None:
    source, units, minimum, _, *way = words_of(row["tx"]["data"])
    row["tx"]["data"] = UNXSWAP_TO + "".join([source, units, minimum, MALLORY.rjust(64, "0"), f"{0xA0:064x}", *way])


def pool_of(sold: str, bought: str) -> Callable[[Any, LiveDesk], None]:
    """Lead the swap through a pool of other tokens."""

    def tamper(row: Any, desk: LiveDesk) -> None:
        pair = {desk.ledger.address(sold), desk.ledger.address(bought)}
        (pool,) = (pool for *tokens, pool in desk.ledger.at.pools if set(tokens) == pair)
        first_sold = 0 if int(desk.ledger.address(sold), 16) < int(desk.ledger.address(bought), 16) else 1 << 255
        changed(5, lambda word: word >> 160 << 160 & ~(1 << 255) | first_sold | int(pool, 16))(row, desk)

    return tamper


def strangers_pool(row: Any, desk: LiveDesk) -> None:
    """Name a pool with the right tokens and reserves that the factory has not made."""
    word = int(words_of(row["tx"]["data"])[5], 16)
    pool, copy = f"0x{word & (1 << 160) - 1:040x}", "0x" + "77" * 20
    rpc = desk.ledger.rpc
    rpc.ask("anvil_setCode", copy, rpc.ask("eth_getCode", pool, "latest"))
    for slot in range(13):
        stored = rpc.ask("eth_getStorageAt", pool, hex(slot), "latest")
        rpc.ask("anvil_setStorageAt", copy, f"0x{slot:064x}", stored)
    changed(5, lambda word: word >> 160 << 160 | int(copy, 16))(row, desk)


@pytest.mark.parametrize(
    ("tamper", "says"),
    [
        (other_receiver, "pays somebody else"),
        (changed(1, lambda units: units + 1), "another amount"),
        (changed(2, lambda minimum: minimum - 1), "less than the minimum"),
        (pool_of("WETH", "DAI"), "cannot read for certain"),
        (pool_of("USDC", "USDT"), "other tokens"),
        (strangers_pool, "cannot read for certain"),
        (changed(5, lambda word: word ^ 1 << 255), "cannot read for certain"),
        (changed(5, lambda word: word | 1 << 254), "cannot read for certain"),
        (changed(5, lambda word: word | 1 << 200), "cannot read for certain"),
    ],
)
def test_a_tampered_swap_is_not_signed(
    world: World, alice: User, tampered: Any, tamper: Callable[[Any, LiveDesk], None], says: str
) -> None:
    desk = LiveDesk(world, alice, USDC=1_000 * USD)
    swap = desk.begun("USDC", "DAI", 1_000 * USD)
    tampered("/swap", lambda row: tamper(row, desk))
    desk.carried_out(swap)

    assert (swap.state, desk.holds("USDC"), desk.holds("DAI")) == (State.FAILED, 1_000 * USD, 0)
    assert says in swap.failure
    assert not Transaction.objects.filter(purpose="swap").exists()  # the approval alone was signed, and taken back
    assert desk.ledger.allowance(desk.address, "USDC") == 0


def test_coins_are_not_signed_away_for_other_tokens(world: World, alice: User, tampered: Any) -> None:
    desk = LiveDesk(world, alice)
    swap = desk.begun("ETH", "USDC", ETHER)
    tampered("/swap", lambda row: pool_of("WETH", "DAI")(row, desk))
    desk.passes(times=5, seconds=50)

    swap.refresh_from_db()
    assert (swap.state, desk.signatures(), desk.sent()) == (State.FAILED, 0, 0)


def test_nothing_is_signed_where_the_node_cannot_show_what_arrives(
    world: World, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = LiveDesk(world, alice)
    swap = desk.begun("ETH", "USDC", ETHER)
    monkeypatch.setattr(RpcClient, "simulate", lambda *_: None)
    desk.passes(times=2)

    swap.refresh_from_db()
    assert (swap.state, desk.signatures()) == (State.FAILED, 0)
    assert "cannot show what it would bring" in swap.failure


def test_a_pool_of_an_unknown_factory_is_not_used(world: World, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = LiveDesk(world, alice)
    swap = desk.begun("ETH", "USDC", ETHER)
    monkeypatch.setattr(pools, "_FACTORIES", {kind: {} for kind in PoolKind})
    desk.passes(times=2)

    swap.refresh_from_db()
    assert (swap.state, desk.signatures()) == (State.FAILED, 0)


@pytest.mark.parametrize(
    ("sold", "bought", "units", "slippage"),
    [("USDC", "DAI", 1_000 * USD, "1"), ("ETH", "USDC", ETHER, "3"), ("USDC", "ETH", 1_000 * USD, "3")],
)
def test_an_honest_one_is_carried_out(
    world: World, alice: User, sold: str, bought: str, units: int, slippage: str
) -> None:
    desk = LiveDesk(world, alice, USDC=1_000 * USD)
    before = desk.holds(bought)
    swap = desk.carried_out(desk.begun(sold, bought, units, slippage=slippage))

    assert (swap.state, swap.failure) == (State.DONE, "")
    assert Transaction.objects.get(purpose="swap").data.startswith(UNXSWAP)
    paid = desk.fees() if bought == "ETH" else 0
    assert desk.holds(bought) - before + paid == swap.received_units_out
    assert (swap.received_units_out or 0) >= swap.minimum_units_out


def test_a_way_over_two_pools_is_carried_out(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice, USDT=1_000 * USD)
    swap = desk.carried_out(desk.begun("USDT", "WBTC", 1_000 * USD, slippage="3"))

    assert (swap.state, swap.failure) == (State.DONE, "")
    assert words_of(Transaction.objects.get(purpose="swap").data)[4] == f"{2:064x}"
    assert desk.holds("WBTC") == swap.received_units_out
