from __future__ import annotations

import pytest

from alerts.live_news import tell
from alerts.models import Notification
from bots.live_progress import Progress
from bots.messages import render
from bots.notifier import _shown
from bots.tests.chat import Chat
from bots.tests.ledger import CONFIRM
from trading.models import Swap

pytestmark = pytest.mark.django_db

ARRIVAL = "0x" + "ab" * 32


@pytest.fixture
def swap(alice: Chat) -> Swap:
    alice.says("swap 100 usdc on ethereum to usdc on base")
    alice.presses(CONFIRM)
    crossing = Swap.objects.select_related("chain", "to_chain", "token_in", "token_out", "user", "wallet").get()
    crossing.wallet.address = "0x" + "a1" * 20
    return crossing


def text_of(state: str, swap: Swap) -> str:
    tell(swap, state)
    told = Notification.objects.get(dedupe_key=f"swap:{swap.handle}:{state}")
    return render(told.template, {**_shown(told.data, zone="UTC"), "zone": "UTC"})


def test_what_is_late_is_not_yet_arrived_and_never_failed(swap: Swap) -> None:
    swap.failure = "It takes longer than expected. <b>Esther</b> keeps looking."
    text = text_of("late", swap)
    assert "⏳ <b>Not yet arrived</b> to Base" in text
    assert "&lt;b&gt;Esther" in text
    assert "Your wallet on Base" in text
    assert "ask the operator" in text
    assert "fail" not in text.lower()


def test_what_has_left_is_on_its_way(swap: Swap) -> None:
    text = text_of("bridging", swap)
    assert "🌉 <b>On its way</b> to Base" in text
    assert f"by {swap.bridge}. It usually arrives in about" in text
    assert "0x" + "a1" * 20 in text


def test_what_arrived_is_shown_on_its_chain(swap: Swap) -> None:
    swap.arrival_hash, swap.received_units_out = ARRIVAL, 99_000_000
    text = text_of("done", swap)
    assert "✅ <b>Traded</b> on Ethereum and Base" in text
    assert "You got: <b>99 USDC</b>" in text
    assert f"https://basescan.org/tx/{ARRIVAL}" in text


def test_the_card_says_what_is_known(swap: Swap) -> None:
    swap.state, swap.mode, swap.finished_at, swap.received_units_out = Swap.State.BRIDGING, Swap.Mode.LIVE, None, None
    progress = Progress(swap=swap, sent=[], waits_for="")
    assert "On its way, not yet arrived" in (text := render("swap_live", {"progress": progress, "swap": swap}))
    assert f"By {swap.bridge} to Base, which usually takes about" in text
    swap.arrival_hash = ARRIVAL
    assert f"https://basescan.org/tx/{ARRIVAL}" in render("swap_live", {"progress": progress, "swap": swap})
