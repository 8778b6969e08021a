"""What a shadow ledger comes to: returns, gains and lots, worked out plainly, with no more than the definitions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from sandbox.market import milliseconds
from sandbox.okx.instruments import EXCHANGE_PAIRS
from tests.shadow_ledger import DOLLARS, ZERO, Closing, Entry, Place, price, whole

__all__ = ["Gains", "Record", "gains_of", "market_price", "record_of"]


@dataclass(frozen=True)
class Record:
    """What /performance is to show, in USD and percent."""

    start: Decimal
    end: Decimal
    money_in: Decimal
    money_out: Decimal
    trading: Decimal
    time_weighted: Decimal
    money_weighted: Decimal
    deepest_fall: Decimal
    volatility: Decimal
    by_asset: dict[Place, tuple[Decimal, Decimal]]  # USD, and percent of the price
    instead: dict[str, Decimal]

    @property
    def gain(self) -> Decimal:
        return self.end - self.start - self.money_in + self.money_out


@dataclass
class Gains:
    """What /profit is to show of one token."""

    realised: Decimal = ZERO
    has_sold: bool = False
    open_units: int = 0
    open_cost: Decimal = ZERO
    unknown_sold: int = 0


def market_price(symbol: str, at: datetime) -> Decimal:
    """Return the last price of the exchange at a full hour, as candles of an hour have it; now, it is that of now."""
    return EXCHANGE_PAIRS[f"{symbol}-USDT"].price_at(milliseconds(at))


def record_of(closings: Sequence[Closing]) -> Record:
    """Work out what happened from the first closing to the last."""
    factors, daily, flows, trading = [], [], [], ZERO
    usd: dict[Place, Decimal] = defaultdict(Decimal)
    growth: dict[Place, Decimal] = defaultdict(lambda: Decimal(1))
    for before, now in pairwise(closings):
        flow = ZERO
        for place in {
            *before.held,
            *now.held,
            *now.moved,
            *(each[0] for trade in now.trades for each in trade.changes),
        }:
            worth = _worth(place, before, now)
            flow += now.moved.get(place, ZERO) * worth
            trading += worth * sum((c[1] for trade in now.trades for c in trade.changes if c[0] == place), ZERO)
            if place in before.held:
                usd[place] += before.held[place] * (worth - before.prices[place])
                growth[place] *= worth / before.prices[place]
        factors.append((now.total - flow) / before.total)
        flows.append((now, flow))
        if not now.is_live:
            daily.append(factors[-1] - 1)
    start, end = closings[0].total, closings[-1].total
    return Record(
        start=start,
        end=end,
        money_in=sum((flow for _, flow in flows if flow > 0), ZERO),
        money_out=-sum((flow for _, flow in flows if flow < 0), ZERO),
        trading=trading,
        time_weighted=(_product(factors) - 1) * 100,
        money_weighted=_money_weighted(start, end, flows, closings),
        deepest_fall=_deepest(factors),
        volatility=_spread(daily),
        by_asset={place: (gain, (growth[place] - 1) * 100) for place, gain in usd.items()},
        instead={
            "USDC": start + sum((flow for _, flow in flows), ZERO),
            "ETH": _instead("ETH", start, flows, closings),
            "BTC": _instead("BTC", start, flows, closings),
        },
    )


def gains_of(entries: Sequence[Entry], *, after: datetime | None) -> dict[Place, Gains]:
    """Sell what was bought first; gas makes a purchase in dollars dearer, and brings any other trade less."""
    bought: dict[Place, list[tuple[int, Decimal]]] = defaultdict(list)
    gains: dict[Place, Gains] = defaultdict(Gains)

    def sell(place: Place, units: int, proceeds: Decimal) -> None:
        each = proceeds / units
        while units and bought[place]:
            size, cost = bought[place].pop(0)
            sold = min(size, units)
            gains[place].realised += each * sold - cost * sold / size
            gains[place].has_sold = True
            if size > sold:
                bought[place].insert(0, (size - sold, cost * (size - sold) / size))
            units -= sold
        gains[place].unknown_sold += units

    for entry in entries:
        if after and entry.at <= after:
            continue
        is_purchase = entry.given[0] in DOLLARS and entry.wanted[0] not in DOLLARS
        worth = whole(entry.wanted, entry.wanted_units) if entry.wanted[0] in DOLLARS else entry.value_usd
        sell(entry.given, entry.given_units, worth - (0 if is_purchase else entry.gas_usd))
        bought[entry.wanted].append((entry.wanted_units, worth + (entry.gas_usd if is_purchase else 0)))
        sell(entry.gas_in, entry.gas_units, entry.gas_usd)
    for place, lots in bought.items():
        gains[place].open_units = sum(units for units, _ in lots)
        gains[place].open_cost = sum((cost for _, cost in lots), ZERO)
    return gains


def changes_of(place: Place, now: datetime) -> list[Decimal]:
    """Return the changes of a price in percent over a day, a week and a month."""
    return [(price(place, now) / price(place, now - timedelta(days=days)) - 1) * 100 for days in (1, 7, 30)]


def _worth(place: Place, before: Closing, now: Closing) -> Decimal:
    """Return what one is worth at a day's end: of what is gone by then, by its last trade, or else a day before."""
    said = [each[2] for trade in now.trades for each in trade.changes if each[0] == place and each[2] is not None]
    known = [now.prices.get(place), *reversed(said), before.prices.get(place)]
    return next(each for each in known if each is not None)


def _product(factors: Sequence[Decimal]) -> Decimal:
    product = Decimal(1)
    for factor in factors:
        product *= factor
    return product


def _deepest(factors: Sequence[Decimal]) -> Decimal:
    levels = [_product(factors[:count]) for count in range(len(factors) + 1)]
    return max(1 - later / level for number, level in enumerate(levels) for later in levels[number:]) * 100


def _spread(daily: Sequence[Decimal]) -> Decimal:
    mean = sum(daily, ZERO) / len(daily)
    return (sum(((each - mean) ** 2 for each in daily), ZERO) / (len(daily) - 1) * 365).sqrt() * 100


def _money_weighted(
    start: Decimal, end: Decimal, flows: Sequence[tuple[Closing, Decimal]], closings: Sequence[Closing]
) -> Decimal:
    """Halve the span of daily growth until all that was paid in, grown to the last day, is what there is."""
    last, days = closings[-1].day, (closings[-1].day - closings[0].day).days
    low, high = Decimal("0.9"), Decimal("1.1")
    for _ in range(80):
        middle = (low + high) / 2
        grown = start * middle**days + sum((usd * middle ** (last - now.day).days for now, usd in flows), ZERO)
        low, high = (middle, high) if grown < end else (low, middle)
    return (low**days - 1) * 100


def _instead(
    symbol: str, start: Decimal, flows: Sequence[tuple[Closing, Decimal]], closings: Sequence[Closing]
) -> Decimal:
    units = start / market_price(symbol, _hour(closings[0]))
    units += sum((usd / market_price(symbol, _hour(now)) for now, usd in flows), ZERO)
    return units * market_price(symbol, _hour(closings[-1]))


def _hour(closing: Closing) -> datetime:
    return closing.at if closing.is_live else closing.at.replace(minute=0, second=0)
