"""The market endpoints: prices, token facts, candles and search.

https://web3.okx.com/onchainos/dev-docs/market/market-price
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sandbox.market import hashed_number, market, now_milliseconds
from sandbox.okx.candles import DAY, Candle, cut_candles, historical_range, recent_range, volume_in_usd
from sandbox.okx.chains import CHAINS
from sandbox.okx.envelope import OkxRefusal, Row
from sandbox.okx.instruments import TokenInstrument
from sandbox.okx.listing import TOKENS, Token, find_token
from sandbox.okx.parameters import Parameters

_MOST_TOKENS = 100
_MOST_CANDLES = 299
_WINDOWS = {"5M": 300_000, "1H": 3_600_000, "4H": 14_400_000, "24H": DAY}
_PERIODS = {"1m": 60_000, "5m": 300_000, "30m": 1_800_000, "1h": 3_600_000, "1d": DAY}
_MOST_PRICES = 200
_CIRCULATING_PER_DOLLAR_OF_DEPTH = 40


def prices(wanted: list[Parameters]) -> list[Row]:
    """Price up to 100 tokens; one that is not listed is left out of the answer."""
    now = now_milliseconds()
    return [
        {**identity, "time": str(now), "price": f"{market().price_at(token, now):f}"}
        for identity, token in _found(wanted)
    ]


def price_infos(wanted: list[Parameters]) -> list[Row]:
    now = now_milliseconds()
    return [{**identity, **_price_info(token, now)} for identity, token in _found(wanted)]


def basic_infos(wanted: list[Parameters]) -> list[Row]:
    return [{**identity, **_basic_info(token)} for identity, token in _found(wanted)]


def _found(wanted: list[Parameters]) -> Iterator[tuple[Row, Token]]:
    """Yield each listed token with the identity it was asked by: the address is echoed as it was sent."""
    if len(wanted) > _MOST_TOKENS:
        raise OkxRefusal("51000", "tokenContractAddress")
    for parameters in wanted:
        chain, address = parameters.chain(), parameters.text("tokenContractAddress").lower()
        token = find_token(chain.index, address)
        if token:
            yield {"chainIndex": str(chain.index), "tokenContractAddress": address}, token


def _basic_info(token: Token) -> Row:
    return {
        "tokenName": token.asset.name,
        "tokenSymbol": token.symbol,
        "tokenLogoUrl": token.logo_url,
        "decimal": str(token.decimals),
        "tagList": {"communityRecognized": token.is_recognized},
    }


def _price_info(token: Token, now: int) -> Row:
    instrument = TokenInstrument(token)
    price = instrument.price_at(now)
    day = [instrument.price_at(at) for at in range(now - DAY, now + 1, DAY // 48)]
    info: Row = {
        "time": str(now),
        "price": f"{price:f}",
        **_size(token, price),
        "maxPrice": f"{max(day):f}",
        "minPrice": f"{min(day):f}",
    }
    for suffix, length in _WINDOWS.items():
        info[f"priceChange{suffix}"] = f"{_change_percent(instrument.price_at(now - length), price):f}"
        volume = volume_in_usd(instrument, now - now % length, length)
        info[f"volume{suffix}"] = f"{volume:.2f}"
        info[f"txs{suffix}"] = str(int(volume // 700))
    return info


def _size(token: Token, price: Decimal) -> Row:
    supply = (token.asset.depth_usd + 1) * _CIRCULATING_PER_DOLLAR_OF_DEPTH / token.asset.base_price
    return {
        "marketCap": f"{supply * price:.2f}",
        "liquidity": f"{token.liquidity_usd:.2f}",
        "circSupply": f"{supply:.2f}",
        "holders": str(token.liquidity_usd // 900 + hashed_number(token.address, below=100)),
        "tradeNum": str(token.liquidity_usd // 2_000),
    }


def _change_percent(before: Decimal, after: Decimal) -> Decimal:
    return round((after / before - 1) * 100, 2)


def candles(parameters: Parameters) -> list[list[str]]:
    instrument, now = TokenInstrument(parameters.token("tokenContractAddress")), now_milliseconds()
    wanted = recent_range(parameters, now, most=_MOST_CANDLES)
    return [_candle_row(candle) for candle in cut_candles(instrument, wanted, now)]


def historical_candles(parameters: Parameters) -> list[list[str]]:
    instrument, now = TokenInstrument(parameters.token("tokenContractAddress")), now_milliseconds()
    wanted = historical_range(parameters, now, most=_MOST_CANDLES)
    return [_candle_row(candle) for candle in cut_candles(instrument, wanted, now)]


def _candle_row(candle: Candle) -> list[str]:
    volumes = [f"{candle.volume:f}", f"{candle.volume_usd:f}"]
    return [str(candle.opened_at), *candle.prices, *volumes, str(int(candle.is_closed))]


def search_tokens(parameters: Parameters) -> list[Row]:
    """Find tokens by symbol, name or address on the chains of a comma list."""
    chains = {chain_index.strip() for chain_index in parameters.required("chains").split(",")}
    if not chains <= {str(index) for index in CHAINS}:
        raise OkxRefusal("82105")
    wanted = parameters.required("search").lower()
    now = now_milliseconds()
    return [
        _search_row(token, now) for token in TOKENS if str(token.chain.index) in chains and _is_match(token, wanted)
    ]


def _is_match(token: Token, wanted: str) -> bool:
    return wanted == token.address or wanted in token.symbol.lower() or wanted in token.asset.name.lower()


def _search_row(token: Token, now: int) -> Row:
    info = _price_info(token, now)
    return {
        "chainIndex": str(token.chain.index),
        "tokenContractAddress": token.address,
        **_basic_info(token),
        "price": info["price"],
        "change": info["priceChange24H"],
        "holders": info["holders"],
        "liquidity": info["liquidity"],
        "marketCap": info["marketCap"],
        "explorerUrl": "",
    }


def index_prices(wanted: list[Parameters]) -> list[Row]:
    """Answer like `prices`; here an empty address is the documented way to name the native coin."""
    return prices(wanted)


def historical_prices(parameters: Parameters) -> list[Row]:
    """Return one page of past index prices, newest first; the cursor counts the prices already given."""
    token = find_token(parameters.chain().index, parameters.text("tokenContractAddress"))
    if token is None:
        raise OkxRefusal("82104")
    period = _PERIODS.get(parameters.text("period", "1d"))
    if period is None:
        raise OkxRefusal("51000", "period")
    limit = parameters.count("limit", default=50, most=_MOST_PRICES)
    skipped = parameters.moment("cursor") or 0
    moments = _moments(parameters, period)[skipped : skipped + limit]
    rows = [{"time": str(at), "price": f"{market().price_at(token, at):.18f}"} for at in moments]
    return [{"cursor": str(skipped + len(rows)), "prices": rows}]


def _moments(parameters: Parameters, period: int) -> range:
    end = min(parameters.moment("end") or now_milliseconds(), now_milliseconds())
    begin = max(parameters.moment("begin") or 0, end - 1440 * period)
    return range(end - end % period, begin - 1, -period)
