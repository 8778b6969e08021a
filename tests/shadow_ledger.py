"""A ledger kept beside Esther's, from what was said to her and what the market asked for it.

It shares nothing with Esther: prices and quotes are asked of the stand-in's market itself, and every figure is worked
out here from the definitions in the documents.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_UP, Decimal

from sandbox.market import market, milliseconds
from sandbox.okx.listing import TOKENS, Token
from sandbox.okx.quotes import quote_at

__all__ = ["Closing", "Entry", "Ledger", "Units", "listed", "whole"]

CASH = "USDC"
DOLLARS = {"USDC", "USDT", "DAI"}
ZERO = Decimal(0)

Place = tuple[str, int]  # a symbol, and the number of its chain
Units = dict[Place, int]


def listed(place: Place) -> Token:
    symbol, chain = place
    (found,) = (each for each in TOKENS if each.symbol == symbol and each.chain.index == chain and each.is_recognized)
    return found


def price(place: Place, at: datetime) -> Decimal:
    return market().price(place[1], listed(place).address, at)


def whole(place: Place, units: int) -> Decimal:
    return Decimal(units).scaleb(-listed(place).decimals)


@dataclass(frozen=True)
class Entry:
    """A trade, by what went in and out; the gas was paid in `gas_in`."""

    at: datetime
    given: Place
    given_units: int
    wanted: Place
    wanted_units: int
    gas_in: Place
    gas_units: int
    gas_usd: Decimal
    value_usd: Decimal  # of what was given

    @property
    def changes(self) -> list[tuple[Place, Decimal, Decimal | None]]:
        """What it did to each quantity, and what it says one of that is worth."""
        given, wanted = whole(self.given, self.given_units), whole(self.wanted, self.wanted_units)
        return [
            (self.given, -given, self.value_usd / given),
            (self.wanted, wanted, self.value_usd / wanted),
            (self.gas_in, -whole(self.gas_in, self.gas_units), None),
        ]


@dataclass(frozen=True)
class Closing:
    """What there was at a day's end, or is now, and what each cost then."""

    day: date
    at: datetime
    held: dict[Place, Decimal]
    prices: dict[Place, Decimal]
    moved: dict[Place, Decimal]  # in from outside since the last one, or out
    trades: list[Entry]
    is_live: bool = False

    @property
    def total(self) -> Decimal:
        return sum((amount * self.prices[place] for place, amount in self.held.items()), ZERO)


@dataclass
class Ledger:
    """One person's play money."""

    held: Units = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    closings: list[Closing] = field(default_factory=list)
    began_again_at: datetime | None = None

    def __post_init__(self) -> None:
        self._moved: dict[Place, Decimal] = defaultdict(Decimal)
        self._closed = 0  # so many entries

    def begin(self) -> None:
        """Put in the first cash, which came before the first day's end and is thus no flow."""
        self._move((CASH, 1), 10_000 * 10**6)

    def deposit(self, place: Place, amount: str) -> None:
        self._move(place, int(Decimal(amount).scaleb(listed(place).decimals)))
        self._moved[place] += Decimal(amount)

    def start_over(self, at: datetime) -> None:
        """Let everything go, and put the first cash in."""
        for place, units in list(self.held.items()):
            self._moved[place] -= whole(place, units)
        self.held, self.began_again_at = {}, at
        self.deposit((CASH, 1), "10000")

    def give(self, at: datetime, given: Place, wanted: Place, amount: Decimal) -> None:
        """Trade an exact amount away."""
        self._trade(at, given, wanted, amount, mode="exactIn")

    def want(self, at: datetime, given: Place, wanted: Place, amount: Decimal) -> None:
        """Trade for an exact amount."""
        self._trade(at, given, wanted, amount, mode="exactOut")

    def close(self, day: date, at: datetime, *, is_live: bool = False) -> None:
        held = {place: whole(place, units) for place, units in self.held.items() if units}
        prices = {place: price(place, at) for place in held}
        entries, self._closed = self.entries[self._closed :], len(self.entries)
        self.closings.append(Closing(day, at, held, prices, dict(self._moved), entries, is_live))
        self._moved.clear()

    def _trade(self, at: datetime, given: Place, wanted: Place, amount: Decimal, *, mode: str) -> None:
        fixed = given if mode == "exactIn" else wanted
        units = int(amount.scaleb(listed(fixed).decimals))
        quote = quote_at(milliseconds(at), units, listed(given), listed(wanted), swap_mode=mode)
        self._move(given, -quote.spent)
        self._move(wanted, quote.received)
        gas_usd = round(quote.network_fee_usd, 15)
        gas_in, gas_units = self._pay(at, gas_usd)
        value = whole(given, quote.spent) * price(given, at)
        self.entries.append(Entry(at, given, quote.spent, wanted, quote.received, gas_in, gas_units, gas_usd, value))

    def _pay(self, at: datetime, gas_usd: Decimal) -> tuple[Place, int]:
        """Pay the gas with ether, or with cash where there is not enough."""
        for place in (("ETH", 1), (CASH, 1)):
            exact = (gas_usd / price(place, at)).scaleb(listed(place).decimals)
            units = int(exact.to_integral_value(ROUND_UP))
            if self.held.get(place, 0) >= units:
                self._move(place, -units)
                return place, units
        raise AssertionError("the story spends everything")

    def _move(self, place: Place, units: int) -> None:
        self.held[place] = self.held.get(place, 0) + units
        assert self.held[place] >= 0, place
