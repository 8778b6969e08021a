"""Names in a command that cannot be a token's or a chain's, and those beside them that can."""

from __future__ import annotations

from contextlib import suppress

import pytest

from bots.language import understand
from bots.language.intents import MOVES_MONEY
from esther_site.lib.errors import UserError


@pytest.mark.parametrize(
    "text",
    [
        "buy 2 btc in monopoly",
        "buy 100 eth in my dreams",
        "buy 20 link on payday",
        "buy 1 eth on christmas",
        "sell half my sofa",
        "sell all my guitars",
        "sell half my apple pie to the neighbours",
        "sell 1 eth to the bank",
        "sell 2 eth to grandma",
        "buy 2 pizzas with btc",
        "buy 1 piza with btc",
        "buy 3 tomatoes",
        "buy 2 horses",
        "buy 1 eth with wojak",
        "buy 0.5 eth with my salary",
        "sell half my pet rock",
        "buy 1 eth on foo",
        "swap my kidney to eth",
        "BUY 2 BTC IN MONOPOLY",
    ],
)
def test_a_thing_is_no_token_and_an_occasion_no_chain(text: str) -> None:
    with suppress(UserError):
        assert understand(text).intent not in MOVES_MONEY


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("swap 1 eth to wojak", "currency", "WOJAK"),
        ("buy 100 wojak", "token", "WOJAK"),
        ("sell half my turbo", "token", "TURBO"),
        ("ape 20 usdc into mog", "token", "MOG"),
        ("buy 10 sand", "token", "SAND"),
        ("buy 50 dot", "token", "DOT"),
        ("sell all my cake", "token", "CAKE"),
        ("buy 100 sushi", "token", "SUSHI"),
        ("sell half my link", "token", "LINK"),
        ("buy 20 $pizza", "token", "PIZZA"),
        ("buy 1 eth on the foo network", "chain", "foo"),
        ("buy 1 eth on foochain", "chain", "foochain"),
        ("buy 1 eth with usdc on base", "chain", "8453"),
        ("scoop up 1000 shib for the memes", "token", "SHIB"),
    ],
)
def test_a_new_name_is_a_token_where_nothing_speaks_against_it(text: str, name: str, value: str) -> None:
    understood = understand(text)
    assert understood.intent in MOVES_MONEY
    assert understood.entities[name] == value
