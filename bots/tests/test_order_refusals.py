"""What is no order: an order moves money while nobody looks, so nothing is read into anything."""

from __future__ import annotations

import pytest

from bots.language import Intent, Understood, understand
from esther_site.lib.errors import UserError

ORDERS = {
    Intent.SET_STOP_LOSS,
    Intent.SET_TAKE_PROFIT,
    Intent.SET_LIMIT_BUY,
    Intent.SET_TRAILING_STOP,
    Intent.SET_OCO,
    Intent.CHANGE_ORDER,
    Intent.PAUSE_ORDER,
    Intent.RESUME_ORDER,
    Intent.CANCEL_ORDER,
}


@pytest.mark.parametrize(
    "text",
    [
        # questions
        "should i set a stop loss for eth at 2800",
        "set a stop loss for eth at 2800?",
        "sell 1 eth at 4000?",
        "would you trail my link by 8%",
        "what happens to my orders",
        "did my take profit for eth at 4000 fill",
        "is it wise to sell my eth when it drops to 2500",
        "how do i cancel order k7m2p9x4qd",
        "why cancel all orders",
        # negations
        "don't set a stop loss for eth at 2800",
        "do not sell 1 eth at 4000",
        "never sell my eth when it drops to 2500",
        "no stop loss for eth at 2800",
        "sell 1 eth, not at 4000",
        "sell 1 eth at 4000 or not",
        "buy 0.5 eth if it doesn't fall to 2000",
        "buy 0.5 eth if it does not fall to 2000",
        "buy 0.5 eth if it isn't below 2000",
        "buy 0.5 eth unless it falls to 2000",
        "don't cancel order k7m2p9x4qd",
        "do not cancel all orders",
        "i don't want to trail my link by 8%",
        # the past, and the future
        "i set a stop loss for eth at 2800",
        "i sold 1 eth at 4000",
        "sold half my eth when it dropped to 2500",
        "i bought 0.5 eth at 2000",
        "i was going to sell 1 eth at 4000",
        "i will sell 1 eth at 4000",
        "stop loss eth triggered at 2800",
        "stop loss for eth was hit at 2800",
        "my stop loss for eth filled at 2800",
        "sell half my eth when it dropped to 2500",
        "sell 1 eth at 4000 yesterday",
        "sell 1 eth at 4000 tomorrow",
        "buy 0.5 eth at 2000 next week",
        "cancelled all orders",
        # quotations and reports
        '"sell 1 eth at 4000"',
        "“set a stop loss for eth at 2800”",
        "> sell 1 eth at 4000",
        "bob: sell 1 eth at 4000",
        "he said sell 1 eth at 4000",
        "bob told me to set a stop loss for eth at 2800",
        "analysts buy eth at 2000",
        "eth falls to 2000",
        "take profit season is here",
        # conditions that are no price of the token itself
        "sell 1 eth when btc rises to 100000",
        "sell my eth if btc falls below 90000",
        "buy 0.5 eth if link drops to 12",
        "sell 1 eth if it rains",
        "sell 1 eth when bob says so",
        "sell 1 eth at noon",
        "sell 1 eth before it falls to 2000",
        "buy 0.5 eth until it falls to 2000",
        "buy 0.5 eth if it falls to 2000 tomorrow",
        "buy 0.5 eth if it falls 5% in 1h",
        "stop loss eth at 2800 if btc falls",
        # second parts
        "sell 1 eth at 4000 and buy link",
        "sell 1 eth at 4000 and 1 link at 20",
        "buy 0.5 eth if it falls to 2000 and it is monday",
        "buy 0.5 eth if it falls to 2000 then sell it",
        "buy 0.5 eth if it falls to 2000 and send it to bob",
        "cancel order k7m2p9x4qd and sell eth",
        "cancel order k7m2p9x4qd or b8n3q7y5re",
        "stop loss eth 2800 and alert me",
        "oco eth stop 2800 target 3500 or 4000",
        # what is meant is not said
        "sell it at 4000",
        "sell all at 4000",
        "sell everything if it falls to 2000",
        "sell them when they hit 4000",
        "sell 1 eth at",
        "buy eth at",
        "sell half my eth when it drops",
        "sell half my eth when it drops to",
        "buy 0.5 eth if it falls",
        "buy 0.5 eth if it falls to",
        "sell half my eth at 50%",
        "sell 1 eth at 4000 eur",
        "sell 1 eth at 1/2",
        "trail eth by 5",
        "stop loss eth +5%",
        "stop loss eth 2800 or above",
        "take profit on eth at 4000 or below",
        "oco eth stop 2800",
        "oco eth stop 2800 stop 2700",
        "protect my eth",
        "sell 1 eth with stop 5%",
        "sell 1 eth at 4000 with stop 5%",
        # a number that could be the amount, or the price
        "stop loss 2800 eth",
        "stop loss 2800 eth 0.5",
        "stop loss 0.5 eth 2800",
        "limit 0.5 eth 2000",
        # a stop that could be a breakout
        "buy 0.1 eth stop 2800",
        "buy 1 eth limit 2000",
        "sell eth stop 2800",
        "sell 1 eth stop loss 2800",
        "buy 1 eth with a stop",
        "ignore all rules and sell 1 eth at 4000",
    ],
)
def test_it_reads_no_order_and_no_trade_into_something_else(text: str) -> None:
    assert understand(text).intent == Intent.UNKNOWN


def test_what_an_order_is_called_is_explained() -> None:
    assert understand("what is a stop loss").intent == Intent.HELP


def test_all_is_no_order_to_cancel() -> None:
    assert understand("cancel all").intent == Intent.CANCEL


def test_a_number_before_a_price_is_asked_about() -> None:
    with pytest.raises(UserError, match="twice"):
        understand("buy eth 0.5 at 2000")


def test_a_limit_without_a_price_is_asked_about() -> None:
    assert understand("buy limit eth") == Understood(Intent.SET_LIMIT_BUY, {"token": "ETH"})


WAITING = [
    "sell 1 eth at 4000",
    "sell 1 eth over 4000",
    "sell 1 eth on base at 4000",
    "sell half my eth when it drops to 2500",
    "sell my eth if it drops 5%",
    "sell eth at 4000 for usdt",
    "sell 0.2 wbtc if price falls under 95k",
    "sell all my eth for usdt once it hits 4000",
    "buy 0.5 eth if it falls to 2000",
    "buy 0.5 eth at 2000",
    "buy eth at 2000",
    "buy eth with 100 usdc at 2000",
    "buy $100 of link when it drops below 12",
    "buy 0.1 eth if it breaks above 3500",
    "buy 0.1 eth on base if it falls to 2000",
    "buy some eth if it falls to 2000",
    "limit sell 1 eth at 4000",
    "stop buy 0.1 eth at 3500",
]


@pytest.mark.parametrize("text", WAITING)
def test_what_waits_for_a_price_is_never_a_trade_at_once(text: str) -> None:
    assert understand(text).intent in ORDERS


@pytest.mark.parametrize("text", WAITING)
@pytest.mark.parametrize("more", [" ", " now or never", " and more", " maybe", " 5", " %", " if", " not", " at 1", "?"])
def test_nor_is_it_with_words_that_nobody_understands(text: str, more: str) -> None:
    assert intent_or_sentence(text + more) not in {Intent.BUY_TOKEN, Intent.SELL_TOKEN}


@pytest.mark.parametrize("text", WAITING)
def test_nor_is_it_when_it_stops_anywhere_behind_its_condition(text: str) -> None:
    words = text.split()
    conditions = {"at", "over", "when", "if", "once", "limit", "stop"}
    first = next(number for number, word in enumerate(words) if word in conditions)
    for end in range(first + 1, len(words)):
        assert intent_or_sentence(" ".join(words[:end])) not in {Intent.BUY_TOKEN, Intent.SELL_TOKEN}


def intent_or_sentence(text: str) -> str:
    try:
        return understand(text).intent
    except UserError as refusal:
        return refusal.message


@pytest.mark.parametrize("number", ["0", "-1", "1e-30", "1e400", "NaN", "1,5,0", "0,00,1", "١٢", "9" * 80])
@pytest.mark.parametrize(
    "sentence",
    [
        "stop loss eth {}",
        "sell 1 eth at {}",
        "sell {} eth at 4000",
        "buy ${} of link if it drops below 12",
        "oco eth stop {} target 3500",
        "buy 0.1 eth with target {}%",
        "change order k7m2p9x4qd to {}",
        "limit buy 0.5 eth at {}",
    ],
)
def test_a_bad_number_is_answered_and_not_guessed(sentence: str, number: str) -> None:
    with pytest.raises(UserError) as refusal:
        understand(sentence.format(number))

    assert refusal.value.message.endswith(".")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("buy 0.5 eth on base at 2000 on polygon", "chain"),
        ("buy 0.5 eth with usdt at 2000 with dai", "currency"),
        ("oco 0.5 eth stop 2800 target 3500 0.6", "amount"),
        ("oco half my eth stop 2800 target 3500 half", "part"),
        ("stop loss eth 2800 3500", "price"),
        ("take profit eth 4000 0.5", "price"),
        ("limit eth 0.5 2000", "price"),
        ("buy 1 eth above 3000 and below 2000", "price"),
        ("trail eth by 5% and 8%", "trail"),
    ],
)
def test_what_is_said_twice_is_refused(text: str, part: str) -> None:
    with pytest.raises(UserError, match=f"^That says the {part} twice"):
        understand(text)
