from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import responses
from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory

from esther_site.lib.errors import EstherError, UserError
from sandbox.okx.faults import set_fault
from tokens.chart_periods import PERIODS
from tokens.chart_source import History, look_up_history
from tokens.models import Chain, Token

NOW = datetime(2026, 1, 1, 12, 0, 20, tzinfo=UTC)
WEEK = PERIODS["7d"]

Wire = responses.RequestsMock


@pytest.fixture(autouse=True)
def clock() -> Iterator[FrozenDateTimeFactory]:
    with freeze_time(NOW) as frozen:
        assert isinstance(frozen, FrozenDateTimeFactory)
        yield frozen


def history(chains: dict[str, Chain], text: str, chain: str | None = None, period: str = "7d") -> History:
    return look_up_history(text, chain_text=chain, default_chain=chains["Ethereum"], period=PERIODS[period])


def test_a_token_nobody_knows_has_no_candles(okx: Wire, chains: dict[str, Chain]) -> None:
    with pytest.raises(UserError, match="does not know nonesuch"):
        history(chains, "nonesuch")


def test_a_token_whose_market_does_not_answer_has_no_candles(okx: Wire, chains: dict[str, Chain]) -> None:
    set_fault("market/candles", "500", times=20)
    with pytest.raises(EstherError):
        history(chains, "link")


def test_ether_falls_back_to_the_exchange_and_says_so(okx: Wire, chains: dict[str, Chain]) -> None:
    set_fault("dex/market/candles", "500", times=20)
    found = history(chains, "eth")

    assert (found.place, found.source, found.is_fallback) == ("OKX ETH-USDT", "OKX ETH-USDT market", True)
    assert found.token == Token.objects.get(symbol="ETH", chain=chains["Ethereum"])
    assert found.candles


def test_the_coin_of_another_chain_never_falls_back_to_ether(okx: Wire, chains: dict[str, Chain]) -> None:
    set_fault("dex/market/candles", "500", times=20)
    with pytest.raises(EstherError):
        history(chains, "pol", "polygon")


def test_bitcoin_is_that_of_the_exchange(okx: Wire, chains: dict[str, Chain]) -> None:
    found = history(chains, "BTC")

    assert (found.token, found.label, found.source) == (None, "BTC", "OKX BTC-USDT market")
    assert not found.is_fallback


def test_bitcoin_on_a_chain_is_a_token(okx: Wire, chains: dict[str, Chain]) -> None:
    found = history(chains, "btc", "arbitrum")

    assert (found.token is not None, found.place) == (True, "Arbitrum")


def test_without_the_exchange_bitcoin_is_a_token(okx: Wire, chains: dict[str, Chain]) -> None:
    set_fault("api/v5/market/candles", "500", times=20)

    assert history(chains, "btc").token is not None


@pytest.mark.parametrize("name", list(PERIODS))
def test_each_period_has_about_a_hundred_candles_up_to_now(okx: Wire, chains: dict[str, Chain], name: str) -> None:
    candles = history(chains, "eth", period=name).candles
    period = PERIODS[name]

    assert 80 <= len(candles) <= 130
    assert candles[0].opened_at <= NOW - period.length < candles[0].opened_at + period.candle
    assert candles[-1].opened_at <= NOW < candles[-1].opened_at + period.candle


def test_candles_are_kept_for_a_while(okx: Wire, chains: dict[str, Chain], clock: FrozenDateTimeFactory) -> None:
    first = history(chains, "eth")
    clock.tick(timedelta(seconds=WEEK.kept_seconds - 1))
    second = history(chains, "eth")
    asked = len(okx.calls)
    clock.tick(timedelta(seconds=2))
    third = history(chains, "eth")

    assert (second, asked, len(okx.calls)) == (first, 1, 2)
    assert third.fetched_at > first.fetched_at


def test_another_period_or_chain_is_asked_for(okx: Wire, chains: dict[str, Chain]) -> None:
    for chain, period in (("ethereum", "7d"), ("base", "7d"), ("ethereum", "24h")):
        history(chains, "eth", chain, period)

    assert len(okx.calls) == 3
