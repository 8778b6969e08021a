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
from freezegun.api import FrozenDateTimeFactory

from esther_site.lib.errors import EstherError, TemporaryError
from sandbox.market import market
from sandbox.okx.faults import set_fault
from tokens.candles import Candle, fetch_candles
from tokens.models import NATIVE_ADDRESS, Chain, Token

NOON = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
RECENT_URL = f"{settings.OKX_BASE_URL}/api/v6/dex/market/candles"
HISTORY_URL = f"{settings.OKX_BASE_URL}/api/v6/dex/market/historical-candles"
MINUTE = timedelta(minutes=1)

Wire = responses.RequestsMock


@pytest.fixture(autouse=True)
def clock() -> Iterator[FrozenDateTimeFactory]:
    with freeze_time(NOON + timedelta(seconds=20)) as frozen:
        assert isinstance(frozen, FrozenDateTimeFactory)
        yield frozen


@pytest.fixture
def eth(chains: dict[str, Chain]) -> Token:
    return Token.objects.get(chain=chains["Ethereum"], symbol="ETH")


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def row(minutes: float, *prices: Any) -> list[Any]:
    """One row of OKX's: what opened, then open, high, low and close, then what nobody reads."""
    return [str(int(at(minutes).timestamp() * 1000)), *(prices or ("100", "101", "99", "100")), "5", "500", "1"]


def answering(wire: Wire, rows: Any, *, url: str = RECENT_URL) -> None:
    wire.get(url, json={"code": "0", "data": rows, "msg": ""})


def candles_of(wire: Wire, eth: Token, *rows: list[Any], minutes: float = 10) -> list[Candle]:
    """Read the candles of the minutes up to noon from these rows."""
    answering(wire, list(rows))
    return fetch_candles(eth, start=at(-minutes), end=at(0) + timedelta(seconds=20))


def asked(wire: Wire) -> dict[str, str]:
    return {name: value for name, (value,) in parse_qs(urlsplit(str(wire.calls[-1].request.url)).query).items()}


# Refusals


@pytest.mark.parametrize("data", ["candles", 7, {"candles": []}])
def test_an_answer_that_is_no_list_is_refused(wire: Wire, eth: Token, data: Any) -> None:
    answering(wire, data)
    with pytest.raises(TemporaryError):
        fetch_candles(eth, start=at(-10), end=at(0))


@pytest.mark.parametrize("rows", [[{"ts": "1"}], [row(-5, "0", "0", "0", "0"), ["soon"]]])
def test_an_answer_without_a_candle_that_can_be_read_is_refused(wire: Wire, eth: Token, rows: Any) -> None:
    answering(wire, rows)
    with pytest.raises(TemporaryError, match="try again"):
        fetch_candles(eth, start=at(-10), end=at(0))


def test_without_an_answer_there_are_no_candles(okx: Wire, eth: Token) -> None:
    set_fault("market/candles", "500", times=20)
    with pytest.raises(EstherError):
        fetch_candles(eth, start=at(-10), end=at(0))


def test_a_span_that_no_answer_covers_is_refused(wire: Wire, eth: Token) -> None:
    with pytest.raises(ValueError, match="covers"):
        fetch_candles(eth, start=at(0) - timedelta(days=60), end=at(0))
    assert len(wire.calls) == 0


@pytest.mark.parametrize(
    "prices",
    [
        ("100", "98", "99", "98.5"),  # its high is below its low
        ("102", "101", "99", "100"),  # it opened above its high
        ("100", "101", "99", "98"),  # it closed below its low
        ("0", "0", "0", "0"),
        ("100", "101", "0", "100"),
        ("100", "101", "-1", "100"),
        ("100", None, "99", "100"),
        ("100", "", "99", "100"),
        ("100", "NaN", "99", "100"),
        ("100", "Infinity", "99", "100"),
        ("100", "101", ["99"], "100"),
        ("100", "101"),
    ],
)
def test_a_candle_that_cannot_be_true_is_left_out(wire: Wire, eth: Token, prices: tuple[Any, ...]) -> None:
    candles = candles_of(wire, eth, row(-2), row(-3, *prices), row(-4))

    assert [candle.opened_at for candle in candles] == [at(-4), at(-2)]


@pytest.mark.parametrize("opened_at", [None, "", "noon", "-1", "1e12", True, "9" * 60])
def test_a_candle_without_a_time_is_left_out(wire: Wire, eth: Token, opened_at: Any) -> None:
    assert len(candles_of(wire, eth, [opened_at, *row(-2)[1:]], row(-3))) == 1


@pytest.mark.parametrize(
    "glitch",
    [
        ("100", "100000", "100", "100"),
        ("100", "1000", "99", "100"),
        ("100", "101", "0.1", "100"),
        ("100000", "100000", "100000", "100000"),
        ("0.1", "0.1", "0.1", "0.1"),
    ],
)
@pytest.mark.parametrize("minute", [-2, -3, -4])
def test_a_candle_far_from_its_neighbours_is_left_out(
    wire: Wire, eth: Token, glitch: tuple[str, ...], minute: int
) -> None:
    rows = [row(other, *glitch) if other == minute else row(other) for other in (-2, -3, -4)]

    assert minute not in [(candle.opened_at - NOON) / MINUTE for candle in candles_of(wire, eth, *rows)]


@pytest.mark.parametrize(
    "prices",
    [
        [("100", "101", "99", "100"), ("100", "900", "100", "900"), ("900", "910", "890", "900")],
        [("100", "101", "99", "100"), ("100", "100", "1", "1"), ("1", "1.1", "0.9", "1")],
        [("100", "101", "99", "100"), ("100", "150", "60", "100"), ("100", "101", "99", "100")],
    ],
)
def test_a_move_that_lasts_or_is_not_so_far_is_true(wire: Wire, eth: Token, prices: list[tuple[str, ...]]) -> None:
    assert len(candles_of(wire, eth, *(row(minute, *each) for minute, each in enumerate(prices, start=-5)))) == 3


# What is returned


def test_candles_come_oldest_first_and_exactly(wire: Wire, eth: Token) -> None:
    first, second = candles_of(
        wire, eth, row(-1, 0.1, "0.30000000000000000001", "0.1", "0.2"), row(-2, "0.2", "0.3", "0.1", "0.1")
    )

    assert (first.opened_at, first.close) == (at(-2), Decimal("0.1"))
    assert second == Candle(
        opened_at=at(-1),
        open=Decimal("0.1"),
        high=Decimal("0.3"),
        low=Decimal("0.1"),
        close=Decimal("0.2"),
        volume_usd=Decimal(500),
    )


@pytest.mark.parametrize("rest", [[], ["5"], ["5", None], ["5", "-1"], ["5", "NaN"], ["5", "much"], ["5", "1e99"]])
def test_a_volume_that_cannot_be_true_is_not_known(wire: Wire, eth: Token, rest: list[Any]) -> None:
    (candle,) = candles_of(wire, eth, [*row(-1)[:5], *rest])

    assert candle.volume_usd is None


def test_only_what_lies_in_the_span_or_reaches_into_it_counts(wire: Wire, eth: Token) -> None:
    answering(wire, [row(minute) for minute in (1, 0, -1, -4, -5, -6)])
    candles = fetch_candles(eth, start=at(-4.5), end=at(0) + timedelta(seconds=20))

    assert [candle.opened_at for candle in candles] == [at(-5), at(-4), at(-1), at(0)]


def test_a_candle_opened_at_the_end_lies_outside(wire: Wire, eth: Token) -> None:
    answering(wire, [row(0), row(-1)])

    assert [candle.opened_at for candle in fetch_candles(eth, start=at(-5), end=at(0))] == [at(-1)]


def test_no_trade_means_no_candle(wire: Wire, eth: Token) -> None:
    assert candles_of(wire, eth) == []


# What is asked for


def test_it_names_the_token_by_chain_and_address(wire: Wire, eth: Token) -> None:
    candles_of(wire, eth, row(-1))

    assert asked(wire) == {
        "chainIndex": "1",
        "tokenContractAddress": NATIVE_ADDRESS,
        "bar": "1m",
        "after": str(int((at(0) + timedelta(seconds=20)).timestamp() * 1000)),
        "limit": "11",
    }


@pytest.mark.parametrize(
    ("span", "bar", "limit"),
    [
        (timedelta(seconds=30), "1m", 1),
        (timedelta(minutes=298), "1m", 298),
        (timedelta(minutes=299), "1m", 299),
        (timedelta(minutes=300), "5m", 60),
        (timedelta(hours=24), "5m", 288),
        (timedelta(hours=72), "15m", 288),
        (timedelta(hours=144), "30m", 288),
        (timedelta(days=7), "1H", 168),
        (timedelta(days=14), "4H", 84),
    ],
)
def test_the_shortest_bar_that_covers_the_span_is_asked_for(
    wire: Wire, eth: Token, span: timedelta, bar: str, limit: int
) -> None:
    answering(wire, [])
    fetch_candles(eth, start=at(0) - span, end=at(0))

    assert (asked(wire)["bar"], asked(wire)["limit"]) == (bar, str(limit))


@pytest.mark.parametrize(("hours_ago", "url"), [(23, RECENT_URL), (25, HISTORY_URL)])
def test_what_is_long_ago_is_history(wire: Wire, eth: Token, hours_ago: int, url: str) -> None:
    answering(wire, [], url=url)
    start = at(-60 * hours_ago)

    assert fetch_candles(eth, start=start, end=start + timedelta(minutes=30)) == []


# With the stand-in


@pytest.mark.parametrize(("symbol", "chain"), [("ETH", "Ethereum"), ("WBTC", "Ethereum"), ("ETH", "Base")])
def test_candles_are_the_market(okx: Wire, symbol: str, chain: str) -> None:
    token = Token.objects.get(symbol=symbol, chain__name=chain, verified=True)
    candles = fetch_candles(token, start=at(-299), end=at(0))

    assert [candle.opened_at for candle in candles] == [at(minute) for minute in range(-299, 0)]
    assert all(older.close == newer.open for older, newer in pairwise(candles))
    for candle in candles[::50]:
        seen = [market().price(token.chain_id, token.address, candle.opened_at + second) for second in _seconds()]
        assert candle.low <= min(seen) <= max(seen) <= candle.high


def test_a_week_is_covered_to_its_last_minute(okx: Wire, eth: Token) -> None:
    candles = fetch_candles(eth, start=at(0) - timedelta(days=7), end=at(0) + timedelta(seconds=20))

    assert (candles[0].opened_at, candles[-1].opened_at) == (at(0) - timedelta(days=7), at(0))


def test_a_jump_of_the_market_lies_in_its_minute(okx: Wire, eth: Token, clock: FrozenDateTimeFactory) -> None:
    clock.move_to(at(3) + timedelta(seconds=7))
    market().nudge("ETH", 30)
    clock.move_to(at(3) + timedelta(seconds=41))
    market().nudge("ETH", -20)
    clock.move_to(at(9))

    before, jump, after = fetch_candles(eth, start=at(2), end=at(5))
    assert jump.high > before.high * Decimal("1.25")
    assert jump.close < before.high * Decimal("1.1") > after.low


def _seconds() -> list[timedelta]:
    return [timedelta(seconds=second) for second in range(0, 60, 5)]
