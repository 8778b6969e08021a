from __future__ import annotations

import pytest

from bots.tests.chat import Chat
from sandbox.okx.faults import set_fault
from tokens.models import Token
from trading.models import PaperBalance, Wallet
from trading.tests.desk import token
from trading.tests.order_desk import fixed_price

pytestmark = pytest.mark.django_db

EVIL = "<b>=cmd</b>"


def test_without_prices_there_is_nothing_to_spread(alice: Chat) -> None:
    set_fault("", "500", times=99)
    shown = alice.says("/diversification")

    assert "Nothing you have has a price at the moment" in shown
    assert "USDC on Ethereum has no price at the moment and is not counted." in shown


@pytest.mark.parametrize("text", ["/diversification", "how diversified am i?"])
def test_it_shows_assets_chains_and_dollars(trader: Chat, text: str) -> None:
    fixed_price("USDC", "1")
    shown = trader.says(text)

    assert shown == (
        "<b>How your $18,000.00 is spread</b> (play money)\n"
        "It is <b>concentrated</b>: index 4,321 of 10,000, as if in 2.3 equal parts.\n"
        "\n"
        "<b>By asset</b>\n"
        "USDC: 55.56 % · $10,000.00\n"
        "ETH: 33.33 % · $6,000.00\n"
        "LINK: 11.11 % · $2,000.00\n"
        "\n"
        "<b>By chain</b>\n"
        "Ethereum: 100 % · $18,000.00\n"
        "\n"
        "Dollars: <b>55.56 %</b> · what moves: <b>44.44 %</b>"
    )


def test_it_is_refreshed_in_place(trader: Chat) -> None:
    trader.says("/diversification")
    fixed_price("ETH", "1")

    assert "ETH: " in trader.presses("🔄 Refresh")
    assert len([bubble for bubble in trader.bubbles if "is spread" in bubble.text]) == 1


def test_a_name_that_is_markup_is_text(trader: Chat) -> None:
    evil = Token.objects.create(chain=token("ETH").chain, address=f"0x{5:040x}", symbol=EVIL, decimals=2, source="okx")
    PaperBalance.objects.create(wallet=Wallet.objects.get(), token=evil, units=100)

    assert EVIL not in trader.says("/diversification")
