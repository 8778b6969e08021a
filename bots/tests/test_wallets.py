from __future__ import annotations

from decimal import Decimal

import pytest

from bots.tests.chat import Chat
from bots.tests.ledger import CASH, CONFIRM, PWN, balances
from trading.models import PaperBalance, Wallet

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/paper add -5 usdc", "The amount must be above zero."),
        ("/paper add 5", "I did not understand that. Write it like “/paper reset”"),
        ("/paper add 5 nosuchtoken", "Esther does not know NOSUCHTOKEN on any chain"),
        (f"/paper add 5 {PWN}", "Only verified tokens can be added to the paper wallet."),
        ("/paper add 1000000000000 usdc", "Name an amount of USDC that is more than nothing and less than a trillion."),
        ("/paper add 0.0000001 usdc", "Name an amount of USDC that is more than nothing and less than a trillion."),
        ("/paper reset atlantis", "Esther does not know the chain atlantis"),
        ("/paper burn everything", "I did not understand that."),
    ],
)
def test_play_money_that_cannot_be_had_is_refused(alice: Chat, text: str, answer: str) -> None:
    alice.says("/start")

    assert alice.says(text).startswith(answer)
    assert balances() == CASH


def test_play_money_can_be_added(alice: Chat) -> None:
    assert alice.says("/paper add 2.5 eth on base") == "➕ Added <b>2.5 ETH</b> of play money on Base."
    assert balances() == CASH | {"ETH": Decimal("2.5")}


def test_the_paper_wallet_starts_over(alice: Chat) -> None:
    alice.says("buy 10 link with usdc")
    alice.presses(CONFIRM)

    assert "starts over with <b>10,000 USDC</b> on Ethereum. Your history is kept." in alice.says("/paper reset")
    assert balances() == CASH
    assert "→ 10 LINK" in alice.says("/history")


def test_the_cash_goes_where_it_is_wanted(alice: Chat) -> None:
    alice.says("/paper reset on x layer")

    assert PaperBalance.objects.get(units__gt=0).token.chain.name == "X Layer"


def test_the_wallets_are_listed(alice: Chat) -> None:
    assert alice.says("/wallets").startswith("<b>Your wallets</b>\n1. ⭐ <b>Paper</b> (play money)")


def test_a_wallets_name_is_shown_as_it_is(alice: Chat) -> None:
    alice.says("/start")
    Wallet.objects.update(name="<b>&")

    assert "⭐ <b>&lt;b&gt;&amp;</b>" in alice.says("/wallets")


def test_nobody_sees_the_wallets_of_others(alice: Chat) -> None:
    alice.says("/start")
    Wallet.objects.update(name="Alice's own")

    assert "own" not in Chat(2, "Bob").says("/wallets")
