"""The simulated market: every price is a function of a seed and the time, plus the nudges given by hand.

Nothing is stored, so a restart carries on where the last run stopped (nudges excepted), and a candle drawn
today for yesterday agrees with the prices answered yesterday.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Context, Decimal
from functools import lru_cache
from hashlib import blake2b
from math import isqrt
from threading import Lock

from sandbox.okx.assets import Asset
from sandbox.okx.listing import Token, asset_called, find_token

TICK_MILLISECONDS = 5_000
_SCALE = 10**9
# A random walk's swing grows with the square root of time: so do the weights of its waves, slow ones first.
_WAVE_SECONDS = (1_728_000, 432_000, 90_000, 19_000, 4_100, 890, 190, 47, 20)
_WEIGHTS = tuple(isqrt(seconds * 10_000) for seconds in _WAVE_SECONDS)
_PRICE_DIGITS = Context(prec=12)


def hashed_number(*parts: object, below: int) -> int:
    """Return the same whole number from 0 to `below` - 1 for the same parts, in any process."""
    digest = blake2b("/".join(map(str, parts)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % below


def milliseconds(moment: datetime) -> int:
    """Convert an aware time to the API's clock."""
    return int(moment.timestamp() * 1000)


def now_milliseconds() -> int:
    return milliseconds(datetime.now(UTC))


@lru_cache(maxsize=100_000)
def _lattice(seed: str, asset: str, wave_seconds: int, step: int) -> int:
    return hashed_number(seed, asset, wave_seconds, step, below=2 * _SCALE + 1) - _SCALE


def _wave(seed: str, asset: str, *, wave_seconds: int, at: int) -> int:
    """Ease between two hashed values, in whole numbers so that every machine draws the same curve."""
    length = wave_seconds * 1000
    step, offset = divmod(at, length)
    before, after = (_lattice(seed, asset, wave_seconds, i) for i in (step, step + 1))
    share = offset * _SCALE // length
    eased = share * share * (3 * _SCALE - 2 * share) // _SCALE**2
    return before + (after - before) * eased // _SCALE


class Market:
    """Prices in USD of everything the stand-in lists. Safe to use from several threads."""

    def __init__(self, seed: str = "esther") -> None:
        self._seed = seed
        self._nudges: dict[str, tuple[tuple[int, Decimal], ...]] = {}
        self._lock = Lock()

    def price(self, chain_index: int, address: str, at: datetime | None = None) -> Decimal:
        """Return the USD price of one whole token, now unless told otherwise.

        Raises: LookupError when no such token is listed.
        """
        token = find_token(chain_index, address)
        if token is None:
            raise LookupError(f"no token {address} on chain {chain_index}")
        return self.price_at(token, milliseconds(at) if at else now_milliseconds())

    def price_at(self, token: Token, at: int) -> Decimal:
        """Return a token's USD price at a time in milliseconds since 1970."""
        return _PRICE_DIGITS.multiply(self.asset_price_at(token.asset, at), token.asset_ratio)

    def asset_price_at(self, asset: Asset, at: int) -> Decimal:
        tick = at - at % TICK_MILLISECONDS
        waves = (
            weight * _wave(self._seed, asset.symbol, wave_seconds=seconds, at=tick)
            for seconds, weight in zip(_WAVE_SECONDS, _WEIGHTS, strict=True)
        )
        height = Decimal(sum(waves)) / (_SCALE * sum(_WEIGHTS))
        price = asset.base_price * (1 + asset.swing * height)
        for nudged_at, factor in self._nudges.get(asset.symbol, ()):
            price *= factor if nudged_at <= at else 1
        return _PRICE_DIGITS.plus(price)

    def nudge(self, symbol: str, percent: Decimal | int) -> None:
        """Move a market from now on: `nudge("ETH", -5)` takes 5 % off every kind of ether.

        Raises: LookupError for an unknown symbol; ValueError for a fall of 100 % or more.
        """
        asset = asset_called(symbol)
        if asset is None:
            raise LookupError(f"no market is called {symbol}")
        if percent <= -100:
            raise ValueError("a price cannot fall by 100 % or more")
        factor = 1 + Decimal(percent) / 100
        with self._lock:
            self._nudges[asset.symbol] = (*self._nudges.get(asset.symbol, ()), (now_milliseconds(), factor))

    def nudged_between(self, asset: Asset, start: int, end: int) -> list[int]:
        """Return the times of the nudges in [start, end), which a candle must not miss."""
        return [at for at, _ in self._nudges.get(asset.symbol, ()) if start <= at < end]

    def reset(self) -> None:
        """Forget every nudge."""
        with self._lock:
            self._nudges.clear()


_market = Market()


def market() -> Market:
    """Return the one market of this process."""
    return _market
