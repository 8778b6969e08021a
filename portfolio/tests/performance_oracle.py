"""A spreadsheet's way to a portfolio's figures, from two sheets of text, written from the definition alone.

It shares nothing with `portfolio.performance`: it reads CSV, knows no rows of the database, and counts with Decimal.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, localcontext
from itertools import pairwise

__all__ = ["Sheet", "work_out"]

ZERO = Decimal(0)


@dataclass
class Sheet:
    """The figures at the bottom of the sheet."""

    start: Decimal
    end: Decimal
    flows: list[Decimal]
    gain: Decimal
    trading: Decimal
    twr: Decimal | None
    drawdown: Decimal | None
    volatility: Decimal | None
    by_asset: dict[str, Decimal]
    in_dollars: Decimal
    in_ether: Decimal


def work_out(lines: str, trades: str, ether: str) -> Sheet:
    """Work the figures out from `moment,token,quantity,price`, `moment,token,change` and `moment,price`.

    Each moment of the first sheet is the end of a day; an empty price is one that nobody knows.
    """
    with localcontext() as context:
        context.prec = 60
        return _work_out(list(_rows(lines)), list(_rows(trades)), {row["moment"]: row for row in _rows(ether)})


class _Cells:
    """What is written in the first sheet."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        self.moments = sorted({row["moment"] for row in rows}, key=datetime.fromisoformat)
        self.names = {row["token"] for row in rows if row["token"]}
        self._cells = {(row["moment"], row["token"]): row for row in rows}

    def quantity(self, moment: str, name: str) -> Decimal:
        row = self._cells.get((moment, name))
        return Decimal(row["quantity"]) if row and row["price"] else ZERO

    def price(self, moment: str, name: str) -> Decimal | None:
        row = self._cells.get((moment, name))
        return Decimal(row["price"]) if row and row["price"] else None

    def value(self, moment: str) -> Decimal:
        return sum((self.quantity(moment, each) * (self.price(moment, each) or ZERO) for each in self.names), ZERO)


@dataclass
class _Cell:
    """One token from one day to the next."""

    flow: Decimal = ZERO
    trading: Decimal = ZERO
    price_effect: Decimal = ZERO


def _one(cells: _Cells, trades: list[dict[str, str]], name: str, before: str, now: str) -> _Cell:
    first, last = datetime.fromisoformat(before), datetime.fromisoformat(now)
    mine = [row for row in trades if row["token"] == name and first < datetime.fromisoformat(row["moment"]) <= last]
    said = [Decimal(row["price"]) for row in mine if row["price"]]
    p0, p1 = cells.price(before, name), cells.price(now, name)
    if p1 is None:
        p1 = said[-1] if said else p0
    if p1 is None:
        return _Cell()
    traded = sum((Decimal(row["change"]) for row in mine), ZERO)
    q0, q1 = cells.quantity(before, name), cells.quantity(now, name)
    return _Cell((q1 - q0 - traded) * p1, traded * p1, q0 * (p1 - p0) if p0 is not None else ZERO)


def _work_out(lines: list[dict[str, str]], trades: list[dict[str, str]], ether: dict[str, dict[str, str]]) -> Sheet:
    cells = _Cells(lines)
    moments, value = cells.moments, cells.value
    names = sorted(cells.names | {row["token"] for row in trades})
    flows, returns, daily, by_asset, trading = [], [], [], dict.fromkeys(names, ZERO), ZERO
    for before, now in pairwise(moments):
        flow = ZERO
        for name in names:
            cell = _one(cells, trades, name, before, now)
            flow += cell.flow
            trading += cell.trading
            by_asset[name] += cell.price_effect
        flows.append(flow)
        v0, v1 = value(before), value(now)
        if v0 > 0 and abs(flow) <= 100 * v0 and v1 - flow >= 0:
            returns.append((v1 - flow) / v0)
            if (datetime.fromisoformat(now).date() - datetime.fromisoformat(before).date()).days == 1:
                daily.append((v1 - flow) / v0 - 1)
    start, end = value(moments[0]), value(moments[-1])
    units = start / Decimal(ether[moments[0]]["price"])
    for now, flow in zip(moments[1:], flows, strict=True):
        units += flow / Decimal(ether[now]["price"])
    return Sheet(
        start=start,
        end=end,
        flows=flows,
        gain=end - start - sum(flows, ZERO),
        trading=trading,
        twr=_product(returns) * 100 - 100 if returns else None,
        drawdown=_deepest(returns) if returns else None,
        volatility=_spread(daily),
        by_asset=by_asset,
        in_dollars=start + sum(flows, ZERO),
        in_ether=units * Decimal(ether[moments[-1]]["price"]),
    )


def _product(factors: list[Decimal]) -> Decimal:
    product = Decimal(1)
    for factor in factors:
        product *= factor
    return product


def _deepest(factors: list[Decimal]) -> Decimal:
    levels = [_product(factors[:count]) for count in range(len(factors) + 1)]
    falls = [1 - later / level for place, level in enumerate(levels) for later in levels[place:] if level > 0]
    return max(falls) * 100


def _spread(daily: list[Decimal]) -> Decimal | None:
    if len(daily) < 3:
        return None
    mean = sum(daily, ZERO) / len(daily)
    return (sum(((each - mean) ** 2 for each in daily), ZERO) / (len(daily) - 1)).sqrt() * Decimal(365).sqrt() * 100


def _rows(sheet: str) -> csv.DictReader[str]:
    return csv.DictReader(io.StringIO(sheet))
