"""Every sentence with a part missing: what is asked, with which buttons, and what may be typed instead."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bots.tests.chat import Chat
from bots.tests.ledger import CONFIRM
from tokens.models import Token
from trading.models import Order, Swap, User

pytestmark = pytest.mark.django_db


def buttons(chat: Chat) -> list[str]:
    return list(chat.bubbles[-1].buttons)


# What is refused


@pytest.mark.parametrize("text", ["/sell", "/oco", "/stoploss", "/takeprofit", "/trailing"])
def test_who_holds_nothing_but_dollars_is_told_so(alice: Chat, text: str) -> None:
    assert alice.says(text).startswith("There is nothing to sell in this wallet.")


@pytest.mark.parametrize("data", ["buy", "buy::", "buy:1", "sell:1:", "sell:1:nosuchcoin:new", "buy:x:y"])
def test_a_forged_button_begins_nothing(alice: Chat, data: str) -> None:
    alice.says("/start")
    answer = alice.brings(alice.press(data))

    assert answer.startswith(("No token is named", "Esther does not know", "Several tokens are called"))
    assert not Swap.objects.exists()


def test_no_button_trades_without_a_quote_and_confirm(trader: Chat) -> None:
    for label in ("🛒 Buy", "🏷 Sell"):
        trader.says("price eth")
        trader.presses(label)
        assert not Swap.objects.exclude(state=Swap.State.QUOTED).exists()
        trader.presses(buttons(trader)[0])
        assert "Nothing happens until you press Confirm." in trader.last
    assert not Swap.objects.exclude(state=Swap.State.QUOTED).exists()


@pytest.mark.parametrize("text", ["nosuchcoin", "0x12", "12345"])
def test_an_answer_that_is_no_token_leaves_the_question_open(alice: Chat, text: str) -> None:
    alice.says("/price")

    assert not alice.says(text).startswith("<b>")
    assert alice.says("link").startswith("<b>LINK</b>  $")


# Buying and selling


def test_to_buy_the_token_and_the_amount_are_asked_for_one_after_the_other(alice: Chat) -> None:
    assert alice.says("buy").startswith("Which token would you like to buy?")
    assert buttons(alice) == ["ETH", "BTC", "LINK"]
    assert alice.presses("LINK").startswith("How much <b>LINK</b> would you like to buy?\nIt is at $")
    assert "You give: <b>100 USDC</b>" in alice.presses("$100")
    assert len(alice.bubbles) == 1  # one message, edited in place


def test_the_answers_may_be_typed(alice: Chat) -> None:
    alice.says("/buy")
    assert alice.says("chainlink").startswith("How much <b>LINK</b>")
    assert "You get: <b>2 LINK</b> expected" in alice.says("2 link")


def test_an_amount_of_the_token_is_never_one_of_what_is_paid(alice: Chat) -> None:
    """After a press the token is known by its address, and “2 link” is of it all the same."""
    alice.says("buy")
    alice.presses("LINK")
    alice.says("2 link")

    assert Swap.objects.get().exact == "out"
    assert Swap.objects.get().token_in.symbol == "USDC"


def test_what_is_held_and_was_traded_stands_first(trader: Chat) -> None:
    trader.says("buy")
    assert buttons(trader) == ["ETH", "LINK", "BTC"]  # 6,000 dollars of one, 2,000 of the other
    trader.says("buy $50 of uni")
    trader.presses(CONFIRM)
    trader.says("buy")
    assert buttons(trader) == ["ETH", "LINK", "UNI", "BTC"]


def test_to_sell_the_holding_and_the_part_are_asked_for(trader: Chat) -> None:
    assert trader.says("sell").startswith("Which of your tokens would you like to sell?")
    assert buttons(trader) == ["ETH", "LINK"]
    assert "It is at $3,000.00 now, and you have 2." in trader.presses("ETH")
    assert "You give: <b>1 ETH</b>" in trader.presses("50 %")


def test_what_dollars_are_to_become_is_asked_for(alice: Chat) -> None:
    assert alice.says("swap usdc").startswith("What would you like to have for your <b>USDC</b>?")
    assert buttons(alice)[:3] == ["USDT", "DAI", "ETH"]
    assert alice.presses("ETH").startswith("How much of your <b>USDC</b> would you like to sell for ETH?")
    assert "<b>USDC → ETH</b>" in alice.says("50")


def test_a_token_is_not_bought_with_itself_but_asked_about(alice: Chat) -> None:
    question = alice.says("buy eth with eth")
    assert question.startswith("⚠️ That would trade ETH for itself.")
    assert "What would you like to pay for <b>ETH</b> with?" in question
    assert "ETH" not in buttons(alice)
    assert alice.says("usdc").startswith("How much <b>ETH</b> would you like to buy with USDC?")


def test_bridging_asks_what_where_to_and_how_much(trader: Chat) -> None:
    assert trader.says("/bridge").startswith("Which of your tokens would you like to take to another chain?")
    assert "USDC" in buttons(trader)
    assert trader.presses("USDC").startswith("Where to would you like to take <b>USDC</b> from Ethereum?")
    assert "Ethereum" not in buttons(trader)
    assert trader.says("base").startswith("How much of your <b>USDC</b> would you like to take to Base?")
    trader.presses("25 %")

    swap = Swap.objects.select_related("to_chain").get()
    assert swap.to_chain is not None
    assert (swap.to_chain.name, swap.units_in) == ("Base", 2_500 * 10**6)


def test_a_chain_that_there_is_not_is_asked_for_again(trader: Chat) -> None:
    trader.says("/bridge")
    trader.presses("USDC")
    assert trader.says("atlantis").startswith("Esther does not know the chain atlantis")
    assert trader.says("to base").startswith("How much of your <b>USDC</b>")


# Prices, charts and alerts


def test_a_price_and_a_chart_ask_of_what(alice: Chat) -> None:
    assert alice.says("/price").startswith("The price of which token?")
    assert alice.presses("ETH").startswith("<b>ETH</b>  $")
    assert alice.says("/chart").startswith("A chart of which token?")
    alice.presses("LINK")
    assert alice.bubbles[-1].photo


def test_a_price_leads_to_a_chart_an_alert_and_a_trade(alice: Chat) -> None:
    alice.says("price link")

    assert buttons(alice) == ["🔄 Refresh", "📈 Chart", "🔔 Alert", "🛒 Buy", "🏷 Sell"]
    assert alice.presses("🔔 Alert").startswith("<b>LINK</b> on Ethereum is at $")


def test_an_alert_offers_what_is_held(trader: Chat) -> None:
    trader.says("alert")

    assert buttons(trader) == ["ETH", "LINK", "BTC", "Portfolio"]


# Orders


def test_a_limit_asks_for_token_amount_and_price(trader: Chat) -> None:
    assert trader.says("/limit").startswith("Which token would you like to buy?")
    assert trader.presses("LINK").startswith("How much <b>LINK</b> is the order to buy?")
    assert "Buy when it falls to which price?" in trader.presses("$50")
    assert trader.presses("−5 % · $19.00").startswith("<b>🛒 Limit buy set</b>")
    assert (Order.objects.get().trigger_usd, Order.objects.get().kind) == (Decimal(19), "limit_buy")


def test_two_sides_are_asked_for_one_after_the_other(trader: Chat) -> None:
    trader.says("/oco")
    assert "Sell when it falls to which price?" in trader.presses("ETH")
    assert buttons(trader)[0] == "−3 % · $2,910.00"
    assert "Sell when it rises to which price?" in trader.says("5%")
    trader.says("3500")

    stop, target = Order.objects.order_by("pk")
    assert (stop.kind, stop.trigger_usd) == ("stop_loss", Decimal(2850))
    assert (target.kind, target.trigger_usd) == ("take_profit", Decimal(3500))
    assert stop.pair == target.pair != ""


@pytest.mark.parametrize(
    ("text", "reason", "offered"),
    [
        ("stop loss eth 5000", "at or below a stop loss of $5,000.00", "−5 % · $2,850.00"),
        ("take profit eth 2000", "at or above a target of $2,000.00", "+5 % · $3,150.00"),
        ("buy 0.1 eth if it falls to 4000", "at or below a limit of $4,000.00", "−5 % · $2,850.00"),
    ],
)
def test_a_price_that_is_reached_already_is_asked_about(trader: Chat, text: str, reason: str, offered: str) -> None:
    question = trader.says(text)
    assert question.startswith("⚠️ ETH is at $3,000.00 now, which is ")
    assert reason in question
    assert trader.presses(offered).startswith("<b>")
    assert Order.objects.get().state == "active"


def test_a_side_that_is_reached_already_is_asked_about(trader: Chat) -> None:
    assert "a target of $2,900.00 already" in trader.says("oco eth stop 2800 target 2900")
    trader.presses("+10 % · $3,300.00")

    assert {order.trigger_usd for order in Order.objects.all()} == {Decimal(2800), Decimal(3300)}


def test_an_order_leads_to_all_orders_and_to_the_chart(trader: Chat) -> None:
    trader.says("stop loss eth 2800")
    assert buttons(trader)[-2:] == ["📋 Orders", "📈 Chart"]
    trader.presses("📈 Chart")
    assert trader.bubbles[-1].photo
    assert trader.presses("📋 Orders").startswith("<b>Your orders")


def test_a_holding_on_another_chain_says_so(trader: Chat) -> None:
    token = Token.objects.get(symbol="ARB", chain__name="Arbitrum", verified=True)
    user = User.objects.select_related("default_wallet").get()
    assert user.default_wallet
    user.default_wallet.paper_balances.create(token=token, units=10**18)
    trader.says("sell")

    assert "ARB · Arbitrum" in buttons(trader)
