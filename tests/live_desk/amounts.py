"""Amounts as Esther says them."""

from __future__ import annotations

from decimal import Decimal

from bots.templatetags.money import amount

__all__ = ["DECIMALS", "USD", "shown"]

USD = 10**6
DECIMALS = {"ETH": 18, "DAI": 18, "USDC": 6, "USDT": 6}


def shown(units: int, symbol: str) -> str:
    """Say base units of a token as Esther does."""
    return f"{amount(Decimal(units).scaleb(-DECIMALS[symbol]))} {symbol}"
