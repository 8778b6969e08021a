"""Why something came to what it did: from what was recorded, for its owner alone, a card at a time."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from alerts.crossing import fire_crossed
from alerts.models import Alert, Watch
from bots.language import Intent, understand
from bots.tests.chat import Chat
from trading import audit
from trading.models import AuditEntry, Order, Swap, User
from trading.order_moves import fire
from trading.tests.desk import hold_nothing, token

pytestmark = pytest.mark.django_db


@pytest.fixture
def bob(alice: Chat) -> Chat:
    other = Chat(102, "Bob")
    other.says("/start")
    return other


def user_of(chat: Chat) -> User:
    return User.objects.get(telegram_id=chat.id)


def traded(alice: Chat) -> Swap:
    alice.says("buy $100 of eth")
    alice.presses("✅ Confirm")
    return Swap.objects.get(user__telegram_id=alice.id)


# Whose it is


@pytest.mark.parametrize("text", ["/why zzzzzzzzzz", "/why 2222"])
def test_what_nobody_has_is_not_known(alice: Chat, text: str) -> None:
    assert "I know no trade, order or alert" in alice.says(text)


def test_anothers_trade_is_not_known(alice: Chat, bob: Chat) -> None:
    swap = traded(alice)
    bob.says(f"/why {swap.handle}")
    assert "I know no trade, order or alert" in bob.last
    assert "Quoted" not in bob.last


def test_a_press_on_anothers_trade_is_not_answered(alice: Chat, bob: Chat) -> None:
    swap = traded(alice)
    bob.brings(bob.press(f"why:swap:{swap.handle}"))
    assert "Booked" not in bob.last


def test_an_operator_may_ask_about_anything(alice: Chat, bob: Chat) -> None:
    swap = traded(alice)
    User.objects.filter(telegram_id=bob.id).update(is_staff=True)
    bob.says(f"/why {swap.handle}")
    assert f"Trade {swap.handle}" in bob.last


# What it says


def test_a_trade_is_explained_step_by_step_the_newest_first(alice: Chat) -> None:
    swap = traded(alice)
    alice.says(f"/why {swap.handle[:5]}")
    steps = ["Booked on paper", "Quoted again", "Confirmed by you", "Quoted: "]
    places = [alice.last.index(step) for step in steps]
    assert places == sorted(places)
    assert "✓ balance: gives 100 USDC, has 10,000 USDC" in alice.last
    assert "✓ slippage:" in alice.last


def test_a_blocked_trade_says_which_check_stood_in_its_way(alice: Chat) -> None:
    alice.says("buy $100 of eth")
    hold_nothing(user_of(alice))
    alice.presses("✅ Confirm")
    alice.says("why was my last trade blocked?")
    assert "✖ balance: gives 100 USDC, has 0 USDC" in alice.last
    assert "Failed: There is not enough USDC" in alice.last


def test_an_alert_says_which_price_crossed_and_from_where(alice: Chat) -> None:
    alice.says("/alert eth above 9000")
    alert = Alert.objects.get()
    fire_crossed({token("ETH").pk: Decimal("9500")}, now=timezone.now())
    alice.says(f"why did alert {alert.handle} fire?")
    assert "Fired at $9,500.00: above $9,000.00, or equal (source: okx price)" in alice.last


def test_an_order_says_what_was_seen_and_what_was_not_watched(alice: Chat) -> None:
    traded(alice)
    alice.says("stop loss eth 1000")
    order, now = Order.objects.get(), timezone.now()
    Order.objects.update(created_at=now - timedelta(hours=2))
    Watch.objects.create(started_at=now - timedelta(hours=3), last_beat_at=now - timedelta(hours=1))
    Watch.objects.create(started_at=now - timedelta(minutes=30), last_beat_at=now)
    evidence = {
        "trigger_usd": Decimal(1000),
        "direction": "below",
        "passes": [{"usd": Decimal("999.5"), "at": now}],
        "source": "okx price",
        "quoted_usd": Decimal("998"),
    }
    fire(order, usd=Decimal("999.5"), now=now, evidence=evidence)
    alice.says(f"/why {order.handle}")
    assert "Fired at $999.50, which is below $1,000.00, or equal" in alice.last
    assert "source: okx price; a quote for its size says $998.00" in alice.last
    assert "· $999.50 at " in alice.last
    assert "Not watched meanwhile</b>, about 30 min in all" in alice.last


def test_times_are_shown_in_the_zone_of_who_asks(alice: Chat) -> None:
    swap = traded(alice)
    User.objects.filter(telegram_id=alice.id).update(time_zone="Asia/Kolkata")
    alice.says(f"/why {swap.handle}")
    assert "IST" in alice.last


def test_a_long_story_comes_a_page_at_a_time(alice: Chat) -> None:
    swap = traded(alice)
    for number in range(10):
        audit.record("swap.withdrawn", subject=f"swap:{swap.handle}", facts={"reason": f"number {number}"})
    alice.says(f"/why {swap.handle}")
    assert "number 9" in alice.last
    assert "Quoted: " not in alice.last
    alice.presses("More ▶")
    alice.presses("More ▶")
    assert "Quoted: " in alice.last
    alice.presses("◀ Newer")
    assert "(page 2)" in alice.last


def test_what_is_older_than_the_trail_says_so(alice: Chat) -> None:
    swap = traded(alice)
    Swap.objects.filter(pk=swap.pk).update(handle="23456789ab")
    alice.says("/why 23456789ab")
    assert "from before the audit trail" in alice.last


def test_names_in_entries_are_only_text(alice: Chat) -> None:
    swap = traded(alice)
    audit.record("swap.failed", subject=f"swap:{swap.handle}", facts={"reason": "<b>bold</b> & more"})
    alice.says(f"/why {swap.handle}")
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; more" in alice.last
    assert AuditEntry.objects.latest("id").facts == {"reason": "<b>bold</b> & more"}


# What is understood


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("why k7m2p9x4qd", {"id": "k7m2p9x4qd"}),
        ("why k7m2p", {"id": "k7m2p"}),
        ("why?", {}),
        ("explain trade k7m2p9x4qd", {"what": "swap", "id": "k7m2p9x4qd"}),
        ("why did order k7m2p9x4qd fire?", {"what": "order", "id": "k7m2p9x4qd"}),
        ("why was my swap k7m2 blocked", {"what": "swap", "id": "k7m2"}),
        ("Why was my last trade refused?", {"what": "swap"}),
        ("why has my order not fired", {"what": "order"}),
        ("why did the alert fire?", {"what": "alert"}),
    ],
)
def test_questions_are_understood(text: str, entities: dict[str, str]) -> None:
    understood = understand(text)
    assert (understood.intent, understood.entities) == (Intent.EXPLAIN, entities)


@pytest.mark.parametrize("text", ["why buy eth", "why is eth down?", "why not", "why buy $100 of eth 2345"])
def test_other_questions_are_not(text: str) -> None:
    assert understand(text).intent != Intent.EXPLAIN
