"""Orders that ask, and orders that failed: what the user's own word makes of them."""

from __future__ import annotations

from decimal import Decimal

import pytest
import responses
from django.utils import timezone

from bots.tests.chat import Chat
from bots.tests.ledger import CONFIRM, balances, expire_quotes
from bots.tests.ledger import states as swap_states
from bots.tests.test_open_orders import (
    CANCEL,
    KEEP_WAITING,
    REFRESH,
    TRADE_NOW,
    asking,
    eth,
    newest,
    press,
    states,
)
from sandbox.market import market
from sandbox.okx.faults import clear_faults, set_fault
from trading.models import Order
from trading.order_moves import fire, give_up
from trading.tests.desk import while_quoting

pytestmark = pytest.mark.django_db


def test_an_order_that_asks_says_what_it_asks(asked: Chat) -> None:
    listed = asked.says("/orders")

    assert "❓ Reached, and waits for your word: Nobody watched from 13:55 to 14:05." in listed
    assert list(asked.bubbles[-1].buttons)[:3] == [f"{TRADE_NOW} 1", f"{KEEP_WAITING} 1", f"{CANCEL} 1"]


def test_it_keeps_waiting_when_told_so(asked: Chat) -> None:
    asked.says("/orders")
    assert "waits for your word" not in asked.presses(f"{KEEP_WAITING} 1")

    assert (states(), eth()) == (["active", "active"], Decimal(2))
    asked.says(f"cancel order {asking().handle}")
    assert press(asked, "order_wait") == "This order was cancelled. Nothing was traded."


def test_trade_now_shows_the_numbers_and_trades_nothing(asked: Chat) -> None:
    card = press(asked, "order_now")

    assert card.startswith("<b>ETH → USDC</b> · <b>DRY RUN</b>\n\nYou give: <b>0.5 ETH</b>")
    assert f"Order <code>{asking().handle}</code> is carried out when you press Confirm." in card
    assert list(asked.bubbles[-1].buttons) == [CONFIRM, KEEP_WAITING, REFRESH]
    assert (states(), eth()) == (["asking", "active"], Decimal(2))


def test_confirm_carries_the_order_out_and_ends_its_pair(asked: Chat) -> None:
    press(asked, "order_now")
    booked = asked.presses(CONFIRM)
    stop, target = Order.objects.order_by("pk")

    assert booked.startswith("✅ <b>Simulated</b> · ETH → USDC")
    assert f"🛡 Stop loss <code>{stop.handle}</code> is done, and cancelled <code>{target.handle}</code>" in booked
    assert (states(), target.ended_by, eth()) == (["done", "cancelled"], stop, Decimal("1.5"))
    assert list(asked.bubbles[-1].buttons) == ["💲 Price", "📈 Chart"]


def test_five_presses_at_once_are_one_trade(asked: Chat) -> None:
    press(asked, "order_now")
    card = asked.card(CONFIRM)
    asked.brings(*(asked.press(card.buttons[CONFIRM], card.message_id) for _ in range(5)))

    assert (states(), eth()) == (["done", "cancelled"], Decimal("1.5"))
    assert asked.last == "This order is already done. It will not be done twice."


def test_a_quote_that_lapsed_trades_nothing(asked: Chat) -> None:
    press(asked, "order_now")
    expire_quotes()
    asked.presses(CONFIRM)

    assert asked.last.startswith("This quote has expired. Nothing was traded")
    assert (states(), eth()) == (["asking", "active"], Decimal(2))


def test_a_worse_price_is_asked_about_again(asked: Chat) -> None:
    press(asked, "order_now")
    market().nudge("ETH", -5)
    again = asked.presses(CONFIRM)

    assert again.startswith("⚠️ <b>The price moved below the minimum you saw.</b> Nothing was traded.")
    assert (states(), eth()) == (["asking", "active"], Decimal(2))
    assert asked.presses(CONFIRM).startswith("✅ <b>Simulated</b>")


def test_somebody_elses_quote_of_ones_own_does_not_count(asked: Chat) -> None:
    asked.says("buy 10 link with usdc")
    quote = asked.card(CONFIRM).buttons[CONFIRM].removeprefix("confirm:")

    assert (
        press(asked, "order_confirm", quote) == "This quote is not of that order. Nothing was traded: look at /orders."
    )
    assert states() == ["asking", "active"]


def test_an_order_cancelled_meanwhile_is_not_carried_out(asked: Chat) -> None:
    press(asked, "order_now")
    Order.objects.filter(kind="stop_loss").update(state="cancelled")
    asked.presses(CONFIRM)

    assert asked.last == "This order was cancelled. Nothing was traded."
    assert eth() == 2


def test_when_okx_fails_the_order_goes_on_asking(asked: Chat) -> None:
    press(asked, "order_now")
    set_fault("aggregator/quote", "500", times=99)
    asked.presses(CONFIRM)
    clear_faults()

    assert asked.last.startswith("OKX has trouble answering")
    assert (states(), eth()) == (["asking", "active"], Decimal(2))


def test_when_okx_fails_behind_the_word_it_is_told_and_tried_again(asked: Chat, okx: responses.RequestsMock) -> None:
    press(asked, "order_now")
    quotes = iter([None, lambda: set_fault("aggregator/quote", "500", times=99)])
    with while_quoting(okx, lambda: (next(quotes, None) or int)()):
        told = asked.presses(CONFIRM)

    assert told.startswith("⏳ <b>🛡 Stop loss: not traded yet.</b>\nOKX has trouble answering")
    assert (states(), asking().attempts, eth()) == (["triggered", "cancelled"], 1, Decimal(2))


def failed(chat: Chat) -> Order:
    chat.says("stop loss link 15")
    order = newest()
    now = timezone.now()
    assert fire(order, usd=Decimal(15), now=now)
    assert give_up(order, reason="OKX was away.", now=now)
    return order


def test_a_failed_order_is_tried_again_as_a_trade_of_its_own(trader: Chat) -> None:
    order = failed(trader)

    assert trader.brings(trader.press(f"order_retry:{order.handle}")).startswith("<b>LINK → USDC</b>")
    assert trader.presses(CONFIRM).startswith("✅ <b>Simulated</b> · LINK → USDC")
    assert (states(), swap_states()) == (["failed"], ["booked"])


@pytest.mark.parametrize("verb", ["order_now", "order_wait", "order_confirm"])
def test_a_failed_order_is_not_carried_out_itself(trader: Chat, verb: str) -> None:
    order = failed(trader)
    trader.says("sell 1 link")
    quote = trader.card(CONFIRM).buttons[CONFIRM].removeprefix("confirm:")
    more = f":{quote}" if verb == "order_confirm" else ""

    assert trader.brings(trader.press(f"{verb}:{order.handle}{more}")).startswith("This order could not be carried out")
    assert (states(), balances()["LINK"]) == (["failed"], Decimal(100))


@pytest.mark.parametrize("state", ["active", "asking"])
def test_only_a_failed_order_is_tried_again(trader: Chat, state: str) -> None:
    trader.says("stop loss link 15")
    Order.objects.update(state=state)

    assert trader.brings(trader.press(f"order_retry:{newest().handle}")).startswith("This order ")
    assert swap_states() == []
