"""Things to try, as buttons: each says a whole sentence, and its answer is a message of its own."""

from __future__ import annotations

from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bots.callbacks import button, keyboard
from bots.language import Intent, Understood

__all__ = ["first_steps", "sentence_of", "try_button"]

_SENTENCES: Final[dict[str, tuple[str, Understood]]] = {
    "price": ("💲 Price of BTC", Understood(Intent.GET_PRICE, {"token": "BTC"})),
    "buy": ("🛒 Buy $50 of ETH", Understood(Intent.BUY_TOKEN, {"token": "ETH", "usd": "50"})),
    "portfolio": ("📊 Portfolio", Understood(Intent.SHOW_PORTFOLIO)),
    "performance": ("📈 Performance", Understood(Intent.GET_PORTFOLIO_PERFORMANCE)),
    "insights": ("💡 Insights", Understood(Intent.GET_INSIGHTS)),
    "orders": ("📋 Orders", Understood(Intent.LIST_ORDERS)),
}


def first_steps() -> InlineKeyboardMarkup | None:
    """Make the buttons under the greeting: three things to try, and the way to the rest."""
    return keyboard(
        [try_button("price"), try_button("buy")],
        [try_button("portfolio"), button("❓ What can you do?", "help")],
    )


def try_button(name: str) -> InlineKeyboardButton:
    return button(_SENTENCES[name][0], "try", name)


def sentence_of(name: str) -> Understood | None:
    """Return what a button says; None for one that there is not (any more)."""
    if name not in _SENTENCES:
        return None
    said = _SENTENCES[name][1]
    return Understood(said.intent, dict(said.entities))
