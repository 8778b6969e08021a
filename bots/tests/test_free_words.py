"""Names of wallets, orders, chains and times do not swallow what else is said."""

from __future__ import annotations

import pytest

from bots.language.free_words import within_bounds
from bots.language.grammar import understand
from bots.language.intents import Intent, Understood


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("wallet", "2, dont use it anymore"),
        ("wallet", "2?"),
        ("wallet", "2 tomorrow"),
        ("wallet", "one that i do not need anymore"),
        ("period", "ytd, need it for my accountant"),
        ("chain", "for grandpa"),
    ],
)
def test_what_holds_free_words_is_no_name(name: str, value: str) -> None:
    assert within_bounds(Understood(Intent.DELETE_WALLET, {name: value})) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("wallet", "cold storage"),
        ("wallet", "my cold storage"),
        ("period", "1 march to 4 april"),
        ("chain", "foochain"),
    ],
)
def test_names_of_several_words_stay(name: str, value: str) -> None:
    understood = Understood(Intent.DELETE_WALLET, {name: value})

    assert within_bounds(understood) == understood


def test_a_trade_is_not_mended() -> None:
    assert within_bounds(Understood(Intent.REBALANCE, {"chain": "base bitte"})) is None


def test_marks_and_words_behind_a_known_name_are_left_out() -> None:
    understood = within_bounds(Understood(Intent.SHOW_PORTFOLIO, {"chain": "base bitte", "wallet": "#8."}))

    assert understood == Understood(Intent.SHOW_PORTFOLIO, {"chain": "8453", "wallet": "8"})


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("my holdings on Base bitte", {"chain": "8453"}),
        ("balances polygon pls", {"chain": "137"}),
        ("delete wallet #8", {"wallet": "8"}),
        ("quick check on avax price", {"token": "AVAX"}),
        ("performance of my portfolio for quarter", {"period": "last quarter"}),
    ],
)
def test_a_sentence_names_what_is_meant(text: str, entities: dict[str, str]) -> None:
    assert understand(text).entities == entities
