"""The buttons under news: the likely next steps after what is told. What a press does is in `bots.handlers`."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup

from bots.callbacks import keyboard
from bots.order_buttons import told_buttons as order_buttons
from bots.start_buttons import try_button
from bots.token_buttons import buy_button, chart_button, sell_button, subject_told
from bots.why_buttons import why_button
from trading.models import Swap

__all__ = ["told_buttons"]


def told_buttons(event: str, data: dict[str, object]) -> InlineKeyboardMarkup | None:
    """Return the buttons under news that comes alone; a press leaves it as it is, and asks before it trades."""
    match event:
        case "alert_fired":
            return _fired(data)
        case "swap_over" if data.get("state") in (Swap.State.FAILED, Swap.State.CANCELLED, Swap.State.REVIEW):
            return keyboard([why_button("swap", str(data["swap_handle"]))])
        case "digest":
            return keyboard([try_button("portfolio"), try_button("orders")], [try_button("performance")])
    return order_buttons(event, data)


def _fired(data: dict[str, object]) -> InlineKeyboardMarkup | None:
    if data.get("kind") == "portfolio":
        return keyboard([try_button("portfolio"), try_button("performance")])
    subject = subject_told(data)
    if subject is None:  # told before its chain was kept
        return None
    return keyboard(
        [chart_button(subject), buy_button(subject, keeps_card=True), sell_button(subject, keeps_card=True)],
        [why_button("alert", str(data.get("handle", "")))],
    )
