"""Orders with a key: they ask first, and are made automatic with a code where their user has a second factor."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from bots.tests.chat import Chat
from bots.tests.test_alerts import mallory_beside
from trading.models import Order, User
from trading.order_moves import ask
from trading.orders import own_order
from trading.readiness import keep_canary
from trading.tests.live_desk import SEALING_KEY, code_at, enrolled, hot_wallet, live_swap
from trading.tests.order_desk import fixed_price, put
from trading.two_factor import CodeNeeded

pytestmark = pytest.mark.django_db

AUTOMATIC, ASK_FIRST = "🤖 Automatic", "❓ Ask first"


@pytest.fixture
def owner(alice: Chat, settings: Settings) -> Chat:
    """Somebody who trades live with a hot default wallet."""
    settings.ENCRYPTION_KEY = SEALING_KEY
    settings.DRY_RUN = False
    alice.says("/start")
    fixed_price("ETH", "3000")
    keep_canary()
    user = User.objects.get()
    hot_wallet(user)
    User.objects.filter(pk=user.pk).update(live_trading_enabled=True)
    return alice


def order() -> Order:
    return Order.objects.latest("pk")


def secured() -> User:
    return enrolled(User.objects.get())


def test_nobody_else_arms_or_disarms(owner: Chat) -> None:
    owner.says("stop loss eth 2800")
    mallory = mallory_beside(owner)
    for verb in ("order_arm", "order_disarm"):
        assert mallory.brings(mallory.press(f"{verb}:{order().handle}")).startswith("This order is not yours")
    assert mallory.says(f"make order {order().handle} automatic").startswith("This order is not yours")
    assert not order().is_automatic


def test_an_order_with_a_key_asks_first_and_says_so(owner: Chat) -> None:
    card = owner.says("stop loss eth 2800")

    assert "<b>🛡 Stop loss set</b> · <b>LIVE</b>" in card
    assert "❓ Asks first" in card
    assert AUTOMATIC in owner.bubbles[-1].buttons
    assert not order().is_automatic


def test_an_order_on_paper_says_nothing_of_it(trader: Chat) -> None:
    card = trader.says("stop loss eth 2800")

    assert "· <b>DRY RUN</b>" in card
    assert not any(word in card for word in ("Asks first", "Automatic", "LIVE"))
    assert AUTOMATIC not in trader.bubbles[-1].buttons


@pytest.mark.parametrize(
    "words",
    [
        "stop loss eth 2800 automatically",
        "set a stop loss for eth at 2800, without asking",
        "sell 0.5 eth if it drops to 2500 without asking me first",
        "take profit eth 4000 slippage 1% automatically",
        "buy 0.5 eth at 2000 with usdc automatically",
        "trail my eth by 8% without asking",
        "oco eth stop 2800 target 3500 automatically",
        "stop loss eth 2800 for 3 days without asking",
    ],
)
def test_words_make_it_automatic(owner: Chat, words: str) -> None:
    assert "🤖 Automatic: trades without asking" in owner.says(words)
    assert all(each.is_automatic for each in Order.objects.all())


def test_words_ask_for_a_code_and_set_it_once(owner: Chat) -> None:
    user = secured()
    assert "authenticator" in owner.says("stop loss eth 2800 automatically")
    assert not Order.objects.exists()

    assert "🤖 Automatic" in owner.says(code_at(user))
    assert [each.is_automatic for each in Order.objects.all()] == [True]


def test_without_live_trading_nothing_is_automatic(owner: Chat) -> None:
    User.objects.update(live_trading_enabled=False)
    assert owner.says("stop loss eth 2800 automatically").startswith("Orders trade without asking only while live")
    assert not Order.objects.exists()


def test_a_press_arms_with_a_code_and_disarms_without(owner: Chat) -> None:
    user = secured()
    owner.says("stop loss eth 2800")
    owner.presses(AUTOMATIC)
    assert "authenticator" in owner.last
    assert not order().is_automatic
    assert "is wrong" in owner.says("000000")
    assert not order().is_automatic
    owner.says(code_at(user))
    assert order().is_automatic

    assert "🤖 automatic" in owner.says("/orders")
    assert "❓ asks first" in owner.presses(f"{ASK_FIRST} 1")
    assert not order().is_automatic


def test_words_arm_and_disarm_later(owner: Chat) -> None:
    owner.says("stop loss eth 2800")
    assert "🤖 Automatic" in owner.says(f"/autoorder {order().handle}")
    assert "❓ Asks first" in owner.says(f"/askorder {order().handle}")
    assert "🤖 Automatic" in owner.says(f"make order {order().handle} automatic")
    assert "❓ Asks first" in owner.says(f"let order {order().handle} ask first")
    assert owner.says("/autoorder").startswith("Say which order by its number or id")


def test_confirming_an_order_that_asks_asks_for_the_code_first(owner: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    user, codes = secured(), []
    owner.says("stop loss eth 2800")
    assert ask(order(), usd=Decimal(2790), reason="Because.", now=timezone.now())
    swap = live_swap(user, "900", state="sent")

    def carried_out(_user: User, _handle: str, _quote: str, *, code: str) -> Order:
        codes.append(code)
        if not code:
            raise CodeNeeded
        return own_order(user, put(order(), state="triggered", swap=swap).handle)

    monkeypatch.setattr("bots.handlers.open_orders.carry_out_now", carried_out)
    assert "authenticator" in owner.brings(owner.press(f"order_confirm:{order().handle}:{swap.handle}"))
    card = owner.says("123456")

    assert codes == ["", "123456"]
    assert card.startswith("📡 <b>Sent, not final yet</b>")


def test_the_list_leads_to_the_live_trade(owner: Chat) -> None:
    owner.says("stop loss eth 2800")
    swap = live_swap(User.objects.get(), "900", state="sent")
    put(order(), state="triggered", swap=swap, attempts=1)
    listed = owner.says("/orders")

    assert f"being carried out: trade <code>{swap.handle}</code> is sent, not final yet" in listed
    assert list(owner.bubbles[-1].buttons) == ["📡 Progress 1"]
    assert owner.presses("📡 Progress 1").startswith("📡 <b>Sent, not final yet</b>")


def test_a_dry_run_is_called_one(owner: Chat, settings: Any) -> None:
    settings.DRY_RUN = True
    owner.says("stop loss eth 2800")
    assert "<i>DRY RUN. Best effort" in owner.says("/orders")
    settings.DRY_RUN = False
    listed = owner.says("/orders")
    assert "· <b>LIVE</b>: " in listed
    assert "DRY RUN" not in listed
