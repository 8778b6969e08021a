from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import requests
import responses
from django.conf import settings
from django.utils import timezone
from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory

from esther_site.lib.errors import TemporaryError, UserError
from tokens.market import change_24h, look_up_price, price_of, prices_of, reference_price
from tokens.models import NATIVE_ADDRESS, Chain, Price, Token

PRICE_URL = f"{settings.OKX_BASE_URL}/api/v6/dex/market/price"
PRICE_INFO_URL = f"{settings.OKX_BASE_URL}/api/v6/dex/market/price-info"
QUOTE_URL = f"{settings.OKX_BASE_URL}/api/v6/dex/aggregator/quote"
TICKER_URL = f"{settings.OKX_MARKET_BASE_URL}/api/v5/market/ticker"
NOON = "2026-01-01 12:00:00"
NOON_MS = "1767268800000"
TICKER = {"instId": "BTC-USDT", "last": "90000.5", "open24h": "100000", "ts": NOON_MS}

Chains = dict[str, Chain]


def envelope(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"code": "0", "data": list(rows), "msg": ""}


def row(token: Token, price: Any, **changes: Any) -> dict[str, Any]:
    item = {"chainIndex": str(token.chain_id), "tokenContractAddress": token.address}
    return item | {"time": NOON_MS, "price": price} | changes


def offer(wire: responses.RequestsMock, token_in: Token, token_out: Token, *, sold: str, bought: str) -> None:
    """Let OKX quote this swap, in whole tokens."""
    wire.get(
        QUOTE_URL,
        json=envelope(
            {
                "chainIndex": str(token_in.chain_id),
                "fromToken": {"tokenContractAddress": token_in.address, "decimal": str(token_in.decimals)},
                "toToken": {"tokenContractAddress": token_out.address, "decimal": str(token_out.decimals)},
                "fromTokenAmount": str(token_in.to_units(Decimal(sold))),
                "toTokenAmount": str(token_out.to_units(Decimal(bought))),
            }
        ),
    )


@pytest.fixture(autouse=True)
def clock() -> Iterator[FrozenDateTimeFactory]:
    with freeze_time(NOON) as frozen:
        assert isinstance(frozen, FrozenDateTimeFactory)
        yield frozen


@pytest.fixture
def eth(chains: Chains) -> Token:
    return Token.objects.get(chain=chains["Ethereum"], symbol="ETH")


@pytest.fixture
def usdc(chains: Chains) -> Token:
    return Token.objects.get(chain=chains["Ethereum"], symbol="USDC")


@pytest.fixture
def wbtc(chains: Chains) -> Token:
    return Token.objects.get(chain=chains["Ethereum"], symbol="WBTC")


# Many prices


@pytest.mark.parametrize("price", ["0", "-1", "NaN", "Infinity", "1e400", "", None, 1.5e30, "free"])
def test_a_price_that_cannot_be_is_left_out(wire: responses.RequestsMock, eth: Token, usdc: Token, price: Any) -> None:
    wire.post(PRICE_URL, json=envelope(row(eth, price), row(usdc, "1")))

    assert list(prices_of([eth, usdc])) == [usdc.pk]
    assert Price.objects.count() == 1


def test_a_batch_that_fails_does_not_spoil_the_others(
    wire: responses.RequestsMock, chains: Chains, caplog: pytest.LogCaptureFixture
) -> None:
    tokens = Token.objects.bulk_create(
        Token(chain=chains["Base"], address=f"0x{number:040x}", symbol=f"T{number}", decimals=18, source="okx")
        for number in range(150)
    )

    def respond(request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        items = json.loads(request.body or b"")
        rows = [item | {"price": "2", "time": NOON_MS} for item in items]
        refusal = {"code": "82104", "data": [], "msg": ""}
        return 200, {}, json.dumps(refusal if len(items) == 100 else envelope(*rows))

    wire.add_callback(responses.POST, PRICE_URL, respond)

    assert list(prices_of(tokens)) == [token.pk for token in tokens[100:]]
    assert [record.levelno for record in caplog.records if record.name == "tokens.price_feed"] == [logging.WARNING]
    assert len(wire.calls) == 2


def test_no_tokens_mean_no_request(db: None, wire: responses.RequestsMock) -> None:
    assert prices_of([]) == {}
    assert len(wire.calls) == 0


def test_only_what_is_not_fresh_is_asked_for(wire: responses.RequestsMock, eth: Token, usdc: Token) -> None:
    Price.objects.create(token=usdc, usd=Decimal(1), source="x", observed_at=timezone.now() - timedelta(seconds=29))
    Price.objects.create(token=eth, usd=Decimal(1), source="x", observed_at=timezone.now() - timedelta(seconds=31))
    wire.post(PRICE_URL, json=envelope(row(eth, "3000.25")))

    prices = prices_of([eth, usdc, eth])

    assert {pk: price.usd for pk, price in prices.items()} == {eth.pk: Decimal("3000.25"), usdc.pk: 1}
    assert json.loads(wire.calls[0].request.body or b"") == [
        {"chainIndex": "1", "tokenContractAddress": NATIVE_ADDRESS}
    ]


def test_a_price_is_kept_with_its_source_and_moment_but_not_its_change(
    wire: responses.RequestsMock, eth: Token
) -> None:
    Price.objects.create(
        token=eth, usd=Decimal(1), source="x", change_24h_percent=2, observed_at=timezone.now() - timedelta(hours=1)
    )
    wire.post(PRICE_URL, json=envelope(row(eth, "3000", time="1767268790000")))

    prices_of([eth])

    kept = Price.objects.get(token=eth)
    assert [kept.usd, kept.source, kept.change_24h_percent] == [3000, "OKX DEX market", 2]
    assert kept.observed_at == datetime(2026, 1, 1, 11, 59, 50, tzinfo=UTC)


@pytest.mark.parametrize("address", ["", NATIVE_ADDRESS, NATIVE_ADDRESS.replace("e", "E")])
def test_a_native_coin_may_be_named_either_way(wire: responses.RequestsMock, eth: Token, address: str) -> None:
    wire.post(PRICE_URL, json=envelope(row(eth, "3000", tokenContractAddress=address)))

    assert prices_of([eth])[eth.pk].usd == 3000


# One price


def test_it_says_so_when_nobody_has_a_price(wire: responses.RequestsMock, wbtc: Token) -> None:
    wire.post(PRICE_URL, status=503)
    wire.get(QUOTE_URL, json={"code": "82000", "data": [], "msg": ""})

    with pytest.raises(UserError, match="too little liquidity"):
        price_of(wbtc)


def test_without_a_dollar_on_the_chain_there_is_no_quote(wire: responses.RequestsMock, wbtc: Token) -> None:
    Token.objects.filter(symbol__in=["USDC", "USDT", "DAI"]).delete()
    wire.post(PRICE_URL, json=envelope())

    with pytest.raises(TemporaryError, match="OKX has no price for WBTC just now"):
        price_of(wbtc)


@pytest.mark.parametrize("answer", [{"status": 503}, {"json": envelope()}, {"json": {"code": "51000", "data": []}}])
def test_a_quote_for_about_100_dollars_stands_in_for_the_market(
    wire: responses.RequestsMock, wbtc: Token, usdc: Token, answer: dict[str, Any]
) -> None:
    wire.post(PRICE_URL, **answer)
    offer(wire, usdc, wbtc, sold="100", bought="0.001")

    price = price_of(wbtc)

    assert [price.usd, price.source] == [100_000, "OKX DEX quote"]
    assert price.observed_at == timezone.now()
    assert Price.objects.get(token=wbtc).usd == 100_000


def test_the_dollar_itself_is_bought_with_another_dollar(
    wire: responses.RequestsMock, chains: Chains, usdc: Token
) -> None:
    usdt = Token.objects.get(chain=chains["Ethereum"], symbol="USDT")
    wire.post(PRICE_URL, json=envelope())
    offer(wire, usdt, usdc, sold="100", bought="80")

    assert price_of(usdc).usd == Decimal("1.25")


def test_a_kept_price_is_used_while_it_is_young_enough(wire: responses.RequestsMock, eth: Token) -> None:
    Price.objects.create(token=eth, usd=Decimal(7), source="x", observed_at=timezone.now() - timedelta(minutes=1))
    wire.post(PRICE_URL, json=envelope(row(eth, "8")))

    assert price_of(eth, max_age=timedelta(minutes=2)).usd == 7
    assert price_of(eth).usd == 8


# Changes


def test_an_unknown_change_is_none(wire: responses.RequestsMock, eth: Token) -> None:
    wire.post(PRICE_INFO_URL, status=503)

    assert change_24h(eth) is None


@pytest.mark.parametrize("change", ["NaN", "", None, "-101", "1e9"])
def test_a_change_that_cannot_be_is_none(wire: responses.RequestsMock, eth: Token, change: Any) -> None:
    wire.post(PRICE_INFO_URL, json=envelope(row(eth, "1", priceChange24H=change)))

    assert change_24h(eth) is None


def test_a_change_is_asked_for_once_in_five_minutes(
    wire: responses.RequestsMock, eth: Token, clock: FrozenDateTimeFactory
) -> None:
    Price.objects.create(token=eth, usd=Decimal(7), source="x", observed_at=timezone.now())
    asked = wire.post(PRICE_INFO_URL, json=envelope(row(eth, "1", priceChange24H="-1.93")))

    assert [change_24h(eth), change_24h(eth)] == [Decimal("-1.93"), Decimal("-1.93")]
    assert asked.call_count == 1
    assert Price.objects.get(token=eth).change_24h_percent == Decimal("-1.93")

    clock.tick(301)
    change_24h(eth)
    assert asked.call_count == 2


# References


def test_there_is_no_reference_for_other_tokens() -> None:
    with pytest.raises(UserError, match="a reference price for BTC and ETH only"):
        reference_price("PEPE")


@pytest.mark.parametrize("ticker", [{}, TICKER | {"last": "0"}, TICKER | {"instId": "ETH-USDT"}])
def test_a_reference_without_a_price_is_refused(wire: responses.RequestsMock, ticker: dict[str, str]) -> None:
    wire.get(TICKER_URL, json=envelope(ticker))

    with pytest.raises(TemporaryError, match="OKX has no price for BTC-USDT just now"):
        reference_price("btc")


def test_the_reference_comes_from_the_exchange(wire: responses.RequestsMock) -> None:
    wire.get(TICKER_URL, json=envelope(TICKER))

    view = reference_price("btc")

    assert (view.label, view.token, view.chain, view.source) == ("BTC", None, None, "OKX BTC-USDT market")
    assert (view.usd, view.change_24h_percent) == (Decimal("90000.5"), Decimal("-9.9995"))
    assert view.age_seconds == 0
    assert wire.calls[0].request.url == f"{TICKER_URL}?instId=BTC-USDT"


# What a user asks


def test_an_unknown_chain_is_refused(chains: Chains) -> None:
    with pytest.raises(UserError, match="does not know the chain moonriver"):
        look_up_price("ETH", chain_text="moonriver", default_chain=chains["Base"])


@pytest.mark.parametrize("text", ["BTC", "bitcoin", "$btc"])
def test_bitcoin_without_a_chain_is_the_reference(wire: responses.RequestsMock, chains: Chains, text: str) -> None:
    wire.get(TICKER_URL, json=envelope(TICKER))

    assert look_up_price(text, chain_text=None, default_chain=chains["Base"]).source == "OKX BTC-USDT market"


def test_bitcoin_falls_back_to_the_chains_wrapped_one(
    wire: responses.RequestsMock, chains: Chains, wbtc: Token
) -> None:
    wire.get(TICKER_URL, status=503)
    wire.post(PRICE_URL, json=envelope(row(wbtc, "90000")))
    wire.post(PRICE_INFO_URL, json=envelope())

    view = look_up_price("BTC", chain_text=None, default_chain=chains["Ethereum"])

    assert [view.label, view.token, view.usd] == ["WBTC", wbtc, 90000]


def test_a_price_on_a_chain_shows_chain_source_age_and_change(
    wire: responses.RequestsMock, chains: Chains, clock: FrozenDateTimeFactory
) -> None:
    arb = Token.objects.get(chain=chains["Arbitrum"], symbol="ARB")
    wire.post(PRICE_URL, json=envelope(row(arb, "0.42")))
    wire.post(PRICE_INFO_URL, json=envelope(row(arb, "0.42", priceChange24H="3.5")))

    view = look_up_price("arb", chain_text="arbitrum", default_chain=chains["Base"])
    clock.tick(12)

    assert (view.label, view.chain, view.usd) == ("ARB", chains["Arbitrum"], Decimal("0.42"))
    assert (view.source, view.change_24h_percent, view.age_seconds) == ("OKX DEX market", Decimal("3.5"), 12)
