from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from django.utils import timezone

from portfolio.judging import LEAST_LIQUIDITY_USD, Before, judge
from portfolio.models import Holding
from portfolio.sorting_out import Found
from tokens.models import Token

ETH = Token(pk=1, symbol="ETH", decimals=18, verified=True)
USDC = Token(pk=2, symbol="USDC", decimals=6, verified=True)
MEME = Token(pk=3, symbol="MEME", decimals=9, verified=False)
Apart = Holding.Apart
FIRST = Before({}, None)


def found(token: Token, amount: str, price: str | None, *, was: str | None = None) -> Found:
    deep = None if token.verified else Decimal(10**9)
    return Found(
        token=token,
        units=token.to_units(Decimal(amount)),
        is_risky=False,
        price=Decimal(price) if price else None,
        price_before=Decimal(was) if was else None,
        liquidity_usd=deep,
    )


def held(token: Token, amount: str, apart: str = "", *, accepted: bool = False) -> Holding:
    units = token.to_units(Decimal(amount))
    return Holding(token=token, units=units, apart=apart, accepted_at=timezone.now() if accepted else None)


def before(worth: str, *holdings: Holding) -> Before:
    return Before({holding.token_id: holding for holding in holdings}, Decimal(worth))


def whys(last: Before, *all_found: Found) -> list[str]:
    return [why.value for _, why in judge(all_found, last).apart]


def test_a_trap_never_counts_even_of_a_verified_token() -> None:
    judged = judge([replace(found(ETH, "1", "3000"), is_risky=True)], FIRST)
    assert (judged.apart[0][1], judged.counted_usd) == (Apart.RISK, Decimal(0))


def test_what_nobody_vouches_for_needs_a_price_and_a_market() -> None:
    good = found(MEME, "10", "5")
    assert whys(FIRST, good) == [""]
    assert whys(FIRST, replace(good, price=None)) == ["worthless"]
    assert whys(FIRST, replace(good, liquidity_usd=None)) == ["worthless"]
    assert whys(FIRST, replace(good, liquidity_usd=LEAST_LIQUIDITY_USD - 1)) == ["worthless"]
    assert whys(FIRST, replace(good, liquidity_usd=LEAST_LIQUIDITY_USD)) == [""]


def test_nobody_could_buy_more_than_the_market_holds() -> None:
    rich = replace(found(MEME, "1000", "1000"), liquidity_usd=Decimal(999_999))
    assert whys(FIRST, rich) == ["worthless"]
    assert whys(FIRST, replace(rich, liquidity_usd=Decimal(1_000_000))) == [""]


def test_a_verified_token_counts_without_a_price_as_nothing() -> None:
    judged = judge([found(ETH, "1", None)], FIRST)
    assert (judged.apart[0][1], judged.counted_usd) == (Apart.NO, Decimal(0))


def test_the_first_sync_holds_nothing_back() -> None:
    assert whys(FIRST, found(MEME, "1000", "100"), found(ETH, "1", "3000", was="3")) == ["", ""]


def test_an_airdrop_that_raises_the_worth_by_more_than_half_is_held_back() -> None:
    last = before("1000", held(USDC, "1000"))
    cash = found(USDC, "1000", "1", was="1")
    assert whys(last, cash, found(MEME, "1", "500.01")) == ["", "jump"]
    assert whys(last, cash, found(MEME, "1", "500")) == ["", ""]
    assert judge([cash, found(MEME, "1", "500.01")], last).counted_usd == 1000


def test_an_empty_wallet_holds_any_airdrop_back() -> None:
    assert whys(before("0"), found(MEME, "1", "1")) == ["jump"]


def test_a_deposit_of_a_verified_token_is_never_held_back() -> None:
    last = before("10", held(USDC, "10"))
    assert whys(last, found(USDC, "1000000", "1", was="1"), found(ETH, "10", "3000", was="3000")) == ["", ""]
    assert whys(before("0"), found(USDC, "5", "1")) == [""]


def test_a_verified_token_is_held_back_when_its_price_alone_jumped() -> None:
    last = before("3000", held(ETH, "1"))
    assert whys(last, found(ETH, "1", "4501", was="3000")) == ["jump"]
    assert whys(last, found(ETH, "1", "4500", was="3000")) == [""]
    assert whys(last, found(ETH, "3", "3000", was="3000")) == [""]


def test_a_price_that_doubles_on_a_small_share_is_no_jump() -> None:
    last = before("3100", held(ETH, "1"), held(USDC, "100"))
    assert whys(last, found(ETH, "1", "3000", was="3000"), found(USDC, "100", "2", was="1")) == ["", ""]


def test_what_was_paid_for_with_the_rest_of_the_wallet_is_no_jump() -> None:
    last = before("1000", held(USDC, "1000"))
    assert whys(last, found(USDC, "100", "1", was="1"), found(MEME, "9", "100", was="100")) == ["", ""]


def test_two_jumps_are_both_held_back() -> None:
    last = before("1000", held(USDC, "1000"))
    other = replace(found(MEME, "1", "900"), token=Token(pk=4, decimals=9, verified=False))
    assert whys(last, found(USDC, "1000", "1"), found(MEME, "1", "800"), other) == ["", "jump", "jump"]


def test_what_was_held_back_stays_so_at_the_next_sync() -> None:
    last = before("1000", held(USDC, "1000"), held(MEME, "1", "jump"))
    assert whys(last, found(USDC, "1000", "1"), found(MEME, "1", "600", was="600")) == ["", "jump"]


def test_a_price_that_came_back_counts_again() -> None:
    last = before("1000", held(USDC, "1000"), held(ETH, "0.1", "jump"))
    assert whys(last, found(USDC, "1000", "1", was="1"), found(ETH, "0.1", "3000", was="9000")) == ["", ""]


def test_what_its_owner_counts_counts_from_then_on() -> None:
    last = before("1000", held(USDC, "1000"), held(MEME, "1", "jump", accepted=True))
    judged = judge([found(USDC, "1000", "1"), found(MEME, "1", "600", was="600")], last)
    assert ([why for _, why in judged.apart], judged.counted_usd) == ([Apart.NO, Apart.NO], Decimal(1600))


def test_what_its_owner_counts_is_held_back_again_when_it_jumps_again() -> None:
    last = before("1000", held(USDC, "1000"), held(MEME, "1", "jump", accepted=True))
    assert whys(last, found(USDC, "1000", "1"), found(MEME, "1", "6000", was="600")) == ["", "jump"]


def test_a_worth_that_cannot_be_stored_is_cut() -> None:
    assert judge([found(ETH, "1" + "0" * 30, "3000")], FIRST).counted_usd == 10**20 - 1
