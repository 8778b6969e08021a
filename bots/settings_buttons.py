"""The buttons under the pages of the settings. What a press does is in `bots.handlers.settings`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bots.callbacks import button, keyboard
from trading.models import User
from trading.preferences import ALERT_LEVELS, COST_METHODS, DIGESTS, MONEY_LEVELS, NEWS_LEVELS
from trading.quoting import user_slippage

__all__ = ["FRONT", "PAGES", "SLIPPAGE_PRESETS", "back_button", "page_keyboard"]

FRONT: Final = "front"
TITLES: Final = {
    "trading": "💱 Trading",
    "messages": "🔔 Messages",
    "time": "🕑 Time",
    "bookkeeping": "🧾 Bookkeeping",
}
SLIPPAGE_PRESETS: Final = ("0.5", "1", "2", "3")

Row = list[InlineKeyboardButton]


def page_keyboard(page: str, user: User) -> InlineKeyboardMarkup | None:
    """Make the buttons of a page; those of the front lead to the others."""
    if page == FRONT:
        first, second, third, fourth = (button(title, "settings", name) for name, title in TITLES.items())
        return keyboard([first, second], [third, fourth])
    return keyboard(*PAGES[page](user), [back_button(FRONT)])


def back_button(page: str) -> InlineKeyboardButton:
    return button("◀ Back", "settings", page)


def _trading(user: User) -> list[Row]:
    slippage = user_slippage(user)
    return [
        [_choice(f"{percent} %", "slippage", percent, slippage == Decimal(percent)) for percent in SLIPPAGE_PRESETS],
        [button("⛓ Chain", "settings_ask", "chain"), button("💵 Currency", "settings_ask", "currency")],
        [
            button("🛒 Buy buttons", "settings_ask", "buy_presets"),
            button("🏷 Sell buttons", "settings_ask", "sell_presets"),
        ],
    ]


def _messages(user: User) -> list[Row]:
    arrives = _choices("📰", "news_level", NEWS_LEVELS, user.news_level) if user.digest != "off" else []
    return [
        _choices("🔔", "alert_level", ALERT_LEVELS, user.alert_level),
        _choices("💰", "money_level", MONEY_LEVELS, user.money_level),
        _choices("🗞", "digest", DIGESTS, user.digest),
        arrives,
    ]


def _time(user: User) -> list[Row]:
    quiet, label = ("off", "🌙 Alerts only") if user.quiet_money else ("on", "🌙 Orders too")
    has_hours = user.quiet_from is not None
    return [
        [button("🌙 Quiet hours", "quiet"), *([button(label, "quiet_money", quiet)] if has_hours else [])],
        [button("🕑 Time zone", "zone")],
    ]


def _bookkeeping(user: User) -> list[Row]:
    return [
        [_choice(f"🧾 {method.upper()}", "cost_basis", method, method == user.cost_basis) for method in COST_METHODS]
    ]


def _choices(mark: str, verb: str, values: Iterable[str], chosen: str) -> Row:
    return [_choice(f"{mark} {value}", verb, value, value == chosen) for value in values]


def _choice(label: str, verb: str, value: str, is_chosen: bool) -> InlineKeyboardButton:
    return button(f"{label} ✓" if is_chosen else label, verb, value)


PAGES: Final[dict[str, Callable[[User], list[Row]]]] = {
    "trading": _trading,
    "messages": _messages,
    "time": _time,
    "bookkeeping": _bookkeeping,
}
