"""Single words are written out where what stands beside them shows what they are, and nowhere else."""

from __future__ import annotations

import pytest

from bots.language import Intent, understand
from bots.language.intents import MOVES_MONEY
from bots.language.respelling import respelt


@pytest.mark.parametrize(
    "text",
    [
        "everyone but us buys 2 eth", "they sold us out", "is eth > btc", "alert me if eth > 2000", "wait until 1800",
        "sell eth until monday", "hist eth", "when will eth be back", "tata ta ta",
    ],
)  # fmt: skip
def test_what_is_no_such_turn_stays(text: str) -> None:
    assert respelt(text) in (text, text.removesuffix(" ta"))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("if eth hist 2000", "if eth hits 2000"),
        ("grab us 10 okb", "grab me 10 okb"),
        ("swap 2k usdc > eth", "swap 2k usdc to eth"),
        ("buy eth if it goes down until 1800", "buy eth if it goes down to 1800"),
        ("swap 40 usdc for sol ta", "swap 40 usdc for sol"),
        ("take profit when will be 4200", "take profit when is 4200"),
    ],
)
def test_such_a_turn_is_written_out(text: str, written: str) -> None:
    assert respelt(text) == written


@pytest.mark.parametrize(
    "text",
    [
        "should we grab us 10 okb?", "he told us buy us 2 eth", "buy eth but only until 1800", "buy eth vs sol",
        "buy eth vs usdc?", "is 2 eth > usdc", "don't take it out of my usdc", "open my live trades",
        "is live trading open", "open the live trading page", "buy 2 eth with usdc in link", "sell eth at 15%",
        "maybe bail me out of sol at -10%", "did you bail me out of sol at -10%?",
        "buy 3 avax and good luck to whoever does that", "buy 3 avax with usdc lol jk",
    ],
)  # fmt: skip
def test_what_is_asked_told_or_unclear_is_no_trade(text: str) -> None:
    assert understand(text).intent not in MOVES_MONEY


@pytest.mark.parametrize(
    ("text", "intent", "said"),
    [
        ("open live trading", Intent.ENABLE_LIVE_TRADING, {}),
        ("sell 2.5 wbtc vs usdc", Intent.SELL_TOKEN, {"token": "WBTC", "amount": "2.5", "currency": "USDC"}),
        ("get me out of pepe at -15%", Intent.SET_STOP_LOSS, {"token": "PEPE", "price_percent": "15"}),
        ("sell eth at +20%", Intent.SET_TAKE_PROFIT, {"token": "ETH", "price_percent": "20"}),
        ("buy 10 okb at -10%", Intent.SET_LIMIT_BUY, {"token": "OKB", "amount": "10", "price_percent": "10"}),
        (
            "buy 15 uni when it crosses 9",
            Intent.SET_LIMIT_BUY,
            {"token": "UNI", "amount": "15", "price": "9", "direction": "crosses"},
        ),
        ("buy a tenth of a bitcoin", Intent.BUY_TOKEN, {"token": "BTC", "amount": "0.1"}),
        ("flog half me link for usdc", Intent.SELL_TOKEN, {"token": "LINK", "percent": "50", "currency": "USDC"}),
    ],
)
def test_a_plain_command_in_such_words_is_one(text: str, intent: Intent, said: dict[str, str]) -> None:
    understood = understand(text)

    assert (understood.intent, dict(understood.entities)) == (intent, said)
