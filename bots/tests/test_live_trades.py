"""A live trade in the chat: whose buttons they are, what each state says, and the code that is asked for first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from bots.handlers import trades
from bots.models import LiveCard
from bots.tests.chat import Chat
from bots.tests.live_chat import sent, trade_of, user_of
from esther_site.lib.errors import UserError
from tokens.models import Token
from trading.models import SecondFactor, Swap, User
from trading.readiness import keep_canary
from trading.swaps import confirm_swap
from trading.tests.live_desk import SEALING_KEY, code_at, enrolled

pytestmark = pytest.mark.django_db

ASKED = "🔐 <b>Send the 6 digits</b>"
FASTER, BACK, AGAIN, WHY = "⏩ Speed up", "✖ Take back", "🔄 Look again", "❓ Why?"
NOT_YOURS = "This trade is not yours, or no longer known."


@pytest.fixture(autouse=True)
def _sealing(settings: Settings) -> None:
    settings.ENCRYPTION_KEY = SEALING_KEY
    settings.DRY_RUN = False


def card_of(chat: Chat, swap: Swap, verb: str = "live") -> str:
    """Press a button of a live card, and return what comes of it."""
    return chat.brings(chat.press(f"{verb}:{swap.handle}", 999))


def mallory(alice: Chat) -> Chat:
    chat = Chat(3, "Mallory", alice.wire)
    chat.says("/start")
    return chat


def other(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


# Whose buttons they are


@pytest.mark.parametrize("verb", ["live", "live_faster", "live_back"])
def test_nobody_else_presses(alice: Chat, verb: str) -> None:
    swap = trade_of(alice, "sent", begin_before=timezone.now())
    assert card_of(mallory(alice), swap, verb).startswith(NOT_YOURS)
    swap.refresh_from_db()
    assert (swap.state, swap.is_withdrawn) == ("sent", False)
    assert not LiveCard.objects.exists()


@pytest.mark.parametrize("data", ["live", "live:", "live:nothing", "live_back:x:y"])
def test_a_button_of_nothing_is_answered(alice: Chat, data: str) -> None:
    alice.says("/start")
    assert "This trade is not yours" in alice.brings(alice.press(data))


# What is pressed twice, too late, or refused


@pytest.mark.parametrize("verb", ["live_faster", "live_back"])
@pytest.mark.parametrize("state", ["done", "failed", "cancelled", "review"])
def test_when_it_is_over_there_is_nothing_to_change(alice: Chat, verb: str, state: str) -> None:
    swap = trade_of(alice, state, begin_before=timezone.now())
    assert "nothing to change" in card_of(alice, swap, verb)
    swap.refresh_from_db()
    assert (swap.state, swap.is_withdrawn) == (state, False)


def test_a_refusal_leaves_the_card_as_it_is(alice: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_dear(user: User, handle: str) -> Swap:
        raise UserError("Its gas could then cost more than your limit. Wait until the chain is quieter.")

    swap = trade_of(alice, "sent")
    card_of(alice, swap)
    before = alice.last
    monkeypatch.setattr(trades, "speed_up", too_dear)
    assert alice.presses(FASTER) == before
    assert alice.last.startswith("Its gas could then cost more than your limit.")


def test_taking_back_twice_is_taking_back_once(alice: Chat) -> None:
    swap = trade_of(alice, begin_before=timezone.now())
    for _ in range(2):
        assert "Confirmed, not sent yet" in card_of(alice, swap, "live_back")
    swap.refresh_from_db()
    assert (swap.is_withdrawn, swap.state) == (True, "confirmed")


def test_what_is_taken_back_says_so_and_not_more(alice: Chat) -> None:
    swap = trade_of(alice, "sent", is_withdrawn=True)
    sent(swap)
    card = card_of(alice, swap)
    assert "You asked to take it back" in card
    assert "not final" in card


def test_the_same_press_again_shows_the_same(alice: Chat) -> None:
    swap = trade_of(alice, "approving")
    press = alice.press(f"live:{swap.handle}", 999)
    alice.brings(press)
    first = alice.last
    alice.handled(press)
    assert alice.last == first


# What each state says


@pytest.mark.parametrize(
    ("state", "words", "buttons"),
    [
        ("confirmed", "⏳ <b>Confirmed, not sent yet</b>", [AGAIN]),
        ("approving", "🔓 <b>Approving</b>", [AGAIN, FASTER, BACK]),
        ("sent", "📡 <b>Sent, not final yet</b>", [AGAIN, FASTER, BACK]),
        ("done", "✅ <b>Done</b>", []),
        ("failed", "❌ <b>Not traded</b>", [WHY]),
        ("cancelled", "✖ <b>Taken back</b>", [WHY]),
    ],
)
def test_a_state_says_what_is_known(alice: Chat, state: str, words: str, buttons: list[str]) -> None:
    received = 5 * 10**18 if state == "done" else None
    swap = trade_of(alice, state, units_in=10**8, received_units_out=received)
    card = card_of(alice, swap)
    assert card.startswith(words)
    assert ("You got" in card) == (state == "done")
    assert ("✅" in card) == (state == "done")
    assert list(alice.bubbles[-1].buttons) == buttons
    assert "· <b>LIVE</b>" in card
    assert f"Trade {swap.handle}" in card


def test_a_trade_in_review_says_so_with_the_reason(alice: Chat) -> None:
    swap = trade_of(alice, "review", failure="It is on the chain, and what arrived <b>is not</b> what was promised.")
    card = card_of(alice, swap)
    assert card.startswith("🔎 <b>Under review</b>")
    assert "what arrived &lt;b&gt;is not&lt;/b&gt; what was promised" in card
    assert "✅" not in card


def test_who_waits_for_another_trade_is_told_for_which(alice: Chat) -> None:
    first = trade_of(alice, "sent")
    waiting = trade_of(alice)
    card = card_of(alice, waiting)
    assert f"It waits until trade <code>{first.handle}</code> of the same wallet is over." in card


@pytest.mark.parametrize(
    ("received", "words"),
    [(990, "-100 bps against"), (1_000, "as quoted"), (1_012, "+120 bps against"), (999, "-10 bps against")],
)
def test_what_arrived_is_compared_with_what_was_quoted(alice: Chat, received: int, words: str) -> None:
    unit = 10**15
    swap = trade_of(
        alice, "done", expected_units_out=1_000 * unit, received_units_out=received * unit, finished_at=timezone.now()
    )
    assert words in card_of(alice, swap)


def test_the_gas_that_was_paid_is_shown_once_it_is_over(alice: Chat) -> None:
    eth = Token.objects.get(chain=1, is_native=True)
    paid: dict[str, Any] = {"gas_token": eth, "gas_units": 2 * 10**15, "gas_usd": 6, "finished_at": timezone.now()}
    swap = trade_of(alice, "failed", failure="The chain undid the trade. Only the gas was spent.", **paid)
    card = card_of(alice, swap)
    assert "Gas paid: 0.002 ETH ($6.00)" in card
    assert "I keep this card up to date" not in card


def test_each_transaction_has_its_link(alice: Chat) -> None:
    swap = trade_of(alice, "sent")
    hashes = [sent(swap, "approve", state="done").hash, sent(swap, nonce=1).hash]
    card = card_of(alice, swap)
    for each in hashes:
        assert f'<a href="https://etherscan.io/tx/{each}">{each[:10]}…</a>' in card


# The code at Confirm


@pytest.fixture
def quoted(alice: Chat, monkeypatch: pytest.MonkeyPatch) -> Swap:
    """A live quote of 600 dollars to somebody with a second factor; when it is confirmed, it is stored as such."""

    def confirmed(user: User, handle: str, *, pressed_by: str) -> Swap:
        mine = Swap.objects.filter(user=user, handle=handle, state="quoted")
        mine.update(state="confirmed", confirmed_by=pressed_by, begin_before=timezone.now())
        return Swap.objects.get(handle=handle)

    swap = trade_of(alice, "quoted", usd="600")
    keep_canary()
    enrolled(user_of(alice))
    monkeypatch.setattr(trades, "confirm_swap", confirmed)
    return swap


def state_of(swap: Swap) -> str:
    swap.refresh_from_db()
    return swap.state


def test_above_the_amount_a_code_is_asked_for(alice: Chat, quoted: Swap) -> None:
    assert card_of(alice, quoted, "confirm").startswith(ASKED)
    assert state_of(quoted) == "quoted"
    assert alice.says(code_at(user_of(alice))).startswith("⏳ <b>Confirmed, not sent yet</b>")
    assert state_of(quoted) == "confirmed"


def test_the_card_below_the_code_is_the_one_that_follows(alice: Chat, quoted: Swap) -> None:
    card_of(alice, quoted, "confirm")
    alice.says(code_at(user_of(alice)))
    assert LiveCard.objects.get().message_id == alice.bubbles[-1].message_id


def test_up_to_the_amount_none_is_asked_for(alice: Chat, quoted: Swap) -> None:
    Swap.objects.update(value_usd=500)
    assert card_of(alice, quoted, "confirm").startswith("⏳ <b>Confirmed")


def test_a_wrong_code_confirms_nothing_and_asks_again(alice: Chat, quoted: Swap) -> None:
    code = code_at(user_of(alice))
    card_of(alice, quoted, "confirm")
    assert alice.says(other(code)).startswith("This code is wrong, too old, or used already.")
    assert state_of(quoted) == "quoted"
    assert alice.says(code).startswith("⏳ <b>Confirmed")


def test_a_locked_second_factor_confirms_nothing(alice: Chat, quoted: Swap) -> None:
    SecondFactor.objects.update(locked_until=timezone.now() + timedelta(minutes=15))
    card_of(alice, quoted, "confirm")
    assert "none is taken for 15 minutes" in alice.says(code_at(user_of(alice)))
    assert state_of(quoted) == "quoted"


def test_a_code_for_a_card_that_expired_meanwhile_trades_nothing(
    alice: Chat, quoted: Swap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trades, "confirm_swap", confirm_swap)
    card_of(alice, quoted, "confirm")
    Swap.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answer = alice.says(code_at(user_of(alice)))
    assert "expired" in answer
    assert "🔄 New quote" in alice.bubbles[-1].buttons
    assert state_of(quoted) == "expired"


def test_a_code_for_a_card_that_was_cancelled_meanwhile_says_so(
    alice: Chat, quoted: Swap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trades, "confirm_swap", confirm_swap)
    card_of(alice, quoted, "confirm")
    card_of(alice, quoted, "cancel")
    answer = alice.says(code_at(user_of(alice)))
    assert "cancelled" in answer.lower()
    assert state_of(quoted) == "cancelled"
