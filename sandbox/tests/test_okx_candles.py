from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from freezegun import freeze_time

from sandbox.market import TICK_MILLISECONDS, market
from sandbox.okx.listing import find_token
from sandbox.tests.okx_client import WETH, OkxClient

pytestmark = pytest.mark.urls("sandbox.okx.urls")

NOON = "2026-11-22T12:00:30Z"
NOON_MS = 1_795_348_830_000
MINUTE, DAY = 60_000, 86_400_000
UNLISTED = "0x" + "1" * 40


@pytest.fixture
def okx() -> OkxClient:
    return OkxClient()


def candles(okx: OkxClient, operation: str = "market/candles", **query: object) -> list[list[str]]:
    with freeze_time(NOON):
        answer = okx.get(operation, **({"chainIndex": "1", "tokenContractAddress": WETH} | query))
    rows: list[list[str]] = answer["data"]
    return rows


def ether_at(milliseconds: int) -> Decimal:
    token = find_token(1, WETH)
    assert token is not None
    return market().price_at(token, milliseconds)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"bar": "7m"}, "51000"),
        ({"limit": "0"}, "51000"),
        ({"limit": "ten"}, "51000"),
        ({"after": "-5"}, "51000"),
        ({"tokenContractAddress": UNLISTED}, "82104"),
        ({"tokenContractAddress": ""}, "50014"),
    ],
)
def test_it_refuses_candles(okx: OkxClient, query: dict[str, object], code: str) -> None:
    answer = okx.get("market/candles", **({"chainIndex": "1", "tokenContractAddress": WETH} | query))

    assert answer["code"] == code


@pytest.mark.parametrize(
    ("bar", "length"),
    [
        ("1m", 1),
        ("5m", 5),
        ("15m", 15),
        ("30m", 30),
        ("1H", 60),
        ("2H", 120),
        ("4H", 240),
        ("6Hutc", 360),
        ("1Dutc", 1440),
    ],
)
def test_candles_are_the_market(okx: OkxClient, bar: str, length: int) -> None:
    rows = candles(okx, bar=bar, limit=5)
    openings = [int(row[0]) for row in rows]
    newest = NOON_MS - NOON_MS % (length * MINUTE)

    assert openings == [newest - i * length * MINUTE for i in range(5)]
    assert [Decimal(row[1]) for row in rows] == [ether_at(at) for at in openings]
    assert [row[7] for row in rows] == ["0", "1", "1", "1", "1"]
    assert Decimal(rows[0][4]) == ether_at(NOON_MS)


def test_each_candle_opens_where_the_one_before_closed(okx: OkxClient) -> None:
    rows = candles(okx, limit=299)

    assert len(rows) == 299
    assert all(newer[1] == older[4] for newer, older in pairwise(rows))
    assert all(Decimal(row[3]) <= min(map(Decimal, row[1:5:3])) for row in rows)
    assert all(Decimal(row[2]) >= max(map(Decimal, row[1:5:3])) for row in rows)


def test_no_price_of_a_minute_lies_outside_its_candle(okx: OkxClient) -> None:
    opened_at, _, high, low, *_ = candles(okx, limit=2)[1]
    prices = [ether_at(int(opened_at) + i) for i in range(0, MINUTE, TICK_MILLISECONDS)]

    assert (max(prices) <= Decimal(high), min(prices) >= Decimal(low)) == (True, True)


def test_a_nudge_shows_in_the_running_candle() -> None:
    with freeze_time(NOON):
        market().nudge("ETH", 25)
        try:
            row, older = OkxClient().get("market/candles", chainIndex="1", tokenContractAddress=WETH, limit=2)["data"]
        finally:
            market().reset()

    assert Decimal(row[2]) == Decimal(row[4]) > Decimal(row[1]) * Decimal("1.2")
    assert Decimal(older[2]) < Decimal(row[2]) / Decimal("1.2")


def test_a_plain_day_opens_at_midnight_in_hong_kong(okx: OkxClient) -> None:
    assert int(candles(okx, bar="1D", limit=1)[0][0]) % DAY == 16 * 60 * MINUTE


def test_after_is_older_and_before_is_newer(okx: OkxClient) -> None:
    openings = [row[0] for row in candles(okx, limit=10)]

    assert [row[0] for row in candles(okx, after=openings[3], limit=2)] == openings[4:6]
    assert [row[0] for row in candles(okx, before=openings[3])] == openings[:3]


def test_recent_candles_reach_1440_rows_and_history_further(okx: OkxClient) -> None:
    long_ago = NOON_MS - 1500 * MINUTE

    assert candles(okx, after=long_ago) == []
    assert len(candles(okx, "market/historical-candles", after=long_ago)) == 100


def test_history_holds_closed_candles_only(okx: OkxClient) -> None:
    assert {row[7] for row in candles(okx, "market/historical-candles")} == {"1"}


def test_nothing_is_older_than_the_market(okx: OkxClient) -> None:
    assert candles(okx, "market/historical-candles", after=1_577_836_800_000) == []
    assert candles(okx, after=0) == []
