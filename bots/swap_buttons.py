"""The buttons under the quote of a trade, and under one that led to nothing."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup

from bots.callbacks import button, keyboard
from trading.models import Swap

__all__ = ["again_button", "quote_buttons"]


def quote_buttons(swap: Swap) -> InlineKeyboardMarkup | None:
    return keyboard(
        [button("✅ Confirm", "confirm", swap.handle), button("✖ Cancel", "cancel", swap.handle)],
        [button("🔄 Refresh", "refresh", swap.handle)],
    )


def again_button(handle: str) -> InlineKeyboardMarkup | None:
    return keyboard([button("🔄 New quote", "refresh", handle)])
