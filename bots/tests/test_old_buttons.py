"""Buttons that are out of date, or not one's own: each is answered kindly, released, and changes nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from alerts.models import Alert
from bots import dialogs
from bots.models import Dialog
from bots.registry import BUTTONS
from bots.tests.chat import BOT, Chat
from portfolio.models import RebalancePlan
from trading.models import Order, Swap, User, Wallet

pytestmark = pytest.mark.django_db

WRONG = "Something went wrong"
CANNOT_EDIT = (400, {"description": "Bad Request: message can't be edited"})
OLD_CARDS = (
    "buy 0.1 eth with usdc",
    "buy eth",
    "/rebalance ETH 60 USDC 40",
    "stop loss 0.5 eth at 2000",
    "alert me when eth goes above 9000",
    "/portfolio",
    "/wallets",
    "/settings",
    "price eth",
    "/help",
)


def pressed(chat: Chat, data: str, **message: Any) -> str:
    """Press, and return all that the user gets to see of it."""
    before = len(chat.wire.calls)
    update = chat.press(data)
    update["callback_query"]["message"].update(message)
    chat.brings(update)
    shown = [call for name, call in chat.wire.calls[before:] if name != "sendChatAction"]
    released = [name for name, _ in chat.wire.calls[before:] if name == "answerCallbackQuery"]
    assert released
    return " ".join(str(call.get("text") or call.get("caption") or "") for call in shown).strip()


def rows() -> dict[str, list[Any]]:
    """Return what buttons change, as it is now."""
    models = (Swap, Order, Wallet, RebalancePlan, Alert)
    kept = {model.__name__: list(model.objects.order_by("pk").values()) for model in models}
    return kept | {"User": list(User.objects.order_by("pk").values("pk", "slippage_percent", "default_wallet"))}


@pytest.mark.parametrize("arguments", ["", ":", ":nope", ":0", ":999999", ":nope:0", ":-1:x:y:z", ":" + "x" * 40])
@pytest.mark.parametrize("verb", sorted(BUTTONS))
def test_every_button_with_an_id_that_nobody_has_is_answered(trader: Chat, verb: str, arguments: str) -> None:
    before = rows()
    answer = pressed(trader, f"{verb}{arguments}")

    assert WRONG not in answer
    assert answer or trader.wire.sent("sendPhoto")
    assert {name: rows()[name] for name in ("Swap", "Order", "Alert", "RebalancePlan")} == {
        name: before[name] for name in ("Swap", "Order", "Alert", "RebalancePlan")
    }


@pytest.fixture
def cards(trader: Chat) -> list[str]:
    """All the buttons of somebody who looked at many things."""
    for text in OLD_CARDS:
        trader.says(text)
    return sorted({data for bubble in trader.bubbles for data in bubble.buttons.values()})


def test_nobody_changes_anything_by_the_buttons_of_somebody_else(trader: Chat, cards: list[str]) -> None:
    bob = Chat(2, "Bob", trader.wire)
    bob.says("/start")
    mine = User.objects.get(telegram_id=trader.id).pk
    before = {name: [row for row in listed if row.get("user_id", mine) == mine] for name, listed in rows().items()}
    for data in cards:
        cache.clear()  # or he would press faster than the limit
        assert WRONG not in pressed(bob, data), data
    after = {name: [row for row in listed if row.get("user_id", mine) == mine] for name, listed in rows().items()}
    his = [row for row in after["Wallet"] if row["owner_id"] != mine]

    assert after["Swap"] == before["Swap"]
    assert after["Order"] == before["Order"]
    assert after["Alert"] == before["Alert"]
    assert after["RebalancePlan"] == before["RebalancePlan"]
    assert [row for row in after["Wallet"] if row not in his] == [row for row in before["Wallet"] if row not in his]
    assert dialogs.open_question(User.objects.get(pk=mine)) is None or Dialog.objects.filter(user=mine).exists()


@pytest.mark.parametrize("number", range(len(OLD_CARDS)), ids=lambda number: OLD_CARDS[number])
def test_the_buttons_of_a_card_that_cannot_be_edited_any_more_are_answered_below_it(trader: Chat, number: int) -> None:
    trader.says(OLD_CARDS[number])
    for data in trader.bubbles[-1].buttons.values():
        trader.wire.failures["editMessageText"] = [CANNOT_EDIT]
        answer = pressed(trader, data, date=0)  # as Telegram gives a message that is no longer within reach

        assert answer, data
        assert WRONG not in answer, data


def lapse(model: Any) -> None:
    model.objects.update(expires_at=timezone.now() - timedelta(hours=49))


def test_a_quote_of_the_day_before_yesterday_says_so_and_offers_a_new_one(trader: Chat) -> None:
    trader.says("buy 0.1 eth with usdc")
    card = trader.bubbles[-1]
    lapse(Swap)
    trader.wire.failures["editMessageText"] = [CANNOT_EDIT]
    answer = pressed(trader, card.buttons["✅ Confirm"])

    assert "Nothing was traded" in answer
    assert "🔄 New quote" in trader.bubbles[-1].buttons
    assert not Swap.objects.filter(state=Swap.State.BOOKED).exists()


def test_a_plan_of_the_day_before_yesterday_says_so(trader: Chat) -> None:
    trader.says("/rebalance ETH 60 USDC 40")
    lapse(RebalancePlan)

    assert "older than a minute" in pressed(trader, trader.bubbles[-1].buttons["✅ Confirm all"])
    assert RebalancePlan.objects.get().state == RebalancePlan.State.DRAFTED


def test_a_question_of_the_day_before_yesterday_says_so_even_once_it_is_deleted(trader: Chat) -> None:
    trader.says("buy eth")
    (data, *_) = trader.bubbles[-1].buttons.values()
    lapse(Dialog)
    assert "This question is closed" in pressed(trader, data)
    dialogs.prune()
    assert "no longer known" in pressed(trader, data)


def test_a_press_without_its_message_is_answered(trader: Chat) -> None:
    update = trader.press("help")
    update["callback_query"]["message"] = {"message_id": 7, "date": 0, "chat": {"id": trader.id, "type": "private"}}
    assert BOT  # whom such a message does not name

    assert "What you can say" in trader.brings(update)
