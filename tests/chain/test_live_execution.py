"""What is told of a live trade's promise, beside what happened to it on the chain."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from esther_site.lib.errors import UserError
from tests.chain.live_desk import USD, LiveDesk
from tests.chain.trader import ETHER
from tests.chain.world import World
from trading import live
from trading.execution_report import TradeExecution, execution_of
from trading.models import Execution, Repricing, Swap, User
from trading.swap_lookup import own_swap

pytestmark = [pytest.mark.chain, pytest.mark.django_db]


def told(swap: Swap) -> TradeExecution:
    found = execution_of(own_swap(swap.user, swap.handle))
    assert found is not None
    assert found.parts is not None
    assert found.parts.total == found.difference == found.got - found.promised
    assert found.got == swap.received_units_out
    return found


def test_a_trade_that_was_never_signed_keeps_no_quote(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice, USDC=1_000 * USD)
    swap = desk.begun("USDC", "DAI", 1_000 * USD)
    desk.ledger.rpc.ask("anvil_setBalance", desk.address, hex(10**12))
    desk.passes(times=3)

    assert not Execution.objects.exists()
    assert execution_of(own_swap(alice, swap.handle)) is None


def test_nothing_moved_and_only_the_gas_differs(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice)
    swap = desk.carried_out(desk.begun("ETH", "USDC", ETHER))
    found = told(swap)

    assert (found.difference, found.parts and found.parts.price_move) == (0, 0)
    assert found.gas_promised_usd == swap.execution.promised_gas_usd > 0
    assert found.gas_paid_usd == swap.gas_usd
    assert found.gas_usd is not None
    assert found.total_usd == found.gas_usd
    assert not Repricing.objects.exists()  # looks are for what is simulated


def test_what_moved_before_the_signature_is_the_markets(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice, USDC=1_000 * USD)
    swap = desk.begun("USDC", "WETH", 1_000 * USD, slippage="3")
    desk.passes()
    desk.ledger.mine(2)
    desk.ledger.crowd_sells("USDC", 2_000 * USD, for_symbol="WETH")
    found = told(desk.carried_out(swap))

    assert found.parts is not None
    assert (found.parts.slippage, found.parts.tax) == (0, 0)
    assert found.parts.price_move < 0


def test_what_moved_after_the_signature_is_slippage(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice)
    swap = desk.begun("ETH", "USDC", ETHER, slippage="3")
    assert live.advance(swap.pk, desk.now)  # signed, and nobody was told yet
    before = Execution.objects.get().quoted_units_out
    desk.ledger.crowd_sells("WETH", ETHER, for_symbol="USDC")
    found = told(desk.carried_out(swap))

    assert found.parts is not None
    assert (found.parts.price_move, found.parts.tax) == (before - swap.expected_units_out, 0)
    assert found.parts.slippage < 0


def test_a_taxed_token_is_told_with_its_tax(world: World, alice: User, settings: Any) -> None:
    settings.IMPACT_BLOCK_PERCENT = settings.MAX_TOKEN_TAX_PERCENT = Decimal(20)
    desk = LiveDesk(world, alice)
    found = told(desk.carried_out(desk.begun("ETH", "TAXED", ETHER)))

    assert found.swap.execution.tax_percent > 0
    assert found.difference == 0  # the quote counts it in


def test_what_cannot_be_traded_is_refused_before_anything_is_kept(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice, USDC=USD)
    with pytest.raises(UserError, match="not enough USDC"):
        desk.begun("USDC", "DAI", 2 * USD)
    assert not Execution.objects.exists()
