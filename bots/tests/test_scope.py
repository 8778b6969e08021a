from __future__ import annotations

import pytest

from bots.language import Intent, understand


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("List all my trades of the last 30 days", Intent.SHOW_HISTORY, {"period": "30 days"}),
        ("my eth trade history", Intent.SHOW_HISTORY, {"token": "ETH"}),
        ("how much pepe do i have", Intent.SHOW_PORTFOLIO, {"token": "PEPE"}),
        ("Show my open orders on Base", Intent.LIST_ORDERS, {"chain": "8453"}),
        ("What is the price of BTC in USDT?", Intent.GET_PRICE, {"token": "BTC", "currency": "USDT"}),
        ("price of eth in dollars", Intent.GET_PRICE, {"token": "ETH"}),
        ("show my trades", Intent.SHOW_HISTORY, {}),
    ],
)
def test_what_is_to_be_shown_is_read_with_its_token_chain_and_days(
    text: str, intent: Intent, entities: dict[str, str]
) -> None:
    understood = understand(text)
    assert (understood.intent, understood.entities) == (intent, entities)


def test_two_coins_are_none() -> None:
    assert "token" not in understand("show my eth and link trades").entities
