from __future__ import annotations

import pytest

from bots.language import Intent, understand


@pytest.mark.parametrize(
    "text",
    [
        "do not show me the chart",
        "why is the chart of eth red",
        "the chart says sell eth",
        "chart eth 7d and buy 1 eth",
        "I saw a chart of eth yesterday",
        "buy eth when the chart looks good",
    ],
)
def test_what_is_no_wish_for_a_chart_is_not_read_as_one(text: str) -> None:
    assert understand(text).intent != Intent.GET_PRICE_CHART


@pytest.mark.parametrize(
    ("text", "token", "period", "chain"),
    [
        ("chart eth", "ETH", None, None),
        ("chart ETH 7d", "ETH", "7d", None),
        ("chart eth 7d arbitrum", "ETH", "7d", "42161"),
        ("chart eth 7d on arbitrum", "ETH", "7d", "42161"),
        ("chart eth on arbitrum 7d", "ETH", "7d", "42161"),
        ("chart eth on arbitrum", "ETH", None, "42161"),
        ("chart of link for 30 days", "LINK", "30d", None),
        ("chart link 24 hours", "LINK", "24h", None),
        ("chart link today", "LINK", "24h", None),
        ("chart eth 1d", "ETH", "24h", None),
        ("chart eth 1 month", "ETH", "30d", None),
        ("chart eth 3 months", "ETH", "90d", None),
        ("chart eth 12m", "ETH", "1y", None),
        ("chart eth over the last year", "ETH", "1y", None),
        ("chart eth 365d", "ETH", "1y", None),
        ("show me the btc chart for a week", "BTC", "7d", None),
        ("show the eth chart over the last year", "ETH", "1y", None),
        ("chart eth 5d", "ETH", "5d", None),
        ("show me the btc chart for 3 years", "BTC", "3y", None),
        ("eth chart for two weeks", "ETH", "14d", None),
        ("can you show me a 30d chart of link?", "LINK", "30d", None),
        ("plot eth over the last year", "ETH", "1y", None),
        ("eth chart", "ETH", None, None),
        ("arb chart on arbitrum", "ARB", None, "42161"),
        ("arb chart 90d on arbitrum", "ARB", "90d", "42161"),
        (
            "draw a chart of wrapped ether for the last month on bnb smart chain",
            "WETH",
            "30d",
            "56",
        ),
        (
            "chart 0x514910771af9ca656af840dff83e8264ecf986ca 7d",
            "0x514910771af9ca656af840dff83e8264ecf986ca",
            "7d",
            None,
        ),
    ],
)
def test_a_chart_has_a_token_a_period_and_a_chain(text: str, token: str, period: str | None, chain: str | None) -> None:
    understood = understand(text)
    wanted = {"token": token, "period": period, "chain": chain}

    assert understood.intent == Intent.GET_PRICE_CHART
    assert understood.entities == {name: value for name, value in wanted.items() if value}


def test_a_chart_of_nothing_is_asked_about() -> None:
    assert (understand("chart").intent, understand("show me a chart").entities) == (Intent.GET_PRICE_CHART, {})
