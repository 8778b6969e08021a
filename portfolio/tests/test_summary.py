from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.utils import timezone

from portfolio.allocation import MOST_BARS, slices_of
from portfolio.models import Book, Holding
from portfolio.summary import MOST_LINES, by_chain, by_wallet, summarise
from portfolio.tests.balance_desk import Desk, opened, somebody, token, watched
from portfolio.valuation import value_wallet
from tokens.models import Price, Token
from trading.models import User, Wallet


@pytest.fixture
def desk(seeded: None) -> Iterator[Desk]:
    with opened() as desk:
        yield desk


@pytest.fixture
def alice(desk: Desk) -> User:
    return somebody()


def hold(wallet: Wallet, held: Token, usd: str | None) -> None:
    Holding.objects.create(wallet=wallet, token=held, units=10**held.decimals)
    if usd:
        Price.objects.update_or_create(
            token=held, defaults={"usd": Decimal(usd), "source": "test", "observed_at": timezone.now()}
        )


def hold_many(wallet: Wallet, number: int) -> None:
    for place in range(number):
        made = Token.objects.create(
            chain_id=1, address=f"0x{place + 1:040x}", symbol=f"T{place}", decimals=0, source="okx", verified=True
        )
        hold(wallet, made, str(100 - place))


def moved(desk: Desk, held: Token) -> None:
    """Let a token's price be known to have risen by 2 % in a day."""
    desk.liquidity[held.address] = "1"


def test_without_known_changes_none_is_shown(alice: User) -> None:
    vault = watched(alice)
    hold(vault, token("LINK"), "20")
    assert summarise(value_wallet(vault)).change is None


def test_a_change_of_too_small_a_part_is_none(desk: Desk, alice: User) -> None:
    vault = watched(alice)
    hold(vault, token("LINK"), "20")
    hold(vault, token("UNI"), "10")
    moved(desk, token("LINK"))
    assert summarise(value_wallet(vault)).change is None


def test_the_change_is_that_of_the_prices_weighed_by_what_is_held(desk: Desk, alice: User) -> None:
    vault = watched(alice)
    hold(vault, token("LINK"), "102")
    hold(vault, token("UNI"), "51")
    moved(desk, token("LINK"))
    moved(desk, token("UNI"))
    change = summarise(value_wallet(vault)).change

    assert change
    assert (round(change.usd, 10), round(change.percent, 10)) == (Decimal(3), Decimal(2))


def test_changes_are_asked_for_once_in_five_minutes(desk: Desk, alice: User) -> None:
    vault = watched(alice)
    hold(vault, token("LINK"), "102")
    for _ in range(3):
        summarise(value_wallet(vault))
    assert desk.calls["market/price-info"] == 1


def test_what_has_no_price_is_no_dust(alice: User) -> None:
    vault = watched(alice)
    hold(vault, token("LINK"), None)
    hold(vault, token("UNI"), "0.99")
    hold(vault, token("AAVE"), "1")
    summary = summarise(value_wallet(vault))

    assert [line.token.symbol for line in summary.lines] == ["AAVE", "LINK"]
    assert (summary.dust.count, summary.dust.usd) == (1, Decimal("0.99"))


def test_the_largest_are_shown_and_the_rest_is_added_up(alice: User) -> None:
    vault = watched(alice)
    hold_many(vault, 20)
    summary = summarise(value_wallet(vault))

    assert [line.token.symbol for line in summary.lines] == [f"T{place}" for place in range(MOST_LINES)]
    assert (summary.more.count, summary.more.usd) == (5, Decimal(85 + 84 + 83 + 82 + 81))
    short = summary.shortened(10)
    assert (len(short.lines), short.more.count, short.more.usd) == (10, 10, summary.more.usd + 90 + 89 + 88 + 87 + 86)


def test_what_waits_for_a_word_is_named_first(alice: User) -> None:
    vault = watched(alice)
    for place, why in enumerate(("risk", "worthless", "risk", "worthless", "risk", "jump")):
        made = Token.objects.create(chain_id=1, address=f"0x{place:040x}", symbol="T", decimals=0, source="okx")
        Holding.objects.create(wallet=vault, token=made, units=1, apart=why)
    summary = summarise(value_wallet(vault))

    assert [one.why for one in summary.apart] == ["jump", "risk", "worthless", "risk", "worthless"]
    assert (summary.more_apart, len(summary.held_back)) == (1, 1)


def test_the_parts_add_up_to_a_hundred(alice: User) -> None:
    first, second = watched(alice, 1), watched(alice, 2)
    hold(first, token("LINK"), "30")
    hold(second, token("USDC", "Base"), "70")

    assert [(part.name, part.usd, part.share_percent) for part in by_wallet(alice, Book.REAL)] == [
        ("Vault 2", Decimal(70), Decimal(70)),
        ("Vault 1", Decimal(30), Decimal(30)),
    ]
    assert [(part.name, part.usd) for part in by_chain(value_wallet(first))] == [("Ethereum", Decimal(30))]


@pytest.mark.parametrize(("held", "bars"), [(0, 0), (1, 1), (MOST_BARS + 1, MOST_BARS + 1), (20, MOST_BARS + 1)])
def test_a_picture_has_few_bars_and_loses_nothing(alice: User, held: int, bars: int) -> None:
    vault = watched(alice)
    hold_many(vault, held)
    valuation = value_wallet(vault)
    slices = slices_of(valuation)

    assert len(slices) == bars
    assert sum((one.usd for one in slices), Decimal(0)) == valuation.total_usd
