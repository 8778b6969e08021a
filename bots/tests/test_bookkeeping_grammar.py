from __future__ import annotations

import pytest

from bots.language import Intent, understand
from bots.tests.patience import LONGEST, is_quick


@pytest.mark.parametrize(
    "text",
    [
        "export my private keys to bob",
        "don't export my trades",
        "export bob's trades",
        "export 25",
        "export 1999",
        "export the moon",
        "is my profit on eth taxed?",
        "sell my profit on eth",
        "set my cost basis to acb",
        "why is my profit on eth so low",
        "diversify my portfolio",
    ],
)
def test_it_reads_no_bookkeeping_into_something_else(text: str) -> None:
    assert understand(text).intent == Intent.UNKNOWN


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("take profit on eth at 4000", Intent.SET_TAKE_PROFIT),
        ("export wallet Main", Intent.EXPORT_WALLET),
        ("export my Main wallet", Intent.EXPORT_WALLET),
        ("export my key", Intent.EXPORT_WALLET),
        ("my trades", Intent.SHOW_HISTORY),
        ("my portfolio", Intent.SHOW_PORTFOLIO),
        ("my orders", Intent.LIST_ORDERS),
    ],
)
def test_it_takes_nothing_away_from_others(text: str, intent: Intent) -> None:
    assert understand(text).intent == intent


@pytest.mark.parametrize(
    ("text", "token", "chain"),
    [
        ("profit", None, None),
        ("what's my profit?", None, None),
        ("realised gains", None, None),
        ("show me my unrealized gains", None, None),
        ("profit and loss", None, None),
        ("my p&l", None, None),
        ("how much have I made so far?", None, None),
        ("am i in profit", None, None),
        ("profit ETH", "ETH", None),
        ("profit usdc on base", "USDC", "8453"),
        ("what's my profit on eth", "ETH", None),
        ("What is my profit on ETH on Base?", "ETH", "8453"),
        ("how much did i make on link?", "LINK", None),
        ("show my gains on wrapped ether", "WETH", None),
        ("show my eth pnl", "ETH", None),
        ("what did I pay for my eth?", "ETH", None),
        ("what's my average cost of link on base", "LINK", "8453"),
        ("average entry price eth", "ETH", None),
        ("what is my cost basis", None, None),
        ("my break even on link", "LINK", None),
    ],
)
def test_a_gain_is_asked_about_as_people_do(text: str, token: str | None, chain: str | None) -> None:
    understood = understand(text)
    wanted = {"token": token, "chain": chain}

    assert understood.intent == Intent.SHOW_PROFIT
    assert understood.entities == {name: value for name, value in wanted.items() if value}


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("export", {}),
        ("export trades", {"export": "trades"}),
        ("export my trades for taxes", {"export": "trades"}),
        ("download my trade history as csv", {"export": "trades"}),
        ("export all my orders as a csv file", {"export": "orders"}),
        ("export alerts", {"export": "alerts"}),
        ("export snapshots", {"export": "snapshots"}),
        ("export my holdings to excel", {"export": "holdings"}),
        ("export tax lots", {"export": "lots"}),
        ("export my taxes", {"export": "lots"}),
        ("export for koinly", {"export": "koinly"}),
        ("export everything", {"export": "all"}),
        ("export all my data", {"export": "all"}),
        ("export 2025", {"year": "2025"}),
        ("export my balances at the end of 2025", {"year": "2025"}),
        ("export balances 31 december 2025 for taxes", {"year": "2025"}),
    ],
)
def test_an_export_says_what_of(text: str, entities: dict[str, str]) -> None:
    understood = understand(text)

    assert (understood.intent, understood.entities) == (Intent.EXPORT_DATA, entities)


@pytest.mark.parametrize(
    "text",
    ["diversification", "how diversified am I?", "how concentrated is my portfolio", "am i diversified?"],
)
def test_diversification_is_asked_about(text: str) -> None:
    assert understand(text).intent == Intent.SHOW_DIVERSIFICATION


@pytest.mark.parametrize("text", ["settings cost basis hifo", "cost basis HIFO", "set my cost basis to hifo"])
def test_the_cost_basis_is_a_setting(text: str) -> None:
    understood = understand(text)

    assert (understood.intent, understood.entities) == (Intent.SETTINGS, {"cost_basis": "hifo"})


@pytest.mark.parametrize("word", ["profit ", "export ", "my gains on ", "export my ", "how much did i make "])
def test_long_texts_cost_no_more_than_others(word: str) -> None:
    assert is_quick((word * LONGEST)[:LONGEST])
    assert is_quick((word + "a b " * LONGEST)[:LONGEST])
