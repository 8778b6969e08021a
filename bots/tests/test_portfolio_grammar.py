from __future__ import annotations

import pytest

from bots.language import Intent, understand


@pytest.mark.parametrize(
    "text",
    [
        "portfolio is down, sell everything",
        "my portfolio was better yesterday",
        "do not show my portfolio",
        "rebalance my portfolio",
        "portfolio performance",
        "portfolio below 9000",
        "how is my portfolio doing",
        "sell my portfolio on base",
        "portfolio one two three four",
    ],
)
def test_what_is_no_wish_to_see_it_is_not_read_as_one(text: str) -> None:
    assert understand(text).intent != Intent.SHOW_PORTFOLIO


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("portfolio", {}),
        ("what do i have in my portfolio?", {}),
        ("portfolio on base", {"chain": "8453"}),
        ("show my holdings on the arbitrum network", {"chain": "42161"}),
        ("what do i own on x layer?", {"chain": "196"}),
        ("portfolio paper", {"place": "paper"}),
        ("paper portfolio", {"place": "paper"}),
        ("show me my real balances", {"place": "real"}),
        ("real portfolio on base", {"place": "real", "chain": "8453"}),
        ("portfolio Main Vault", {"place": "main vault"}),
        ("portfolio of my vault wallet", {"place": "vault"}),
        ("my portfolio by wallet", {"view": "wallets"}),
        ("portfolio by chain", {"view": "chains"}),
        ("real balance per network", {"place": "real", "view": "chains"}),
        ("portfolio picture", {"view": "picture"}),
        ("show my allocation", {"view": "picture"}),
    ],
)
def test_which_part_of_it_is_meant(text: str, entities: dict[str, str]) -> None:
    understood = understand(text)
    assert (understood.intent, understood.entities) == (Intent.SHOW_PORTFOLIO, entities)
