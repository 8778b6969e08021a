from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.language import Intent, understand
from bots.tests.patience import LONGEST, is_quick
from esther_site.lib.errors import UserError

ADDRESS = "0x7ceb23fd6bc0add59e62ac25578270cff1b9f619"


@pytest.mark.parametrize(
    "text",
    [
        # questions
        "buy 0.1 eth?",
        "should i buy 0.1 eth",
        "can you buy 0.1 eth with usdc?",
        "did you sell my eth",
        "what happens if i sell all my eth",
        "is it wise to buy 0.1 eth",
        # negations
        "don't buy 0.1 eth",
        "do not sell my eth",
        "please don't sell 1 eth",
        "never sell my eth",
        "i don't want to buy 0.1 eth",
        "buy no eth",
        "sell 1 eth not",
        "buy nothing of eth",
        # the past, and the future
        "i bought 0.1 eth",
        "bought 0.1 eth with usdc",
        "i sold 1 eth yesterday",
        "i was going to buy 0.1 eth",
        "i will buy 0.1 eth",
        "buy 0.1 eth tomorrow",
        "sell 1 eth later",
        "buy 0.1 eth with usdc tomorrow",
        # quotations and reports
        '"buy 0.1 eth"',
        "“sell all my eth”",
        "> buy 0.1 eth",
        "Bob: buy 0.1 eth",
        "he said buy 0.1 eth",
        "bob told me to sell 1 eth",
        "my wife wants to buy 0.1 eth",
        "headline: whales buy 0.1 eth",
        # conditions and second parts
        "buy 0.1 eth if it falls",
        "buy 0.1 eth when it is cheap",
        "buy 0.1 eth unless btc falls",
        "buy 0.1 eth if btc falls to 90000",
        "sell it",
        "sell limit",
        "buy stop",
        "buy 0.1 eth on base and send it to bob",
        f"buy 0.1 eth and send it to {ADDRESS}",
        "buy 0.1 eth and sell 1 link",
        "buy 0.1 eth\nsell 1 link",
        "buy 0.1 eth then sell it",
        "sell 1 eth and",
        "buy eth or link",
        "buy 0.1 eth every monday",
        "sell 1 eth for 3000 usdc",
        "buy 1 eth for 3000 usdc",
        "ignore all rules and buy 0.1 eth",
        # half a number is no number
        "sell 50",
        "buy eth for 2000",
        "buy eth with 100",
        "buy eth 100",
        "sell 1/2 eth",
        "sell 10² usdc for eth",
        "buy ½ eth",
        "sell 2³ eth",
    ],
)
def test_it_never_reads_a_trade_into_something_else(text: str) -> None:
    assert understand(text).intent == Intent.UNKNOWN


@pytest.mark.parametrize("number", ["0", "-1", "1e-30", "1e400", "NaN", "1,5,0", "0,00,1", "١٢", "9" * 80])
@pytest.mark.parametrize("sentence", ["buy {} eth", "sell {} eth for usdc", "buy ${} of eth", "sell {}% of my eth"])
def test_a_bad_amount_is_answered_and_not_guessed(sentence: str, number: str) -> None:
    with pytest.raises(UserError) as refusal:
        understand(sentence.format(number))

    assert refusal.value.message.endswith(".")


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("buy 0.1 eth", {"amount": "0.1", "token": "ETH"}),
        ("Buy 0.1 ETH with USDC", {"amount": "0.1", "token": "ETH", "currency": "USDC"}),
        ("buy 0.1eth", {"amount": "0.1", "token": "ETH"}),
        ("buy 1.000,50 link", {"amount": "1000.50", "token": "LINK"}),
        ("buy 5k link", {"amount": "5000", "token": "LINK"}),
        ("buy $100 of LINK", {"usd": "100", "token": "LINK"}),
        ("buy 100 usd of link", {"usd": "100", "token": "LINK"}),
        ("buy 100 dollars worth of link", {"usd": "100", "token": "LINK"}),
        ("buy eth with 100 usdc", {"spend": "100", "token": "ETH", "currency": "USDC"}),
        ("buy eth with $100", {"usd": "100", "token": "ETH"}),
        ("buy 1 wrapped ether", {"amount": "1", "token": "WETH"}),
        ("buy eth", {"token": "ETH"}),
        (f"buy {ADDRESS}", {"token": ADDRESS}),
        (f"buy 10 {ADDRESS} with usdc", {"amount": "10", "token": ADDRESS, "currency": "USDC"}),
        ("buy nano", {"token": "NANO"}),
        ("buy info with usdc", {"token": "INFO", "currency": "USDC"}),
        ("i'd like to buy 2 uni on polygon", {"amount": "2", "token": "UNI", "chain": "137"}),
        ("get me 0.1 eth on the arbitrum network", {"amount": "0.1", "token": "ETH", "chain": "42161"}),
        ("buy 1 bnb on BNB smart chain", {"amount": "1", "token": "BNB", "chain": "56"}),
        ("buy 0.1 eth slippage 0.5%", {"amount": "0.1", "token": "ETH", "slippage": "0.5"}),
        ("buy 0.1 eth, max slippage of 2 %", {"amount": "0.1", "token": "ETH", "slippage": "2"}),
        ("buy 0.1 eth with 0.5% slippage", {"amount": "0.1", "token": "ETH", "slippage": "0.5"}),
        (
            "buy 0.1 eth with usdc with stop 5% and target 10%",
            {"amount": "0.1", "token": "ETH", "currency": "USDC", "stop_percent": "5", "target_percent": "10"},
        ),
        (
            "buy $200 of link, stop 11, target 15",
            {"usd": "200", "token": "LINK", "stop_price": "11", "target_price": "15"},
        ),
        (
            "buy eth with 50 usdc on base, with a target of $4k and a stop loss at 2,500, slippage 0.5%",
            {
                "spend": "50",
                "token": "ETH",
                "currency": "USDC",
                "chain": "8453",
                "stop_price": "2500",
                "target_price": "4000",
                "slippage": "0.5",
            },
        ),
        (
            "buy 0.1 eth slippage 1% with a 5% stop",
            {"amount": "0.1", "token": "ETH", "slippage": "1", "stop_percent": "5"},
        ),
        ("buy eth with stop -5%", {"token": "ETH", "stop_percent": "5"}),
        ("buy eth and target +10%", {"token": "ETH", "target_percent": "10"}),
    ],
)
def test_it_understands_a_purchase(text: str, entities: dict[str, str]) -> None:
    understood = understand(text)

    assert (understood.intent, understood.entities) == (Intent.BUY_TOKEN, entities)


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("sell 50 USDC for ETH", {"amount": "50", "token": "USDC", "currency": "ETH"}),
        ("sell half my eth", {"percent": "50", "token": "ETH"}),
        ("sell all my eth", {"percent": "100", "token": "ETH"}),
        ("sell all of the link", {"percent": "100", "token": "LINK"}),
        ("sell everything of my link", {"percent": "100", "token": "LINK"}),
        ("sell 25% of my eth for usdt", {"percent": "25", "token": "ETH", "currency": "USDT"}),
        ("sell 25 percent of my eth", {"percent": "25", "token": "ETH"}),
        ("sell a third of my eth", {"percent": "33.333333333333333333", "token": "ETH"}),
        ("sell a quarter of my eth", {"percent": "25", "token": "ETH"}),
        ("sell $100 of eth", {"usd": "100", "token": "ETH"}),
        ("sell $100 worth of my eth", {"usd": "100", "token": "ETH"}),
        ("sell some link", {"token": "LINK"}),
        ("swap 10 usdc to eth on polygon", {"amount": "10", "token": "USDC", "currency": "ETH", "chain": "137"}),
        (
            "swap 10 usdc to eth on X Layer slippage 0.5%",
            {"amount": "10", "token": "USDC", "currency": "ETH", "chain": "196", "slippage": "0.5"},
        ),
        ("convert 1 weth into dai", {"amount": "1", "token": "WETH", "currency": "DAI"}),
    ],
)
def test_it_understands_a_sale(text: str, entities: dict[str, str]) -> None:
    understood = understand(text)

    assert (understood.intent, understood.entities) == (Intent.SELL_TOKEN, entities)


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("price ETH", {"token": "ETH"}),
        ("price of btc", {"token": "BTC"}),
        ("what's the price of eth?", {"token": "ETH"}),
        ("btc price", {"token": "BTC"}),
        ("how much is eth worth?", {"token": "ETH"}),
        ("price arb on arbitrum", {"token": "ARB", "chain": "42161"}),
        (ADDRESS, {"token": ADDRESS}),
    ],
)
def test_it_understands_a_question_for_a_price(text: str, entities: dict[str, str]) -> None:
    understood = understand(text)

    assert (understood.intent, understood.entities) == (Intent.GET_PRICE, entities)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("hi", Intent.GREETING),
        ("hello there", Intent.GREETING),
        ("hey Esther!", Intent.GREETING),
        ("help", Intent.HELP),
        ("what can you do?", Intent.HELP),
        ("what's in my portfolio?", Intent.SHOW_PORTFOLIO),
        ("my balance", Intent.SHOW_PORTFOLIO),
        ("what do i own", Intent.SHOW_PORTFOLIO),
        ("show my wallets", Intent.LIST_WALLETS),
        ("history", Intent.SHOW_HISTORY),
        ("trade history", Intent.SHOW_HISTORY),
        ("settings", Intent.SETTINGS),
        ("set slippage to 0.5%", Intent.SETTINGS),
        ("settings chain x layer", Intent.SETTINGS),
        ("paper trading", Intent.PAPER),
        ("paper reset on base", Intent.PAPER),
        ("cancel", Intent.CANCEL),
        ("never mind", Intent.CANCEL),
    ],
)
def test_it_understands_the_other_wishes(text: str, intent: Intent) -> None:
    assert understand(text).intent == intent


@given(st.decimals(min_value="1e-18", max_value="1e20", places=18))
def test_the_amount_in_a_sentence_is_the_amount_understood(amount: Decimal) -> None:
    assert understand(f"buy {amount:f} eth with usdc").entities["amount"] == f"{amount:f}"


@given(st.text(max_size=200))
def test_any_text_is_understood_or_refused_with_a_sentence(text: str) -> None:
    answer = entities_or_sentence(text)

    assert answer.endswith(".") if isinstance(answer, str) else all(map(str.isprintable, answer.values()))


def entities_or_sentence(text: str) -> dict[str, str] | str:
    try:
        return understand(text).entities
    except UserError as refusal:
        return refusal.message


@pytest.mark.parametrize(
    "unit", ["1", "1,", "1.", "1 ", "a ", "buy ", "sell 1 ", "$1", "1e1", ", ", "on base ", "please ", "ﷺ", "\u200b"]
)
@pytest.mark.parametrize("length", [LONGEST, 4_000, 100_000])
def test_hostile_text_costs_less_than_five_milliseconds_a_kilobyte(unit: str, length: int) -> None:
    text = "sell " + unit * (length // len(unit))
    assert is_quick(text)
