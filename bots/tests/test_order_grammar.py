"""Orders in a sentence; what is none is in `test_order_refusals`."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.language import Intent, Understood, understand
from bots.tests.patience import LONGEST, is_quick


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("set a stop loss for BTC at 110000", "token=BTC, price=110000"),
        ("stop loss eth 2800", "token=ETH, price=2800"),
        ("stoploss eth 2800", "token=ETH, price=2800"),
        ("Please put a stop-loss order on my ETH at $2,800!", "token=ETH, price=2800"),
        ("set a stop for eth at 2800", "token=ETH, price=2800"),
        ("stop loss at 2800 for 0.5 eth", "token=ETH, price=2800, amount=0.5"),
        ("stop loss 0.5 eth at 2800", "token=ETH, price=2800, amount=0.5"),
        ("stop loss for half my eth at $2k", "token=ETH, price=2000, percent=50"),
        ("stop loss eth 5% below", "token=ETH, price_percent=5"),
        ("stop loss eth -5%", "token=ETH, price_percent=5"),
        ("stop loss eth at 5 percent below the market", "token=ETH, price_percent=5"),
        ("set a 5% stop loss on eth", "token=ETH, price_percent=5"),
        ("stop loss 50% of my eth at 2800", "token=ETH, price=2800, percent=50"),
        ("stop loss eth on base at 2800", "token=ETH, price=2800, chain=8453"),
        ("stop loss eth 2800 on base", "token=ETH, price=2800, chain=8453"),
        ("sell 0.2 wbtc if price falls under 95k", "token=WBTC, price=95000, amount=0.2"),
        ("sell half my eth when it drops to 2500", "token=ETH, price=2500, percent=50"),
        ("sell my eth if the price of eth goes below 2500", "token=ETH, price=2500"),
        ("sell all my eth for usdt if it is at or below 2500", "token=ETH, price=2500, percent=100, currency=USDT"),
        ("sell $500 of my eth when it falls to 2500", "token=ETH, price=2500, usd=500"),
        ("sell my eth if it drops by 5%", "token=ETH, price_percent=5"),
        ("i want to sell 1 wrapped ether once it sinks below 2500", "token=WETH, price=2500, amount=1"),
        ("stop loss for eth", "token=ETH"),
        ("stop loss", ""),
    ],
)
def test_it_understands_a_stop_loss(text: str, said: str) -> None:
    understood = understand(text)

    assert (understood.intent, words(understood)) == (Intent.SET_STOP_LOSS, set(filter(None, said.split(", "))))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("take profit on eth at 4000", "token=ETH, price=4000"),
        ("takeprofit eth 4000", "token=ETH, price=4000"),
        ("take profit eth 10% above", "token=ETH, price_percent=10"),
        ("take profit eth +10%", "token=ETH, price_percent=10"),
        ("take profit on a third of my eth at 4000", "token=ETH, price=4000, percent=33.333333333333333333"),
        ("sell 1 eth at 4000", "token=ETH, price=4000, amount=1"),
        ("sell 1 eth at 4000 or better", "token=ETH, price=4000, amount=1"),
        ("sell 1 eth at 4000 usdc", "token=ETH, price=4000, amount=1"),
        ("sell 1 eth above 4000", "token=ETH, price=4000, amount=1"),
        ("sell eth when eth rises to 4000", "token=ETH, price=4000"),
        ("sell my eth if it gains 10%", "token=ETH, price_percent=10"),
        ("sell 1 eth at 4000 for usdt", "token=ETH, price=4000, amount=1, currency=USDT"),
        ("limit sell 1 eth at 4000", "token=ETH, price=4000, amount=1"),
        ("place a limit order to sell 1 eth at 4000", "token=ETH, price=4000, amount=1"),
        ("sell 1 eth when it hits 4000", "token=ETH, price=4000, amount=1, direction=crosses"),
        ("take profit on eth", "token=ETH"),
        ("take profit", ""),
    ],
)
def test_it_understands_a_target(text: str, said: str) -> None:
    understood = understand(text)

    assert (understood.intent, words(understood)) == (Intent.SET_TAKE_PROFIT, set(filter(None, said.split(", "))))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("buy 0.5 eth if it falls to 2000", "token=ETH, amount=0.5, price=2000, direction=below"),
        ("buy $100 of link when it drops below 12", "token=LINK, usd=100, price=12, direction=below"),
        ("buy eth with 100 usdc below 2000", "token=ETH, spend=100, currency=USDC, price=2000, direction=below"),
        ("buy 0.1 eth if it breaks above 3500", "token=ETH, amount=0.1, price=3500, direction=above"),
        ("buy 1 eth 5% below the market", "token=ETH, amount=1, price_percent=5"),
        ("buy 1 eth if it drops another 5%", "token=ETH, amount=1, price_percent=5, direction=below"),
        ("buy 1 eth at 2000 or less", "token=ETH, amount=1, price=2000, direction=below"),
        ("limit buy 0.5 eth at 2000", "token=ETH, amount=0.5, price=2000"),
        ("limit 0.5 eth at 2000", "token=ETH, amount=0.5, price=2000"),
        ("set a limit order to buy 0.5 eth with usdt at 2000", "token=ETH, amount=0.5, currency=USDT, price=2000"),
        ("buy 0.5 eth at 2000 with usdt", "token=ETH, amount=0.5, currency=USDT, price=2000"),
        ("stop buy 0.1 eth at 3500", "token=ETH, amount=0.1, price=3500, direction=above"),
        ("buy 0.1 eth when it hits 3500", "token=ETH, amount=0.1, price=3500"),
        ("buy eth if it falls to 2000", "token=ETH, price=2000, direction=below"),
        (
            "buy 0.5 eth if it falls to 2000 with stop 5% and target 10%",
            "token=ETH, amount=0.5, price=2000, direction=below, stop_percent=5, target_percent=10",
        ),
        ("limit eth 2000", "token=ETH, price=2000"),
        ("limit eth", "token=ETH"),
        ("limit", ""),
    ],
)
def test_it_understands_a_purchase_that_waits(text: str, said: str) -> None:
    understood = understand(text)

    assert (understood.intent, words(understood)) == (Intent.SET_LIMIT_BUY, set(filter(None, said.split(", "))))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("trailing stop on eth 5%", "token=ETH, percent=5"),
        ("trailing eth 5%", "token=ETH, percent=5"),
        ("trail my link by 8%", "token=LINK, percent=8"),
        ("set a trailing stop of 5% for my eth", "token=ETH, percent=5"),
        ("trailing stop 5% eth", "token=ETH, percent=5"),
        ("set a 2.5% trailing stop on half my eth", "token=ETH, percent=2.5, share=50"),
        ("trail 50% of my eth by 5%", "token=ETH, percent=5, share=50"),
        ("trail 0.5 eth by 5%", "token=ETH, percent=5, amount=0.5"),
        ("sell my eth if it falls 5% from its high", "token=ETH, percent=5"),
        ("trailing stop for eth", "token=ETH"),
        ("trailing", ""),
    ],
)
def test_it_understands_a_trailing_stop(text: str, said: str) -> None:
    understood = understand(text)

    assert (understood.intent, words(understood)) == (Intent.SET_TRAILING_STOP, set(filter(None, said.split(", "))))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("oco ETH stop 2800 target 3500", "token=ETH, stop_price=2800, target_price=3500"),
        ("oco eth target 3500 stop 2800", "token=ETH, stop_price=2800, target_price=3500"),
        ("oco eth stop 2800 target 3500 0.5", "token=ETH, stop_price=2800, target_price=3500, amount=0.5"),
        ("oco eth stop 2800 target 3500 half", "token=ETH, stop_price=2800, target_price=3500, percent=50"),
        ("oco 0.5 eth stop 5% target 10%", "token=ETH, stop_percent=5, target_percent=10, amount=0.5"),
        ("protect my eth with a stop at 2800 and a target at 3500", "token=ETH, stop_price=2800, target_price=3500"),
        ("set a stop at 2800 and a target at 3500 for my eth", "token=ETH, stop_price=2800, target_price=3500"),
        ("set a stop loss for eth at 2800 and take profit at 3500", "token=ETH, stop_price=2800, target_price=3500"),
        ("oco", ""),
    ],
)
def test_it_understands_a_stop_and_a_target_together(text: str, said: str) -> None:
    understood = understand(text)

    assert (understood.intent, words(understood)) == (Intent.SET_OCO, set(filter(None, said.split(", "))))


def words(understood: Understood) -> set[str]:
    return {f"{name}={text}" for name, text in understood.entities.items()}


@pytest.mark.parametrize(
    ("tail", "entities"),
    [
        (" for 7 days", {"expires": "10080"}),
        (", valid for a week", {"expires": "10080"}),
        (" expires in 12 h", {"expires": "720"}),
        (" slippage 2%", {"slippage": "2"}),
        (" with 0.5% slippage for 2 h", {"slippage": "0.5", "expires": "120"}),
        (" on base for 1 d, slippage 2%", {"chain": "8453", "slippage": "2", "expires": "1440"}),
    ],
)
@pytest.mark.parametrize(
    "text", ["stop loss eth 2800", "sell eth at 2800", "buy eth at 2800", "oco eth stop 5% target 2800"]
)
def test_it_understands_how_long_and_how_exactly(text: str, tail: str, entities: dict[str, str]) -> None:
    plain, more = understand(text), understand(text + tail)

    assert (more.intent, more.entities) == (plain.intent, plain.entities | entities)


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("my orders", Intent.LIST_ORDERS, {}),
        ("show my open orders", Intent.LIST_ORDERS, {}),
        ("orders?", Intent.LIST_ORDERS, {}),
        ("cancel order K7M2P9X4QD", Intent.CANCEL_ORDER, {"id": "k7m2p9x4qd"}),
        ("cancel order", Intent.CANCEL_ORDER, {}),
        ("cancel all orders", Intent.CANCEL_ORDER, {"all": "true"}),
        ("cancel all of my orders", Intent.CANCEL_ORDER, {"all": "true"}),
        ("change order k7m2p9x4qd to $2k", Intent.CHANGE_ORDER, {"id": "k7m2p9x4qd", "price": "2000"}),
        ("change order k7m2p9x4qd to 5%", Intent.CHANGE_ORDER, {"id": "k7m2p9x4qd", "percent": "5"}),
        ("edit order k7m2p9x4qd", Intent.CHANGE_ORDER, {"id": "k7m2p9x4qd"}),
        ("pause order k7m2p9x4qd", Intent.PAUSE_ORDER, {"id": "k7m2p9x4qd"}),
        ("resume order k7m2p9x4qd", Intent.RESUME_ORDER, {"id": "k7m2p9x4qd"}),
    ],
)
def test_it_understands_what_to_do_with_orders(text: str, intent: Intent, entities: dict[str, str]) -> None:
    understood = understand(text)

    assert (understood.intent, understood.entities) == (intent, entities)


@given(st.decimals(min_value="1e-18", max_value="1e12", places=18))
def test_the_price_in_a_sentence_is_the_price_understood(price: Decimal) -> None:
    assert understand(f"sell 1 eth at {price:f}").entities["price"] == f"{price:f}"


@pytest.mark.parametrize(
    "unit",
    ["1", "1,", "1 ", "a ", "eth ", "5% ", "at 1 ", "of ", "if it falls to ", "with stop 5% ", ", stop 1", "my "],
)
@pytest.mark.parametrize(
    "start",
    ["stop loss ", "sell 1 eth if it ", "buy 1 eth at 1 ", "oco eth stop ", "trail my ", "set a stop ", "limit "],
)
def test_hostile_text_costs_less_than_five_milliseconds_a_kilobyte(start: str, unit: str) -> None:
    text = start + unit * ((LONGEST - len(start)) // len(unit))
    assert is_quick(text)
