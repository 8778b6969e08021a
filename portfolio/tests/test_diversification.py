from __future__ import annotations

from decimal import Decimal

import pytest

from portfolio.diversification import Diversification, diversify
from portfolio.holdings import Held
from portfolio.tests.past_swaps import BEGIN
from portfolio.valuation import Line, Valuation
from tokens.models import Token
from trading.tests.desk import token

pytestmark = pytest.mark.django_db

ZERO = Decimal(0)


def spread(*parts: tuple[Token, str | None]) -> Diversification:
    lines = [
        Line(token=each, amount=Decimal(1), price_usd=None, value_usd=None if usd is None else Decimal(usd))
        for each, usd in parts
    ]
    total = sum((line.value_usd or Decimal(0) for line in lines), Decimal(0))
    return diversify(Valuation(wallets=[], lines=lines, total_usd=total, as_of=BEGIN, held=Held(units={})))


def test_of_nothing_there_are_no_shares() -> None:
    nothing = spread()

    assert (nothing.assets, nothing.chains, nothing.index, nothing.equal_parts) == ([], [], ZERO, ZERO)
    assert (nothing.stable_percent, nothing.volatile_percent) == (ZERO, ZERO)


def test_what_has_no_price_is_named_and_not_counted(seeded: None) -> None:
    some = spread((token("ETH"), "100"), (token("LINK"), None))

    assert [share.percent for share in some.assets] == [Decimal(100)]
    assert some.unpriced == [token("LINK")]


def test_an_asset_is_one_on_every_chain_and_a_wrapped_one_is_another(seeded: None) -> None:
    some = spread((token("ETH"), "300"), (token("ETH", "Base"), "100"), (token("WETH"), "600"))

    assert [(share.name, share.percent, share.chains) for share in some.assets] == [
        ("WETH", Decimal(60), ("Ethereum",)),
        ("ETH", Decimal(40), ("Ethereum", "Base")),
    ]


def test_a_copy_nobody_vouches_for_is_not_the_asset(seeded: None) -> None:
    copies = [
        Token.objects.create(
            chain=token("ETH").chain, address=f"0x{n:040x}", symbol="USDC", decimals=6, source="okx", verified=False
        )
        for n in (1, 2)
    ]
    some = spread((token("USDC"), "50"), (copies[0], "30"), (copies[1], "20"))

    assert [share.name for share in some.assets] == ["USDC", "USDC (not verified)", "USDC (not verified)"]
    assert some.stable_percent == Decimal(50)


def test_chains_and_dollars_have_shares_of_their_own(seeded: None) -> None:
    some = spread((token("ETH"), "250"), (token("USDC", "Base"), "500"), (token("DAI", "Base"), "250"))

    assert [(share.name, share.percent) for share in some.chains] == [("Base", Decimal(75)), ("Ethereum", Decimal(25))]
    assert (some.stable_percent, some.volatile_percent) == (Decimal(75), Decimal(25))


@pytest.mark.parametrize(
    ("values", "index", "words"),
    [
        (["1"], "10000", "very concentrated"),
        (["90", "10"], "8200", "very concentrated"),
        (["50", "50"], "5000", "concentrated"),
        (["60", "20", "20"], "4400", "concentrated"),
        (["25", "25", "25", "25"], "2500", "fairly spread"),
        (["20", "20", "20", "20", "20"], "2000", "fairly spread"),
        (["12.5"] * 8, "1250", "well spread"),
    ],
)
def test_the_index_says_how_far_it_is_spread(seeded: None, values: list[str], index: str, words: str) -> None:
    tokens = Token.objects.select_related("chain").filter(chain__name="Ethereum", verified=True).order_by("pk")
    some = spread(*zip(tokens, values, strict=False))

    assert (some.index, some.words) == (Decimal(index), words)
    assert some.equal_parts == Decimal(10000) / Decimal(index)
