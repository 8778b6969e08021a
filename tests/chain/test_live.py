"""Live swaps on a real node with OKX's router: what Esther says is what the chain holds."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from esther_site.lib.errors import UserError
from tests.chain.live_desk import USD, LiveDesk
from tests.chain.trader import ETHER
from tests.chain.world import World
from trading import live
from trading.brackets import Bracket
from trading.calldata import decode_swap
from trading.models import Order, Pause, Swap, Transaction, User
from trading.swaps import confirm_swap, quote_swap

pytestmark = [pytest.mark.chain, pytest.mark.django_db]

State = Swap.State
MALLORY = "0x" + "66" * 20
FEW = "1".rjust(64, "0")


# What is not signed


def word(data: str, number: int, value: str) -> str:
    """Replace one 32-byte word of calldata, counted after the selector."""
    at = 10 + 64 * number
    return data[:at] + value + data[at + 64 :]


def other_router(row: Any) -> None:
    row["tx"]["to"] = MALLORY


def other_receiver(row: Any) -> None:
    data = row["tx"]["data"]
    order, rest = data[10:74], data[74:]
    head = 7 * 64 - 64  # the request of five words and the offset of the paths move by a word
    moved = f"{int(rest[head - 64 : head], 16) + 32:064x}"
    row["tx"]["data"] = "0x0c307f76" + order + MALLORY[2:].rjust(64, "0") + rest[: head - 64] + moved + rest[head:]


def lower_minimum(row: Any) -> None:
    row["tx"]["data"] = word(row["tx"]["data"], 4, FEW)


def other_amount(row: Any) -> None:
    row["tx"]["data"] = word(row["tx"]["data"], 3, FEW)


def other_token(row: Any) -> None:
    row["tx"]["data"] = word(row["tx"]["data"], 2, MALLORY[2:].rjust(64, "0"))


def other_chain(row: Any) -> None:
    row["routerResult"]["chainIndex"] = "8453"


def more_coins(row: Any) -> None:
    row["tx"]["value"] = str(2 * ETHER)


def unknown_function(row: Any) -> None:
    row["tx"]["data"] = "0xdeadbeef" + row["tx"]["data"][10:]


def much_gas(row: Any) -> None:
    row["tx"]["gas"] = "29000000"


@pytest.mark.parametrize(
    ("tamper", "says"),
    [
        (other_router, "not on the list"),
        (other_receiver, "pays somebody else"),
        (lower_minimum, "less than the minimum"),
        (other_amount, "another amount"),
        (other_token, "other tokens"),
        (other_chain, ""),
        (more_coins, "another amount of coins"),
        (unknown_function, "cannot read for certain"),
        (much_gas, "more than your limit"),
    ],
)
def test_a_tampered_swap_is_not_signed(world: World, alice: User, tampered: Any, tamper: Any, says: str) -> None:
    desk = LiveDesk(world, alice)
    swap = desk.begun("ETH", "USDC", ETHER)
    tampered("/swap", tamper)
    desk.passes(times=5, seconds=50)

    swap.refresh_from_db()
    assert (swap.state, desk.signatures(), desk.sent()) == (State.FAILED, 0, 0)
    assert says in swap.failure
    assert desk.holds("ETH") == 10 * ETHER


def other_spender(row: Any) -> None:
    row["data"] = word(row["data"], 0, MALLORY[2:].rjust(64, "0"))


def named_spender(row: Any) -> None:
    row["dexContractAddress"] = MALLORY


def unlimited(row: Any) -> None:
    row["data"] = word(row["data"], 1, "f" * 64)


@pytest.mark.parametrize(
    ("tamper", "says"), [(other_spender, "a stranger"), (named_spender, "spender"), (unlimited, "more or less")]
)
def test_a_tampered_approval_is_not_signed(world: World, alice: User, tampered: Any, tamper: Any, says: str) -> None:
    desk = LiveDesk(world, alice, USDC=USD)
    swap = desk.begun("USDC", "DAI", USD)
    tampered("/approve-transaction", tamper)
    desk.passes(times=3)

    swap.refresh_from_db()
    assert (swap.state, desk.signatures(), desk.sent()) == (State.FAILED, 0, 0)
    assert says in swap.failure


def turn_on_dry_run(user: User, settings: Any) -> None:
    settings.DRY_RUN = True


def turn_off_live(user: User, settings: Any) -> None:
    User.objects.filter(pk=user.pk).update(live_trading_enabled=False)


def pause_all(user: User, settings: Any) -> None:
    Pause.objects.create(user=None, reason="storm", since=timezone.now())


def lower_limit(user: User, settings: Any) -> None:
    settings.MAX_TRADE_USD = Decimal(1)


def lose_key(user: User, settings: Any) -> None:
    settings.ENCRYPTION_KEY = ""


@pytest.mark.parametrize("forbid", [turn_on_dry_run, turn_off_live, pause_all, lower_limit, lose_key])
def test_nothing_is_signed_without_permission(world: World, alice: User, settings: Any, forbid: Any) -> None:
    desk = LiveDesk(world, alice)
    swap, quoted = desk.begun("ETH", "USDC", ETHER), quote_swap(desk.request("ETH", "USDC", ETHER))
    forbid(alice, settings)
    desk.passes(times=3)

    swap.refresh_from_db()
    assert (swap.state, desk.signatures(), desk.sent()) == (State.FAILED, 0, 0)
    assert swap.failure
    with pytest.raises(Exception, match=r"."):
        confirm_swap(alice, quoted.handle, pressed_by="again")
    quoted.refresh_from_db()
    assert (quoted.state, desk.signatures()) == (State.FAILED, 0)


def test_permission_is_asked_for_again_before_bytes_leave(world: World, alice: User, settings: Any) -> None:
    desk = LiveDesk(world, alice)
    swap = desk.begun("ETH", "USDC", ETHER)
    live.advance(swap.pk, desk.now)
    assert desk.rows(swap) == [("swap", "signed")]
    settings.DRY_RUN = True
    desk.passes(times=2)

    swap.refresh_from_db()
    assert (swap.state, desk.rows(swap), desk.sent()) == (State.FAILED, [("swap", "abandoned")], 0)
    assert "DRY_RUN" in swap.failure
    settings.DRY_RUN = False
    assert desk.carried_out(desk.begun("ETH", "USDC", ETHER)).state == State.DONE
    assert desk.nonce() == 1


def test_a_price_below_the_minimum_is_not_taken_and_the_approval_is_taken_back(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice, USDC=1_000 * USD)
    swap = desk.begun("USDC", "ETH", 1_000 * USD)
    live.advance_due(desk.now)
    desk.ledger.mine(2)
    desk.ledger.crowd_sells("USDC", 100_000 * USD, for_symbol="WETH")
    desk.carried_out(swap)

    assert (swap.state, desk.rows(swap)) == (State.FAILED, [("approve", "done"), ("revoke", "done")])
    assert "below the minimum" in swap.failure
    assert (desk.holds("USDC"), desk.ledger.allowance(desk.address, "USDC")) == (1_000 * USD, 0)


def test_gas_must_be_there_in_coins(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice, USDC=1_000 * USD)
    swap = desk.begun("USDC", "DAI", 1_000 * USD)
    desk.ledger.rpc.ask("anvil_setBalance", desk.address, hex(10**12))
    desk.passes(times=3)

    swap.refresh_from_db()
    assert (swap.state, desk.signatures()) == (State.FAILED, 0)
    assert "more than the wallet has" in swap.failure


def test_more_than_the_wallet_holds_is_not_even_quoted(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice, USDC=USD)
    with pytest.raises(UserError, match="not enough USDC"):
        quote_swap(desk.request("USDC", "DAI", 2 * USD))


def test_a_hot_wallet_in_a_dry_run_moves_nothing(world: World, alice: User, settings: Any) -> None:
    settings.DRY_RUN = True
    desk = LiveDesk(world, alice)
    quoted = quote_swap(desk.request("ETH", "USDC", ETHER))
    swap = confirm_swap(alice, quoted.handle, pressed_by="a press")
    desk.passes(times=3)

    assert (swap.state, swap.mode, swap.received_units_out) == (State.BOOKED, Swap.Mode.DRY_RUN, None)
    assert (desk.signatures(), desk.sent(), desk.holds("ETH")) == (0, 0, 10 * ETHER)
    assert not alice.wallets.filter(paper_balances__token__symbol="ETH").exists()


def test_the_second_swap_of_a_wallet_waits_for_the_first(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice, USDC=1_000 * USD)
    first, second = desk.begun("USDC", "DAI", 1_000 * USD), desk.begun("ETH", "USDC", ETHER)
    live.advance_due(desk.now)
    second.refresh_from_db()
    assert (second.state, live.waits_for(second)) == (State.CONFIRMED, first)

    for swap in (first, second):
        assert desk.carried_out(swap).state == State.DONE
    assert live.waits_for(second) is None
    assert desk.holds("USDC") == second.received_units_out


# What happens when all goes well


def test_tokens_are_swapped_for_tokens(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice, USDC=1_000 * USD)
    swap = desk.carried_out(desk.begun("USDC", "DAI", 1_000 * USD))

    assert (swap.state, swap.failure) == (State.DONE, "")
    assert desk.rows(swap) == [("approve", "done"), ("swap", "done")]
    assert swap.received_units_out == desk.holds("DAI") >= swap.minimum_units_out
    assert (desk.holds("USDC"), desk.ledger.allowance(desk.address, "USDC")) == (0, 0)
    assert 10 * ETHER - desk.holds("ETH") == swap.gas_units == desk.fees() > 0
    assert desk.told == [(swap.handle, "done")]


def test_coins_are_swapped_for_tokens(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice)
    swap = desk.carried_out(desk.begun("ETH", "USDC", ETHER))

    assert (swap.state, desk.rows(swap)) == (State.DONE, [("swap", "done")])
    assert swap.received_units_out == desk.holds("USDC") == swap.expected_units_out
    assert 9 * ETHER - desk.holds("ETH") == swap.gas_units


def test_tokens_are_swapped_for_coins(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice, USDC=1_000 * USD)
    swap = desk.carried_out(desk.begun("USDC", "ETH", 1_000 * USD))

    assert swap.state == State.DONE
    assert swap.received_units_out is not None
    assert desk.holds("ETH") == 10 * ETHER + swap.received_units_out - (swap.gas_units or 0)


def test_a_token_that_wants_a_reset_gets_it(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice, USDT=1_000 * USD)
    desk.ledger.approve(desk.account, "USDT", 5 * USD)
    swap = desk.carried_out(desk.begun("USDT", "ETH", 1_000 * USD))

    assert desk.rows(swap) == [("reset", "done"), ("approve", "done"), ("swap", "done")]
    assert (swap.state, desk.ledger.allowance(desk.address, "USDT")) == (State.DONE, 0)


@pytest.mark.parametrize("left_over", [1, 5_000 * USD, 2**256 - 1])
def test_an_earlier_approval_becomes_exactly_what_the_swap_needs(world: World, alice: User, left_over: int) -> None:
    desk = LiveDesk(world, alice, USDC=5_000 * USD)
    desk.ledger.approve(desk.account, "USDC", left_over)
    swap = desk.carried_out(desk.begun("USDC", "ETH", 1_000 * USD))

    assert (swap.state, desk.rows(swap)) == (State.DONE, [("reset", "done"), ("approve", "done"), ("swap", "done")])
    assert (desk.ledger.allowance(desk.address, "USDC"), desk.holds("USDC")) == (0, 4_000 * USD)


@pytest.mark.parametrize(
    ("sold", "bought"), [("ETH", "WETH"), ("WETH", "ETH"), ("ETH", "TAXED"), ("DAI", "USDT"), ("WBTC", "USDC")]
)
def test_whatever_is_swapped_what_esther_says_is_what_the_wallet_has(
    world: World, alice: User, settings: Any, sold: str, bought: str
) -> None:
    settings.IMPACT_BLOCK_PERCENT = settings.MAX_TOKEN_TAX_PERCENT = Decimal(20)  # one of them keeps a tax
    units = {"ETH": ETHER, "WETH": ETHER, "DAI": 500 * ETHER, "WBTC": 10**7}[sold]
    desk = LiveDesk(world, alice, **({} if sold == "ETH" else {sold: units}))
    before = desk.holds(bought)
    swap = desk.carried_out(desk.begun(sold, bought, units))

    gas = swap.gas_units or 0
    assert (swap.state, swap.failure) == (State.DONE, "")
    assert desk.holds(bought) - before + (gas if bought == "ETH" else 0) == swap.received_units_out
    assert desk.holds(sold) == (9 * ETHER - gas if sold == "ETH" else 0)


def test_a_small_move_of_the_price_keeps_the_minimum_and_the_trade(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice)
    swap = desk.begun("ETH", "USDC", ETHER)
    desk.ledger.crowd_sells("WETH", 6 * ETHER, for_symbol="USDC")
    desk.carried_out(swap)

    assert swap.state == State.DONE
    assert swap.minimum_units_out <= (swap.received_units_out or 0) < swap.expected_units_out
    row = Transaction.objects.get(swap=swap)
    assert decode_swap(bytes.fromhex(row.data[2:])).minimum_out >= swap.minimum_units_out


def test_a_purchase_is_protected_from_what_it_really_cost(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice, USDC=1_000 * USD)
    bracket = Bracket(stop_percent=Decimal(10))
    quoted = quote_swap(desk.request("USDC", "ETH", 1_000 * USD), bracket=bracket)
    swap = confirm_swap(alice, quoted.handle, pressed_by="a press")
    desk.now = timezone.now()
    assert not Order.objects.exists()
    desk.carried_out(swap)

    order = Order.objects.get(protects=swap)
    assert (swap.state, order.wallet, order.units) == (
        State.DONE,
        desk.wallet,
        (swap.received_units_out or 0) - (swap.gas_units or 0),
    )
