from __future__ import annotations

import pytest

from bots.language import Intent, understand
from bots.language.chatter import after_chatter, without_cheers
from bots.language.intents import MOVES_MONEY
from esther_site.lib.errors import UserError


@pytest.mark.parametrize(
    "text",
    [
        "i already set a stop loss on eth at 2500",
        "last week i already buy 5 okb",
        "lol my bro just put 1k usdc in shib",
        "whales buy 2 eth",
        "my boss sell 2 eth",
        "my boss says buy 1 eth",
        "my wife told me buy 1 eth",
        "my wife says: buy 1 eth",
        "my wife says hi and buy 1 eth she says",
        "people dying buy 1 eth",
        "he is broke sell 2 link",
        "im not ready sell 2 eth",
        "im broke dont sell 2 link",
        "im broke never sell 2 link",
        "if im broke sell 2 link",
        "im broke maybe sell 2 link",
        "im broke sell 2 link?",
        "im broke i sold 2 link",
        "im broke sold 2 link",
        "my friend is tired sell 2 eth",
        "i see people crying buy 1 eth",
        "he said im broke sell 2 link",
        "im tired tomorrow sell 2 eth",
        "sell 1 eth before it crashes",
        "sell 1 eth before friday",
        "sell 1 eth before it hits 3000",
        "buy 2 eth before lunch",
        "buy 2 eth hurry no don't",
        "put 100 usdc into link, come on you can't be serious",
        "dont buy 2 eth, hurry",
        "sell 2 eth, don't do it",
        "sell 2 eth do it tomorrow",
        "im bullish when they buy 2 eth",
        "he looks ready buy 2 eth",
        "my phone says im rekt sell 2 eth",
        "my mom is sick sell 2 eth she told me",
        "im done said my wife sell 2 eth",
        "would you sell 2 eth before it runs away",
        "should i sell 2 eth before it's too late",
        "everyone is hyped buy 1 eth",
        "im sick of people who buy 1 eth",
        "time to panic they say, sell 2 eth",
        "sell 2 eth should be enough?",
        "trailing stop on btc 4% should i",
        "my adviser insists: rebalance 50 eth 50 usdc",
        "my wife thinks i should buy 1 eth",
        "nobody should buy 1 eth",
        "nobody buys eth anymore, should i sell 2 eth",
        "not in a rush to buy 1 eth",
        "not in a rush to sell 2 eth",
        "my brother says hello and buy 1 eth",
        "my boss says: buy 1 eth",
        "my wife says i need: buy 1 eth",
        "my doctor says i look tired: sell 1 eth",
        "my wife says i need to: buy 1 eth",
        "my wife says hello and that i should buy 1 eth",
        "my wife says hi buy 1 eth",
        "doctor said no rush: buy 1 eth",
        "my dad thinks i should work, sell 2 link",
        "my dad asked me, sell 2 link",
        "i needed my 90 usdc bridged to base",
        "i had my 90 usdc bridged to base",
        "my 90 usdc bridged to base",
        "sell eth, not all",
        "sell 2 avax, all",
        "sell 2 avax, all of it",
        "buy 2 avax, all of it",
        "let's do it tomorrow. sell 2 eth",
        "ok tomorrow. sell 2 eth",
        "need not cash. sell 2 eth",
        "if btc goes over 138k while im selling sell half of it",
        "if btc goes over 138k while i sold sell half of it",
        "don't flip live trading on lets gooo",
        "should i flip live trading on lets gooo",
    ],
)
def test_what_is_others_or_doubted_is_no_command_whatever_stands_around_it(text: str) -> None:
    try:
        understood = understand(text)
    except UserError:
        return
    assert understood.intent not in MOVES_MONEY


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("im broke sell 2 link", Intent.SELL_TOKEN, {"token": "LINK", "amount": "2"}),
        ("phones dying set stop loss eth 2075", Intent.SET_STOP_LOSS, {"price": "2075", "token": "ETH"}),
        (
            "in a mtg cant talk sell half my eth to usdc",
            Intent.SELL_TOKEN,
            {"token": "ETH", "percent": "50", "currency": "USDC"},
        ),
        ("battery low and im tired buy 2 uni", Intent.BUY_TOKEN, {"token": "UNI", "amount": "2"}),
        (
            "oh no oh no sell all my eth to usdc",
            Intent.SELL_TOKEN,
            {"token": "ETH", "percent": "100", "currency": "USDC"},
        ),
        (
            "come on come on put 900 usdc into link",
            Intent.BUY_TOKEN,
            {"token": "LINK", "spend": "900", "currency": "USDC"},
        ),
        ("lol yolo 15 usdc into pepe", Intent.BUY_TOKEN, {"token": "PEPE", "spend": "15", "currency": "USDC"}),
        ("lmao ape 20 usdc into link", Intent.BUY_TOKEN, {"token": "LINK", "spend": "20", "currency": "USDC"}),
        ("buy me 10 sol before it runs away", Intent.BUY_TOKEN, {"token": "SOL", "amount": "10"}),
        (
            "sell 40 avax to usdt before it's too late",
            Intent.SELL_TOKEN,
            {"token": "AVAX", "amount": "40", "currency": "USDT"},
        ),
        ("put $100 into link, hurry up", Intent.BUY_TOKEN, {"token": "LINK", "usd": "100"}),
        ("stop loss on eth at 2700, do it", Intent.SET_STOP_LOSS, {"price": "2700", "token": "ETH"}),
        ("sell 3 uni my dude", Intent.SELL_TOKEN, {"token": "UNI", "amount": "3"}),
        (
            "swap 25 link for usdc and call it a day",
            Intent.SELL_TOKEN,
            {"token": "LINK", "amount": "25", "currency": "USDC"},
        ),
        ("trailing stop on btc please, 4% should do", Intent.SET_TRAILING_STOP, {"token": "BTC", "percent": "4"}),
        ("nuke the whole pepe bag, sell it all", Intent.SELL_TOKEN, {"token": "PEPE", "percent": "100"}),
        ("sell 2 eth, usdc", Intent.SELL_TOKEN, {"token": "ETH", "amount": "2", "currency": "USDC"}),
        ("add 10 uni, pay dai", Intent.BUY_TOKEN, {"token": "UNI", "amount": "10", "currency": "DAI"}),
        ("300 usdc to spend: buy aave", Intent.BUY_TOKEN, {"token": "AAVE", "spend": "300", "currency": "USDC"}),
        (
            "i've got 300 usdc doing nothing, buy link with it",
            Intent.BUY_TOKEN,
            {"token": "LINK", "spend": "300", "currency": "USDC"},
        ),
        (
            "zap 150 usdc from arb over to base",
            Intent.SELL_TOKEN,
            {"token": "USDC", "amount": "150", "chain": "42161", "to_chain": "8453"},
        ),
        (
            "take 30% of my link off the table and give me usdc",
            Intent.SELL_TOKEN,
            {"token": "LINK", "percent": "30", "currency": "USDC"},
        ),
        ("btc below 87500: sell all", Intent.SET_STOP_LOSS, {"token": "BTC", "percent": "100", "price": "87500"}),
        (
            "unlock tomorrow. sell 400 arb to usdc",
            Intent.SELL_TOKEN,
            {"token": "ARB", "amount": "400", "currency": "USDC"},
        ),
        ("not in a rush or anything but get rid of 12 avax", Intent.SELL_TOKEN, {"token": "AVAX", "amount": "12"}),
        (
            "nobody talks about it anymore, change all my uni into eth",
            Intent.SELL_TOKEN,
            {"token": "UNI", "percent": "100", "currency": "ETH"},
        ),
        (
            "done with memes. all my doge to usdc.",
            Intent.SELL_TOKEN,
            {"token": "DOGE", "percent": "100", "currency": "USDC"},
        ),
        ("yo scoop me up 0.5 eth", Intent.BUY_TOKEN, {"token": "ETH", "amount": "0.5"}),
        ("stick a 5% trailing stop on my sol", Intent.SET_TRAILING_STOP, {"token": "SOL", "percent": "5"}),
        ("i would like that you sell 20 uni", Intent.SELL_TOKEN, {"token": "UNI", "amount": "20"}),
        (
            "can you make swap from 45 dai to link",
            Intent.SELL_TOKEN,
            {"token": "DAI", "amount": "45", "currency": "LINK"},
        ),
        ("flip 2 link into eth", Intent.SELL_TOKEN, {"token": "LINK", "amount": "2", "currency": "ETH"}),
        ("chuck 50 usdc into link", Intent.BUY_TOKEN, {"token": "LINK", "spend": "50", "currency": "USDC"}),
        ("cop me 2 uni", Intent.BUY_TOKEN, {"token": "UNI", "amount": "2"}),
        ("bag me 3 link", Intent.BUY_TOKEN, {"token": "LINK", "amount": "3"}),
        ("ditch 3 uni", Intent.SELL_TOKEN, {"token": "UNI", "amount": "3"}),
        ("offload 3 uni", Intent.SELL_TOKEN, {"token": "UNI", "amount": "3"}),
        ("toss 50 usdc into uni", Intent.BUY_TOKEN, {"token": "UNI", "spend": "50", "currency": "USDC"}),
        ("slap a stop loss on eth at 2000", Intent.SET_STOP_LOSS, {"price": "2000", "token": "ETH"}),
        ("my wife says hi: buy 1 eth", Intent.BUY_TOKEN, {"token": "ETH", "amount": "1"}),
        ("my dad thinks i work too much, sell 2 link", Intent.SELL_TOKEN, {"token": "LINK", "amount": "2"}),
        ("sell my avax, every last one", Intent.SELL_TOKEN, {"token": "AVAX", "percent": "100"}),
        ("my mood is low, a stop loss for eth at 2000 it is", Intent.SET_STOP_LOSS, {"token": "ETH", "price": "2000"}),
        ("flip live trading on lets gooo", Intent.ENABLE_LIVE_TRADING, {}),
        (
            "if link pumps past 40 sell 30 of em",
            Intent.SET_TAKE_PROFIT,
            {"token": "LINK", "amount": "30", "price": "40"},
        ),
    ],
)
def test_a_command_is_understood_among_what_is_called_out(text: str, intent: Intent, entities: dict[str, str]) -> None:
    understood = understand(text)
    assert (understood.intent, understood.entities) == (intent, entities)


@pytest.mark.parametrize("word", ["not", "don't", "never", "maybe", "he said", "they", "my boss", "yesterday"])
def test_no_such_word_is_left_out_before_a_command(word: str) -> None:
    assert after_chatter(f"im broke {word} sell 2 link") == ""


def test_cheers_are_left_out_at_both_edges() -> None:
    assert without_cheers("come on buy 2 eth before it runs away") == "buy 2 eth"
    assert without_cheers("buy 2 eth before friday") == ""


def test_chatter_ends_in_a_word_that_is_nobody() -> None:
    assert after_chatter("phones dying set stop loss eth 2075") == "set stop loss eth 2075"
    assert after_chatter("hungry whales buy 2 eth") == ""
