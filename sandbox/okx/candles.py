"""Candles cut from the simulated market: each opens where the one before closed.

https://web3.okx.com/onchainos/dev-docs/market/market-candlesticks
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from sandbox.market import TICK_MILLISECONDS, hashed_number
from sandbox.okx.envelope import OkxRefusal
from sandbox.okx.parameters import Parameters

_MINUTE, _HOUR, DAY = 60_000, 3_600_000, 86_400_000
# Lengths in milliseconds; a plain 1D opens at midnight in Hong Kong, 1Dutc at midnight UTC.
_BARS = {
    "1m": (_MINUTE, 0),
    "5m": (5 * _MINUTE, 0),
    "15m": (15 * _MINUTE, 0),
    "30m": (30 * _MINUTE, 0),
    "1H": (_HOUR, 0),
    "2H": (2 * _HOUR, 0),
    "4H": (4 * _HOUR, 0),
    "6Hutc": (6 * _HOUR, 0),
    "1D": (DAY, 16 * _HOUR),
    "1Dutc": (DAY, 0),
}
_GENESIS = 1_577_836_800_000  # 2020-01-01: no candle is older
_RECENT_ROWS = 1440
_SAMPLES = 12

PriceAt = Callable[[int], Decimal]


class Instrument(Protocol):
    """Something with a price history that candles can be cut from."""

    @property
    def name(self) -> str: ...

    @property
    def turnover_usd(self) -> int:
        """Return what changes hands on an average day."""

    def price_at(self, at: int) -> Decimal: ...

    def nudged_between(self, start: int, end: int) -> list[int]: ...


@dataclass(frozen=True, slots=True)
class Candle:
    """One bar; times in milliseconds, volume in whole tokens."""

    opened_at: int
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    volume: Decimal
    volume_usd: Decimal
    is_closed: bool

    @property
    def prices(self) -> list[str]:
        return [f"{price:f}" for price in (self.open, self.high, self.low, self.close)]


@dataclass(frozen=True, slots=True)
class CandleRange:
    """Which candles are wanted: opened after `newer_than` and before `older_than`, the newest `limit` of them."""

    length: int
    offset: int
    newer_than: int
    older_than: int
    limit: int

    def openings(self) -> Iterable[int]:
        """Yield opening times, newest first."""
        last = self.older_than - 1
        newest = last - (last - self.offset) % self.length
        oldest = max(self.newer_than + 1, newest - (self.limit - 1) * self.length)
        return range(newest, oldest - 1, -self.length)


def recent_range(parameters: Parameters, now: int, *, most: int) -> CandleRange:
    """Read a request for candles up to the running one, at most 1,440 bars back."""
    wanted = _range(parameters, most=most, older_than=now + 1)
    reach = max(wanted.newer_than, now - _RECENT_ROWS * wanted.length)
    return CandleRange(wanted.length, wanted.offset, reach, wanted.older_than, wanted.limit)


def historical_range(parameters: Parameters, now: int, *, most: int) -> CandleRange:
    """Read a request for closed candles of any age."""
    length, _ = _bar(parameters)
    return _range(parameters, most=most, older_than=now - length + 1)


def _range(parameters: Parameters, *, most: int, older_than: int) -> CandleRange:
    length, offset = _bar(parameters)
    after, before = parameters.moment("after"), parameters.moment("before")
    return CandleRange(
        length,
        offset,
        newer_than=max(before or 0, _GENESIS - 1),
        older_than=older_than if after is None else min(after, older_than),
        limit=parameters.count("limit", default=100, most=most),
    )


def _bar(parameters: Parameters) -> tuple[int, int]:
    bar = _BARS.get(parameters.text("bar", "1m"))
    if bar is None:
        raise OkxRefusal("51000", "bar")
    return bar


def cut_candles(instrument: Instrument, wanted: CandleRange, now: int) -> list[Candle]:
    """Return candles, newest first; the last to open may still be running."""
    return [_cut(instrument, opened_at, wanted.length, now) for opened_at in wanted.openings()]


def _cut(instrument: Instrument, opened_at: int, length: int, now: int) -> Candle:
    end = min(opened_at + length, now)
    step = max(length // _SAMPLES, TICK_MILLISECONDS)
    moments = [*range(opened_at, end, step), *instrument.nudged_between(opened_at, end), end]
    prices = [instrument.price_at(at) for at in moments]
    volume_usd = round(volume_in_usd(instrument, opened_at, length) * (end - opened_at) / length, 2)
    return Candle(
        opened_at,
        open=prices[0],
        high=max(prices),
        low=min(prices),
        close=prices[-1],
        volume=round(volume_usd / prices[-1], 6),
        volume_usd=volume_usd,
        is_closed=now >= opened_at + length,
    )


def volume_in_usd(instrument: Instrument, opened_at: int, length: int) -> Decimal:
    """Return between a half and one and a half times the average turnover of a bar."""
    liveliness = 50 + hashed_number(instrument.name, opened_at, length, below=101)
    return Decimal(instrument.turnover_usd) * length * liveliness / (100 * DAY)
