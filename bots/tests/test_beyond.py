"""What Esther does not do, and small words that want a word in return: answered kindly, and nothing is done."""

from __future__ import annotations

import pytest

from bots.beyond import beyond
from bots.language import Intent, understand
from bots.models import Dialog
from bots.tests.chat import Chat
from trading.models import Order, Swap

ADDRESS = "0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/help sending",
        "lorem ipsum dolor",
        "hello abracadabra",
        "should i sell my eth?",
        "thanks to you i lost it all, sell my eth",
        "what is a limit order",
        "my friend said buy 1 eth",
        "a long story " * 30 + "about staking",
    ],
)
def test_all_else_is_none_of_it(text: str) -> None:
    assert beyond(text) == ""


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("thanks!", "thanks"),
        ("ok great, thank you so much 🙏", "thanks"),
        ("Danke", "thanks"),
        (f"send 1 eth to {ADDRESS}", "sending"),
        ("transfer 50 usdc to my wife", "sending"),
        ("withdraw everything to my bank", "sending"),
        ("how do i get my money out", "sending"),
        ("how do I deposit?", "depositing"),
        ("long eth 10x", "credit"),
        ("short btc", "credit"),
        ("do you have leverage", "credit"),
        ("stake 1 eth", "earning"),
        ("what yield do i get", "earning"),
        ("dca 50 usdc into eth", "repeating"),
        ("buy 10 usdc of eth every week", "repeating"),
        ("undo my last trade", "undoing"),
        ("i want my money back", "undoing"),
        ("buy €100 of eth", "cash"),
        ("can i pay with paypal", "cash"),
        ("is my key safe?", "safety"),
        ("are you a scam", "safety"),
        ("what are your fees?", "fees"),
        ("how much do you charge", "fees"),
    ],
)
def test_it_is_known_by_its_words(text: str, about: str) -> None:
    assert beyond(text) == about
    assert understand(text).intent in (Intent.UNKNOWN, Intent.HELP)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("thanks!", "You are welcome."),
        (f"send 1 eth to {ADDRESS}", "I never send coins to anybody, so nobody can talk me into it."),
        ("how do i get my money out", "I never send coins to anybody"),
        ("how do I deposit?", "Send coins to the address of a wallet of yours"),
        ("short btc", "I trade only what you have: no leverage, no shorts, no futures."),
        ("stake 1 eth", "I buy, sell and swap tokens."),
        ("dca 50 usdc into eth weekly", "I did nothing: no trade of mine repeats by itself."),
        ("undo my last trade", "A trade cannot be undone: on a chain it is final."),
        ("buy €100 of eth", "I trade coins for coins, and take no money from a bank."),
        ("is my key safe?", "Whoever runs me keeps your keys, encrypted."),
        ("what are your fees?", "I take nothing for myself."),
    ],
)
def test_it_is_answered_and_nothing_is_done(alice: Chat, text: str, answer: str) -> None:
    assert alice.says(text).startswith(answer)
    assert (Swap.objects.count(), Order.objects.count(), Dialog.objects.count()) == (0, 0, 0)


@pytest.mark.django_db
def test_an_address_that_is_no_token_may_be_a_wallets(alice: Chat) -> None:
    assert "to watch a wallet, say “watch” and its address." in alice.says(ADDRESS)
