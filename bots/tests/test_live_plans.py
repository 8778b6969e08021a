"""The card of a live rebalance follows its trades without anybody pressing, until its user's word is wanted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from bots.handlers import rebalance as handler
from bots.messages import MAX_LENGTH
from bots.models import LivePlanCard
from bots.tests.chat import Chat
from bots.tests.live_chat import follows, sent, trade_of
from portfolio.models import RebalanceLeg, RebalancePlan
from trading.models import Swap, User
from trading.two_factor import CodeNeeded

pytestmark = pytest.mark.django_db

State, LegState = RebalancePlan.State, RebalanceLeg.State
EDIT = "editMessageText"


@pytest.fixture
def plan(alice: Chat) -> RebalancePlan:
    """A real plan with its first trade under way, before the eyes of its user."""
    alice.says("/rebalance ETH 60 USDC 30 LINK 10")
    RebalancePlan.objects.update(mode=Swap.Mode.LIVE, state=State.RUNNING)
    plan = RebalancePlan.objects.get()
    trades(plan, 1, trade_of(alice))
    looks(alice, plan)
    assert follows(alice) == 1
    return plan


def trades(plan: RebalancePlan, position: int, swap: Swap) -> None:
    plan.legs.filter(position=position).update(state=LegState.TRADING, swap=swap)


def looks(chat: Chat, plan: RebalancePlan) -> None:
    """Press a button of the plan's own card."""
    chat.brings(chat.press(f"plan:{plan.handle}", chat.bubbles[-1].message_id))


def swap_moves(state: str, **fields: object) -> None:
    Swap.objects.filter(mode=Swap.Mode.LIVE).update(state=state, **fields)


def plan_moves(state: str, **fields: object) -> None:
    RebalancePlan.objects.update(state=state, **fields)


def test_neither_a_draft_nor_a_plan_on_paper_is_followed(alice: Chat) -> None:
    alice.says("/rebalance ETH 60 USDC 30 LINK 10")
    alice.presses("✅ Confirm all")
    assert "✅ <b>Done.</b>" in alice.last
    assert not LivePlanCard.objects.exists()


def test_each_step_of_each_trade_is_shown_on_the_one_card(alice: Chat, plan: RebalancePlan) -> None:
    assert "Confirmed, not sent yet" in alice.last
    assert "I keep this card up to date" in alice.last
    swap = Swap.objects.get(mode=Swap.Mode.LIVE)
    swap_moves("sent")
    attempt = sent(swap)
    assert follows(alice) == 1
    assert "📡 <b>Sent, not final yet</b>" in alice.last
    assert f'<a href="https://etherscan.io/tx/{attempt.hash}">' in alice.last

    swap_moves("done", received_units_out=5 * 10**18)
    plan.legs.filter(position=1).update(state=LegState.DONE)
    assert follows(alice) == 1
    assert "✅ 1." in alice.last
    assert "got <b>5 LINK</b>" not in alice.last, "the plan's own token is ETH"
    assert "Gave " in alice.last
    trades(plan, 2, trade_of(alice, "approving"))
    assert follows(alice) == 1, "between two trades it is looked at, too"
    assert "🔓 <b>Approving</b>" in alice.last
    plan.legs.update(state=LegState.DONE)
    plan_moves(State.DONE)
    assert follows(alice) == 1
    assert "✅ <b>Done.</b>" in alice.last
    assert alice.bubbles[-1].buttons == {}
    assert len(alice.bubbles) == 1


def test_nothing_is_edited_while_nothing_changes(alice: Chat, plan: RebalancePlan) -> None:
    before = len(alice.wire.sent(EDIT))
    assert [follows(alice) for _ in range(3)] == [0, 0, 0]
    assert len(alice.wire.sent(EDIT)) == before


@pytest.mark.parametrize("state", [State.WAITING, State.DONE, State.STOPPED])
def test_what_ended_or_waits_for_a_word_is_shown_and_then_left_alone(
    alice: Chat, plan: RebalancePlan, state: str
) -> None:
    plan.legs.filter(position=1).update(state=LegState.FAILED, failure="The chain undid it.")
    plan_moves(state, waits_because="The chain undid it.")
    assert follows(alice) == 1
    assert "Under way" not in alice.last
    assert not LivePlanCard.objects.filter(is_over=False).exists()
    plan.legs.update(failure="Something else.")
    assert follows(alice) == 0


def test_the_failure_is_told_with_what_was_done_and_what_can_be(alice: Chat, plan: RebalancePlan) -> None:
    plan.legs.filter(position=1).update(state=LegState.FAILED, failure="The chain undid it.")
    plan_moves(State.WAITING, waits_because="The chain undid it.")
    follows(alice)
    assert "⚠️ <b>Trade 1 was not made.</b> The chain undid it." in alice.last
    assert list(alice.bubbles[-1].buttons) == ["🔁 Retry 1", "⏭ Skip 1", "⏹ Stop"]


def test_a_plan_that_goes_on_is_followed_again_where_that_was_pressed(alice: Chat, plan: RebalancePlan) -> None:
    plan_moves(State.WAITING)
    follows(alice)
    plan_moves(State.RUNNING)
    looks(alice, plan)
    swap_moves("approving")
    assert follows(alice) == 1
    assert "Approving" in alice.last


def test_one_that_stops_behind_its_trade_says_so(alice: Chat, plan: RebalancePlan) -> None:
    alice.presses("⏹ Stop")
    assert "Under way. It asks before any further trade." in alice.last
    assert plan.legs.filter(state=LegState.TRADING).exists()


def test_the_trade_has_a_message_of_its_own_and_both_are_followed(alice: Chat, plan: RebalancePlan) -> None:
    alice.presses("📡 Progress")
    assert len(alice.bubbles) == 2
    swap_moves("sent")
    follows(alice)
    assert ["Sent, not final yet" in bubble.text for bubble in alice.bubbles] == [True, True]
    assert [bubble.text.startswith("⚖️") for bubble in alice.bubbles] == [True, False]


def test_a_message_that_shows_something_else_by_now_is_not_taken_back(alice: Chat, plan: RebalancePlan) -> None:
    swap = Swap.objects.get(mode=Swap.Mode.LIVE)
    alice.brings(alice.press(f"live:{swap.handle}", alice.bubbles[-1].message_id))
    swap_moves("sent")
    assert follows(alice) == 1
    assert not alice.last.startswith("⚖️")


def test_nobody_sees_somebody_elses_trade(alice: Chat, plan: RebalancePlan) -> None:
    mallory = Chat(666, "Mallory", alice.wire)
    mallory.says("/start")
    handle = Swap.objects.get(mode=Swap.Mode.LIVE).handle
    assert handle not in mallory.brings(mallory.press(f"plan_trade:{handle}"))


def test_the_card_below_a_code_is_the_one_that_follows(alice: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    def demands(user: User, code: str) -> None:
        if not code:
            raise CodeNeeded

    monkeypatch.setattr(handler, "needs_code", lambda *_: True)
    monkeypatch.setattr(handler, "demand_code", demands)
    monkeypatch.setattr(handler, "step", lambda *_, **__: False)  # somebody else makes its trades
    alice.says("/rebalance ETH 60 USDC 30 LINK 10")
    plan_moves(State.DRAFTED, mode=Swap.Mode.LIVE)
    alice.presses("✅ Confirm all")
    assert "Send the 6 digits" in alice.last
    assert not LivePlanCard.objects.exists()

    assert "Under way" in alice.says("123456")
    assert LivePlanCard.objects.get().message_id == alice.bubbles[-1].message_id


def test_a_trade_in_review_is_looked_at_rarely(alice: Chat, plan: RebalancePlan) -> None:
    swap_moves("review")
    follows(alice)
    assert "Under review" in alice.last
    assert not LivePlanCard.objects.filter(not_before__lte=timezone.now() + timedelta(seconds=30)).exists()


def test_the_longest_card_fits_into_one_message(alice: Chat, plan: RebalancePlan) -> None:
    first = plan.legs.filter(position=1).get()
    for position in range(3, 13):
        first.pk, first.position, first.swap, first.state = None, position, None, LegState.PLANNED
        first.save(force_insert=True)
    swap_moves("sent")
    swap = Swap.objects.get(mode=Swap.Mode.LIVE)
    for nonce, purpose in enumerate(("reset", "approve", "swap", "revoke")):
        sent(swap, purpose, state="done", nonce=nonce)
    looks(alice, plan)

    assert "12. <b>" in alice.last
    assert alice.last.count("/tx/") == 4
    assert len(alice.last) <= MAX_LENGTH
    assert len(alice.bubbles) == 1
