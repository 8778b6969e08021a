from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from portfolio.valuation import value_wallet
from sandbox.okx.faults import set_fault
from tokens.models import Price, Token
from trading.models import PaperBalance, User, Wallet


@pytest.fixture
def wallet(seeded: None) -> Wallet:
    alice = User.objects.create(username="alice")
    return Wallet.objects.create(owner=alice, name="Paper", kind=Wallet.Kind.PAPER)


def hold(wallet: Wallet, symbol: str, amount: str) -> Token:
    token = Token.objects.get(chain__name="Ethereum", symbol=symbol)
    PaperBalance.objects.create(wallet=wallet, token=token, units=token.to_units(Decimal(amount)))
    return token


def know(token: Token, usd: str, *, seconds_ago: int = 0) -> datetime:
    moment = timezone.now() - timedelta(seconds=seconds_ago)
    Price.objects.create(token=token, usd=Decimal(usd), source="test", observed_at=moment)
    return moment


def test_an_empty_wallet_is_worth_nothing_now(wallet: Wallet) -> None:
    before = timezone.now()
    valuation = value_wallet(wallet)

    assert valuation.lines == []
    assert valuation.total_usd == 0
    assert before <= valuation.as_of <= timezone.now()


def test_what_was_sold_out_is_not_listed(wallet: Wallet) -> None:
    hold(wallet, "ETH", "0")
    assert value_wallet(wallet).lines == []


def test_what_has_no_price_is_listed_and_not_counted(okx: object, wallet: Wallet) -> None:
    know(hold(wallet, "USDC", "100"), "1")
    ethereum = Token.objects.get(symbol="USDC", chain__name="Ethereum").chain
    unheard = Token.objects.create(chain=ethereum, address=f"0x{1:040x}", symbol="WHAT", decimals=2, source="okx")
    PaperBalance.objects.create(wallet=wallet, token=unheard, units=12345)

    priced, unpriced = value_wallet(wallet).lines

    assert (priced.token.symbol, priced.share_percent) == ("USDC", Decimal(100))
    assert (unpriced.token, unpriced.amount) == (unheard, Decimal("123.45"))
    assert (unpriced.price_usd, unpriced.value_usd, unpriced.share_percent) == (None, None, None)
    assert value_wallet(wallet).total_usd == 100


def test_while_okx_is_away_the_last_known_price_is_used_and_its_age_told(okx: object, wallet: Wallet) -> None:
    an_hour_ago = know(hold(wallet, "ETH", "1"), "2500", seconds_ago=3600)
    set_fault("market/price", "500", times=9)
    valuation = value_wallet(wallet)

    assert (valuation.total_usd, valuation.as_of) == (Decimal(2500), an_hour_ago)


def test_without_any_price_nothing_is_made_up(okx: object, wallet: Wallet) -> None:
    hold(wallet, "ETH", "1")
    set_fault("market/price", "500", times=9)
    valuation = value_wallet(wallet)

    assert valuation.total_usd == 0
    assert [(line.value_usd, line.share_percent) for line in valuation.lines] == [(None, None)]


def test_it_is_valued_exactly_and_the_largest_first(wallet: Wallet) -> None:
    know(hold(wallet, "USDC", "1000.000001"), "0.9998")
    know(hold(wallet, "ETH", "2.000000000000000001"), "2500.5")

    valuation = value_wallet(wallet)

    assert [(line.token.symbol, line.value_usd) for line in valuation.lines] == [
        ("ETH", Decimal("5001.0000000000000025005")),
        ("USDC", Decimal("999.8000009998")),
    ]
    assert valuation.total_usd == Decimal("6000.8000009998000025005")


def test_shares_add_up_to_a_hundred(wallet: Wallet) -> None:
    for symbol, amount, usd in (("USDC", "1", "1"), ("ETH", "0.001", "999"), ("LINK", "0.07", "17.77")):
        know(hold(wallet, symbol, amount), usd)

    shares = [line.share_percent for line in value_wallet(wallet).lines if line.share_percent is not None]
    assert len(shares) == 3
    assert round(sum(shares, Decimal(0)), 50) == 100


def test_it_is_as_old_as_its_oldest_price(wallet: Wallet) -> None:
    know(hold(wallet, "USDC", "1"), "1", seconds_ago=2)
    oldest = know(hold(wallet, "ETH", "1"), "2500", seconds_ago=20)

    assert value_wallet(wallet).as_of == oldest


def test_a_price_that_is_too_old_is_asked_for_again(okx: object, wallet: Wallet) -> None:
    know(hold(wallet, "ETH", "1"), "1", seconds_ago=3600)
    valuation = value_wallet(wallet)

    assert valuation.total_usd > 1000
    assert timezone.now() - valuation.as_of < timedelta(minutes=1)


def test_only_this_wallet_is_valued(wallet: Wallet) -> None:
    bob = User.objects.create(username="bob")
    other = Wallet.objects.create(owner=bob, name="Paper", kind=Wallet.Kind.PAPER)
    know(hold(other, "ETH", "1"), "2500")

    assert value_wallet(wallet).lines == []
