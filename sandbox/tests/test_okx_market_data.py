from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from freezegun import freeze_time

from sandbox.market import market
from sandbox.okx.listing import find_token
from sandbox.tests.okx_client import ETH, USDC, WETH, OkxClient, oddity

pytestmark = pytest.mark.urls("sandbox.okx.urls")

NOON = "2026-11-22T12:00:30Z"
NOON_MS = 1_795_348_830_000
MINUTE, DAY = 60_000, 86_400_000
UNLISTED = "0x" + "1" * 40


@pytest.fixture
def okx() -> OkxClient:
    return OkxClient()


def asked(*addresses: str, chain_index: str = "1") -> list[dict[str, str]]:
    return [{"chainIndex": chain_index, "tokenContractAddress": address} for address in addresses]


def ether_at(milliseconds: int) -> Decimal:
    token = find_token(1, WETH)
    assert token is not None
    return market().price_at(token, milliseconds)


@pytest.mark.parametrize("body", ["", "{", "null", "7", '"x"', "{}", "[1]", "[[]]", "[" * 100_000, "\x00", "9" * 5000])
def test_a_bad_body_is_a_parameter_error(okx: OkxClient, body: str) -> None:
    assert okx.post_text("market/price", body)["code"] == "51000"


def test_a_body_of_a_megabyte_is_a_parameter_error(okx: OkxClient) -> None:
    assert okx.post_text("market/price", " " * 2**20)["code"] == "51000"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (asked(WETH) * 101, "51000"),
        ([{"tokenContractAddress": WETH}], "50014"),
        (asked(WETH, chain_index="99"), "82105"),
        ([{"chainIndex": ["1"], "tokenContractAddress": WETH}], "51000"),
    ],
)
def test_it_refuses_a_price_request(okx: OkxClient, body: object, code: str) -> None:
    assert okx.post("market/price", body)["code"] == code


def test_it_prices_a_batch_and_leaves_out_what_it_does_not_list(okx: OkxClient) -> None:
    with freeze_time(NOON):
        rows = okx.post("market/price", asked(WETH, UNLISTED, USDC))["data"]

    assert rows[0] == {
        "chainIndex": "1",
        "tokenContractAddress": WETH,
        "time": str(NOON_MS),
        "price": f"{ether_at(NOON_MS):f}",
    }
    assert [row["tokenContractAddress"] for row in rows] == [WETH, USDC]


def test_small_prices_are_written_out(okx: OkxClient) -> None:
    (row,) = okx.post("market/price", asked("0x6982508145454ce325ddbe47a25d4ec3d2311933"))["data"]

    assert row["price"].startswith("0.0000")


def test_an_empty_address_is_the_native_coin_of_an_index(okx: OkxClient) -> None:
    with freeze_time(NOON):
        (row,) = okx.post("index/current-price", asked(""))["data"]

    assert (row["tokenContractAddress"], row["price"]) == ("", f"{ether_at(NOON_MS):f}")


def test_price_info_has_the_documented_fields(okx: OkxClient) -> None:
    (row,) = okx.post("market/price-info", asked(WETH))["data"]

    assert {f"{name}{suffix}" for name in ("priceChange", "volume", "txs") for suffix in ("5M", "1H", "4H", "24H")} | {
        "chainIndex", "tokenContractAddress", "time", "price", "marketCap", "liquidity", "circSupply", "holders",
        "tradeNum", "maxPrice", "minPrice",
    } == row.keys()  # fmt: skip
    assert Decimal(row["minPrice"]) <= Decimal(row["price"]) <= Decimal(row["maxPrice"])


def test_the_change_of_a_day_follows_from_the_prices(okx: OkxClient) -> None:
    with freeze_time(NOON):
        (row,) = okx.post("market/price-info", asked(WETH))["data"]

    change = (ether_at(NOON_MS) / ether_at(NOON_MS - DAY) - 1) * 100
    assert Decimal(row["priceChange24H"]) == round(change, 2)


def test_basic_info_says_what_the_community_recognizes(okx: OkxClient) -> None:
    rows = okx.post("market/token/basic-info", asked(USDC, oddity("COPY")))["data"]

    assert [(row["tokenSymbol"], row["decimal"], row["tagList"]["communityRecognized"]) for row in rows] == [
        ("USDC", "6", True),
        ("USDC", "6", False),
    ]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"chains": "", "search": "usdc"}, "50014"),
        ({"chains": "1", "search": ""}, "50014"),
        ({"chains": "1,99", "search": "usdc"}, "82105"),
    ],
)
def test_it_refuses_a_search(okx: OkxClient, query: dict[str, object], code: str) -> None:
    assert okx.get("market/token/search", **query)["code"] == code


@pytest.mark.parametrize("words", ["USDC", "usd coin", USDC.upper().replace("0X", "0x")])
def test_it_searches_symbols_names_and_addresses(okx: OkxClient, words: str) -> None:
    rows = okx.get("market/token/search", chains="1,56", search=words)["data"]

    assert ("1", USDC) in {(row["chainIndex"], row["tokenContractAddress"]) for row in rows}


def test_past_index_prices_come_in_pages(okx: OkxClient) -> None:
    query: dict[str, Any] = {"chainIndex": "1", "tokenContractAddress": "", "period": "1h", "limit": 3}
    with freeze_time(NOON):
        (first,) = okx.get("index/historical-price", **query)["data"]
        (second,) = okx.get("index/historical-price", **query, cursor=first["cursor"])["data"]

    times = [int(row["time"]) for row in first["prices"] + second["prices"]]
    assert [earlier - later for later, earlier in pairwise(times)] == [-60 * MINUTE] * 5
    assert Decimal(first["prices"][0]["price"]) == ether_at(times[0])


@pytest.mark.parametrize(
    ("path", "code"),
    [("ticker", "50014"), ("ticker?instId=DOGE-USDT", "51001"), ("tickers?instType=STONKS", "51000")],
)
def test_the_exchange_refuses(client: Client, path: str, code: str) -> None:
    assert client.get(f"/api/v5/market/{path}").json()["code"] == code


def test_the_exchange_needs_no_credentials(client: Client) -> None:
    with freeze_time(NOON):
        (ticker,) = client.get("/api/v5/market/ticker?instId=ETH-USDT").json()["data"]

    assert ticker.keys() == {
        "instType", "instId", "last", "lastSz", "askPx", "askSz", "bidPx", "bidSz", "open24h", "high24h", "low24h",
        "volCcy24h", "vol24h", "ts", "sodUtc0", "sodUtc8",
    }  # fmt: skip
    assert abs(Decimal(ticker["last"]) / ether_at(NOON_MS) - 1) < Decimal("0.001")


def test_the_exchange_lists_its_spot_pairs(client: Client) -> None:
    rows = client.get("/api/v5/market/tickers?instType=SPOT").json()["data"]

    assert [row["instId"] for row in rows] == ["BTC-USDT", "ETH-USDT"]


@pytest.mark.parametrize("operation", ["candles", "history-candles"])
def test_exchange_candles_have_nine_columns(client: Client, operation: str) -> None:
    rows = client.get(f"/api/v5/market/{operation}?instId=BTC-USDT&bar=1H&limit=400").json()["data"]

    assert len(rows) == 300
    assert {len(row) for row in rows} == {9}
    assert all(newer[1] == older[4] for newer, older in pairwise(rows))


def test_the_native_coin_and_its_wrapping_have_one_price(okx: OkxClient) -> None:
    rows = okx.post("market/price", asked(ETH, WETH))["data"]

    assert rows[0]["price"] == rows[1]["price"]
