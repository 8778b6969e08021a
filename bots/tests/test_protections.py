"""Orders that protect a purchase: in its sentence, or by the buttons under it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bots.tests.chat import Chat
from bots.tests.ledger import CASH, CONFIRM, balances, states
from bots.tests.test_alerts import mallory_beside
from sandbox.market import market
from trading.models import Order, Swap

pytestmark = pytest.mark.django_db

BOTH, STOP, TARGET, TRAIL = "🛡+🎯 Both", "🛡 Stop −5 %", "🎯 Target +10 %", "📉 Trail 5 %"


def kinds() -> list[str]:
    return list(Order.objects.order_by("pk").values_list("kind", flat=True))


def facts(*names: str) -> tuple[object, ...]:
    """Return facts of the newest order."""
    order = Order.objects.latest("pk")
    return tuple(getattr(order, name) for name in names)


@pytest.mark.parametrize("choice", ["stop", "target", "both", "trail"])
def test_nobody_else_can_protect_a_purchase(bought: Chat, choice: str) -> None:
    mallory = mallory_beside(bought)
    answer = mallory.brings(mallory.press(f"protect:{Swap.objects.get().handle}:{choice}"))

    assert answer == "This trade is not yours, or no longer known. Look at /history."
    assert kinds() == []


@pytest.mark.parametrize(
    "data", ["protect", "protect:", "protect:x:stop", "protect:{}:", "protect:{}:all", "protect:{}:stop:5"]
)
def test_a_forged_protection_does_nothing(bought: Chat, data: str) -> None:
    answer = bought.brings(bought.press(data.format(Swap.objects.get().handle)))

    assert answer in {
        "This trade is not yours, or no longer known. Look at /history.",
        "This button is from an older version. Place the order with /stoploss or /takeprofit.",
    }
    assert kinds() == []


@pytest.mark.parametrize("label", [STOP, TARGET, BOTH, TRAIL])
def test_a_second_press_says_that_it_is_set_already(bought: Chat, label: str) -> None:
    bought.presses(label)
    placed = kinds()
    bought.presses(label)

    assert bought.last == "This purchase is protected like that already. Look at /orders."
    assert kinds() == placed


def test_five_presses_at_once_are_one_protection(bought: Chat) -> None:
    card = bought.card(BOTH)
    bought.brings(*(bought.press(card.buttons[BOTH], card.message_id) for _ in range(5)))

    assert sorted(kinds()) == ["stop_loss", "take_profit"]


def test_what_is_not_carried_out_cannot_be_protected(trader: Chat) -> None:
    trader.says("buy 10 link with usdc")
    answer = trader.brings(trader.press(f"protect:{Swap.objects.get().handle}:stop"))

    assert answer == "This trade was not carried out, so there is nothing to protect."


def test_a_sale_for_dollars_leads_on_to_what_was_sold(trader: Chat) -> None:
    trader.says("sell 1 eth")
    booked = trader.presses(CONFIRM)

    assert list(trader.bubbles[-1].buttons) == ["💲 Price", "📈 Chart"]
    assert trader.presses("💲 Price") == booked  # the record of the trade stays
    assert trader.last.startswith("<b>ETH</b>  $")


def test_a_purchase_with_a_bracket_is_protected_once_it_is_filled(trader: Chat) -> None:
    card = trader.says("buy 10 link with usdc with stop 5% and target 10%")
    assert "Once bought, protected by a stop 5 % below and target 10 % above the price you pay" in card
    assert kinds() == []

    booked = trader.presses(CONFIRM)
    stop, target = Order.objects.order_by("pk")
    assert (stop.kind, target.kind, stop.protects) == ("stop_loss", "take_profit", Swap.objects.get())
    assert f"or below: <code>{stop.handle}</code>" in booked
    assert f"or above: <code>{target.handle}</code>" in booked
    assert list(trader.bubbles[-1].buttons) == ["💲 Price", "📈 Chart"]


def test_the_bracket_of_a_quote_survives_a_worse_price(trader: Chat) -> None:
    trader.says("buy 10 link with usdc with target 50%")
    market().nudge("LINK", 5)
    assert "target 50 % above the price you pay" in trader.presses(CONFIRM)
    trader.presses(CONFIRM)

    assert kinds() == ["take_profit"]


def test_a_price_beyond_the_bracket_is_refused_before_anything_is_bought(trader: Chat) -> None:
    assert trader.says("buy $200 of link, stop 99, target 150").startswith("The stop must be below the price")
    assert (states(), balances()["USDC"]) == ([], CASH["USDC"])


def test_a_purchase_that_waits_carries_its_bracket(trader: Chat) -> None:
    card = trader.says("buy 0.5 eth if it falls to 2000 with stop 1900 and target 10%")

    assert "Then protected by a stop at $1,900 and target 10 % above the price you pay" in card
    assert facts("stop_usd", "target_percent") == (1900, 10)


@pytest.mark.parametrize(
    ("label", "placed"),
    [
        (STOP, ["stop_loss"]),
        (TARGET, ["take_profit"]),
        (BOTH, ["stop_loss", "take_profit"]),
        (TRAIL, ["trailing_stop"]),
    ],
)
def test_a_filled_purchase_is_protected_by_a_press(bought: Chat, label: str, placed: list[str]) -> None:
    record = bought.presses(label)
    fill_usd = Swap.objects.get().value_usd

    assert record.startswith("✅ <b>Simulated</b> · USDC → LINK")
    assert (kinds(), bought.last.count("set</b> · <b>DRY RUN</b>")) == (placed, len(placed))
    assert "Sells 10 LINK for USDC" in bought.last
    assert fill_usd is not None
    triggers = {order.kind: order.trigger_usd for order in Order.objects.all()}
    expected = {"stop_loss": fill_usd / 10 * Decimal("0.95"), "take_profit": fill_usd / 10 * Decimal("1.1")}
    assert all(round(triggers[kind] or 0, 6) == round(usd, 6) for kind, usd in expected.items() if kind in triggers)
