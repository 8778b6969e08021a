"""Placing orders in the chat: by a sentence, by a command, by buttons, under a purchase."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from pytest_django import Settings

from bots.models import Dialog
from bots.tests.chat import Chat
from bots.tests.ledger import PWN, balances, states
from sandbox.okx.faults import set_fault
from tokens.models import Price, Token
from trading.models import Order
from trading.tests.order_desk import fixed_price

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    return list(Order.objects.order_by("pk").values_list("kind", flat=True))


def facts(*names: str) -> tuple[object, ...]:
    """Return facts of the newest order."""
    order = Order.objects.latest("pk")
    return tuple(getattr(order, name) for name in names)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (
            "stop loss eth 3000",
            "ETH is at $3,000.00 now, which is at or below a stop loss of $3,000.00 already. Sell it",
        ),
        ("sell 1 eth at 2500", "ETH is at $3,000.00 now, which is at or above a target of $2,500.00 already. Sell it"),
        (
            "buy 0.1 eth if it falls to 3100",
            "ETH is at $3,000.00 now, which is at or below a limit of $3,100.00 already.",
        ),
        (
            "buy 0.1 eth if it breaks above 2900",
            "ETH is at $3,000.00 now, which is at or above a breakout of $2,900.00",
        ),
        (
            "oco eth stop 2800 target 2900",
            "ETH is at $3,000.00 now, which is at or above a target of $2,900.00 already.",
        ),
        ("/oco eth stop 2800", "I did not understand that. Write it like “/oco ETH stop 2800 target 3500”"),
        ("stop loss eth 100%", "A price cannot fall by 100 % or more. Name a smaller percentage."),
        ("sell 3 eth at 4000", "There is only 2 ETH in this wallet. Name a smaller amount, or none to sell all."),
        ("sell 150% of my eth at 4000", "You cannot trade more than 100 % of what you have."),
        ("stop loss uni 2", "There is no UNI in this wallet to sell. Look at /portfolio for what there is."),
        ("stop loss nosuchcoin 5", "Esther does not know NOSUCHCOIN on any chain"),
        ("stop loss x&y 5", "Esther does not know X&amp;Y on any chain"),
        ("stop loss eth 2800 on atlantis", "Esther does not know the chain atlantis"),
        ("stop loss usdc 0.99", "What would you like to have for your <b>USDC</b>?"),
        ("sell eth at 4000 for eth", "That would trade ETH for itself. Name two different tokens."),
        ("stop loss eth 2800 slippage 50%", "Slippage must be above 0 and at most 3 %. Name another one."),
        ("stop loss eth 2800 for 99 weeks", "An order with an end lasts for a year at most."),
        ("trail eth by 100%", "A trailing stop follows the price at 0.1 to 99.9 %. Name another percentage."),
        ("trail eth by 0.05%", "A trailing stop follows the price at 0.1 to 99.9 %. Name another percentage."),
        ("buy 1 eth if it falls to 2500 with stop 2600", "The stop must be below the price"),
        ("buy 0.1 eth with stop 100%", "A stop is above 0 and below 100 %. Name another percentage."),
        ("buy 0.1 eth with stop 3100", "The stop must be below the price of the purchase. Choose a lower one."),
        ("/stoploss 2800 eth", "I did not understand that. Write it like “/stoploss ETH 2800”"),
        ("/trailing eth 5", "I did not understand that. Write it like “/trailing ETH 5%”"),
    ],
)
def test_what_cannot_be_ordered_is_refused_with_a_way_out(trader: Chat, text: str, answer: str) -> None:
    assert trader.says(text).removeprefix("⚠️ ").startswith(answer)
    assert (kinds(), states()) == ([], [])


def test_without_anything_to_sell_there_is_nothing_to_ask(alice: Chat) -> None:
    assert alice.says("/stoploss") == "There is nothing to sell in this wallet. Look at /portfolio for what there is."


@pytest.mark.parametrize(
    "text", ["stop loss eth 2800", "buy 0.1 eth at 2000", "trail eth by 5%", "oco eth stop 5% target 9%"]
)
def test_a_command_that_comes_late_places_nothing(trader: Chat, text: str) -> None:
    answer = trader.says(text, sent_at=timezone.now() - timedelta(minutes=3))

    assert answer.startswith("This message reached me too late to act on it.")
    assert kinds() == []


def test_a_forwarded_sentence_places_nothing(trader: Chat) -> None:
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Bob"}
    answer = trader.says("stop loss eth 2800", forward_origin=origin)

    assert answer.startswith("I do not act on forwarded messages.")
    assert kinds() == []


def test_without_a_price_nothing_is_set(trader: Chat) -> None:
    trader.says("/paper add 5 uni")
    set_fault("", "500", times=99)

    assert trader.says("stop loss uni 2").startswith("OKX has trouble answering")
    assert kinds() == []


def test_one_order_too_many_is_refused(trader: Chat, settings: Settings) -> None:
    settings.MAX_ORDERS_PER_USER = 1
    trader.says("stop loss eth 2800")
    answer = trader.says("stop loss eth 2700")

    assert answer == "There can be 1 orders at a time and no more. Cancel one with /orders first."
    assert kinds() == ["stop_loss"]


def test_an_expired_question_places_nothing(trader: Chat) -> None:
    trader.says("stop loss for eth")
    label = next(iter(trader.bubbles[-1].buttons))
    Dialog.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    trader.presses(label)

    assert trader.last == "This question is closed. Please ask again."
    assert kinds() == []


def test_an_answer_counts_once(trader: Chat) -> None:
    trader.says("stop loss for eth")
    card = trader.bubbles[-1]
    data = next(iter(card.buttons.values()))
    trader.brings(*(trader.press(data, card.message_id) for _ in range(5)))

    assert kinds() == ["stop_loss"]


def test_a_card_tells_all_there_is_to_know(trader: Chat) -> None:
    card = trader.says("set a stop loss for half my eth at 2,700 for 7 days, slippage 2%")
    order = Order.objects.get()

    assert card.splitlines()[:5] == [
        "<b>🛡 Stop loss set</b> · <b>DRY RUN</b>",
        "<b>ETH</b> on Ethereum at $2,700 or below",
        "Sells 50 % of your ETH for USDC, at $2,646.00 or better",
        "Now: $3,000.00, −10 % to go",
        f"Wallet: Paper, slippage 2 %, until {order.expires_at:%-d %b %H:%M} UTC",
    ]
    assert card.endswith(
        f"\nId: <code>{order.handle}</code>\n\n"
        "<i>Best effort: this server may sleep; after a gap I ask instead of trading. /status</i>"
    )
    assert facts("trigger_usd", "share_percent", "slippage_percent") == (2700, 50, 2)
    assert (states(), balances()["ETH"]) == ([], Decimal(2))


@pytest.mark.parametrize(
    ("text", "condition", "effect"),
    [
        (
            "/stoploss eth 2800",
            "ETH</b> on Ethereum at $2,800 or below",
            "Sells all your ETH for USDC, at $2,772.00 or better",
        ),
        (
            "stop loss eth -5%",
            "ETH</b> on Ethereum at $2,850 or below",
            "Sells all your ETH for USDC, at $2,821.50 or better",
        ),
        (
            "/takeprofit eth 10%",
            "ETH</b> on Ethereum at $3,300 or above",
            "Sells all your ETH for USDC, at $3,267.00 or better",
        ),
        (
            "sell 1.5 eth at 4000 for usdt",
            "ETH</b> on Ethereum at $4,000 or above",
            "Sells 1.5 ETH for USDT, at $3,960.00 or better",
        ),
        (
            "sell $500 of eth at 4000",
            "ETH</b> on Ethereum at $4,000 or above",
            "Sells 0.125 ETH for USDC, at $3,960.00 or better",
        ),
        (
            "sell 1 eth when it hits 2500",
            "ETH</b> on Ethereum at $2,500 or below",
            "Sells 1 ETH for USDC, at $2,475.00 or better",
        ),
        (
            "/limit 0.5 eth at 2000",
            "ETH</b> on Ethereum at $2,000 or below",
            "Buys 0.5 ETH with USDC, at $2,020.00 or better",
        ),
        (
            "buy $100 of link when it drops below 12",
            "LINK</b> on Ethereum at $12 or below",
            "Buys LINK for 100 USDC, at $12.12 or better",
        ),
        (
            "buy 0.1 eth if it breaks above 3500",
            "ETH</b> on Ethereum at $3,500 or above",
            "Buys 0.1 ETH with USDC, at $3,535.00 or better",
        ),
        (
            "buy 0.1 eth at 3500",
            "ETH</b> on Ethereum at $3,500 or above",
            "Buys 0.1 ETH with USDC, at $3,535.00 or better",
        ),
        (
            "buy 0.1 eth when it crosses 3500",
            "ETH</b> on Ethereum at $3,500 or above",
            "Buys 0.1 ETH with USDC, at $3,535.00 or better",
        ),
        (
            "buy link with 70 dollars at 12",
            "LINK</b> on Ethereum at $12 or below",
            "Buys LINK for 70 USDC, at $12.12 or better",
        ),
        (
            "/trailing eth 5%",
            "ETH</b> on Ethereum, 5 % below its highest price (now $2,850.00)",
            "Sells all your ETH for USDC, at $2,821.50 or better",
        ),
        (
            "trail 40% of my link by 7.5%",
            "LINK</b> on Ethereum, 7.5 % below its highest price (now $18.50)",
            "Sells 40 % of your LINK for USDC, at $18.32 or better",
        ),
    ],
)
def test_each_kind_of_order_is_said_in_words(trader: Chat, text: str, condition: str, effect: str) -> None:
    card = trader.says(text)

    assert card.splitlines()[1:3] == [f"<b>{condition}", effect]
    assert effect in trader.says("/orders")


def test_bitcoin_is_the_token_of_the_chain(trader: Chat) -> None:
    trader.says("/paper add 0.2 wbtc")
    fixed_price("WBTC", "120000")

    assert "<b>WBTC</b> on Ethereum at $110,000 or below" in trader.says("set a stop loss for BTC at 110000")
    assert "Sells 0.2 WBTC for USDC" in trader.says("sell 0.2 wbtc if price falls under 95k")


def test_a_stop_and_a_target_cancel_each_other(trader: Chat) -> None:
    card = trader.says("oco eth stop 2800 target 3500 0.5")
    stop, target = Order.objects.order_by("pk")

    assert (stop.kind, target.kind, stop.pair) == ("stop_loss", "take_profit", target.pair)
    assert f"Cancels <code>{target.handle}</code> when it fires" in card
    assert f"Cancels <code>{stop.handle}</code> when it fires" in card
    assert card.count("Sells 0.5 ETH for USDC") == 2
    assert list(trader.bubbles[-1].buttons) == [
        "✏ Edit 1",
        "⏸ Pause 1",
        "✖ Cancel 1",
        "✏ Edit 2",
        "⏸ Pause 2",
        "✖ Cancel 2",
        "📋 Orders",
        "📈 Chart",
    ]


def test_a_bare_stop_loss_is_asked_about_with_buttons(trader: Chat) -> None:
    question = trader.says("stop loss for eth")
    labels = list(trader.bubbles[-1].buttons)

    assert question.startswith("<b>ETH</b> on Ethereum is at $3,000.00\nSell when it falls to which price?")
    assert labels == ["−3 % · $2,910.00", "−5 % · $2,850.00", "−10 % · $2,700.00"]
    assert trader.presses(labels[2]).startswith("<b>🛡 Stop loss set</b>")
    assert facts("kind", "trigger_usd", "share_percent") == ("stop_loss", 2700, 100)


def test_the_price_may_be_typed(trader: Chat) -> None:
    trader.says("take profit on eth")
    trader.says("4k")

    assert facts("kind", "trigger_usd") == ("take_profit", 4000)


@pytest.mark.parametrize("text", ["5%", "at 5% below", "−5 %", "5 percent under the current price"])
def test_how_far_off_it_is_may_be_typed(trader: Chat, text: str) -> None:
    trader.says("stop loss for eth")
    trader.says(text)

    assert facts("kind", "trigger_usd") == ("stop_loss", 2850)


@pytest.mark.parametrize("text", ["5% above", "+5%", "100%"])
def test_what_is_no_price_below_sets_no_stop_loss(trader: Chat, text: str) -> None:
    trader.says("stop loss for eth")
    trader.says(text)

    assert not Order.objects.exists()


def test_step_by_step_it_is_placed_with_buttons_only(trader: Chat) -> None:
    assert trader.says("/trailing").startswith("Which of your tokens")
    trader.presses(next(label for label in trader.bubbles[-1].buttons if "LINK" in label))
    assert "Sell when it falls how far from its highest price?" in trader.last
    trader.presses("8 %")

    assert facts("kind", "trail_bps") == ("trailing_stop", 800)


def test_a_purchase_without_an_amount_is_asked_about(trader: Chat) -> None:
    assert trader.says("buy eth if it falls to 2000").startswith("How much <b>ETH</b> is the order to buy?")
    assert "Buys ETH for 100 USDC" in trader.presses("$100")
    assert facts("kind", "trigger_usd") == ("limit_buy", 2000)


def test_a_doubtful_name_is_chosen_from_buttons(trader: Chat) -> None:
    for address in ("0x" + "1" * 40, PWN):
        Token.objects.create(chain_id=1, address=address, symbol="COPY", decimals=18, source="user")
    meant = Token.objects.get(address=PWN)
    Price.objects.create(token=meant, usd=Decimal(1), source="test", observed_at=timezone.now())
    trader.says("limit buy $100 of copy at 0.5")
    assert trader.presses(f"? COPY · Ethereum · {PWN[:6]}…0000").startswith("<b>🛒 Limit buy set</b>")

    assert facts("token") == (meant,)


def test_an_unverified_token_is_marked_and_its_name_is_harmless(trader: Chat) -> None:
    card = trader.says(f"buy $10 of {PWN} at 0.000001")

    assert "<b>&lt;b&gt;PWN&lt;/b&gt;</b> (not verified) on Ethereum" in card
    assert f"⚠️ Not verified, check the address: <code>{PWN}</code>" in card
