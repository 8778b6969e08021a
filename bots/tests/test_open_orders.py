"""Orders that wait: who may press, what the list tells, and what becomes of an order that asks."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from bots.messages import MAX_LENGTH
from bots.tests.chat import Chat
from bots.tests.ledger import CONFIRM, balances
from bots.tests.ledger import states as swap_states
from bots.tests.test_alerts import mallory_beside
from tokens.models import Price
from trading.models import Order, User
from trading.order_moves import hold
from trading.tests.order_desk import fixed_price, waiting

pytestmark = pytest.mark.django_db

NOT_YOURS = "This order is not yours, or no longer known. Look at /orders."
EDIT, PAUSE, RESUME, CANCEL = "✏ Edit", "⏸ Pause", "▶ Resume", "✖ Cancel"
TRADE_NOW, KEEP_WAITING, REFRESH = "⚡ Trade now", "⏳ Keep waiting", "🔄 Refresh"


def states() -> list[str]:
    return list(Order.objects.order_by("pk").values_list("state", flat=True))


def newest() -> Order:
    return Order.objects.select_related("token__chain", "currency__chain", "wallet", "user").latest("pk")


def eth() -> Decimal:
    """Return how many ETH there are, gas apart."""
    return round(balances()["ETH"], 3)


def asking() -> Order:
    return Order.objects.get(kind="stop_loss")


def press(chat: Chat, verb: str, *more: str) -> str:
    return chat.brings(chat.press(":".join((verb, asking().handle, *more))))


VERBS = ["order_edit", "order_pause", "order_resume", "order_cancel", "order_wait", "order_now", "order_retry"]


@pytest.mark.parametrize("verb", [*VERBS, "order_confirm"])
@pytest.mark.parametrize("more", ["", ":0"])
def test_nobody_else_can_press(asked: Chat, verb: str, more: str) -> None:
    mallory = mallory_beside(asked)
    answer = mallory.brings(mallory.press(f"{verb}:{asking().handle}{more}"))

    assert answer == NOT_YOURS
    assert (states(), swap_states()) == (["asking", "active"], [])


@pytest.mark.parametrize(
    "words", ["cancel order {}", "/pauseorder {}", "/resumeorder {}", "change order {} to 5", "/changeorder {}"]
)
def test_nobody_else_can_say_its_id(asked: Chat, words: str) -> None:
    assert mallory_beside(asked).says(words.format(asking().handle)) == NOT_YOURS
    assert states() == ["asking", "active"]


def test_nobody_else_can_confirm_what_was_quoted_for_somebody(asked: Chat) -> None:
    press(asked, "order_now")
    data = asked.card(CONFIRM).buttons[CONFIRM]
    mallory = mallory_beside(asked)

    assert mallory.brings(mallory.press(data)) == NOT_YOURS
    assert (states(), swap_states()) == (["asking", "active"], ["quoted"])


def test_nobody_else_can_cancel_them_all(asked: Chat) -> None:
    asked.says("cancel all orders")
    data = asked.card("✖ Cancel all").buttons["✖ Cancel all"]
    mallory = mallory_beside(asked)
    mallory.brings(mallory.press(data))

    assert mallory.says("/orders").startswith("You have no orders.")
    assert states() == ["asking", "active"]


@pytest.mark.parametrize(
    "data", [*VERBS, *(f"{verb}:" for verb in VERBS), "order_confirm:x:y", "order_confirm:x", "order_pause:x:0"]
)
def test_a_forged_button_does_nothing(asked: Chat, data: str) -> None:
    assert asked.brings(asked.press(data)) == NOT_YOURS
    assert states() == ["asking", "active"]


@pytest.mark.parametrize("data", ["orders:99999", "orders:-1", "orders:x", "orders", "orders:²"])
def test_a_page_that_does_not_exist_shows_one_that_does(trader: Chat, data: str) -> None:
    assert trader.brings(trader.press(data)).startswith("You have no orders.")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/cancelorder", "Say which order by its number or id, such as “cancel order 2”. /orders lists yours."),
        ("/pauseorder", "Say which order by its number or id"),
        ("/changeorder", "Say which order by its number or id"),
        ("cancel all orders", "You have no orders to cancel."),
        ("cancel order k7m2p9x4qd", NOT_YOURS),
        ("/resumeorder me", NOT_YOURS),
        ("/changeorder x to the moon", "I did not understand that. Write it like “/changeorder 2 2700”"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_way_out(trader: Chat, text: str, answer: str) -> None:
    assert trader.says(text).startswith(answer)


def test_a_second_press_of_cancel_says_so(trader: Chat) -> None:
    trader.says("stop loss eth 2800")
    data = trader.card(CANCEL).buttons[CANCEL]

    assert trader.presses(CANCEL).startswith("<b>✖ Cancelled: 🛡 Stop loss</b> · <b>DRY RUN</b>")
    assert trader.brings(trader.press(data)) == "This order is already cancelled. Place a new one if you still want it."
    assert states() == ["cancelled"]


def test_what_the_cancelled_one_belonged_to_is_told(trader: Chat) -> None:
    trader.says("oco eth stop 2900 target 3500")
    card = trader.says(f"cancel order {Order.objects.get(kind='stop_loss').handle}")

    assert f"<code>{Order.objects.get(kind='take_profit').handle}</code>, which it belonged to, still waits" in card
    assert states() == ["cancelled", "active"]


def test_cancelling_them_all_asks_once_more(trader: Chat) -> None:
    trader.says("oco eth stop 2900 target 3500")
    assert trader.says("cancel all orders").startswith("Cancel all 2 orders?")
    assert states() == ["active", "active"]
    assert trader.presses("Keep them") == "Nothing was cancelled. 2 orders are still there: /orders"

    trader.says("/orders")
    trader.presses("✖ Cancel all")
    assert trader.presses("✖ Cancel all") == "✖ Cancelled 2 orders."
    assert states() == ["cancelled", "cancelled"]


def test_a_question_about_all_is_answered_once(trader: Chat) -> None:
    trader.says("stop loss eth 2800")
    trader.says("cancel all orders")
    data = trader.card("✖ Cancel all").buttons["✖ Cancel all"]
    trader.presses("✖ Cancel all")
    trader.says("stop loss eth 2800")

    assert trader.brings(trader.press(data)) == "This question is closed. Please ask again."
    assert states() == ["cancelled", "active"]


@pytest.mark.parametrize("text", ["cancel all orders sure", "cancelorder all yes", "/cancelorder all sure"])
def test_no_sentence_skips_the_question(trader: Chat, text: str) -> None:
    trader.says("stop loss eth 2800")
    trader.says(text)

    assert states() == ["active"]


def test_the_list_tells_how_far_away_each_order_is_and_what_it_would_do(trader: Chat) -> None:
    trader.says("oco eth stop 2700 target 3300")
    stop, target = Order.objects.order_by("pk")

    assert trader.says("/orders") == (
        "<b>Your orders</b> (2)\n\n"
        "1. 🛡 Stop loss: <b>ETH</b> on Ethereum at $2,700 or below\n"
        "Sells all your ETH for USDC, at $2,673.00 or better\n"
        "now $3,000.00 · −10 % to go\n"
        f"<code>{stop.handle}</code> · cancels {target.handle}\n\n"
        "2. 🎯 Take profit: <b>ETH</b> on Ethereum at $3,300 or above\n"
        "Sells all your ETH for USDC, at $3,267.00 or better\n"
        "now $3,000.00 · +10 % to go\n"
        f"<code>{target.handle}</code> · cancels {stop.handle}\n\n"
        "<i>DRY RUN. Best effort: this server may sleep; after a gap I ask instead of trading. /status</i>"
    )


def test_the_list_keeps_the_orders_of_a_token_together(trader: Chat) -> None:
    for text in ("stop loss link 15", "stop loss eth 2800", "take profit link 30"):
        trader.says(text)
    lines = [line for line in trader.says("/orders").splitlines() if line[:1].isdigit()]

    assert ["ETH" in line for line in lines] == [True, False, False]


def test_a_price_of_nothing_and_no_price_have_no_distance(trader: Chat) -> None:
    trader.says("stop loss eth 2800")
    Price.objects.update(usd=0)
    assert "to go" not in trader.says("/orders")
    Price.objects.all().delete()

    assert "no price known" in trader.says("/orders")


def test_the_list_shows_why_a_reached_order_waits(trader: Chat) -> None:
    trader.says("stop loss eth 2800")
    assert hold(newest(), reason="The price of <b>one</b> look proves nothing.", until=timezone.now())
    listed = trader.says("/orders")

    assert "⏳ Reached, and waits: The price of &lt;b&gt;one&lt;/b&gt; look proves nothing." in listed


def test_the_list_is_changed_in_place(trader: Chat) -> None:
    trader.says("stop loss eth 2800")
    trader.says("stop loss link 15")
    trader.says("/orders")

    assert "⏸ Paused" in trader.presses(f"{PAUSE} 1")
    assert "⏸ Paused" not in trader.presses(f"{RESUME} 1")
    assert "ETH" not in trader.presses(f"{CANCEL} 1")
    assert (states(), list(trader.bubbles[-1].buttons)) == (
        ["cancelled", "active"],
        [f"{EDIT} 1", f"{PAUSE} 1", f"{CANCEL} 1"],
    )


def test_a_hundred_orders_are_shown_page_by_page(trader: Chat) -> None:
    user = User.objects.get()
    for _ in range(50):
        for kind, pair in (("stop_loss", "a" * 10), ("limit_buy", "")):
            order = waiting(user, Order.Kind(kind), "ETH", pair=pair, expires_at=timezone.now() + timedelta(days=400))
            Order.objects.filter(pk=order.pk).update(waits_because="n" * 300)
    Order.objects.filter(pair="a" * 10).exclude(pk__in=Order.objects.filter(pair="a" * 10)[:3]).update(pair="")
    pages = [trader.says("/orders"), *(trader.presses("Next ▶") for _ in range(9))]

    assert [page.startswith("<b>Your orders</b> (100)") for page in pages] == [True] * 10
    assert "\n100. " in pages[-1]
    assert max(map(len, pages)) <= MAX_LENGTH
    assert "Next ▶" not in trader.bubbles[-1].buttons
    assert "\n81. " in trader.presses("◀ Back")


def test_an_order_is_moved_by_words_by_buttons_and_by_a_typed_price(trader: Chat) -> None:
    trader.says("stop loss eth 2800")
    handle = newest().handle

    assert "at $2,700 or below" in trader.says(f"/changeorder {handle} 2700")
    trader.presses(EDIT)
    assert "at $2,910 or below" in trader.presses("−3 % · $2,910.00")
    trader.says(f"edit order {handle}")
    assert "at $2,650 or below" in trader.says("2650")
    assert newest().trigger_usd == 2650


def test_a_trailing_stop_is_moved_by_its_percentage(trader: Chat) -> None:
    trader.says("trail eth by 5%")
    trader.presses(EDIT)
    assert "10 % below its highest price (now $2,700.00)" in trader.presses("10 %")

    refused = trader.says(f"change order {newest().handle} to 2700")
    assert refused == "This order follows the price: name another percentage for it, not a price."


def test_an_order_is_not_moved_to_where_the_price_is_already(trader: Chat) -> None:
    trader.says("stop loss eth 2800")

    assert "already. Sell it now, or choose a lower price." in trader.says(f"/changeorder {newest().handle} 3100")
    assert newest().trigger_usd == 2800


def test_an_order_that_is_over_is_not_asked_about(trader: Chat) -> None:
    trader.says("stop loss eth 2800")
    data = trader.card(EDIT).buttons[EDIT]
    trader.presses(CANCEL)

    assert trader.brings(trader.press(data)) == "This order does not wait for a price any more. Look at /orders."


def test_a_card_is_paused_and_resumed(trader: Chat) -> None:
    trader.says("stop loss eth 2800")

    assert "⏸ Paused: You paused it." in trader.presses(PAUSE)
    assert states() == ["paused"]
    fixed_price("ETH", "2700")
    trader.presses(RESUME)
    assert "ETH is at $2,700.00 now, which is at or below a stop loss of $2,800.00 already." in trader.last
    fixed_price("ETH", "3000")
    assert "Paused" not in trader.presses(RESUME)
    assert states() == ["active"]
