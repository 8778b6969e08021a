from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import responses
from django.conf import settings
from freezegun import freeze_time

from esther_site.lib.errors import EstherError, TemporaryError
from sandbox.market import market
from sandbox.okx.faults import set_fault
from tokens.bars import BARS, fetch_bars, fetch_exchange_bars, joined
from tokens.candle_rows import Candle
from tokens.models import Chain, Token

NOON = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
NOW = NOON + timedelta(seconds=20)
DEX_URL = f"{settings.OKX_BASE_URL}/api/v6/dex/market/candles"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

Wire = responses.RequestsMock


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with freeze_time(NOW):
        yield


@pytest.fixture
def eth(chains: dict[str, Chain]) -> Token:
    return Token.objects.get(chain=chains["Ethereum"], symbol="ETH")


def row(hours: int, *prices: str) -> list[str]:
    opened_at = NOON + hours * HOUR
    return [str(int(opened_at.timestamp() * 1000)), *(prices or ("100", "101", "99", "100")), "5", "500", "1"]


def answering(wire: Wire, *rows: list[Any]) -> None:
    wire.get(DEX_URL, json={"code": "0", "data": list(rows), "msg": ""})


def queries(wire: Wire) -> list[dict[str, str]]:
    return [
        {name: value for name, (value,) in parse_qs(urlsplit(str(call.request.url)).query).items()}
        for call in wire.calls
    ]


def openings(candles: list[Candle]) -> list[timedelta]:
    return [candle.opened_at - NOON for candle in candles]


@pytest.mark.parametrize("rows", [[["soon"]], [row(0, "0", "0", "0", "0")]])
def test_an_answer_without_a_candle_that_can_be_read_is_refused(wire: Wire, eth: Token, rows: list[Any]) -> None:
    answering(wire, *rows)
    with pytest.raises(TemporaryError, match="try again"):
        fetch_bars(eth, bar="1H", since=NOON - 5 * HOUR)


def test_without_an_answer_there_are_no_candles(okx: Wire, eth: Token) -> None:
    set_fault("market/candles", "500", times=20)
    with pytest.raises(EstherError):
        fetch_bars(eth, bar="1H", since=NOON - 5 * HOUR)


def test_what_lies_before_the_moment_is_left_out(wire: Wire, eth: Token) -> None:
    answering(wire, row(0), row(-1), row(-4), row(-5))

    assert openings(fetch_bars(eth, bar="1H", since=NOON - 3.5 * HOUR)) == [-4 * HOUR, -HOUR, timedelta()]


def test_no_trade_means_no_candle(wire: Wire, eth: Token) -> None:
    answering(wire)

    assert fetch_bars(eth, bar="1H", since=NOON - 5 * HOUR) == []


def test_a_spike_in_the_middle_is_left_out_and_the_newest_price_never_is(wire: Wire, eth: Token) -> None:
    far = ("100", "9000", "100", "9000")
    answering(wire, row(0, *far), row(-1), row(-2, *far), row(-3), row(-4, *far))

    assert openings(fetch_bars(eth, bar="1H", since=NOON - 5 * HOUR)) == [-4 * HOUR, -3 * HOUR, -HOUR, timedelta()]


def test_it_asks_for_the_newest_rows_of_the_token(wire: Wire, eth: Token) -> None:
    answering(wire, row(0))
    fetch_bars(eth, bar="6Hutc", since=NOW - 30 * DAY)

    (query,) = queries(wire)
    assert query == {"chainIndex": "1", "tokenContractAddress": eth.address, "bar": "6Hutc", "limit": "122"}


def test_it_asks_again_for_what_one_answer_cannot_hold(okx: Wire, eth: Token) -> None:
    candles = fetch_bars(eth, bar="1Dutc", since=NOW - 365 * DAY)
    first, second = queries(okx)

    assert (first["limit"], "after" in first, "after" in second) == ("299", False, True)
    assert {newer.opened_at - older.opened_at for older, newer in pairwise(candles)} == {DAY}
    assert len(candles) == 366


@pytest.mark.parametrize("bar", list(BARS))
def test_the_bars_are_the_market_and_reach_back_far_enough(okx: Wire, eth: Token, bar: str) -> None:
    since = NOW - 20 * BARS[bar]
    candles = fetch_bars(eth, bar=bar, since=since)

    assert candles[0].opened_at <= since < candles[0].opened_at + BARS[bar]
    assert candles[-1].close == market().price(eth.chain_id, eth.address, NOW)
    assert all(candle.volume_usd for candle in candles)


def test_the_exchange_has_candles_of_bitcoin(okx: Wire) -> None:
    candles = fetch_exchange_bars("BTC-USDT", bar="15m", since=NOW - DAY)

    assert len(candles) == 97
    assert candles[-1].close > 1000
    assert all(candle.volume_usd and candle.volume_usd > 1000 for candle in candles[:-1])


def test_joined_candles_lose_nothing(okx: Wire, eth: Token) -> None:
    days = fetch_bars(eth, bar="1Dutc", since=NOW - 90 * DAY)
    long = joined(days, length=3 * DAY)

    assert len(long) in (31, 32)
    assert (long[0].open, long[-1].close) == (days[0].open, days[-1].close)
    assert max(each.high for each in long) == max(each.high for each in days)
    assert min(each.low for each in long) == min(each.low for each in days)
    assert sum(each.volume_usd or 0 for each in long) == sum(each.volume_usd or 0 for each in days)
    assert {each.opened_at.timestamp() % (3 * 86400) for each in long} == {0}


def test_joined_candles_of_unknown_volume_have_none() -> None:
    one = Candle(opened_at=NOON, open=Decimal(1), high=Decimal(1), low=Decimal(1), close=Decimal(1))

    assert joined([one], length=DAY)[0].volume_usd is None
