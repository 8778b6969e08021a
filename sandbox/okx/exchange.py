"""The public market endpoints of the central exchange: tickers and candles, without credentials.

https://www.okx.com/docs-v5/en/#order-book-trading-market-data
"""

from __future__ import annotations

from decimal import Decimal

from sandbox.market import now_milliseconds
from sandbox.okx.candles import DAY, Candle, cut_candles, historical_range, recent_range, volume_in_usd
from sandbox.okx.envelope import OkxRefusal, Row
from sandbox.okx.instruments import EXCHANGE_PAIRS, ExchangePair
from sandbox.okx.parameters import Parameters

_MOST_CANDLES = 300
_HALF_SPREAD = Decimal("0.05")
_HONG_KONG_MIDNIGHT = DAY * 16 // 24


def ticker(parameters: Parameters) -> list[Row]:
    return [_ticker(_pair(parameters), now_milliseconds())]


def tickers(parameters: Parameters) -> list[Row]:
    """Return every spot ticker; the other instrument types are known and empty."""
    kind = parameters.required("instType")
    if kind not in {"SPOT", "SWAP", "FUTURES", "OPTION"}:
        raise OkxRefusal("51000", "instType")
    return [_ticker(pair, now_milliseconds()) for pair in EXCHANGE_PAIRS.values() if kind == "SPOT"]


def candles(parameters: Parameters) -> list[list[str]]:
    pair, now = _pair(parameters), now_milliseconds()
    return [_candle_row(candle) for candle in cut_candles(pair, recent_range(parameters, now, most=_MOST_CANDLES), now)]


def historical_candles(parameters: Parameters) -> list[list[str]]:
    pair, now = _pair(parameters), now_milliseconds()
    wanted = historical_range(parameters, now, most=_MOST_CANDLES)
    return [_candle_row(candle) for candle in cut_candles(pair, wanted, now)]


def _pair(parameters: Parameters) -> ExchangePair:
    pair = EXCHANGE_PAIRS.get(parameters.required("instId"))
    if pair is None:
        raise OkxRefusal("51001")
    return pair


def _candle_row(candle: Candle) -> list[str]:
    dollars = f"{candle.volume_usd:f}"
    return [
        str(candle.opened_at),
        *candle.prices,
        f"{candle.volume:f}",
        dollars,
        dollars,
        str(int(candle.is_closed)),
    ]


def _ticker(pair: ExchangePair, now: int) -> Row:
    last = pair.price_at(now)
    day = [pair.price_at(at) for at in range(now - DAY, now + 1, DAY // 48)]
    volume_usd = volume_in_usd(pair, now - now % DAY, DAY)
    return {
        "instType": "SPOT",
        "instId": pair.name,
        "last": str(last),
        "lastSz": "0.01",
        "askPx": str(last + _HALF_SPREAD),
        "askSz": "1.2",
        "bidPx": str(last - _HALF_SPREAD),
        "bidSz": "1.1",
        "open24h": str(day[0]),
        "high24h": str(max(day)),
        "low24h": str(min(day)),
        "volCcy24h": f"{volume_usd:.2f}",
        "vol24h": f"{volume_usd / last:.6f}",
        "ts": str(now),
        "sodUtc0": str(pair.price_at(now - now % DAY)),
        "sodUtc8": str(pair.price_at(now - (now - _HONG_KONG_MIDNIGHT) % DAY)),
    }
