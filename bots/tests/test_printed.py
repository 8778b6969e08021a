"""The form in which programs compare what Esther understood."""

from __future__ import annotations

from typing import Any

import pytest

from bots.language import as_json, understand


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("buy $100 of link", "buy_token", {"token": "LINK", "spend": "100", "currency": "USD"}),
        ("buy $100 of link with dai", "buy_token", {"token": "LINK", "usd": "100", "currency": "DAI"}),
        ("sell $100 of link", "sell_token", {"token": "LINK", "usd": "100"}),
        ("buy eth with 50 usdc", "buy_token", {"token": "ETH", "spend": "50", "currency": "USDC"}),
        ("rebalance 60 eth 40 usdc", "rebalance", {"allocations": {"ETH": "60", "USDC": "40"}}),
        ("chart eth 30d", "get_price_chart", {"token": "ETH", "period_days": "30"}),
        ("chart eth 24h", "get_price_chart", {"token": "ETH", "period_days": "1"}),
        ("how did my portfolio do last month", "get_portfolio_performance", {"period_days": "30"}),
        ("performance ytd", "get_portfolio_performance", {"period": "ytd"}),
        ("performance since 1 march", "get_portfolio_performance", {"period": "since 1 march"}),
        ("delete wallet Main", "delete_wallet", {"id": "main"}),
        (
            "sell 1 eth when it hits 4000",
            "set_take_profit",
            {"token": "ETH", "amount": "1", "price": "4000"},
        ),
        ("lorem ipsum", "unknown", {}),
    ],
)
def test_it_says_what_was_understood(text: str, intent: str, entities: dict[str, Any]) -> None:
    assert as_json(understand(text)) == {"intent": intent, "entities": entities, "source": "grammar"}
