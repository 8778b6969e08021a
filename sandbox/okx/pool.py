"""What a constant-product pool gives and takes, in whole base units, always rounded against the taker.

Every token trades against dollars: a swap sells into one pool and buys out of another, so its price impact
grows with its size on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

TRADING_FEE = Fraction(5, 10_000)


class InsufficientLiquidityError(Exception):
    """No size of input buys that much."""


@dataclass(frozen=True, slots=True)
class Pool:
    """One token's pool: dollars per base unit, dollars of depth, and the share the token itself keeps."""

    unit_price: Fraction
    depth: Fraction
    tax: Fraction

    @classmethod
    def of(cls, *, price: Decimal, decimals: int, depth_usd: int, tax_rate: Decimal) -> Pool:
        return cls(Fraction(price) / 10**decimals, Fraction(depth_usd), Fraction(tax_rate))


def units_received(spent: int, source: Pool, target: Pool) -> int:
    """Return the base units bought for `spent` base units.

    Raises: InsufficientLiquidityError when either pool is empty.
    """
    if not source.depth or not target.depth:
        raise InsufficientLiquidityError
    value = spent * source.unit_price * (1 - TRADING_FEE) * (1 - source.tax)
    value = value * source.depth / (source.depth + value)
    value = value * target.depth / (target.depth + value)
    return floor(value * (1 - target.tax) / target.unit_price)


def units_to_spend(received: int, source: Pool, target: Pool) -> int:
    """Return the fewest base units that buy at least `received` base units.

    Raises: InsufficientLiquidityError when the pools do not hold that much.
    """
    value = received * target.unit_price / (1 - target.tax)
    for pool in (target, source):
        if value >= pool.depth:
            raise InsufficientLiquidityError
        value = value * pool.depth / (pool.depth - value)
    return ceil(value / (source.unit_price * (1 - TRADING_FEE) * (1 - source.tax)))
