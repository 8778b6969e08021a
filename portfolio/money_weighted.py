"""The return that money had where it was when: the rate at which all that moved comes to the end value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

__all__ = ["money_weighted"]

_YEAR: Final = 365  # days, as `xirr` counts
_MOST: Final = Decimal(10) ** 9  # percent; what is beyond came of next to nothing
_CLOSE: Final = Decimal("0.0001")  # how far the rate may miss, as a part of all that was paid


def money_weighted(
    *, start_usd: Decimal, end_usd: Decimal, flows: Sequence[tuple[date, Decimal]], span: tuple[date, date]
) -> Decimal | None:
    """Return the money-weighted return of a period in percent; None where there is none, or none that holds good.

    The library answers for a year, which makes nonsense of a week: it is brought back to the period.

    https://anexen.github.io/pyxirr/functions.html#xirr
    """
    first, last = span
    if not start_usd and not any(usd for day, usd in flows if day < last):  # no money had any time
        return None
    paid = [(first, -start_usd), *((day, -usd) for day, usd in flows), (last, end_usd)]
    yearly = _yearly(paid)
    if yearly is None or not yearly.is_finite() or yearly <= -1 or not _holds(yearly, paid):
        return None
    percent = ((1 + yearly) ** (Decimal((last - first).days) / _YEAR) - 1) * 100
    return percent if abs(percent) < _MOST else None


def _yearly(paid: Sequence[tuple[date, Decimal]]) -> Decimal | None:
    from pyxirr import xirr  # loaded with the first use

    rate = xirr([day for day, _ in paid], [usd for _, usd in paid], silent=True)
    return None if rate is None else Decimal(repr(rate))


def _holds(yearly: Decimal, paid: Sequence[tuple[date, Decimal]]) -> bool:
    """Say whether all payments, grown at the rate to the last day, come to nothing: other roots need no checking."""
    last = paid[-1][0]
    grown = [usd * (1 + yearly) ** (Decimal((last - day).days) / _YEAR) for day, usd in paid]
    return abs(sum(grown, Decimal(0))) <= _CLOSE * sum((abs(usd) for usd in grown), Decimal(0))
