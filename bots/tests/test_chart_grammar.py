from __future__ import annotations

import pytest

from bots.language import Intent, understand
from esther_site.lib.errors import UserError


@pytest.mark.parametrize(
    "text",
    [
        "chart eth 5d",
        "chart eth 48h",
        "show me the btc chart for 3 years",
        "eth chart for the last hour",
        "chart eth 0d",
    ],
)
def test_a_period_there_is_no_chart_of_is_refused_with_those_there_are(text: str) -> None:
    with pytest.raises(UserError, match="24h, 7d, 30d, 90d or 1y"):
        understand(text)


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
    assert understand(text).intent != Intent.SHOW_CHART


@pytest.mark.parametrize(
    ("text", "token", "period", "chain"),
    [
        ("chart eth", "eth", None, None),
        ("chart ETH 7d", "ETH", "7d", None),
        ("chart eth 7d arbitrum", "eth", "7d", "arbitrum"),
        ("chart eth 7d on arbitrum", "eth", "7d", "arbitrum"),
        ("chart eth on arbitrum 7d", "eth", "7d", "arbitrum"),
        ("chart eth on arbitrum", "eth", None, "arbitrum"),
        ("chart of link for 30 days", "link", "30d", None),
        ("chart link 24 hours", "link", "24h", None),
        ("chart link today", "link", "24h", None),
        ("chart eth 1d", "eth", "24h", None),
        ("chart eth 1 month", "eth", "30d", None),
        ("chart eth 3 months", "eth", "90d", None),
        ("chart eth 12m", "eth", "1y", None),
        ("chart eth over the last year", "eth", "1y", None),
        ("chart eth 365d", "eth", "1y", None),
        ("show me the btc chart for a week", "btc", "7d", None),
        ("show the eth chart over the last year", "eth", "1y", None),
        ("eth chart", "eth", None, None),
        ("arb chart on arbitrum", "arb", None, "arbitrum"),
        ("arb chart 90d on arbitrum", "arb", "90d", "arbitrum"),
        (
            "draw a chart of wrapped ether for the last month on bnb smart chain",
            "wrapped ether",
            "30d",
            "bnb smart chain",
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

    assert understood.intent == Intent.SHOW_CHART
    assert understood.entities == {name: value for name, value in wanted.items() if value}


def test_a_chart_of_nothing_is_asked_about() -> None:
    assert (understand("chart").intent, understand("show me a chart").entities) == (Intent.SHOW_CHART, {})
