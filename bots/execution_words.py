"""How the parts of a difference are written: rounded alike, so that what is shown adds up to what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from bots.templatetags.money import MINUS, amount, symbol
from trading.execution_report import TradeExecution
from trading.execution_report_month import Report

__all__ = ["Shown", "month_in_usd", "trade_in_units", "trade_in_usd"]

_ZERO: Final = Decimal(0)
_DIGITS: Final = 8
_CENTS: Final = 2
_FINE: Final = 4  # digits behind the point where nothing comes to a dollar

Named = Sequence[tuple[str, Decimal]]


@dataclass(frozen=True)
class Shown:
    """Parts by their names, and their sum, as they are written."""

    parts: list[tuple[str, str]]
    total: str


def month_in_usd(report: Report) -> Shown:
    parts = [
        ("Price move", report.price_move_usd),
        ("Slippage", report.slippage_usd),
        ("Tax", report.tax_usd),
        *([("Not split", report.unsplit_usd)] if report.unsplit else []),
        ("Gas", report.gas_usd),
    ]
    return _in_usd(parts)


def trade_in_usd(trade: TradeExecution) -> Shown | None:
    """Write a trade's parts in dollars; None where nobody knew its value."""
    if trade.difference_usd is None:
        return None
    split = [
        ("Price move", trade.price_move_usd),
        ("Slippage", trade.slippage_usd),
        ("Tax", trade.tax_usd),
        ("Not split", trade.difference_usd if trade.parts is None else None),
        ("Gas", trade.gas_usd),
    ]
    return _in_usd([(name, usd) for name, usd in split if usd is not None])


def trade_in_units(trade: TradeExecution) -> Shown:
    """Write a trade's parts in the token that they are counted in."""
    token, parts = trade.token, trade.parts
    promised = token.to_amount(trade.promised)
    places = min(token.decimals, max(0, _DIGITS - 1 - promised.adjusted()))
    counted = (
        [("Not split", trade.difference)]
        if parts is None
        else [("Price move", parts.price_move), ("Slippage", parts.slippage), ("Tax", parts.tax)]
    )
    rounded = [(name, _round(token.to_amount(units), places)) for name, units in counted]
    return Shown(
        [(name, f"{_signed(number)} {symbol(token)}") for name, number in rounded],
        f"{_signed(sum((number for _, number in rounded), _ZERO))} {symbol(token)}",
    )


def _in_usd(parts: Named) -> Shown:
    places = _CENTS if any(abs(usd) >= 1 for _, usd in parts) else _FINE
    rounded = [(name, _round(usd, places)) for name, usd in parts]
    total = sum((usd for _, usd in rounded), _ZERO)
    return Shown([(name, _dollars(usd, places)) for name, usd in rounded], _dollars(total, places))


def _round(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)


def _dollars(usd: Decimal, places: int) -> str:
    return f"{_sign(usd)}${abs(usd):,.{places}f}"


def _signed(number: Decimal) -> str:
    return f"{_sign(number)}{amount(abs(number))}"


def _sign(number: Decimal) -> str:
    return "+" if number > 0 else MINUS if number < 0 else ""
