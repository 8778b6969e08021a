"""What protects a purchase: a stop below its price, a target above it. Nothing is looked up or stored here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from esther_site.lib.errors import UserError
from esther_site.lib.fields import UsdField
from trading.models.bracket import BracketFields

__all__ = ["Bracket", "BracketPrices", "bracket_fields", "bracket_of", "bracket_prices", "checked_usd", "prices_around"]

_MAX_USD: Final = 10**12
_MAX_TARGET_PERCENT: Final = Decimal(10_000)
_SMALLEST_USD: Final = Decimal(1).scaleb(-UsdField.decimal_places)


@dataclass(frozen=True, kw_only=True)
class Bracket:
    """A stop, a target, or both: each a percentage from the purchase's price, or a price of its own.

    Raises UserError when it makes no sense, so that there is none that does not.
    """

    stop_percent: Decimal | None = None
    stop_usd: Decimal | None = None
    target_percent: Decimal | None = None
    target_usd: Decimal | None = None

    def __post_init__(self) -> None:
        if not (self.has_stop or self.has_target):
            raise UserError("Name a stop or a target, such as “with stop 5% and target 10%”.")
        if None not in (self.stop_percent, self.stop_usd) or None not in (self.target_percent, self.target_usd):
            raise UserError("Name each stop and each target either in percent or as a price, not both.")
        _check_percent(self.stop_percent, below=Decimal(100), says="A stop is above 0 and below 100 %.")
        _check_percent(self.target_percent, below=_MAX_TARGET_PERCENT, says="A target is above 0 and below 10,000 %.")
        for usd in (self.stop_usd, self.target_usd):
            if usd is not None:
                checked_usd(usd)

    @property
    def has_stop(self) -> bool:
        return self.stop_percent is not None or self.stop_usd is not None

    @property
    def has_target(self) -> bool:
        return self.target_percent is not None or self.target_usd is not None


@dataclass(frozen=True, kw_only=True)
class BracketPrices:
    """Where the sides of a bracket are; None where it has no such side."""

    stop: Decimal | None
    target: Decimal | None


def bracket_prices(bracket: Bracket, *, bought_at: Decimal) -> BracketPrices:
    """Return where the sides are for something bought at a price. Raises UserError for a price that is none."""
    stop = _side(bracket.stop_usd, bracket.stop_percent, bought_at=bought_at, sign=-1)
    target = _side(bracket.target_usd, bracket.target_percent, bought_at=bought_at, sign=1)
    return BracketPrices(stop=stop, target=target)


def prices_around(bracket: Bracket, *, bought_at: Decimal) -> BracketPrices:
    """Return what `bracket_prices` returns. Raises UserError also unless the price lies between the sides."""
    prices = bracket_prices(bracket, bought_at=bought_at)
    if prices.stop is not None and prices.stop >= bought_at:
        raise UserError("The stop must be below the price of the purchase. Choose a lower one.")
    if prices.target is not None and prices.target <= bought_at:
        raise UserError("The target must be above the price of the purchase. Choose a higher one.")
    return prices


def bracket_of(row: BracketFields) -> Bracket | None:
    """Return the bracket that a trade or an order carries."""
    sides = {name: getattr(row, name) for name in _NAMES}
    return Bracket(**sides) if any(side is not None for side in sides.values()) else None


def bracket_fields(bracket: Bracket | None) -> dict[str, Decimal | None]:
    """Return a bracket as the fields of the row that carries it."""
    return {name: getattr(bracket, name, None) for name in _NAMES}


def checked_usd(usd: Decimal | None) -> Decimal:
    """Return a price as it is stored. Raises UserError when it is none."""
    if usd is None or not usd.is_finite() or not 0 < usd < _MAX_USD:
        raise UserError("Name a price in dollars above zero and below a million million.")
    if usd < _SMALLEST_USD:
        raise UserError("That price is too small to be told from zero. Name a higher one.")
    return round(usd, UsdField.decimal_places)


def _check_percent(percent: Decimal | None, *, below: Decimal, says: str) -> None:
    if percent is None:
        return
    if not percent.is_finite() or not 0 < percent < below:
        raise UserError(f"{says} Name another percentage.")
    if percent != round(percent, 2):
        raise UserError("A stop or target may have two decimals at most, such as 2.25 %. Name a rounder one.")


def _side(usd: Decimal | None, percent: Decimal | None, *, bought_at: Decimal, sign: int) -> Decimal | None:
    if percent is not None:
        usd = bought_at * (100 + sign * percent) / 100
    return None if usd is None else checked_usd(usd)


_NAMES: Final = ("stop_percent", "stop_usd", "target_percent", "target_usd")
