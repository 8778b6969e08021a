"""How the news of pauses, of strange contracts and of reviews read."""

from __future__ import annotations

import pytest

from alerts.live_news import tell
from alerts.models import Notification
from bots.messages import render
from bots.notifier import _shown
from bots.tests.chat import Chat
from tokens.models import Chain
from trading.contracts import Role, note_unknown
from trading.models import Swap, User
from trading.pauses import lift, pause
from trading.tests.live_desk import live_swap

pytestmark = pytest.mark.django_db


@pytest.fixture
def olga(alice: Chat) -> User:
    alice.says("/start")
    user = User.objects.get(telegram_id=alice.id)
    User.objects.filter(pk=user.pk).update(is_staff=True)
    return User.objects.get(pk=user.pk)


def texts() -> list[str]:
    rows = Notification.objects.order_by("pk")
    return [render(row.template, {**_shown(row.data, zone="Europe/Berlin"), "zone": "Europe/Berlin"}) for row in rows]


def test_a_pause_of_all_says_why_and_when_it_is_over(olga: User) -> None:
    live_swap(olga, "10")
    pause(None, by=olga, reason="<b>the node lies</b>")
    lift(None, by=olga)
    paused, over = texts()
    assert "The operator has paused live trading for everybody</b> since" in paused
    assert "Reason: &lt;b&gt;the node lies" in paused
    assert "Live trading goes on</b> for everybody since" in over
    assert "CET" in over or "CEST" in over


def test_a_strange_contract_comes_with_what_to_do(olga: User) -> None:
    note_unknown(Chain.objects.get(index=1), Role.BRIDGE_SPENDER, "0x" + "ab" * 20, bridge_id=636)
    (text,) = texts()
    assert "OKX named it as spender of a bridge (bridge 636):\n<code>0xabab" in text
    assert "propose and then allow it" in text


def test_a_review_is_told_to_its_user_and_to_the_operators(olga: User) -> None:
    swap = live_swap(olga, "10", state=Swap.State.REVIEW)
    swap.failure = "It is on the chain, and what arrived is not what was promised."
    tell(swap, "review")
    tell(swap, "again")
    for_operators, for_user, again = texts()
    assert for_operators.startswith("🔎 <b>A trade waits for your decision</b> on Ethereum\nIt is on the chain, and")
    assert "this wallet trades no further until then" in for_user
    assert "Looked at once more" in again
    assert "Not traded" not in again
