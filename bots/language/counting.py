"""A number behind a token: whether it counts the token, is what is spent, or may be a price."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from bots.language.clauses import Parts
from bots.language.coins import symbol
from bots.language.quantities import exact

__all__ = ["is_counted", "settle_count"]

_SURELY_SPENT: Final = 10  # dollars: fewer of them buy next to nothing
# Tokens that cost hundreds of dollars, and tens: a small number beside them counts them.
_DEAR: Final = frozenset(("BTC", "WBTC", "ETH", "WETH", "STETH", "BNB", "AAVE", "MKR", "SOL"))
_NOT_CHEAP: Final = frozenset(("LINK", "UNI", "OKB", "AVAX", "LTC", "COMP", "GMX", "ENS", "INJ"))
_MANY: Final = 20
_DOLLARS: Final = frozenset(("USDC", "USDT", "DAI"))


def settle_count(parts: Parts) -> bool:
    """Tell whether the token is counted (“buy eth 0.01 usdc”) or dollars (“buy eth 500 usdc”); false for neither."""
    count = parts.pop("either")
    value = Decimal(exact(count))
    if 1 <= value < _SURELY_SPENT:
        return False
    name = "amount" if value < 1 else "spend"
    if name in parts:
        parts.setdefault("twice", name)
    parts[name] = count
    return True


def is_counted(parts: Parts) -> bool:
    """Say whether a number behind a token, as in “buy eth 0.3”, can only count it."""
    if "count" not in parts:
        return True
    parts["amount"] = parts.pop("count")
    value = Decimal(exact(parts["amount"]))
    if symbol(parts["token"]) in _DOLLARS:  # “swap usdt 400 to usdc”
        return True
    dear = symbol(parts["token"]) in _DEAR
    return value < (_MANY if dear else 1) and (dear or symbol(parts["token"]) in _NOT_CHEAP)
