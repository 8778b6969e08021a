"""What a live trade leaves in the audit trail: each step of it, with numbers, and nothing that opens anything."""

from __future__ import annotations

from typing import Any

import pytest

from tests.chain.live_desk import USD, LiveDesk
from tests.chain.test_live import lower_minimum
from tests.chain.trader import ETHER
from tests.chain.world import World
from trading.models import Attempt, AuditEntry, Swap, User

pytestmark = [pytest.mark.chain, pytest.mark.django_db]


def entries(swap: Swap) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(subject=f"swap:{swap.handle}").order_by("id"))


def test_a_trade_that_is_not_signed_says_which_check_refused_it(world: World, alice: User, tampered: Any) -> None:
    desk = LiveDesk(world, alice)
    swap = desk.begun("ETH", "USDC", ETHER)
    tampered("/swap", lower_minimum)
    desk.passes(times=5, seconds=50)

    refused, ended = entries(swap)[-2:]
    assert (refused.kind, refused.facts["rule"], refused.facts["detail"]) == ("swap.screened", "minimum", "1")
    assert refused.facts["minimum_out"] == swap.minimum_units_out
    assert (ended.kind, ended.facts["state"]) == ("swap.ended", "failed")
    assert "transaction.signed" not in {entry.kind for entry in entries(swap)}


def test_a_trade_is_recorded_from_the_quote_to_what_arrived(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice, USDC=1000 * USD)
    swap = desk.carried_out(desk.begun("USDC", "ETH", 1000 * USD), times=20)
    assert swap.state == Swap.State.DONE
    told = entries(swap)
    signed = [(entry.facts["purpose"], entry.facts["hash"]) for entry in told if entry.kind == "transaction.signed"]
    attempts = Attempt.objects.filter(transaction__swap=swap).order_by("pk")
    assert signed == [(attempt.transaction.purpose, attempt.hash) for attempt in attempts]
    kinds = [entry.kind for entry in told]
    assert kinds[:4] == ["swap.quoted", "swap.confirmed", "swap.judged", "swap.begun"]
    assert kinds.count("transaction.sent") == kinds.count("transaction.ended") == len(signed) == 2
    assert (told[-1].kind, told[-1].facts["received"]) == ("swap.ended", swap.received_units_out)
    held = {"value_usd", "trade_limit_usd", "spent_usd", "day_limit_usd"}
    assert set(told[3].facts) == held


def test_no_entry_holds_a_key_or_signed_bytes(world: World, alice: User) -> None:
    desk = LiveDesk(world, alice)
    swap = desk.carried_out(desk.begun("ETH", "USDC", ETHER))
    everything = str(list(AuditEntry.objects.values_list("facts", "actor", "subject")))
    assert swap.handle in everything
    assert desk.account.key.hex().removeprefix("0x") not in everything.lower()
    assert "raw" not in {name for entry in entries(swap) for name in entry.facts}
    assert alice.wallets.exclude(sealed_key="").get().sealed_key not in everything
