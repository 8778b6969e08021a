"""The user's presets as buttons: dollars to spend, and parts of a holding to sell."""

from __future__ import annotations

from decimal import Decimal

from trading.models import User
from trading.presets import buy_presets, sell_presets

__all__ = ["buy_labels", "buy_options", "sell_labels", "sell_options"]

Options = list[tuple[str, dict[str, str]]]


def buy_options(user: User) -> Options:
    """Return a label, and what it adds to a sentence, for each amount to spend."""
    return [(_dollars(each), {"usd": f"{each:f}"}) for each in buy_presets(user)]


def sell_options(user: User) -> Options:
    """Return a label, and what it adds to a sentence, for each part to sell."""
    return [(f"{each:f} %", {"percent": f"{each:f}"}) for each in sell_presets(user)]


def buy_labels(user: User) -> list[str]:
    return [label for label, _ in buy_options(user)]


def sell_labels(user: User) -> list[str]:
    return [label for label, _ in sell_options(user)]


def _dollars(usd: Decimal) -> str:
    return f"${usd:,f}"
