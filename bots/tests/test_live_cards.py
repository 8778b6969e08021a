"""The card of a live trade follows it without anybody pressing: once a change, at a pace, after any interruption."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from telegram.error import Forbidden, RetryAfter, TimedOut

from alerts.models import Pace
from bots import live_cards
from bots.live_cards import changes_due, is_any_due, note_shown, place
from bots.models import LiveCard
from bots.tests.chat import NOT_FOUND, Chat
from bots.tests.live_chat import follows, sent, trade_of
from trading.models import Swap

pytestmark = pytest.mark.django_db

EDIT = "editMessageText"
SAME = (400, {"description": "Bad Request: message is not modified: the same"})


@pytest.fixture
def swap(alice: Chat) -> Swap:
    """A trade whose card stands in the chat, and says what is stored."""
    swap = trade_of(alice)
    alice.says("/history")
    alice.brings(alice.press(f"live:{swap.handle}", alice.bubbles[-1].message_id))
    assert follows(alice) == 1
    return swap


def moves_to(swap: Swap, state: str, **fields: object) -> None:
    Swap.objects.filter(pk=swap.pk).update(state=state, **fields)


def edits(chat: Chat) -> int:
    return len(chat.wire.sent(EDIT))


def test_nothing_is_edited_while_nothing_changes(alice: Chat, swap: Swap) -> None:
    before = edits(alice)
    assert [follows(alice) for _ in range(3)] == [0, 0, 0]
    assert edits(alice) == before


def test_each_step_is_shown_by_itself(alice: Chat, swap: Swap) -> None:
    assert "Confirmed, not sent yet" in alice.last
    for state, words in (("approving", "Approving"), ("sent", "Sent, not final yet")):
        moves_to(swap, state)
        assert follows(alice) == 1
        assert words in alice.last
    moves_to(swap, "done", received_units_out=5 * 10**18)
    assert follows(alice) == 1
    assert alice.last.startswith("✅ <b>Done</b>")
    assert "You got: <b>5 LINK</b>" in alice.last
    assert len(alice.bubbles) == 2  # one card, and the history above


def test_a_transaction_that_is_mined_shows_while_the_trade_stays_sent(alice: Chat, swap: Swap) -> None:
    moves_to(swap, "sent")
    attempt = sent(swap)
    follows(alice)
    assert f'swap: Sent <a href="https://etherscan.io/tx/{attempt.hash}">' in alice.last.replace("Swap:", "swap:")
    swap.transactions.update(state="mined")
    follows(alice)
    assert "Mined" in alice.last


def test_after_the_end_nobody_looks_any_more(alice: Chat, swap: Swap) -> None:
    moves_to(swap, "done")
    follows(alice)
    assert alice.bubbles[-1].buttons == {}
    assert not is_any_due(timezone.now() + timedelta(days=1))


@pytest.mark.parametrize("state", ["failed", "cancelled", "review"])
def test_one_that_was_not_traded_can_be_asked_why(alice: Chat, swap: Swap, state: str) -> None:
    moves_to(swap, state, failure="The chain undid the trade.")
    follows(alice)
    assert alice.bubbles[-1].buttons == {"❓ Why?": f"why:swap:{swap.handle}"}
    alice.presses("❓ Why?")
    assert alice.last.startswith(f"<b>Trade {swap.handle}: ")


def test_a_trade_in_review_is_looked_at_rarely_and_still_ends(alice: Chat, swap: Swap) -> None:
    moves_to(swap, "review", failure="It disagrees.")
    follows(alice)
    assert not is_any_due(timezone.now() + timedelta(seconds=30))
    moves_to(swap, "done", received_units_out=1)
    assert follows(alice) == 1
    assert alice.last.startswith("✅")


def test_within_the_pause_nothing_is_edited(alice: Chat, swap: Swap) -> None:
    moves_to(swap, "approving")
    assert follows(alice, waiting=False) == 0
    assert follows(alice) == 1


def test_what_a_dead_process_claimed_is_taken_up_after_its_lease(alice: Chat, swap: Swap) -> None:
    LiveCard.objects.update(not_before=timezone.now())
    moves_to(swap, "sent")
    now = timezone.now()
    assert len(changes_due(now)) == 1  # and the process dies
    assert changes_due(now + timedelta(seconds=5)) == []
    assert len(changes_due(now + live_cards.LEASE)) == 1


def test_a_card_is_claimed_by_one_of_two_processes(alice: Chat, swap: Swap, monkeypatch: pytest.MonkeyPatch) -> None:
    LiveCard.objects.update(not_before=timezone.now())
    moves_to(swap, "sent")
    first = changes_due(timezone.now())
    monkeypatch.setattr(live_cards, "_look", lambda card, now: first[0])  # it had looked before the other's claim
    LiveCard.objects.update(not_before=first[0].lease)
    assert changes_due(first[0].lease) == []


def test_a_press_in_between_is_not_overwritten(alice: Chat, swap: Swap) -> None:
    LiveCard.objects.update(not_before=timezone.now())
    moves_to(swap, "approving")
    (change,) = changes_due(timezone.now())
    moves_to(swap, "sent")
    place(swap, chat_id=alice.id, message_id=alice.bubbles[-1].message_id)
    note_shown(change, timezone.now())
    assert LiveCard.objects.get().shown == ""
    assert follows(alice) == 1
    assert "Sent, not final yet" in alice.last


def test_what_it_says_already_counts_as_shown(alice: Chat, swap: Swap) -> None:
    moves_to(swap, "sent")
    alice.wire.failures[EDIT].append(SAME)
    assert follows(alice) == 1
    assert follows(alice) == 0


@pytest.mark.parametrize("failure", [NOT_FOUND, Forbidden("bot was blocked by the user")])
def test_a_card_that_is_gone_is_left_alone(alice: Chat, swap: Swap, failure: object) -> None:
    moves_to(swap, "sent")
    alice.wire.failures[EDIT].append(failure)  # type: ignore[arg-type]
    follows(alice)
    moves_to(swap, "done")
    assert follows(alice) == 0
    assert len(alice.bubbles) == 2


def test_telegrams_wait_is_kept(alice: Chat, swap: Swap) -> None:
    moves_to(swap, "sent")
    alice.wire.failures[EDIT].append(RetryAfter(30))
    follows(alice)
    assert not is_any_due(timezone.now() + timedelta(seconds=25))
    assert is_any_due(timezone.now() + timedelta(seconds=31))
    assert follows(alice) == 1
    assert "Sent, not final yet" in alice.last


def test_without_an_answer_it_is_tried_again_later(alice: Chat, swap: Swap) -> None:
    moves_to(swap, "sent")
    alice.wire.failures[EDIT].append(TimedOut())
    follows(alice)
    assert not is_any_due(timezone.now() + timedelta(seconds=5))
    assert follows(alice) == 1


def test_edits_take_turns_with_all_other_messages(alice: Chat, swap: Swap) -> None:
    moves_to(swap, "sent")
    now = timezone.now()
    Pace.objects.update_or_create(pk=1, defaults={"taken_until": now, "paused_until": now + timedelta(minutes=1)})
    assert follows(alice) == 0
    Pace.objects.update(paused_until=now)
    assert follows(alice) == 1
    assert Pace.objects.get().taken_until > now


def test_a_card_that_cannot_be_made_keeps_no_other_waiting(
    alice: Chat, swap: Swap, monkeypatch: pytest.MonkeyPatch
) -> None:
    moves_to(swap, "sent")
    other = trade_of(alice, "done", received_units_out=1)
    alice.brings(alice.press(f"live:{other.handle}", 999))
    made = live_cards._made

    def broken(card: LiveCard, now: object) -> live_cards.Change:
        if card.swap_id == swap.pk:
            raise RuntimeError("a bug")
        return made(card, now)  # type: ignore[arg-type]

    monkeypatch.setattr(live_cards, "_made", broken)
    assert follows(alice) == 1
