"""Prices and volumes as short words along a picture, and the round prices that a scale shows."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import Final

__all__ = ["price_label", "round_prices", "step_label", "volume_label"]

_MOST_ZEROS: Final = 5  # behind the point; with more of them, they are counted: 0.0₉123
_SUBSCRIPTS: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SMALL_DIGITS: Final = 4
_STEPS: Final = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_UNITS: Final = ((12, "T"), (9, "B"), (6, "M"), (3, "K"))


def price_label(usd: Decimal) -> str:
    """Write a price: in cents, or in four significant digits below one dollar."""
    places = 2 if usd >= 1 or not usd else _SMALL_DIGITS - 1 - usd.adjusted()
    return f"${_short_zeros(round(usd, places))}"


def step_label(usd: Decimal, *, step: Decimal) -> str:
    """Write a price of a scale, with as many digits as its steps need."""
    exponent = step.normalize().as_tuple().exponent
    return _short_zeros(round(usd, max(0, -exponent) if isinstance(exponent, int) else 0))


def volume_label(usd: Decimal) -> str:
    """Write a volume in three digits: $12.3M."""
    for power, unit in _UNITS:
        if usd >= Decimal(10) ** power:
            number = usd.scaleb(-power)
            return f"${round(number, max(0, 2 - number.adjusted())):,f}{unit}"
    return f"${round(usd, 0):,f}"


def round_prices(low: Decimal, high: Decimal, *, most: int) -> tuple[Decimal, list[Decimal]]:
    """Return a round step, and the multiples of it between two prices: at most so many."""
    rough = (high - low) / most
    size = Decimal(1).scaleb(rough.adjusted())
    step = next(each * size for each in _STEPS if each * size >= rough)
    first = (low / step).to_integral_value(rounding=ROUND_CEILING)
    found = [(first + number) * step for number in range(most + 1)]
    return step, [usd for usd in found if usd <= high]


def _short_zeros(usd: Decimal) -> str:
    zeros = -usd.adjusted() - 1
    if not usd or zeros <= _MOST_ZEROS:
        return f"{usd:,f}"
    digits = "".join(map(str, usd.as_tuple().digits)).rstrip("0")
    return f"0.0{str(zeros).translate(_SUBSCRIPTS)}{digits}"
