"""What is told around a command and changes nothing of it, and what sounds like it and puts it off or takes it back."""

from __future__ import annotations

import pytest

from bots.language import understand
from bots.language.intents import MOVES_MONEY
from bots.language.soothing import soothed


@pytest.mark.parametrize(
    "text",
    [
        # a time that puts it off
        "tomorrow, sell 1 eth",
        "my plan for tomorrow, sell 2 eth",
        "i am free tomorrow, sell 2 eth",
        "i can't before tomorrow, sell 2 eth",
        "tomorrow is the day, sell 2 eth",
        "not before tomorrow so sell 2 eth",
        "sell 1 eth, execution tomorrow morning please",
        "sell 1 eth, my order is for tomorrow",
        "starting at 3pm, sell 1 eth",
        "the fees look low tonight, so tomorrow please buy eth with 150 usdc",
        "i am home and tomorrow please buy 1 eth",
        "hey tomorrow can u bridge 40 usdc to base pls",
        # a denial of it
        "do not execute this, sell 1 eth",
        "can't do it now, sell 1 eth",
        "not selling my eth, sell 1 eth",
        "not on base, sell 1 eth on base",
        # what is said behind it, without a pause
        "sell 1 eth i think",
        "sell 1 eth i would never",
        "sell 1 eth the minute the boss is gone",
        "sell 1 eth provided the market is up",
        "sell 1 eth my wife is against it",
        "sell 1 eth it was a joke",
        "sell 1 eth it has been done",
        "sell 1 eth it was filled",
        "sell 1 eth that was quick",
        "buy 1 eth the plan is for friday",
        "buy 1 eth there is time till friday",
        "buy 1 eth my friend has to do it",
        "buy 1 eth i'll confirm later",
        # who else asks, and what is asked
        "my boss asked could you buy 1 eth",
        "how on earth could you sell 1 eth",
        "can you buy 0.1 eth with usdc?",
        "sell 20 link, right?",
        "is it wise to buy 2 eth, ok?",
    ],
)
def test_what_puts_off_denies_or_quotes_a_command_makes_it_none(text: str) -> None:
    assert understand(text).intent not in MOVES_MONEY


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("I overslept yesterday, so buy 2 sol with usdc", "buy 2 sol with usdc"),
        ("missed the bus yesterday. sell 0.2 eth for usdc", "sell 0.2 eth for usdc"),
        ("Tomorrow is my surgery, please set a stop loss on btc at 90k", "set a stop loss on btc at 90k"),
        ("going on holiday tomorrow so set a stop loss on eth at 2600", "set a stop loss on eth at 2600"),
        ("never mind the fees, swap 100 usdc to link", "swap 100 usdc to link"),
        ("This is no drill: sell all my pepe for usdc", "sell all my pepe for usdc"),
        ("can't look at the charts any more, sell all my doge", "sell all my doge"),
        ("not touching my btc, just sell 50 link for usdc", "sell 50 link for usdc"),
        ("not on mainnet please, swap 120 usdc to link on optimism", "swap 120 usdc to link on optimism"),
        ("My friend already sold his, I also now, sell half of my eth", "sell half of my eth"),
        ("sell 2.5 link for usdt my boss is watching so be quick", "sell 2.5 link for usdt"),
        ("please sell half of my solana I need money for school shoes", "sell half of my solana"),
        ("Hi desk it's me again could you please buy twenty dollars of bitcoin", "buy twenty dollars of bitcoin"),
        ("good evening this is Walter I would like to sell 2 eth for usdc thank you", "sell 2 eth for usdc"),
        ("sell 20 link for usdc, ok?", "sell 20 link for usdc"),
        ("buy 0.1 eth with usdc please?", "buy 0.1 eth with usdc"),
    ],
)
def test_what_is_told_around_a_command_is_left_out(text: str, meant: str) -> None:
    assert understand(text) == understand(meant)
    assert understand(text).intent in MOVES_MONEY


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("buy eth with all my usdc", "swap all my usdc to eth"),
        ("buy link with half of my usdt on base", "swap half of my usdt to link on base"),
        ("exchange 100 usdc for usdt in polygon", "swap 100 usdc to usdt on polygon"),
        ("swap usdt 400 to usdc base chain", "swap 400 usdt to usdc on base"),
        ("please sell only 10% of my eth, to usdc", "sell 10% of my eth to usdc"),
        ("sell 2 avax if the course goes under 22", "sell 2 avax if the price goes under 22"),
        ("for the half of my link make please a trailing stop of 7 percent", "trailing stop 7% on half of my link"),
        ("limit buy .2 eth 1890 for 24h", "limit buy 0.2 eth at 1890 for 24h"),
        ("limit order buy eth 2000 with 500 usdc", "limit buy eth at 2000 with 500 usdc"),
        ("rebalance on arbitrum to 50% arb 50% usdc", "rebalance 50% arb 50% usdc on arbitrum"),
        ("close out my aave at market", "sell all my aave"),
        ("add 40 usdt worth of link to my bag", "buy link with 40 usdt"),
    ],
)
def test_other_orders_of_words_mean_the_same(text: str, meant: str) -> None:
    assert understand(text) == understand(meant)
    assert understand(text).intent in MOVES_MONEY


@pytest.mark.parametrize(
    "text", ["buy 2 link for all my usdt", "buy eth with 10% of my usdc at 2000", "buy eth with all"]
)
def test_what_says_how_much_twice_or_half_is_not_understood(text: str) -> None:
    assert understand(text).intent not in MOVES_MONEY


def test_a_time_to_act_and_another_voice_are_never_left_out() -> None:
    assert "before" in soothed("before it crashes")
    assert "says" in soothed("she says it is time")
    assert "thoughts" not in soothed("No second thoughts")
