"""How a portfolio did, from its days and trades: pure arithmetic, of which every figure can be worked out by hand.

Money that comes or goes counts at its day's end, so a day's return is (value - flow) / value before - 1. A missing day
is bridged: the next one there is tells of both. Where nothing can be said, a figure is None, never infinite.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from typing import Final

from portfolio.day_steps import EXACT, Step, steps_of, worth
from portfolio.history import DayRow
from portfolio.money_weighted import money_weighted
from portfolio.traded import TradedUnits

__all__ = ["AssetResult", "Flow", "Holding", "Performance", "measure"]

# The return of a day that brought so many times what there was before says nothing: the money was there for part of it.
MOST_FLOW: Final = 100
FEWEST_RETURNS: Final = 3  # for a volatility
DAYS_A_YEAR: Final = 365  # these markets never close

References = Mapping[str, Mapping[date, Decimal]]  # prices by day of what one might have held instead


@dataclass(frozen=True)
class Flow:
    """Money that came in (or went out, below zero) by a day's end."""

    day: date
    usd: Decimal


@dataclass(frozen=True)
class AssetResult:
    """What the price of one asset brought while it was held, in USD and in percent of its price."""

    token: int
    usd: Decimal
    percent: Decimal | None


@dataclass(frozen=True)
class Holding:
    """What the start value and the same flows would be worth in one asset; None without its prices."""

    name: str
    usd: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Performance:
    """Returns are in percent of the whole period, and not of a year; `gain_usd` leaves money in and out aside."""

    start: date
    end: date
    start_usd: Decimal
    end_usd: Decimal
    flows: list[Flow]
    gain_usd: Decimal
    trade_usd: Decimal  # of the gain: what trades cost, and what prices did right after them
    time_weighted: Decimal | None
    money_weighted: Decimal | None
    max_drawdown: Decimal | None
    volatility: Decimal | None  # of daily returns, for a year
    best: AssetResult | None
    worst: AssetResult | None
    holdings: list[Holding]
    estimated_days: int
    missing_days: int
    unmeasured_days: int  # that began with nothing, or next to nothing beside what came in

    @property
    def net_flow(self) -> Decimal:
        return sum((flow.usd for flow in self.flows), Decimal(0))

    @property
    def money_in(self) -> Decimal:
        return sum((flow.usd for flow in self.flows if flow.usd > 0), Decimal(0))

    @property
    def money_out(self) -> Decimal:
        return -sum((flow.usd for flow in self.flows if flow.usd < 0), Decimal(0))


def measure(days: Sequence[DayRow], trades: Sequence[TradedUnits], references: References) -> Performance | None:
    """Measure days in their order, the last of which may still be running; None where there is no history yet."""
    if len(days) < 2:
        return None
    with localcontext(EXACT):
        steps = steps_of(days, trades)
        flows = [Flow(step.now.day, step.flow) for step in steps if step.flow]
        start, end = worth(days[0]), worth(days[-1])
        returns = [_return(step) for step in steps]
        measured = [each for each in returns if each is not None]
        best, worst = _extremes(steps)
        return Performance(
            start=days[0].day,
            end=days[-1].day,
            start_usd=start,
            end_usd=end,
            flows=flows,
            gain_usd=end - start - sum((flow.usd for flow in flows), Decimal(0)),
            trade_usd=sum((token.trade_effect for step in steps for token in step.tokens.values()), Decimal(0)),
            time_weighted=_chained(measured) if measured else None,
            money_weighted=money_weighted(
                start_usd=start, end_usd=end, flows=[(each.day, each.usd) for each in flows], span=_span(days)
            ),
            max_drawdown=_drawdown(measured) if measured else None,
            volatility=_volatility([each for step, each in zip(steps, returns, strict=True) if step.is_whole_day]),
            best=best,
            worst=worst,
            holdings=[_held_instead(name, prices, start, days, flows) for name, prices in references.items()],
            estimated_days=sum(day.is_estimated for day in days),
            missing_days=sum(step.days - 1 for step in steps),
            unmeasured_days=sum(each is None for each in returns),
        )


def _span(days: Sequence[DayRow]) -> tuple[date, date]:
    return days[0].day, days[-1].day


def _return(step: Step) -> Decimal | None:
    """Return how a step's start value did; None where that says nothing."""
    base, flow = step.start_usd, step.flow
    if base <= 0 or abs(flow) > MOST_FLOW * base or step.end_usd < flow:
        return None
    return (step.end_usd - flow) / base - 1


def _chained(returns: Sequence[Decimal]) -> Decimal:
    growth = Decimal(1)
    for each in returns:
        growth *= 1 + each
    return (growth - 1) * 100


def _drawdown(returns: Sequence[Decimal]) -> Decimal:
    """Return the largest fall from a peak, in percent, of one dollar that was there all the time."""
    growth = peak = Decimal(1)
    deepest = Decimal(0)
    for each in returns:
        growth *= 1 + each
        peak = max(peak, growth)
        deepest = max(deepest, 1 - growth / peak)
    return deepest * 100


def _volatility(returns: Sequence[Decimal | None]) -> Decimal | None:
    """Return the standard deviation of daily returns as of a sample, for a year, in percent."""
    known = [each for each in returns if each is not None]
    if len(known) < FEWEST_RETURNS:
        return None
    mean = sum(known, Decimal(0)) / len(known)
    variance = sum(((each - mean) ** 2 for each in known), Decimal(0)) / (len(known) - 1)
    return (variance * DAYS_A_YEAR).sqrt() * 100


def _extremes(steps: Sequence[Step]) -> tuple[AssetResult | None, AssetResult | None]:
    """Return which asset's price brought most and least; with one asset there is no worst beside the best."""
    results = sorted(_asset_results(steps), key=lambda each: (each.usd, each.token))
    if not results:
        return None, None
    return results[-1], results[0] if len(results) > 1 else None


def _asset_results(steps: Sequence[Step]) -> list[AssetResult]:
    gains: dict[int, Decimal] = {}
    growth: dict[int, Decimal] = {}
    for step in steps:
        for token, part in step.tokens.items():
            if part.before is None or part.now is None:
                continue
            gains[token] = gains.get(token, Decimal(0)) + part.price_effect
            if part.before:
                growth[token] = growth.get(token, Decimal(1)) * part.now / part.before
    return [
        AssetResult(token, usd, (growth[token] - 1) * 100 if token in growth else None) for token, usd in gains.items()
    ]


def _held_instead(
    name: str, prices: Mapping[date, Decimal], start_usd: Decimal, days: Sequence[DayRow], flows: Sequence[Flow]
) -> Holding:
    first, last = prices.get(days[0].day), prices.get(days[-1].day)
    moved = [(flow.usd, prices.get(flow.day)) for flow in flows]
    if not first or not last or not all(price for _, price in moved):
        return Holding(name, None)
    units = start_usd / first + sum((usd / price for usd, price in moved if price), Decimal(0))
    return Holding(name, units * last)
