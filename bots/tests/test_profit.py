from __future__ import annotations

import pytest

from bots.tests.chat import Chat
from portfolio.tests.past_swaps import past_swap
from tokens.models import Token
from trading.models import PaperBalance, User, Wallet
from trading.tests.desk import token

pytestmark = pytest.mark.django_db

EVIL = "<b>=cmd</b>"


def test_dollars_that_are_only_there_are_no_news(alice: Chat) -> None:
    alice.says("/start")

    assert "USDC" not in alice.says("/profit").replace("<code>buy 0.1 ETH with USDC</code>", "")
    assert "<b>USDC</b> on Ethereum" in alice.says("/profit usdc")  # who asks for them is told


def test_who_never_traded_is_told_so(alice: Chat) -> None:
    alice.says("/start")
    PaperBalance.objects.all().delete()

    assert "You have not traded yet" in alice.says("/profit")


def test_a_token_that_is_not_yours_has_no_profit(trader: Chat) -> None:
    assert trader.says("/profit uni").startswith("You neither hold nor ever traded UNI here")
    assert trader.says("profit eth on base").startswith("You neither hold nor ever traded ETH here")
    assert trader.says("profit eth on atlantis").startswith("Esther does not know the chain atlantis")


@pytest.mark.parametrize("data", ["profit", "profit:", "profit:::", "profit:nope:1", "profit:eth:atlantis"])
def test_a_forged_button_does_no_harm(trader: Chat, data: str) -> None:
    trader.says("/start")

    assert "id" not in trader.brings(trader.press(data)).split()


def test_what_was_not_bought_here_is_of_unknown_cost(trader: Chat) -> None:
    shown = trader.says("/profit eth")

    assert "<b>ETH</b> on Ethereum\nHeld, cost unknown: 2\n" in shown
    assert "Realised" not in shown


def test_realised_and_open_gains_are_shown_with_the_average(trader: Chat) -> None:
    user = User.objects.get()
    past_swap(user, ("4000", token("USDC")), ("2", token("ETH")), usd="4000", day=1)
    past_swap(user, ("1", token("ETH")), ("2500", token("USDC")), usd="2500", day=2)
    shown = trader.says("what's my profit on eth")

    assert shown.startswith("<b>Profit of your trades</b> (play money)\n\n<b>ETH</b> on Ethereum\n")
    assert "Realised: <b>+$500.00</b>\nOpen: 1 at $2,000.00 on average, <b>+$1,000.00</b> at $3,000.00\n" in shown
    assert "Held, cost unknown: 1\n" in shown
    assert shown.endswith(
        "<i>Counted first in, first out (/settings), with gas. "
        "What Esther did not buy has an unknown cost and is in no gain.</i>"
    )


def test_a_loss_has_a_minus(trader: Chat) -> None:
    user = User.objects.get()
    past_swap(user, ("4000", token("USDC")), ("1", token("ETH")), usd="4000", day=1)
    past_swap(user, ("1", token("ETH")), ("3999.5", token("USDC")), usd="4000", day=2)

    assert "Realised: <b>−$0.50</b>" in trader.says("realised gains")


def test_the_method_of_the_settings_counts_and_the_button_refreshes(trader: Chat) -> None:
    user = User.objects.get()
    for usd in ("2000", "3000"):
        past_swap(user, (usd, token("USDC")), ("1", token("ETH")), usd=usd, day=1)
    past_swap(user, ("1", token("ETH")), ("2500", token("USDC")), usd="2500", day=2)
    trader.says("/profit ETH")
    card = trader.bubbles[-1]
    assert "+$500.00" in card.text

    trader.says("/settings cost basis hifo")
    trader.brings(trader.press(card.buttons["🔄 Refresh"], card.message_id))
    assert "Realised: <b>−$500.00</b>" in card.text
    assert "Counted the dearest first" in card.text


def test_a_real_paper_trade_is_counted_with_its_gas(bought: Chat) -> None:
    shown = bought.says("profit link")

    assert "Open: 10 at $" in shown
    assert "Held, cost unknown: 100\n" in shown


def test_a_name_that_is_markup_is_text(trader: Chat) -> None:
    evil = Token.objects.create(chain=token("ETH").chain, address=f"0x{5:040x}", symbol=EVIL, decimals=2, source="okx")
    PaperBalance.objects.create(wallet=Wallet.objects.get(), token=evil, units=100)

    assert EVIL not in trader.says("/profit")


def test_nobody_sees_the_profit_of_others(trader: Chat) -> None:
    past_swap(User.objects.get(), ("4000", token("USDC")), ("2", token("ETH")), usd="4000")

    assert "ETH" not in Chat(2, "Bob").says("/profit").replace("<code>buy 0.1 ETH", "")


def test_many_tokens_are_named_up_to_a_number(trader: Chat) -> None:
    user = User.objects.get()
    for each in Token.objects.filter(chain__name__in=["Ethereum", "Base"], is_native=False).exclude(symbol="USDC"):
        past_swap(user, ("10", token("USDC")), ("1", each), usd="10")
    shown = trader.says("/profit")

    assert "more tokens: name one, such as <code>/profit ETH</code>" in shown
