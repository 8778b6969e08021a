"""The buttons under the quote of a trade, and under one that led to nothing."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup

from bots.callbacks import button, keyboard
from bots.why_buttons import why_button
from trading.models import Swap

__all__ = ["again_button", "live_buttons", "quote_buttons"]


def quote_buttons(swap: Swap) -> InlineKeyboardMarkup | None:
    return keyboard(
        [button("✅ Confirm", "confirm", swap.handle), button("✖ Cancel", "cancel", swap.handle)],
        [button("🔄 Refresh", "refresh", swap.handle)],
    )


def again_button(handle: str) -> InlineKeyboardMarkup | None:
    return keyboard([button("🔄 New quote", "refresh", handle), why_button("swap", handle)])


def live_buttons(swap: Swap) -> InlineKeyboardMarkup | None:
    """Return the buttons under a live trade.

    They look again and, while it is on its way, hurry it or take it back; of one that was not traded they tell why.
    """
    if swap.state in (Swap.State.FAILED, Swap.State.CANCELLED, Swap.State.REVIEW):
        return keyboard([why_button("swap", swap.handle)])
    if swap.state not in (Swap.State.CONFIRMED, Swap.State.APPROVING, Swap.State.SENT, Swap.State.BRIDGING):
        return None
    changes = [button("⏩ Speed up", "live_faster", swap.handle), button("✖ Take back", "live_back", swap.handle)]
    is_out = swap.state in (Swap.State.APPROVING, Swap.State.SENT)
    return keyboard([button("🔄 Look again", "live", swap.handle)], changes if is_out else [])
